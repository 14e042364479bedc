package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Asset;

/**
 * Deposit shares: what {@code StrategyManager} and {@code EigenPodManager} keep for a staker.
 * Slashing never changes them, so they are no measure of what can be withdrawn: a scaling factor
 * and a slashing factor stand between the two. {@code queueWithdrawals} takes these.
 *
 * @param strategy whose shares they are; shares of two strategies do not mix
 */
public record DepositShares(Strategy strategy) implements Asset {
  @Override
  public String symbol() {
    return strategy.token().symbol() + " deposit shares";
  }

  @Override
  public int decimals() {
    return strategy.token().decimals();
  }

  @Override
  public String toString() {
    return symbol() + " of " + strategy.address();
  }
}
