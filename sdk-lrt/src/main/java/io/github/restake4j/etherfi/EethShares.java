package io.github.restake4j.etherfi;

import io.github.restake4j.units.Asset;

/**
 * The unit of shares of the ether.fi pool, which eETH balances are computed from. They only move
 * when somebody moves them.
 */
public final class EethShares implements Asset {
  /** The unit. */
  public static final EethShares EETH_SHARES = new EethShares();

  private EethShares() {}

  @Override
  public String symbol() {
    return "eETH shares";
  }

  @Override
  public int decimals() {
    return 18;
  }

  @Override
  public String toString() {
    return symbol();
  }
}
