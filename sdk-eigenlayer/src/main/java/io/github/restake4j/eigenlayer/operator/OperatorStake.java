package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.MagnitudeSlash;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator holds in one strategy and whom it has promised it to, as the contracts keep it,
 * and what becomes of it. Immutable; each method gives the state after the step of its name, to the
 * last unit what the chain would hold. Changes on their way are due by block number, which each
 * method is told.
 *
 * @param shares delegated to the operator
 * @param max the operator's max magnitude
 * @param allocations to operator sets, each set at most once, all of this strategy; a set that is
 *     not named has nothing
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol">
 *     AllocationManager</a>
 */
public record OperatorStake(
    Amount<WithdrawableShares> shares, Magnitude max, List<Allocation> allocations) {

  /**
   * Checks what belongs together.
   *
   * @throws IllegalArgumentException if a set occurs twice or an allocation is of another strategy
   */
  public OperatorStake {
    allocations = List.copyOf(allocations);
    Address strategy = shares.unit().strategy().address();
    List<OperatorSet> sets = new ArrayList<>();
    for (Allocation each : allocations) {
      if (!each.strategy().equals(strategy)) {
        throw new IllegalArgumentException(
            "an allocation of " + each.strategy() + " in a stake in " + strategy);
      }
      if (sets.contains(each.operatorSet())) {
        throw new IllegalArgumentException(each.operatorSet() + " has two allocations");
      }
      sets.add(each.operatorSet());
    }
  }

  /** After stakers delegated, deposited or withdrew. */
  public OperatorStake withShares(Amount<WithdrawableShares> now) {
    return new OperatorStake(now, max, allocations);
  }

  /** The same with all changes done that are due in a block. */
  public OperatorStake at(long block) {
    List<Allocation> settled = new ArrayList<>();
    for (Allocation each : allocations) {
      Allocation then =
          each.pending()
              .filter(pending -> pending.effectBlock() <= block)
              .map(pending -> with(each, pending.magnitude(), Optional.empty()))
              .orElse(each);
      if (then.pending().isPresent() || !then.current().isZero()) {
        settled.add(then);
      }
    }
    return new OperatorStake(shares, max, settled);
  }

  /** What an operator set has in a block, and what is on its way from there. */
  public Allocation allocation(OperatorSet set, long block) {
    for (Allocation each : at(block).allocations) {
      if (each.operatorSet().equals(set)) {
        return each;
      }
    }
    return new Allocation(
        set, shares.unit().strategy().address(), Magnitude.ZERO, Optional.empty());
  }

  /**
   * Promised to operator sets in a block: an increase from when it was asked for, a decrease until
   * it is through.
   */
  public Magnitude encumbered(long block) {
    BigInteger sum = BigInteger.ZERO;
    for (Allocation each : at(block).allocations) {
      Magnitude most =
          each.pending()
              .map(Allocation.Pending::magnitude)
              .filter(magnitude -> magnitude.compareTo(each.current()) > 0)
              .orElse(each.current());
      sum = sum.add(most.wad());
    }
    return new Magnitude(sum);
  }

  /** Can be promised in a block. */
  public Magnitude allocatable(long block) {
    return new Magnitude(max.wad().subtract(encumbered(block).wad()));
  }

  /**
   * After {@code modifyAllocations} with one target.
   *
   * @param target of this strategy
   * @param slashable whether the operator can be slashed by the set, and the set uses the strategy
   * @param block in which it is mined
   * @param allocationDelay the operator's, in blocks
   * @param deallocationDelay the contract's, in blocks
   * @throws IllegalStateException where the chain refuses: {@code ModificationAlreadyPending},
   *     {@code SameMagnitude} or {@code InsufficientMagnitude}
   */
  public OperatorStake modified(
      AllocationTarget target,
      boolean slashable,
      long block,
      long allocationDelay,
      long deallocationDelay) {
    Allocation now = allocation(target.operatorSet(), block);
    int order = target.magnitude().compareTo(now.current());
    if (now.pending().isPresent()) {
      throw new IllegalStateException("ModificationAlreadyPending: " + now);
    }
    if (order == 0) {
      throw new IllegalStateException("SameMagnitude: " + now);
    }
    Allocation then;
    if (order > 0) {
      BigInteger extra = target.magnitude().wad().subtract(now.current().wad());
      Magnitude free = allocatable(block);
      if (extra.compareTo(free.wad()) > 0) {
        throw new IllegalStateException(
            "InsufficientMagnitude: " + free + " can be allocated, not to " + target);
      }
      then = due(now, target.magnitude(), Math.addExact(block, allocationDelay));
    } else if (slashable && !now.current().isZero()) {
      then = due(now, target.magnitude(), Math.addExact(block, deallocationDelay) + 1);
    } else {
      then = with(now, target.magnitude(), Optional.empty());
    }
    return with(then, block);
  }

  /**
   * After a slash by an operator set that may. What the set has been promised but not yet given is
   * not touched; what it is giving back is slashed with the rest.
   *
   * @param wadToSlash share of what the set <b>has</b> in 1e-18, above 0, at most 1e18
   * @param block in which it is mined
   * @throws IllegalArgumentException if the share is out of bounds
   */
  public OperatorStake slashed(OperatorSet set, BigInteger wadToSlash, long block) {
    Allocation now = allocation(set, block);
    MagnitudeSlash slash = MagnitudeSlash.of(max, now.current(), wadToSlash);
    if (now.current().isZero()) {
      return at(block);
    }
    Magnitude current = left(now.current(), wadToSlash);
    Optional<Allocation.Pending> pending =
        now.pending().map(each -> pending(now.current(), current, each, wadToSlash));
    return new OperatorStake(shares.minus(slash.takenFrom(shares)), slash.after(), allocations)
        .with(with(now, current, pending), block);
  }

  private static Allocation.Pending pending(
      Magnitude before, Magnitude after, Allocation.Pending pending, BigInteger wadToSlash) {
    BigInteger change = pending.magnitude().wad().subtract(before.wad());
    if (change.signum() < 0) {
      Magnitude freed = new Magnitude(change.negate());
      change = left(freed, wadToSlash).wad().negate();
    }
    return new Allocation.Pending(new Magnitude(after.wad().add(change)), pending.effectBlock());
  }

  /** The part of a magnitude that a slash leaves. */
  private static Magnitude left(Magnitude whole, BigInteger wadToSlash) {
    return MagnitudeSlash.of(whole, whole, wadToSlash).after();
  }

  /**
   * What an operator set could slash in a block, or could if the operator were slashable by it:
   * {@code getAllocatedStake}.
   */
  public Amount<WithdrawableShares> allocatedStake(OperatorSet set, long block) {
    return allocation(set, block).current().of(shares, max);
  }

  /**
   * The least that an operator set can slash at any time from a block to a later one, if nothing
   * but what is on its way happens: {@code getMinimumSlashableStake} of an operator that the set
   * can slash. Increases on their way do not count.
   *
   * @throws IllegalArgumentException if {@code until} is before {@code block}
   */
  public Amount<WithdrawableShares> minimumSlashableStake(OperatorSet set, long block, long until) {
    if (until < block) {
      throw new IllegalArgumentException("from block " + block + " until block " + until);
    }
    Allocation now = allocation(set, block);
    Magnitude least =
        now.pending()
            .filter(pending -> pending.effectBlock() <= until)
            .map(Allocation.Pending::magnitude)
            .filter(magnitude -> magnitude.compareTo(now.current()) < 0)
            .orElse(now.current());
    return least.of(shares, max);
  }

  private static Allocation due(Allocation now, Magnitude magnitude, long effectBlock) {
    return with(now, now.current(), Optional.of(new Allocation.Pending(magnitude, effectBlock)));
  }

  private static Allocation with(
      Allocation now, Magnitude current, Optional<Allocation.Pending> pending) {
    return new Allocation(now.operatorSet(), now.strategy(), current, pending);
  }

  private OperatorStake with(Allocation changed, long block) {
    List<Allocation> all = new ArrayList<>();
    for (Allocation each : at(block).allocations) {
      if (!each.operatorSet().equals(changed.operatorSet())) {
        all.add(each);
      }
    }
    all.add(changed);
    return new OperatorStake(shares, max, all).at(block);
  }
}
