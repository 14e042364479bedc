package io.github.restake4j.eigenlayer;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract;
import io.github.restake4j.eigenlayer.contract.DelegationManagerContract.SlashingWithdrawalCompleted;
import io.github.restake4j.eigenlayer.contract.EigenPodManagerContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** The plans that complete withdrawals, and how their receipts are read. */
final class Completions {
  private final EigenReads reads;
  private final QueueReads queue;
  private final WithdrawalChecks checks;

  Completions(EigenReads reads, QueueReads queue, WithdrawalChecks checks) {
    this.reads = reads;
    this.queue = queue;
    this.checks = checks;
  }

  TxPlan<PaidWithdrawal> asTokens(Withdrawal withdrawal) {
    String name = "Withdrawals.completeQueuedWithdrawalAsTokens";
    return reads.client.plan(
        this.<PaidWithdrawal>tokens(name, List.of(withdrawal))
            .call(
                situation -> call(one(withdrawal, true)),
                receipt -> paid(receipt, List.of(withdrawal)).get(0)));
  }

  TxPlan<List<PaidWithdrawal>> asTokens(List<Withdrawal> withdrawals) {
    String name = "Withdrawals.completeQueuedWithdrawalsAsTokens";
    return reads.client.plan(
        this.<List<PaidWithdrawal>>tokens(name, withdrawals)
            .call(
                situation -> call(many(withdrawals, true)), receipt -> paid(receipt, withdrawals)));
  }

  TxPlan<RedepositedWithdrawal> asShares(Withdrawal withdrawal) {
    String name = "Withdrawals.completeQueuedWithdrawalAsShares";
    return reads.client.plan(
        this.<RedepositedWithdrawal>shares(name, List.of(withdrawal))
            .call(
                situation -> call(one(withdrawal, false)),
                receipt -> redeposited(receipt, List.of(withdrawal)).get(0)));
  }

  TxPlan<List<RedepositedWithdrawal>> asShares(List<Withdrawal> withdrawals) {
    String name = "Withdrawals.completeQueuedWithdrawalsAsShares";
    return reads.client.plan(
        this.<List<RedepositedWithdrawal>>shares(name, withdrawals)
            .call(
                situation -> call(many(withdrawals, false)),
                receipt -> redeposited(receipt, withdrawals)));
  }

  private <R> TxSpec.Builder<R> tokens(String name, List<Withdrawal> withdrawals) {
    return TxSpec.<R>named(name)
        .argument("withdrawals", roots(name, withdrawals))
        .checks(
            situation ->
                Checks.all(
                    List.of(
                        checks.completing(situation.from(), withdrawals),
                        checks.payingTokens(withdrawals))))
        .deltas(situation -> deltas(withdrawals, true));
  }

  private <R> TxSpec.Builder<R> shares(String name, List<Withdrawal> withdrawals) {
    return TxSpec.<R>named(name)
        .argument("withdrawals", roots(name, withdrawals))
        .checks(
            situation ->
                Checks.all(
                    List.of(
                        checks.completing(situation.from(), withdrawals),
                        checks.addingShares(situation.from(), withdrawals))))
        .deltas(situation -> deltas(withdrawals, false))
        .warning("The shares are slashable again, by the operator the staker is delegated to now.");
  }

  private static List<Hash32> roots(String name, List<Withdrawal> withdrawals) {
    List<Hash32> roots = new ArrayList<>();
    for (Withdrawal withdrawal : withdrawals) {
      roots.add(withdrawal.root());
    }
    if (new HashSet<>(roots).size() != roots.size()) {
      throw new IllegalArgumentException(name + " was given a withdrawal twice");
    }
    return roots;
  }

  private Read<TxSpec.Call> call(AbiCall<NoOutput> call) {
    return Read.known(new TxSpec.Call(reads.at.delegationManager(), call));
  }

  private static AbiCall<NoOutput> one(Withdrawal withdrawal, boolean asTokens) {
    return DelegationManagerContract.completeQueuedWithdrawal(
        withdrawal.struct(), tokens(withdrawal), asTokens);
  }

  private static AbiCall<NoOutput> many(List<Withdrawal> withdrawals, boolean asTokens) {
    List<DelegationManagerContract.Withdrawal> structs = new ArrayList<>();
    List<List<Address>> tokens = new ArrayList<>();
    for (Withdrawal withdrawal : withdrawals) {
      structs.add(withdrawal.struct());
      tokens.add(tokens(withdrawal));
    }
    return DelegationManagerContract.completeQueuedWithdrawals(
        structs, tokens, Collections.nCopies(withdrawals.size(), asTokens));
  }

  /** One per strategy, also for shares; the entry of ETH in pods is ignored. */
  private static List<Address> tokens(Withdrawal withdrawal) {
    List<Address> tokens = new ArrayList<>();
    for (Strategy strategy : withdrawal.strategies()) {
      tokens.add(strategy.token().address());
    }
    return tokens;
  }

  private Read<List<Explanation.Delta>> deltas(List<Withdrawal> withdrawals, boolean asTokens) {
    return EigenReads.<Withdrawal, Optional<QueuedWithdrawal>>each(
            withdrawals, withdrawal -> queue.ofRoot(withdrawal.root()))
        .map(
            found -> {
              List<Explanation.Delta> deltas = new ArrayList<>();
              for (Optional<QueuedWithdrawal> each : found) {
                if (each.isPresent()) {
                  for (QueuedWithdrawal.Payout payout : each.get().pays()) {
                    deltas.add(
                        asTokens
                            ? new Explanation.Delta(
                                payout.tokens(), true, "at the rate of this block")
                            : new Explanation.Delta(payout.shares(), true, ""));
                  }
                }
              }
              return deltas;
            });
  }

  private List<PaidWithdrawal> paid(Receipt receipt, List<Withdrawal> withdrawals) {
    return segments(
        receipt,
        withdrawals,
        (withdrawal, logs) -> {
          List<Log> left = new ArrayList<>(logs);
          List<Amount<Token>> tokens = new ArrayList<>();
          for (Strategy strategy : withdrawal.strategies()) {
            tokens.add(paid(withdrawal, strategy, left));
          }
          return new PaidWithdrawal(withdrawal.root(), tokens);
        });
  }

  private Amount<Token> paid(Withdrawal withdrawal, Strategy strategy, List<Log> left) {
    for (int i = 0; i < left.size(); i++) {
      Log log = left.get(i);
      if (strategy.isBeaconChainEth()) {
        for (EigenPodManagerContract.BeaconChainETHWithdrawalCompleted event :
            EigenPodManagerContract.BeaconChainETHWithdrawalCompleted.EVENT.in(
                List.of(log), reads.at.eigenPodManager())) {
          left.remove(i);
          return Amount.of(event.shares(), strategy.token());
        }
      } else {
        for (ERC20Contract.Transfer event :
            ERC20Contract.Transfer.EVENT.in(List.of(log), strategy.token().address())) {
          if (event.from().equals(strategy.address()) && event.to().equals(withdrawal.staker())) {
            left.remove(i);
            return Amount.of(event.value(), strategy.token());
          }
        }
      }
    }
    return Amount.zero(strategy.token());
  }

  private List<RedepositedWithdrawal> redeposited(Receipt receipt, List<Withdrawal> withdrawals) {
    return segments(
        receipt,
        withdrawals,
        (withdrawal, logs) -> {
          List<Log> left = new ArrayList<>(logs);
          List<Amount<DepositShares>> shares = new ArrayList<>();
          for (Strategy strategy : withdrawal.strategies()) {
            shares.add(added(strategy, left));
          }
          return new RedepositedWithdrawal(withdrawal.root(), shares);
        });
  }

  private Amount<DepositShares> added(Strategy strategy, List<Log> left) {
    for (int i = 0; i < left.size(); i++) {
      Log log = left.get(i);
      if (strategy.isBeaconChainEth()) {
        for (EigenPodManagerContract.PodSharesUpdated event :
            EigenPodManagerContract.PodSharesUpdated.EVENT.in(
                List.of(log), reads.at.eigenPodManager())) {
          left.remove(i);
          return Amount.of(event.sharesDelta(), strategy.depositShares());
        }
      } else {
        for (StrategyManagerContract.Deposit event :
            StrategyManagerContract.Deposit.EVENT.in(List.of(log), reads.at.strategyManager())) {
          if (event.strategy().equals(strategy.address())) {
            left.remove(i);
            return Amount.of(event.shares(), strategy.depositShares());
          }
        }
      }
    }
    return Amount.zero(strategy.depositShares());
  }

  /** The contract says which withdrawal it completes, then pays it: logs in between are its own. */
  private <R> List<R> segments(
      Receipt receipt, List<Withdrawal> withdrawals, BiFunction<Withdrawal, List<Log>, R> read) {
    List<R> results = new ArrayList<>();
    for (Withdrawal withdrawal : withdrawals) {
      List<Log> own = new ArrayList<>();
      boolean found = false;
      boolean within = false;
      for (Log log : receipt.logs()) {
        List<SlashingWithdrawalCompleted> completed =
            SlashingWithdrawalCompleted.EVENT.in(List.of(log), reads.at.delegationManager());
        if (!completed.isEmpty()) {
          within = completed.get(0).withdrawalRoot().equals(withdrawal.root());
          found |= within;
        } else if (within) {
          own.add(log);
        }
      }
      if (!found) {
        EigenEvents.one(
            List.of(),
            any -> false,
            "SlashingWithdrawalCompleted of " + withdrawal.root(),
            receipt);
      }
      results.add(read.apply(withdrawal, own));
    }
    return List.copyOf(results);
  }
}
