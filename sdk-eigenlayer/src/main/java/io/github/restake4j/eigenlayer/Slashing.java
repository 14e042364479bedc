package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.MagnitudeSlash;
import io.github.restake4j.eigenlayer.shares.ScaledShares;
import io.github.restake4j.eigenlayer.shares.SlashingFactor;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * What slashing has taken, and what it could take. An AVS slashes the part of an operator's stake
 * that is allocated to one of its operator sets, at any time and by its own rules.
 */
public final class Slashing {
  private final EigenReads reads;
  private final QueueReads queue;

  Slashing(EigenReads reads) {
    this.reads = reads;
    this.queue = new QueueReads(reads);
  }

  /**
   * What slashing has left of an operator's stakes, per strategy in the order given; full where it
   * was never slashed.
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManagerView.sol">
   *     AllocationManager.getMaxMagnitudes</a>
   */
  public Read<List<Magnitude>> maxMagnitudes(Address operator, List<Strategy> strategies) {
    if (strategies.isEmpty()) {
      return Read.known(List.of());
    }
    return magnitudes(
        reads.allocations(
            AllocationManagerContract.getMaxMagnitudes(operator, addresses(strategies))));
  }

  /**
   * The same as of an earlier block, from the contract's own history; no archive node is needed.
   *
   * @param block 0 to 2^32 - 1
   * @throws IllegalArgumentException if the block is out of bounds
   */
  public Read<List<Magnitude>> maxMagnitudesAtBlock(
      Address operator, List<Strategy> strategies, long block) {
    if (block < 0 || block > 0xffffffffL) {
      throw new IllegalArgumentException(
          "Slashing.maxMagnitudesAtBlock takes blocks 0 to 2^32 - 1, not " + block);
    }
    if (strategies.isEmpty()) {
      return Read.known(List.of());
    }
    return magnitudes(
        reads.allocations(
            AllocationManagerContract.getMaxMagnitudesAtBlock(
                operator, addresses(strategies), block)));
  }

  /**
   * Shares of an operator's former stakers that wait in the queue and can still be slashed.
   *
   * <p>The contract panics on a chain younger than the withdrawal delay.
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.getSlashableSharesInQueue</a>
   */
  public Read<Amount<WithdrawableShares>> slashableSharesInQueue(
      Address operator, Strategy strategy) {
    return reads
        .delegation(
            DelegationManagerContract.getSlashableSharesInQueue(operator, strategy.address()))
        .map(shares -> Amount.of(shares, strategy.withdrawableShares()));
  }

  /** What an operator has allocated to an operator set in one strategy now. */
  public Read<Magnitude> allocated(Address operator, OperatorSet set, Strategy strategy) {
    return reads
        .allocations(
            AllocationManagerContract.getAllocation(
                operator,
                new AllocationManagerContract.OperatorSet(set.avs(), set.id()),
                strategy.address()))
        .map(allocation -> new Magnitude(allocation.currentMagnitude()));
  }

  /**
   * What a slash would take from all stakers of an operator in one strategy.
   *
   * @param wadToSlash share of what is <b>allocated</b> to the set, in 1e-18, above 0, at most 1e18
   * @throws IllegalArgumentException if the share is out of bounds
   */
  public Read<OperatorSlashCost> costToOperator(
      Address operator, OperatorSet set, Strategy strategy, BigInteger wadToSlash) {
    Read<Shares> shares =
        Read.<BigInteger, Amount<WithdrawableShares>, Shares>zip(
            reads.delegation(
                DelegationManagerContract.operatorShares(operator, strategy.address())),
            slashableSharesInQueue(operator, strategy),
            (delegated, queued) ->
                new Shares(Amount.of(delegated, strategy.withdrawableShares()), queued));
    return Read.zip(
        slash(operator, set, strategy, wadToSlash),
        shares,
        (slash, all) ->
            new OperatorSlashCost(
                slash, slash.takenFrom(all.delegated), slash.takenFrom(all.queued)));
  }

  /**
   * What a slash of the operator a staker is delegated to would cost the staker in one strategy,
   * queued withdrawals from that operator included. Nothing if the staker is not delegated.
   *
   * @param wadToSlash share of what is <b>allocated</b> to the set, in 1e-18, above 0, at most 1e18
   * @throws IllegalArgumentException if the share is out of bounds
   */
  public Read<SlashCost> costToStaker(
      Address staker, OperatorSet set, Strategy strategy, BigInteger wadToSlash) {
    MagnitudeSlash.of(Magnitude.FULL, Magnitude.FULL, wadToSlash); // refuses bad input early
    return reads
        .operatorOf(staker)
        .then(
            operator ->
                operator.isPresent()
                    ? Read.<MagnitudeSlash, Held, SlashCost>zip(
                        slash(operator.get(), set, strategy, wadToSlash),
                        held(staker, strategy),
                        (slash, held) -> cost(slash, held, operator.get(), strategy))
                    : held(staker, strategy)
                        .map(held -> cost(untouched(), held, Address.ZERO, strategy)));
  }

  private Read<Held> held(Address staker, Strategy strategy) {
    return Read.zip(reads.stake(staker, strategy), queue.ofStaker(staker), Held::new);
  }

  private Read<MagnitudeSlash> slash(
      Address operator, OperatorSet set, Strategy strategy, BigInteger wadToSlash) {
    MagnitudeSlash.of(Magnitude.FULL, Magnitude.FULL, wadToSlash); // refuses bad input early
    return Read.zip(
        maxMagnitudes(operator, List.of(strategy)),
        allocated(operator, set, strategy),
        (max, allocated) ->
            allocated.isZero()
                ? new MagnitudeSlash(max.get(0), max.get(0))
                : MagnitudeSlash.of(max.get(0), allocated, wadToSlash));
  }

  private static MagnitudeSlash untouched() {
    return new MagnitudeSlash(Magnitude.FULL, Magnitude.FULL);
  }

  private static SlashCost cost(
      MagnitudeSlash slash, Held held, Address operator, Strategy strategy) {
    SlashingFactor before = held.stake.slashingFactor();
    SlashingFactor after = before.withOperator(slash.after());
    Amount<WithdrawableShares> queuedBefore = Amount.zero(strategy.withdrawableShares());
    Amount<WithdrawableShares> queuedAfter = queuedBefore;
    for (QueuedWithdrawal queued : held.queue) {
      // a slash can be mined in the next block at the earliest
      boolean slashable =
          queued.withdrawal().delegatedTo().equals(operator)
              && queued.seenAt() < queued.slashableUntil();
      for (Amount<ScaledShares> scaled : queued.withdrawal().scaledShares()) {
        if (slashable && scaled.unit().strategy().equals(strategy)) {
          queuedBefore = queuedBefore.plus(before.pays(scaled));
          queuedAfter = queuedAfter.plus(after.pays(scaled));
        }
      }
    }
    return new SlashCost(slash, held.stake, held.stake.slashed(after), queuedBefore, queuedAfter);
  }

  private static Read<List<Magnitude>> magnitudes(Read<List<BigInteger>> read) {
    return read.map(
        values -> {
          List<Magnitude> all = new ArrayList<>();
          for (BigInteger value : values) {
            all.add(new Magnitude(value));
          }
          return List.copyOf(all);
        });
  }

  private static List<Address> addresses(List<Strategy> strategies) {
    List<Address> all = new ArrayList<>();
    for (Strategy strategy : strategies) {
      all.add(strategy.address());
    }
    return all;
  }

  private record Shares(Amount<WithdrawableShares> delegated, Amount<WithdrawableShares> queued) {}

  private record Held(StrategyStake stake, List<QueuedWithdrawal> queue) {}
}
