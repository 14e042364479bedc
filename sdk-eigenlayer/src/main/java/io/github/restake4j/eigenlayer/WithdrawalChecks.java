package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What DelegationManager demands of who queues and completes withdrawals. */
final class WithdrawalChecks {
  /**
   * {@code StrategyManagerStorage.MAX_STAKER_STRATEGY_LIST_LENGTH}, eigenlayer-contracts f84a515.
   */
  private static final int MOST_STRATEGIES = 32;

  private final EigenReads reads;

  WithdrawalChecks(EigenReads reads) {
    this.reads = reads;
  }

  /** The queue is open, each amount is there, and the operator's total covers it. */
  Read<List<TxSpec.Check>> queueing(Address staker, List<QueueReads.Taken> taken) {
    List<TxSpec.Check> amounts = new ArrayList<>();
    for (QueueReads.Taken each : taken) {
      Strategy strategy = each.stake().strategy();
      amounts.add(
          Checks.of(
              each.enough(),
              "the withdrawal asks "
                  + strategy
                  + " for "
                  + each.text()
                  + " that "
                  + staker
                  + " has there"));
      amounts.add(
          Checks.of(
              !each.shares().isZero(),
              "what is asked of "
                  + strategy
                  + " is at least one deposit share; "
                  + staker
                  + " has "
                  + each.stake().depositShares()));
    }
    return Checks.all(
        List.of(
            Checks.Pause.ENTER_QUEUE.check(reads.delegation(DelegationManagerContract.paused())),
            Read.known(List.copyOf(amounts)),
            reads.operatorOf(staker).then(operator -> operatorShares(operator, taken))));
  }

  /** Otherwise the contract panics without a word. */
  private Read<List<TxSpec.Check>> operatorShares(
      Optional<Address> operator, List<QueueReads.Taken> taken) {
    if (!operator.isPresent()) {
      return Read.known(List.of());
    }
    Address at = operator.get();
    List<Address> strategies = new ArrayList<>();
    for (QueueReads.Taken each : taken) {
      strategies.add(each.stake().strategy().address());
    }
    return reads
        .delegation(DelegationManagerContract.getOperatorShares(at, strategies))
        .map(
            totals -> {
              List<TxSpec.Check> checks = new ArrayList<>();
              for (int i = 0; i < totals.size(); i++) {
                QueueReads.Taken each = taken.get(i);
                checks.add(
                    Checks.of(
                        each.pays().smallest().compareTo(totals.get(i)) <= 0,
                        "operator "
                            + at
                            + " holds "
                            + Amount.of(totals.get(i), each.stake().strategy().withdrawableShares())
                            + ", at least the "
                            + each.pays()
                            + " to withdraw"));
              }
              return List.copyOf(checks);
            });
  }

  /** The queue's exit is open, and each withdrawal is there, is the sender's, and has waited. */
  Read<List<TxSpec.Check>> completing(Address sender, List<Withdrawal> withdrawals) {
    List<Read<List<TxSpec.Check>>> all = new ArrayList<>();
    all.add(Checks.Pause.EXIT_QUEUE.check(reads.delegation(DelegationManagerContract.paused())));
    for (Withdrawal withdrawal : withdrawals) {
      all.add(
          Read.<Boolean, Clock, List<TxSpec.Check>>zip(
              reads.delegation(DelegationManagerContract.pendingWithdrawals(withdrawal.root())),
              Read.zip(reads.delay(), reads.blockNumber(), Clock::new),
              (pending, clock) -> completing(sender, withdrawal, pending, clock)));
    }
    return Checks.all(all);
  }

  private static List<TxSpec.Check> completing(
      Address sender, Withdrawal withdrawal, boolean pending, Clock clock) {
    String name = "withdrawal " + withdrawal.nonce() + " of " + withdrawal.staker();
    long from = withdrawal.startBlock() + clock.delay + 1;
    List<TxSpec.Check> checks = new ArrayList<>();
    checks.add(
        Checks.of(
            sender.equals(withdrawal.withdrawer()),
            name + " is completed by " + withdrawal.withdrawer() + "; the sender is " + sender));
    checks.add(
        Checks.of(
            pending,
            name
                + " ("
                + withdrawal.root()
                + ") is in the queue; if not, it was completed already, or its fields are not those"
                + " that were queued"));
    if (pending) {
      checks.add(
          Checks.of(
              clock.block >= from,
              name
                  + " can be completed from block "
                  + from
                  + ", "
                  + clock.delay
                  + " blocks after the one it was queued in and one more; the chain is at "
                  + clock.block
                  + (clock.block >= from ? "" : ", wait " + (from - clock.block) + " blocks")));
    }
    return checks;
  }

  /** No strategy has paused paying out tokens. */
  Read<List<TxSpec.Check>> payingTokens(List<Withdrawal> withdrawals) {
    List<Read<List<TxSpec.Check>>> all = new ArrayList<>();
    for (Strategy strategy : strategies(withdrawals)) {
      if (!strategy.isBeaconChainEth()) {
        all.add(
            Checks.Pause.STRATEGY_WITHDRAWALS.check(
                strategy.toString(), reads.pausedBits(strategy)));
      }
    }
    return Checks.all(all);
  }

  /** The staker's operator can take more in each strategy, and the staker's list has room. */
  Read<List<TxSpec.Check>> addingShares(Address staker, List<Withdrawal> withdrawals) {
    List<Strategy> strategies = List.copyOf(strategies(withdrawals));
    return Read.zip(
        reads.stakes(staker, strategies),
        reads.depositedIn(staker),
        (stakes, deposited) -> {
          List<TxSpec.Check> checks = new ArrayList<>();
          Set<Address> after = new HashSet<>(deposited);
          for (StrategyStake stake : stakes) {
            if (!stake.strategy().isBeaconChainEth()) {
              after.add(stake.strategy().address());
            }
            checks.add(
                Checks.of(
                    stake.slashingFactor().wad().signum() > 0,
                    "the operator of "
                        + staker
                        + " is not fully slashed in "
                        + stake.strategy()
                        + "; if it is, complete as tokens, or undelegate first"));
          }
          checks.add(
              Checks.of(
                  after.size() <= MOST_STRATEGIES,
                  staker
                      + " would be in "
                      + after.size()
                      + " strategies of at most "
                      + MOST_STRATEGIES));
          return List.copyOf(checks);
        });
  }

  private static Set<Strategy> strategies(List<Withdrawal> withdrawals) {
    Set<Strategy> all = new LinkedHashSet<>();
    for (Withdrawal withdrawal : withdrawals) {
      all.addAll(withdrawal.strategies());
    }
    return all;
  }

  private record Clock(long delay, long block) {}
}
