package io.github.restake4j.etherfi;

import io.github.restake4j.units.Asset;

/**
 * The unit of eETH balances. They move with every oracle report, up or down, without a transfer;
 * {@link EethShares} do not.
 */
public final class Eeth implements Asset {
  /** The unit. */
  public static final Eeth EETH = new Eeth();

  private Eeth() {}

  @Override
  public String symbol() {
    return "eETH";
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
