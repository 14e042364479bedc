package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Out of EigenLayer, in two transactions: queue, wait, complete. What waits earns nothing and can
 * still be slashed, through the last block of the delay.
 */
public final class Withdrawals {
  /** The contract sets no bound; more come close to the gas one transaction may use (EIP-7825). */
  private static final int MOST = 30;

  private static final String WARNING =
      "What is queued earns nothing, and the operator can lose it in a slash until the delay is over.";

  private final EigenReads reads;
  private final QueueReads queue;
  private final WithdrawalChecks checks;
  private final Completions completions;

  Withdrawals(EigenReads reads) {
    this.reads = reads;
    this.queue = new QueueReads(reads);
    this.checks = new WithdrawalChecks(reads);
    this.completions = new Completions(reads, queue, checks);
  }

  /**
   * Blocks a withdrawal waits: queued in block n it can be slashed through block n + delay, and
   * completed from block n + delay + 1.
   */
  public Read<Long> minWithdrawalDelayBlocks() {
    return reads.delay();
  }

  /**
   * All withdrawals of a staker that wait, oldest first, with what each pays and when. Withdrawals
   * queued before EigenLayer could slash (April 2025) are not in the contract's list.
   */
  public Read<List<QueuedWithdrawal>> getQueuedWithdrawals(Address staker) {
    return queue.ofStaker(staker);
  }

  /** One withdrawal; empty if it never was, or is completed. */
  public Read<Optional<QueuedWithdrawal>> getQueuedWithdrawal(Hash32 root) {
    return queue.ofRoot(root);
  }

  /**
   * Deposit shares to queue for withdrawable shares: the contract's own conversion, rounded down,
   * but never more than there is, and all of them for everything. {@link #queueWithdrawals} does
   * this by itself.
   *
   * <p>The run fails with {@code IllegalArgumentException} if more is wanted than is withdrawable.
   *
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.convertToDepositShares</a>
   */
  public Read<Amount<DepositShares>> convertToDepositShares(
      Address staker, Amount<WithdrawableShares> wanted) {
    return reads
        .stake(staker, wanted.unit().strategy())
        .map(stake -> stake.depositSharesFor(wanted));
  }

  /**
   * Plans to queue several amounts of the sender, each as a withdrawal of its own, so that each can
   * be completed alone.
   *
   * <p>Refused before anything is signed, with both numbers: entering the queue paused
   * (DelegationManager bit 1), more than there is after slashing, an amount too small for one
   * share.
   *
   * @param amounts 1 to 30, each of another strategy
   * @return a plan whose result lists the withdrawals in the order of {@code amounts}
   * @throws IllegalArgumentException if there are none or too many, or a strategy is there twice
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.queueWithdrawals</a>
   */
  public TxPlan<List<Withdrawal>> queueWithdrawals(List<WithdrawalAmount> amounts) {
    String name = "Withdrawals.queueWithdrawals";
    return reads.client.plan(
        queueing(TxSpec.<List<Withdrawal>>named(name), name, amounts)
            .call(situation -> queueCall(situation.from(), amounts, false), this::queued));
  }

  /**
   * Plans to queue several amounts of the sender as one withdrawal, which is completed as a whole:
   * cheaper, but one paused strategy holds up all. Otherwise as {@link #queueWithdrawals}.
   */
  public TxPlan<Withdrawal> queueWithdrawal(List<WithdrawalAmount> amounts) {
    String name = "Withdrawals.queueWithdrawal";
    return reads.client.plan(
        queueing(TxSpec.<Withdrawal>named(name), name, amounts)
            .call(
                situation -> queueCall(situation.from(), amounts, true),
                receipt -> queued(receipt).get(0)));
  }

  /**
   * Plans to complete a withdrawal; the sender, who must be its withdrawer, gets the tokens.
   *
   * <p>Refused before anything is signed: leaving the queue paused (DelegationManager bit 2) or the
   * strategy's withdrawals (its bit 1), another withdrawer, a withdrawal that is completed already
   * or never was queued, the delay not over yet (the message says from which block on).
   *
   * <p>Tokens to pass along are the strategies' own. For ETH in pods the contract refuses with
   * {@code InsufficientWithdrawableBalance} until validators have exited and a checkpoint has
   * counted their ETH.
   *
   * @param withdrawal from a receipt or {@link #getQueuedWithdrawals}
   * @return a plan whose result is what was paid
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/DelegationManager.sol">
   *     DelegationManager.completeQueuedWithdrawal</a>
   */
  public TxPlan<PaidWithdrawal> completeQueuedWithdrawalAsTokens(Withdrawal withdrawal) {
    return completions.asTokens(withdrawal);
  }

  /**
   * Plans to complete 1 to 30 withdrawals; otherwise as {@link #completeQueuedWithdrawalAsTokens}.
   */
  public TxPlan<List<PaidWithdrawal>> completeQueuedWithdrawalsAsTokens(
      List<Withdrawal> withdrawals) {
    checkCount("Withdrawals.completeQueuedWithdrawalsAsTokens", withdrawals.size());
    return completions.asTokens(withdrawals);
  }

  /**
   * Plans to complete a withdrawal by depositing its shares again, with the operator the staker is
   * delegated to now, if any. This is how a stake moves to another operator.
   *
   * <p>Refused before anything is signed: as for tokens, but for the strategies' own pause; and an
   * operator that is fully slashed in one of the strategies (then complete as tokens, or undelegate
   * first), or a 33rd strategy.
   *
   * @param withdrawal from a receipt or {@link #getQueuedWithdrawals}
   * @return a plan whose result is what was added
   */
  public TxPlan<RedepositedWithdrawal> completeQueuedWithdrawalAsShares(Withdrawal withdrawal) {
    return completions.asShares(withdrawal);
  }

  /**
   * Plans to complete 1 to 30 withdrawals; otherwise as {@link #completeQueuedWithdrawalAsShares}.
   */
  public TxPlan<List<RedepositedWithdrawal>> completeQueuedWithdrawalsAsShares(
      List<Withdrawal> withdrawals) {
    checkCount("Withdrawals.completeQueuedWithdrawalsAsShares", withdrawals.size());
    return completions.asShares(withdrawals);
  }

  private <R> TxSpec.Builder<R> queueing(
      TxSpec.Builder<R> spec, String name, List<WithdrawalAmount> amounts) {
    checkCount(name, amounts.size());
    Set<Strategy> seen = new HashSet<>();
    List<String> texts = new ArrayList<>();
    for (WithdrawalAmount amount : amounts) {
      if (!seen.add(amount.strategy())) {
        throw new IllegalArgumentException(name + " was given " + amount.strategy() + " twice");
      }
      texts.add(amount.toString());
    }
    return spec.argument("amounts", texts)
        .checks(
            situation ->
                queue
                    .taken(situation.from(), amounts)
                    .then(taken -> checks.queueing(situation.from(), taken)))
        .deltas(
            situation ->
                queue
                    .taken(situation.from(), amounts)
                    .map(
                        taken -> {
                          List<Explanation.Delta> deltas = new ArrayList<>();
                          for (QueueReads.Taken each : taken) {
                            deltas.add(
                                new Explanation.Delta(
                                    each.pays(), false, "into the queue; a slash lowers it"));
                          }
                          return deltas;
                        }))
        .warning(WARNING);
  }

  private Read<TxSpec.Call> queueCall(
      Address staker, List<WithdrawalAmount> amounts, boolean together) {
    return queue
        .taken(staker, amounts)
        .map(
            taken -> {
              List<DelegationManagerContract.QueuedWithdrawalParams> params = new ArrayList<>();
              List<Address> strategies = new ArrayList<>();
              List<BigInteger> shares = new ArrayList<>();
              for (QueueReads.Taken each : taken) {
                StrategyStake stake = each.stake();
                strategies.add(stake.strategy().address());
                shares.add(each.shares().smallest());
                if (!together) {
                  params.add(params(strategies, shares));
                  strategies.clear();
                  shares.clear();
                }
              }
              if (together) {
                params.add(params(strategies, shares));
              }
              return new TxSpec.Call(
                  reads.at.delegationManager(), DelegationManagerContract.queueWithdrawals(params));
            });
  }

  /** The third field is no longer read: the withdrawer is the caller. */
  private static DelegationManagerContract.QueuedWithdrawalParams params(
      List<Address> strategies, List<BigInteger> shares) {
    return new DelegationManagerContract.QueuedWithdrawalParams(
        List.copyOf(strategies), List.copyOf(shares), Address.ZERO);
  }

  private List<Withdrawal> queued(Receipt receipt) {
    List<Withdrawal> withdrawals = queued(reads, receipt);
    if (withdrawals.isEmpty()) {
      EigenEvents.one(List.of(), any -> false, "SlashingWithdrawalQueued", receipt);
    }
    return withdrawals;
  }

  /** The withdrawals that a transaction queued, in its order. */
  static List<Withdrawal> queued(EigenReads reads, Receipt receipt) {
    List<Withdrawal> withdrawals = new ArrayList<>();
    for (DelegationManagerContract.SlashingWithdrawalQueued event :
        DelegationManagerContract.SlashingWithdrawalQueued.EVENT.in(
            receipt.logs(), reads.at.delegationManager())) {
      // known by now: the plan resolved them when it was derived
      List<Strategy> strategies = reads.strategies(event.withdrawal().strategies()).now();
      withdrawals.add(Withdrawal.of(event.withdrawal(), strategies));
    }
    return List.copyOf(withdrawals);
  }

  static void checkCount(String name, int count) {
    if (count == 0 || count > MOST) {
      throw new IllegalArgumentException(name + " takes 1 to " + MOST + " entries, not " + count);
    }
  }
}
