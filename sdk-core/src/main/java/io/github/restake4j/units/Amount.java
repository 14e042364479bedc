package io.github.restake4j.units;

import java.math.BigInteger;

/**
 * An exact amount of a token or of shares. Immutable, 0 to 2^256 - 1 smallest units.
 *
 * @param <U> the unit; amounts of different static units do not mix at compile time, amounts of
 *     run-time units are compared when they meet
 */
public final class Amount<U extends Asset> implements Quantity, Comparable<Amount<U>> {
  private final BigInteger smallest;
  private final U unit;

  private Amount(BigInteger smallest, U unit) {
    this.smallest = Decimals.checked(smallest, unit.symbol());
    this.unit = unit;
  }

  /**
   * Counts smallest units.
   *
   * @throws ArithmeticException if negative or above 2^256 - 1
   */
  public static <U extends Asset> Amount<U> of(BigInteger smallest, U unit) {
    return new Amount<>(smallest, unit);
  }

  /**
   * Counts smallest units.
   *
   * @throws ArithmeticException if negative
   */
  public static <U extends Asset> Amount<U> of(long smallest, U unit) {
    return new Amount<>(BigInteger.valueOf(smallest), unit);
  }

  /**
   * Reads whole units, {@code "2.5"}.
   *
   * @throws NumberFormatException if the text is not digits with at most one point
   * @throws ArithmeticException if it has more decimals than the unit (nothing is rounded) or does
   *     not fit uint256
   */
  public static <U extends Asset> Amount<U> parse(String text, U unit) {
    return new Amount<>(Decimals.parse(text, unit.symbol(), unit.decimals()), unit);
  }

  /** None of the unit. */
  public static <U extends Asset> Amount<U> zero(U unit) {
    return new Amount<>(BigInteger.ZERO, unit);
  }

  /** What is counted. */
  public U unit() {
    return unit;
  }

  /**
   * The sum.
   *
   * @throws IllegalArgumentException if the units differ at run time
   * @throws ArithmeticException if it does not fit uint256
   */
  public Amount<U> plus(Amount<U> other) {
    return new Amount<>(smallest.add(sameUnit(other).smallest), unit);
  }

  /**
   * The difference.
   *
   * @throws IllegalArgumentException if the units differ at run time
   * @throws ArithmeticException if it would be negative
   */
  public Amount<U> minus(Amount<U> other) {
    return new Amount<>(smallest.subtract(sameUnit(other).smallest), unit);
  }

  /**
   * The same count under another unit: the one bridge between a static unit and a token read from
   * the chain.
   *
   * @throws IllegalArgumentException if symbol or decimals of the two units differ
   */
  public <V extends Asset> Amount<V> as(V other) {
    if (!unit.symbol().equals(other.symbol()) || unit.decimals() != other.decimals()) {
      throw new IllegalArgumentException(
          "an amount of " + describe(unit) + " is not an amount of " + describe(other));
    }
    return new Amount<>(smallest, other);
  }

  @Override
  public BigInteger smallest() {
    return smallest;
  }

  @Override
  public String symbol() {
    return unit.symbol();
  }

  @Override
  public int decimals() {
    return unit.decimals();
  }

  /** By size; {@link IllegalArgumentException} if the units differ at run time. */
  @Override
  public int compareTo(Amount<U> other) {
    return smallest.compareTo(sameUnit(other).smallest);
  }

  private Amount<U> sameUnit(Amount<U> other) {
    if (!unit.equals(other.unit)) {
      throw new IllegalArgumentException(
          describe(unit) + " and " + describe(other.unit) + " do not mix");
    }
    return other;
  }

  private static String describe(Asset unit) {
    return unit.symbol() + " (" + unit.decimals() + " decimals)";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Amount<?> amount
        && amount.smallest.equals(smallest)
        && amount.unit.equals(unit);
  }

  @Override
  public int hashCode() {
    return 31 * smallest.hashCode() + unit.hashCode();
  }

  /** Unit and all digits: {@code 2.500000000000000000 stETH}. */
  @Override
  public String toString() {
    return Decimals.text(smallest, unit.symbol(), unit.decimals());
  }
}
