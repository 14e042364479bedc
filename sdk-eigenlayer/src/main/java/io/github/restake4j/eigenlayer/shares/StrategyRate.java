package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;

/**
 * What a strategy's shares are worth: all its shares and all its tokens, each with the virtual
 * thousand the contract adds against inflation attacks. Every conversion rounds down.
 *
 * @param strategy whose rate it is
 * @param totalShares all shares there are; slashed ones count until they are burned or
 *     redistributed
 * @param balance all tokens there are, in the token's smallest unit
 * @see <a
 *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/strategies/StrategyBase.sol">
 *     StrategyBase</a>
 */
public record StrategyRate(Strategy strategy, BigInteger totalShares, Amount<Token> balance) {
  /** {@code StrategyBase.SHARES_OFFSET} and {@code BALANCE_OFFSET}. */
  private static final BigInteger OFFSET = BigInteger.valueOf(1000);

  /** One share is one wei. */
  public static final StrategyRate BEACON_CHAIN_ETH =
      new StrategyRate(
          Strategy.BEACON_CHAIN_ETH,
          BigInteger.ZERO,
          Amount.zero(Strategy.BEACON_CHAIN_ETH.token()));

  /** Checks signs and unit. */
  public StrategyRate {
    if (totalShares.signum() < 0) {
      throw new IllegalArgumentException("total shares below zero: " + totalShares);
    }
    if (!balance.unit().equals(strategy.token())) {
      throw new IllegalArgumentException(
          strategy + " holds " + strategy.token() + ", not " + balance.unit());
    }
  }

  /** {@code underlyingToSharesView}: shares a deposit would mint. */
  public Amount<WithdrawableShares> sharesFor(Amount<Token> tokens) {
    Amount<Token> own = Amount.zero(balance.unit()).plus(tokens);
    return Amount.of(
        own.smallest().multiply(virtualShares()).divide(virtualBalance()),
        strategy.withdrawableShares());
  }

  /** {@code sharesToUnderlyingView}: tokens a withdrawal would pay. */
  public Amount<Token> tokensFor(Amount<WithdrawableShares> shares) {
    Amount<WithdrawableShares> own = Amount.zero(strategy.withdrawableShares()).plus(shares);
    return Amount.of(
        own.smallest().multiply(virtualBalance()).divide(virtualShares()), balance.unit());
  }

  /** The rate once a deposit has minted its shares. */
  public StrategyRate afterDeposit(Amount<Token> tokens) {
    return isOne()
        ? this
        : new StrategyRate(
            strategy, totalShares.add(sharesFor(tokens).smallest()), balance.plus(tokens));
  }

  /**
   * The rate once a withdrawal has been paid.
   *
   * @throws ArithmeticException if there are fewer tokens
   */
  public StrategyRate afterWithdrawal(Amount<WithdrawableShares> shares) {
    return isOne()
        ? this
        : new StrategyRate(
            strategy, totalShares.subtract(shares.smallest()), balance.minus(tokensFor(shares)));
  }

  private boolean isOne() {
    return strategy.isBeaconChainEth();
  }

  private BigInteger virtualShares() {
    return totalShares.add(OFFSET);
  }

  private BigInteger virtualBalance() {
    return balance.smallest().add(OFFSET);
  }
}
