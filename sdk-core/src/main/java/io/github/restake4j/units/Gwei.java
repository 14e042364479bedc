package io.github.restake4j.units;

import java.math.BigInteger;

/**
 * A balance on the beacon chain, counted in gwei. Immutable, 0 to 2^64 - 1. Fees and ETH are {@link
 * Wei}.
 */
public final class Gwei implements Quantity, Comparable<Gwei> {
  /** No ETH. */
  public static final Gwei ZERO = new Gwei(BigInteger.ZERO);

  private static final String ETH = "ETH";
  private static final int ETH_DECIMALS = 9;
  private static final BigInteger WEI_PER_GWEI = BigInteger.valueOf(1_000_000_000L);

  private final BigInteger smallest;

  private Gwei(BigInteger smallest) {
    this.smallest = Decimals.checked(smallest, ETH);
    if (smallest.bitLength() > Long.SIZE) {
      throw new ArithmeticException("a beacon balance does not fit uint64: " + smallest + " gwei");
    }
  }

  /**
   * Counts gwei.
   *
   * @throws ArithmeticException if negative or above 2^64 - 1
   */
  public static Gwei of(BigInteger gwei) {
    return new Gwei(gwei);
  }

  /**
   * Counts gwei.
   *
   * @throws ArithmeticException if negative
   */
  public static Gwei of(long gwei) {
    return new Gwei(BigInteger.valueOf(gwei));
  }

  /**
   * Reads whole ETH, {@code "32"}.
   *
   * @throws NumberFormatException if the text is not digits with at most one point
   * @throws ArithmeticException if it has more than 9 decimals (nothing is rounded) or does not fit
   *     uint64
   */
  public static Gwei ofEther(String ether) {
    return new Gwei(Decimals.parse(ether, ETH, ETH_DECIMALS));
  }

  /**
   * The same ETH in gwei.
   *
   * @throws ArithmeticException if the wei are not a whole number of gwei; use {@link
   *     #truncateToGwei} to drop the rest
   */
  public static Gwei exactly(Wei wei) {
    BigInteger[] parts = wei.smallest().divideAndRemainder(WEI_PER_GWEI);
    if (parts[1].signum() != 0) {
      throw new ArithmeticException(wei + " is not a whole number of gwei");
    }
    return new Gwei(parts[0]);
  }

  /** The whole gwei in an amount of wei; what is below one gwei is lost. */
  public static Gwei truncateToGwei(Wei wei) {
    return new Gwei(wei.smallest().divide(WEI_PER_GWEI));
  }

  /** The same ETH in wei, exactly. */
  public Wei toWei() {
    return Wei.of(smallest.multiply(WEI_PER_GWEI));
  }

  /** The sum; {@link ArithmeticException} if it does not fit uint64. */
  public Gwei plus(Gwei other) {
    return new Gwei(smallest.add(other.smallest));
  }

  /** The difference; {@link ArithmeticException} if it would be negative. */
  public Gwei minus(Gwei other) {
    return new Gwei(smallest.subtract(other.smallest));
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
  public int compareTo(Gwei other) {
    return smallest.compareTo(other.smallest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Gwei gwei && gwei.smallest.equals(smallest);
  }

  @Override
  public int hashCode() {
    return smallest.hashCode();
  }

  /** Unit and all digits: {@code 32.000000000 ETH}. */
  @Override
  public String toString() {
    return Decimals.text(smallest, ETH, ETH_DECIMALS);
  }
}
