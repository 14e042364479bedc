package io.github.restake4j.lido;

import io.github.restake4j.units.Asset;

/**
 * The unit of wrapped stETH. Balances stay, their worth in stETH grows; one smallest unit is one
 * smallest unit of {@link LidoShares}.
 */
public final class Wsteth implements Asset {
  /** The unit. */
  public static final Wsteth WSTETH = new Wsteth();

  private Wsteth() {}

  @Override
  public String symbol() {
    return "wstETH";
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
