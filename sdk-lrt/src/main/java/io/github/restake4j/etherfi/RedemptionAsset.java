package io.github.restake4j.etherfi;

import io.github.restake4j.lido.Steth;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Quantity;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;

/** What an instant redemption can pay. */
public enum RedemptionAsset {
  /** ETH, from the pool's idle ether. */
  ETHER,
  /**
   * stETH, from what ether.fi holds of it, one for one; Lido's own rounding may take a wei or two.
   */
  STETH;

  /** An amount of this asset: {@link Wei} or {@code Amount<Steth>}. */
  Quantity quantity(BigInteger smallest) {
    return this == ETHER ? Wei.of(smallest) : Amount.of(smallest, Steth.STETH);
  }
}
