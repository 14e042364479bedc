package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Asset;

/**
 * Scaled shares: what a queued withdrawal holds, deposit shares times the staker's scaling factor.
 * They become withdrawable shares by the slashing factor of the last block at which the withdrawal
 * can be slashed.
 *
 * @param strategy whose shares they are; shares of two strategies do not mix
 */
public record ScaledShares(Strategy strategy) implements Asset {
  @Override
  public String symbol() {
    return strategy.token().symbol() + " scaled shares";
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
