package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Asset;

/**
 * Withdrawable shares: what slashing has left. A strategy turns these into tokens; an operator's
 * shares are counted in them too.
 *
 * @param strategy whose shares they are; shares of two strategies do not mix
 */
public record WithdrawableShares(Strategy strategy) implements Asset {
  @Override
  public String symbol() {
    return strategy.token().symbol() + " shares";
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
