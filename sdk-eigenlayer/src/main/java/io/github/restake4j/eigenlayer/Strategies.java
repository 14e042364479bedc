package io.github.restake4j.eigenlayer;

import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.eigenlayer.contract.StrategyBaseContract;
import io.github.restake4j.eigenlayer.contract.StrategyBaseTVLLimitsContract;
import io.github.restake4j.eigenlayer.contract.StrategyManagerContract;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.StrategyRate;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.read.Read;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** EigenLayer's strategies: which token each pools, and what its shares are worth. */
public final class Strategies {
  private static final int BIT_DEPOSITS = 0;
  private static final int BIT_WITHDRAWALS = 1;

  private final EigenReads reads;

  Strategies(EigenReads reads) {
    this.reads = reads;
  }

  /**
   * The strategies the client's deployment knows, with their tokens; without ETH in pods. There may
   * be more on the chain, which keeps no list: ask for those with {@link #at}. Two rounds the first
   * time, none after.
   */
  public Read<List<Strategy>> known() {
    List<Address> addresses = new ArrayList<>();
    for (Deployment.Strategy strategy : reads.client.deployment().strategies()) {
      addresses.add(strategy.strategy());
    }
    return reads.strategies(addresses);
  }

  /**
   * The strategy at an address. The run fails with {@code ChainException} or {@code
   * RevertException} if there is none.
   */
  public Read<Strategy> at(Address address) {
    return reads.strategy(address);
  }

  /**
   * The strategy of a token symbol, among those the deployment knows.
   *
   * @throws IllegalArgumentException if there is none, or more than one
   */
  public Read<Strategy> of(String symbol) {
    List<Address> found = new ArrayList<>();
    for (Deployment.Strategy strategy : reads.client.deployment().strategies()) {
      if (strategy.symbol().equals(symbol)) {
        found.add(strategy.strategy());
      }
    }
    if (found.size() != 1) {
      throw new IllegalArgumentException(
          found.size() + " known strategies of " + symbol + " on " + reads.client.chain());
    }
    return reads.strategy(found.get(0));
  }

  /** All shares and all tokens of a strategy: converts without asking again. */
  public Read<StrategyRate> rate(Strategy strategy) {
    return reads.rate(strategy);
  }

  /**
   * Tokens that shares are worth now, by the strategy itself, rounded down.
   *
   * <p>For ETH in pods one share is one wei.
   */
  public Read<Amount<Token>> sharesToUnderlying(Amount<WithdrawableShares> shares) {
    Strategy strategy = shares.unit().strategy();
    if (strategy.isBeaconChainEth()) {
      return Read.known(Amount.of(shares.smallest(), strategy.token()));
    }
    return reads
        .client
        .call(strategy.address(), StrategyBaseContract.sharesToUnderlyingView(shares.smallest()))
        .map(tokens -> Amount.of(tokens, strategy.token()));
  }

  /**
   * Shares that tokens are worth now, by the strategy itself, rounded down.
   *
   * @throws IllegalArgumentException if the amount is of another token
   */
  public Read<Amount<WithdrawableShares>> underlyingToShares(
      Strategy strategy, Amount<Token> tokens) {
    Deposits.checkToken("Strategies.underlyingToShares", strategy, tokens);
    if (strategy.isBeaconChainEth()) {
      return Read.known(Amount.of(tokens.smallest(), strategy.withdrawableShares()));
    }
    return reads
        .client
        .call(strategy.address(), StrategyBaseContract.underlyingToSharesView(tokens.smallest()))
        .map(shares -> Amount.of(shares, strategy.withdrawableShares()));
  }

  /**
   * Whether a strategy takes deposits and pays withdrawals, its limits and its rate. Not for ETH in
   * pods.
   *
   * @throws IllegalArgumentException for {@link Strategy#BEACON_CHAIN_ETH}
   */
  public Read<StrategyState> state(Strategy strategy) {
    if (strategy.isBeaconChainEth()) {
      throw new IllegalArgumentException("Strategies.state: ETH in pods has no strategy contract");
    }
    Read<Open> open =
        Read.zip(
            reads.deposits(
                StrategyManagerContract.strategyIsWhitelistedForDeposit(strategy.address())),
            reads.pausedBits(strategy),
            Open::new);
    return Read.zip(
        open,
        Read.zip(rate(strategy), limits(strategy), Size::new),
        (o, size) ->
            new StrategyState(
                strategy,
                o.whitelisted,
                o.paused.testBit(BIT_DEPOSITS),
                o.paused.testBit(BIT_WITHDRAWALS),
                size.limits.map(StrategyState.Limits::perDeposit),
                size.limits.map(StrategyState.Limits::total),
                size.rate));
  }

  /** Empty where the strategy has none; that is a strategy without the function. */
  Read<Optional<StrategyState.Limits>> limits(Strategy strategy) {
    return reads
        .client
        .call(strategy.address(), StrategyBaseTVLLimitsContract.getTVLLimits())
        .attempt()
        .map(
            attempt ->
                attempt
                    .optional()
                    .map(
                        limits ->
                            new StrategyState.Limits(
                                Amount.of(limits.value0(), strategy.token()),
                                Amount.of(limits.value1(), strategy.token()))));
  }

  private record Open(boolean whitelisted, BigInteger paused) {}

  private record Size(StrategyRate rate, Optional<StrategyState.Limits> limits) {}
}
