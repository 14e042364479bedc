package io.github.restake4j.lido;

import io.github.restake4j.units.Asset;

/**
 * The unit of stETH balances. They move with every oracle report, up or down, without a transfer;
 * {@link LidoShares} do not.
 */
public final class Steth implements Asset {
  /** The unit. */
  public static final Steth STETH = new Steth();

  private Steth() {}

  @Override
  public String symbol() {
    return "stETH";
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
