package io.github.restake4j.eigenlayer.shares;

import io.github.restake4j.units.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A part of one whole in 1e-18: how much of an operator's stake in a strategy was never slashed
 * (its max magnitude, which only falls), how much of it is allocated to an operator set, or how
 * much the beacon chain left of a pod.
 *
 * @param wad 0 to 1e18
 */
public record Magnitude(BigInteger wad) implements Comparable<Magnitude> {
  /** Never slashed: 1e18. */
  public static final Magnitude FULL = new Magnitude(Wad.ONE);

  /** Nothing left. */
  public static final Magnitude ZERO = new Magnitude(BigInteger.ZERO);

  private static final Pattern FRACTION = Pattern.compile("[01](\\.[0-9]{1,18})?");

  /** Checks the bounds. */
  public Magnitude {
    if (wad.signum() < 0 || wad.compareTo(Wad.ONE) > 0) {
      throw new IllegalArgumentException("a magnitude is 0 to 1e18, not " + wad);
    }
  }

  /**
   * Reads a fraction, {@code "0.7"}.
   *
   * @throws NumberFormatException if the text is not 0 or 1 with at most 18 decimals; nothing is
   *     rounded
   * @throws IllegalArgumentException if it is above 1
   */
  public static Magnitude of(String fraction) {
    if (!FRACTION.matcher(fraction).matches()) {
      throw new NumberFormatException(
          "a magnitude is written as 0 to 1 with at most 18 decimals, in digits and one point");
    }
    return new Magnitude(new BigDecimal(fraction).movePointRight(18).toBigIntegerExact());
  }

  /**
   * The part of an operator's shares that this much of its magnitude stands for, rounded down
   * twice. Nothing if nothing is left.
   *
   * @param shares all the operator has in the strategy
   * @param max all magnitude it has there
   * @see <a
   *     href="https://github.com/Layr-Labs/eigenlayer-contracts/blob/f84a5151080cdf0b77b9b6e46506cde723d06c28/src/contracts/core/AllocationManagerView.sol">
   *     AllocationManagerView._getMinimumAllocatedStake</a>
   */
  public Amount<WithdrawableShares> of(Amount<WithdrawableShares> shares, Magnitude max) {
    return max.isZero()
        ? Amount.zero(shares.unit())
        : Amount.of(Wad.mul(shares.smallest(), Wad.div(wad, max.wad)), shares.unit());
  }

  /** True if nothing is left. */
  public boolean isZero() {
    return wad.signum() == 0;
  }

  @Override
  public int compareTo(Magnitude other) {
    return wad.compareTo(other.wad);
  }

  /** As a fraction with all digits that count: {@code 0.7}. */
  @Override
  public String toString() {
    return wad.signum() == 0 ? "0" : new BigDecimal(wad, 18).stripTrailingZeros().toPlainString();
  }
}
