package io.github.restake4j.units;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * An exchange rate as the contract holds it: smallest units out per smallest units in, as numerator
 * and denominator. Nothing is divided until an amount is converted, and the caller names the
 * rounding.
 *
 * @param numerator smallest units that come out, zero or more
 * @param denominator smallest units that go in, above zero
 */
public record Rate(BigInteger numerator, BigInteger denominator) {
  /** Checks the two halves. */
  public Rate {
    if (numerator.signum() < 0 || denominator.signum() <= 0) {
      throw new ArithmeticException("not a rate: " + numerator + " / " + denominator);
    }
  }

  /**
   * What {@code amount} is worth in {@code to}.
   *
   * @param rounding of the last smallest unit; {@link RoundingMode#FLOOR} is what contracts pay out
   * @throws ArithmeticException if the result does not fit uint256, or under {@link
   *     RoundingMode#UNNECESSARY} is not exact
   */
  public <U extends Asset> Amount<U> convert(Quantity amount, U to, RoundingMode rounding) {
    return Amount.of(convert(amount.smallest(), rounding), to);
  }

  /**
   * What {@code amount} is worth in wei; otherwise as {@link #convert(Quantity, Asset,
   * RoundingMode)}.
   */
  public Wei convertToWei(Quantity amount, RoundingMode rounding) {
    return Wei.of(convert(amount.smallest(), rounding));
  }

  /** The rate the other way round; {@link ArithmeticException} if this one is zero. */
  public Rate inverse() {
    return new Rate(denominator, numerator);
  }

  /** The rate as a decimal number with {@code scale} digits after the point, for display only. */
  public BigDecimal toBigDecimal(int scale, RoundingMode rounding) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), scale, rounding);
  }

  private BigInteger convert(BigInteger smallest, RoundingMode rounding) {
    return new BigDecimal(smallest.multiply(numerator))
        .divide(new BigDecimal(denominator), 0, rounding)
        .toBigIntegerExact();
  }
}
