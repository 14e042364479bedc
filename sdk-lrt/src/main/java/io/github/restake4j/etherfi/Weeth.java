package io.github.restake4j.etherfi;

import io.github.restake4j.units.Asset;

/**
 * The unit of weETH, the wrapper around eETH. Balances do not move by themselves; their worth does.
 * One weETH is backed by one {@link EethShares share}, but the two are different tokens.
 */
public final class Weeth implements Asset {
  /** The unit. */
  public static final Weeth WEETH = new Weeth();

  private Weeth() {}

  @Override
  public String symbol() {
    return "weETH";
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
