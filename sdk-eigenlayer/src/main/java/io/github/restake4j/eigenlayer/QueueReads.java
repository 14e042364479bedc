package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What can be read of the withdrawal queue, and what queueing would take. */
final class QueueReads {
  private final EigenReads reads;

  QueueReads(EigenReads reads) {
    this.reads = reads;
  }

  Read<List<QueuedWithdrawal>> ofStaker(Address staker) {
    return described(
        reads
            .delegation(DelegationManagerContract.getQueuedWithdrawals(staker))
            .map(
                queue -> {
                  List<Raw> all = new ArrayList<>();
                  for (int i = 0; i < queue.withdrawals().size(); i++) {
                    all.add(new Raw(queue.withdrawals().get(i), queue.shares().get(i)));
                  }
                  all.sort((a, b) -> a.struct.nonce().compareTo(b.struct.nonce()));
                  return all;
                }));
  }

  /** The contract answers with zeros for a root it does not know. */
  Read<Optional<QueuedWithdrawal>> ofRoot(Hash32 root) {
    return described(
            reads
                .delegation(DelegationManagerContract.getQueuedWithdrawal(root))
                .map(
                    found ->
                        found.withdrawal().staker().isZero()
                            ? List.of()
                            : List.of(new Raw(found.withdrawal(), found.shares()))))
        .map(all -> all.isEmpty() ? Optional.empty() : Optional.of(all.get(0)));
  }

  private Read<List<QueuedWithdrawal>> described(Read<List<Raw>> queue) {
    Read<Clock> clock = Read.zip(reads.delay(), reads.blockNumber(), Clock::new);
    return Read.<List<Raw>, Clock, Seen>zip(queue, clock, Seen::new)
        .then(
            seen -> {
              Collection<Address> addresses = new LinkedHashSet<>();
              for (Raw raw : seen.queue) {
                addresses.addAll(raw.struct.strategies());
              }
              return reads
                  .strategies(List.copyOf(addresses))
                  .then(reads::rates)
                  .map(rates -> describe(seen, rates));
            });
  }

  private static List<QueuedWithdrawal> describe(Seen seen, List<StrategyRate> rates) {
    Map<Address, StrategyRate> byAddress = new HashMap<>();
    for (StrategyRate rate : rates) {
      byAddress.put(rate.strategy().address(), rate);
    }
    List<QueuedWithdrawal> all = new ArrayList<>();
    for (Raw raw : seen.queue) {
      all.add(describe(raw, seen.clock, byAddress));
    }
    return List.copyOf(all);
  }

  private static QueuedWithdrawal describe(
      Raw raw, Clock clock, Map<Address, StrategyRate> byAddress) {
    // the same strategy may be there twice; each part then moves the rate of the next
    Map<Address, StrategyRate> rates = new HashMap<>(byAddress);
    List<Strategy> strategies = new ArrayList<>();
    List<QueuedWithdrawal.Payout> pays = new ArrayList<>();
    for (int i = 0; i < raw.struct.strategies().size(); i++) {
      Address address = raw.struct.strategies().get(i);
      StrategyRate rate = rates.get(address);
      if (rate == null) {
        throw new IllegalStateException("no rate of " + address);
      }
      Strategy strategy = rate.strategy();
      Amount<WithdrawableShares> shares =
          Amount.of(raw.shares.get(i), strategy.withdrawableShares());
      strategies.add(strategy);
      pays.add(new QueuedWithdrawal.Payout(shares, rate.tokensFor(shares)));
      rates.put(address, rate.afterWithdrawal(shares));
    }
    long slashableUntil = raw.struct.startBlock() + clock.delay;
    return new QueuedWithdrawal(
        Withdrawal.of(raw.struct, strategies),
        pays,
        slashableUntil,
        slashableUntil + 1,
        clock.block);
  }

  /** What each amount comes to in deposit shares, in the order given. */
  Read<List<Taken>> taken(Address staker, List<WithdrawalAmount> amounts) {
    List<Strategy> strategies = new ArrayList<>();
    for (WithdrawalAmount amount : amounts) {
      strategies.add(amount.strategy());
    }
    return Read.zip(
        reads.stakes(staker, strategies),
        reads.rates(strategies),
        (stakes, rates) -> {
          List<Taken> all = new ArrayList<>();
          for (int i = 0; i < amounts.size(); i++) {
            all.add(taken(amounts.get(i), stakes.get(i), rates.get(i)));
          }
          return List.copyOf(all);
        });
  }

  private static Taken taken(WithdrawalAmount amount, StrategyStake stake, StrategyRate rate) {
    if (amount instanceof WithdrawalAmount.Deposited deposited) {
      boolean enough = deposited.amount().compareTo(stake.depositShares()) <= 0;
      return new Taken(
          stake,
          enough ? deposited.amount() : stake.depositShares(),
          enough,
          deposited.amount() + " of " + stake.depositShares());
    }
    if (amount instanceof WithdrawalAmount.Shares shares) {
      return taken(stake, shares.amount(), shares.amount() + " of " + stake.withdrawable());
    }
    if (amount instanceof WithdrawalAmount.Tokens tokens) {
      Amount<Token> worth = rate.tokensFor(stake.withdrawable());
      int order = tokens.amount().compareTo(worth);
      String text = tokens.amount() + " of " + worth;
      if (order >= 0) {
        return new Taken(stake, stake.depositShares(), order == 0, text);
      }
      return taken(stake, rate.sharesFor(tokens.amount()), text);
    }
    return new Taken(stake, stake.depositShares(), true, "all");
  }

  private static Taken taken(StrategyStake stake, Amount<WithdrawableShares> wanted, String text) {
    Amount<WithdrawableShares> available = stake.withdrawable();
    boolean enough = wanted.compareTo(available) <= 0;
    return new Taken(stake, stake.depositSharesFor(enough ? wanted : available), enough, text);
  }

  /**
   * What would be queued.
   *
   * @param stake before
   * @param shares what the contract is given
   * @param enough false if more was asked for than there is
   * @param text what was asked for, of what there is
   */
  record Taken(StrategyStake stake, Amount<DepositShares> shares, boolean enough, String text) {
    Amount<WithdrawableShares> pays() {
      return stake.withdrawable(shares);
    }
  }

  private record Raw(DelegationManagerContract.Withdrawal struct, List<BigInteger> shares) {}

  private record Clock(long delay, long block) {}

  private record Seen(List<Raw> queue, Clock clock) {}
}
