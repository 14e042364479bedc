package io.github.restake4j.units;

import java.math.BigInteger;

/** An amount of ETH, counted in wei; also fees. Immutable, 0 to 2^256 - 1. */
public final class Wei implements Quantity, Comparable<Wei> {
  /** No ETH. */
  public static final Wei ZERO = new Wei(BigInteger.ZERO);

  private static final String ETH = "ETH";
  private static final int ETH_DECIMALS = 18;
  private static final int GWEI_DECIMALS = 9;

  private final BigInteger smallest;

  private Wei(BigInteger smallest) {
    this.smallest = Decimals.checked(smallest, ETH);
  }

  /**
   * Counts wei.
   *
   * @throws ArithmeticException if negative or above 2^256 - 1
   */
  public static Wei of(BigInteger wei) {
    return new Wei(wei);
  }

  /**
   * Counts wei.
   *
   * @throws ArithmeticException if negative
   */
  public static Wei of(long wei) {
    return new Wei(BigInteger.valueOf(wei));
  }

  /**
   * Reads whole ETH, {@code "2.5"}.
   *
   * @throws NumberFormatException if the text is not digits with at most one point
   * @throws ArithmeticException if it has more than 18 decimals (nothing is rounded) or does not
   *     fit uint256
   */
  public static Wei ofEther(String ether) {
    return new Wei(Decimals.parse(ether, ETH, ETH_DECIMALS));
  }

  /**
   * Reads gwei, {@code "0.05"}; the usual way to write a fee.
   *
   * @throws NumberFormatException if the text is not digits with at most one point
   * @throws ArithmeticException if it has more than 9 decimals (nothing is rounded) or does not fit
   *     uint256
   */
  public static Wei ofGwei(String gwei) {
    return new Wei(Decimals.parse(gwei, "gwei", GWEI_DECIMALS));
  }

  /** The sum; {@link ArithmeticException} if it does not fit uint256. */
  public Wei plus(Wei other) {
    return new Wei(smallest.add(other.smallest));
  }

  /** The difference; {@link ArithmeticException} if it would be negative. */
  public Wei minus(Wei other) {
    return new Wei(smallest.subtract(other.smallest));
  }

  /** This amount a whole number of times; {@link ArithmeticException} if negative or too large. */
  public Wei times(long factor) {
    return new Wei(smallest.multiply(BigInteger.valueOf(factor)));
  }

  @Override
  public BigInteger smallest() {
    return smallest;
  }

  @Override
  public String symbol() {
    return ETH;
  }

  @Override
  public int decimals() {
    return ETH_DECIMALS;
  }

  @Override
  public int compareTo(Wei other) {
    return smallest.compareTo(other.smallest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Wei wei && wei.smallest.equals(smallest);
  }

  @Override
  public int hashCode() {
    return smallest.hashCode();
  }

  /** Unit and all digits: {@code 2.500000000000000000 ETH}. */
  @Override
  public String toString() {
    return Decimals.text(smallest, ETH, ETH_DECIMALS);
  }
}
