package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.tx.TxSpec;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What {@code modifyAllocations} would make of a list of targets, worked out from one block's state
 * in the contract's own order: what is given back at once can be used by a later target of the same
 * call.
 *
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManager.sol">
 *     AllocationManager.modifyAllocations</a>
 */
final class AllocationRules {
  private final State state;
  private final Map<Address, BigInteger> allocatable = new HashMap<>();
  private final List<TxSpec.Check> checks = new ArrayList<>();
  private final List<AllocationChange> changes = new ArrayList<>();

  private AllocationRules(State state) {
    this.state = state;
    state.strategies().forEach((strategy, m) -> allocatable.put(strategy, m.allocatable().wad()));
  }

  /**
   * All that matters.
   *
   * @param allocationDelay the operator's; empty if it never set one
   * @param deallocationDelay the contract's
   * @param sets by operator set
   * @param strategies by strategy
   * @param allocations one per target, in order
   */
  record State(
      OptionalLong allocationDelay,
      long deallocationDelay,
      Map<OperatorSet, SetState> sets,
      Map<Address, StrategyMagnitudes> strategies,
      List<Allocation> allocations) {}

  /**
   * An operator set, seen by one operator.
   *
   * @param exists whether its AVS made it
   * @param slashable whether the operator is a member, or left too short a time ago
   * @param strategies that it uses
   */
  record SetState(boolean exists, boolean slashable, Set<Address> strategies) {}

  /** Conditions, and what happens if they are met; no increase while no delay is in force. */
  record Verdict(List<TxSpec.Check> checks, List<AllocationChange> changes) {}

  static Verdict apply(State state, List<AllocationTarget> targets) {
    AllocationRules rules = new AllocationRules(state);
    rules.require(
        "the operator is registered and its first allocation delay holds",
        state.allocationDelay().isPresent());
    for (int i = 0; i < targets.size(); i++) {
      rules.take(targets.get(i), state.allocations().get(i));
    }
    return new Verdict(List.copyOf(rules.checks), List.copyOf(rules.changes));
  }

  private void take(AllocationTarget target, Allocation now) {
    SetState set = state.sets().get(target.operatorSet());
    StrategyMagnitudes strategy = state.strategies().get(target.strategy());
    if (set == null || strategy == null) {
      throw new IllegalStateException("state was not read for " + target);
    }
    String what = target.strategy() + " in " + target.operatorSet();
    require(target.operatorSet() + " exists", set.exists());
    require(
        "no change of "
            + what
            + " is under way"
            + now.pending().map(AllocationRules::text).orElse(""),
        !now.pending().isPresent());
    require(
        what
            + " changes to "
            + target.magnitude()
            + " from another magnitude than "
            + now.current(),
        !target.magnitude().equals(now.current()));
    if (target.magnitude().compareTo(now.current()) > 0) {
      more(target, now, set, strategy);
    } else {
      less(target, now, set);
    }
  }

  private void more(
      AllocationTarget target, Allocation now, SetState set, StrategyMagnitudes strategy) {
    BigInteger extra = target.magnitude().wad().subtract(now.current().wad());
    BigInteger free = allocatable.getOrDefault(target.strategy(), BigInteger.ZERO);
    boolean enough = extra.compareTo(free) <= 0;
    require(
        target.operatorSet() + " uses strategy " + target.strategy(),
        set.strategies().contains(target.strategy()));
    require(
        target
            + " takes "
            + text(extra)
            + " more, within the allocatable "
            + text(free)
            + " (max "
            + strategy.max()
            + ", encumbered "
            + strategy.encumbered()
            + ")",
        enough);
    if (enough) {
      allocatable.put(target.strategy(), free.subtract(extra));
    }
    state
        .allocationDelay()
        .ifPresent(blocks -> changes.add(new AllocationChange(target, now.current(), blocks)));
  }

  private void less(AllocationTarget target, Allocation now, SetState set) {
    boolean slashable =
        set.slashable() && set.strategies().contains(target.strategy()) && !now.current().isZero();
    if (!slashable) {
      BigInteger freed = now.current().wad().subtract(target.magnitude().wad());
      allocatable.merge(target.strategy(), freed, BigInteger::add);
    }
    changes.add(
        new AllocationChange(
            target, now.current(), slashable ? Math.addExact(state.deallocationDelay(), 1) : 0));
  }

  /** A sum of magnitudes, which need not be one itself. */
  private static String text(BigInteger wad) {
    return wad.signum() == 0 ? "0" : new BigDecimal(wad, 18).stripTrailingZeros().toPlainString();
  }

  private static String text(Allocation.Pending pending) {
    return "; one to " + pending.magnitude() + " takes effect in block " + pending.effectBlock();
  }

  private void require(String text, boolean met) {
    checks.add(new TxSpec.Check(RefusedException.Code.PRECONDITION, text, met));
  }
}
