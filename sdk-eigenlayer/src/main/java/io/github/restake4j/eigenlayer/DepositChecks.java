package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.contract.StrategyBaseContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What StrategyManager and a strategy demand of a deposit. */
final class DepositChecks {
  /**
   * {@code StrategyManagerStorage.MAX_STAKER_STRATEGY_LIST_LENGTH}, eigenlayer-contracts f84a515.
   */
  private static final int MOST_STRATEGIES = 32;

  /** {@code StrategyBase.MAX_TOTAL_SHARES}, eigenlayer-contracts f84a515. */
  private static final BigInteger MOST_SHARES = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

  private final EigenReads reads;
  private final Strategies strategies;

  DepositChecks(EigenReads reads, Strategies strategies) {
    this.reads = reads;
    this.strategies = strategies;
  }

  /** What the contracts demand of a deposit; more may be added. */
  List<Read<List<TxSpec.Check>>> depositing(
      Address payer, Address staker, Strategy strategy, Amount<Token> amount) {
    List<Read<List<TxSpec.Check>>> checks = new ArrayList<>();
    checks.add(Checks.Pause.DEPOSITS.check(reads.deposits(StrategyManagerContract.paused())));
    checks.add(
        Checks.Pause.STRATEGY_DEPOSITS.check(strategy.toString(), reads.pausedBits(strategy)));
    checks.add(
        reads
            .deposits(StrategyManagerContract.strategyIsWhitelistedForDeposit(strategy.address()))
            .map(
                listed ->
                    List.of(
                        Checks.of(
                            listed,
                            strategy + " is on the whitelist of strategies for deposits"))));
    checks.add(
        reads
            .client
            .call(strategy.address(), StrategyBaseContract.underlyingToken())
            .map(
                token ->
                    List.of(
                        Checks.of(
                            token.equals(strategy.token().address()),
                            strategy
                                + " takes the token at "
                                + token
                                + "; the deposit brings "
                                + amount.unit()))));
    checks.add(
        reads
            .client
            .call(strategy.token().address(), ERC20Contract.balanceOf(payer))
            .map(
                owned ->
                    List.of(
                        Checks.funds(
                            owned.compareTo(amount.smallest()) >= 0,
                            payer
                                + " has "
                                + Amount.of(owned, strategy.token())
                                + " of the "
                                + amount
                                + " to deposit"))));
    checks.add(
        Read.zip(
            reads.rate(strategy),
            strategies.limits(strategy),
            (rate, limits) -> sizeChecks(rate, limits, amount)));
    checks.add(
        Read.zip(
            reads.stake(staker, strategy),
            reads.depositedIn(staker),
            (stake, deposited) -> stakerChecks(staker, stake, deposited)));
    return checks;
  }

  private static List<TxSpec.Check> sizeChecks(
      StrategyRate rate, Optional<StrategyState.Limits> limits, Amount<Token> amount) {
    Strategy strategy = rate.strategy();
    Amount<WithdrawableShares> minted = rate.sharesFor(amount);
    List<TxSpec.Check> checks = new ArrayList<>();
    checks.add(Checks.of(!minted.isZero(), amount + " is worth at least one share of " + strategy));
    checks.add(
        Checks.of(
            rate.totalShares().add(minted.smallest()).compareTo(MOST_SHARES) <= 0,
            strategy + " stays within 1e38 - 1 shares"));
    if (limits.isPresent()) {
      Amount<Token> most = limits.get().perDeposit();
      Amount<Token> total = limits.get().total();
      checks.add(
          Checks.of(
              amount.compareTo(most) <= 0,
              amount + " is within the " + most + " that " + strategy + " takes per deposit"));
      checks.add(
          Checks.of(
              rate.balance().plus(amount).compareTo(total) <= 0,
              strategy
                  + " may hold "
                  + total
                  + "; it holds "
                  + rate.balance()
                  + " and the deposit brings "
                  + amount));
    }
    return checks;
  }

  private static List<TxSpec.Check> stakerChecks(
      Address staker, StrategyStake stake, List<Address> deposited) {
    return List.of(
        Checks.of(
            deposited.contains(stake.strategy().address()) || deposited.size() < MOST_STRATEGIES,
            staker
                + " is in "
                + deposited.size()
                + " strategies of at most "
                + MOST_STRATEGIES
                + "; leave one to enter another"),
        Checks.of(
            stake.slashingFactor().wad().signum() > 0,
            "the operator of "
                + staker
                + " is not fully slashed in "
                + stake.strategy()
                + "; if it is, undelegate before depositing there"));
  }

  /** The rate of now gives what was asked for. */
  Read<List<TxSpec.Check>> minimum(
      Strategy strategy, Amount<Token> amount, Amount<WithdrawableShares> atLeast) {
    return reads
        .rate(strategy)
        .map(
            rate -> {
              Amount<WithdrawableShares> shares = rate.sharesFor(amount);
              return List.of(
                  new TxSpec.Check(
                      RefusedException.Code.RATE_MOVED,
                      amount + " gives " + shares + " now, at least " + atLeast + " were asked for",
                      shares.compareTo(atLeast) >= 0));
            });
  }

  /** The authorization is not used and has not expired. */
  Read<List<TxSpec.Check>> authorization(DepositAuthorization authorization) {
    return Read.zip(
        reads.deposits(StrategyManagerContract.nonces(authorization.staker())),
        reads.client.block(),
        (nonce, block) ->
            List.of(
                Checks.of(
                    nonce.equals(authorization.nonce()),
                    "the authorization has nonce "
                        + authorization.nonce()
                        + ", "
                        + authorization.staker()
                        + " is at "
                        + nonce
                        + "; if they differ it was used, or another was: ask for a new one"),
                Checks.of(
                    !authorization.expiry().isBefore(block.timestamp()),
                    "the authorization is good until "
                        + authorization.expiry()
                        + "; the chain is at "
                        + block.timestamp())));
  }
}
