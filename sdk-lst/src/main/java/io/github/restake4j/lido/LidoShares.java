package io.github.restake4j.lido;

import io.github.restake4j.units.Asset;

/**
 * The unit of shares of the Lido pool, which stETH balances are computed from. They only move when
 * somebody moves them.
 */
public final class LidoShares implements Asset {
  /** The unit. */
  public static final LidoShares SHARES = new LidoShares();

  private LidoShares() {}

  @Override
  public String symbol() {
    return "stETH shares";
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
