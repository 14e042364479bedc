package io.github.restake4j.eigenlayer.operator;

import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * A share of what is delegated to an operator in one strategy: 0 to {@link #WHOLE}, in steps of
 * 10^-18. Immutable. Not an amount: what it is worth moves with deposits, withdrawals and slashes.
 */
public final class Magnitude implements Comparable<Magnitude> {
  /** Nothing. */
  public static final Magnitude NONE = new Magnitude(BigInteger.ZERO);

  /** All of it: 10^18 units, where every operator starts in every strategy. */
  public static final Magnitude WHOLE = new Magnitude(BigInteger.TEN.pow(18));

  private static final int DECIMALS = 18;
  private static final Pattern TEXT = Pattern.compile("[0-9]+(\\.[0-9]+)?");
  private static final int MAX_TEXT = 40;

  private final BigInteger units;

  private Magnitude(BigInteger units) {
    this.units = units;
  }

  /**
   * Counts units of 10^-18, as the contract does.
   *
   * @throws ArithmeticException if negative or above 10^18
   */
  public static Magnitude of(BigInteger units) {
    if (units.signum() < 0 || units.compareTo(WHOLE.units) > 0) {
      throw new ArithmeticException("a magnitude is 0 to 10^18 units, not " + units);
    }
    return new Magnitude(units);
  }

  /** As {@link #of(BigInteger)}. */
  public static Magnitude of(long units) {
    return of(BigInteger.valueOf(units));
  }

  /**
   * Reads a share of the whole, {@code "0.25"} for a quarter.
   *
   * @throws NumberFormatException if the text is not digits with at most one point
   * @throws ArithmeticException if it has more than 18 decimals (nothing is rounded) or is above 1
   */
  public static Magnitude parse(String text) {
    if (text.length() > MAX_TEXT || !TEXT.matcher(text).matches()) {
      throw new NumberFormatException("no magnitude, a share between 0 and 1: " + text);
    }
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    if (fraction.length() > DECIMALS) {
      throw new ArithmeticException("a magnitude has up to 18 decimals: " + text);
    }
    StringBuilder digits = new StringBuilder(point < 0 ? text : text.substring(0, point));
    digits.append(fraction);
    for (int i = fraction.length(); i < DECIMALS; i++) {
      digits.append('0');
    }
    return of(new BigInteger(digits.toString()));
  }

  /** Count of units of 10^-18. */
  public BigInteger units() {
    return units;
  }

  /** True if it is nothing. */
  public boolean isNone() {
    return units.signum() == 0;
  }

  /**
   * The sum.
   *
   * @throws ArithmeticException if it is above the whole
   */
  public Magnitude plus(Magnitude other) {
    return of(units.add(other.units));
  }

  /**
   * The difference.
   *
   * @throws ArithmeticException if it would be negative
   */
  public Magnitude minus(Magnitude other) {
    return of(units.subtract(other.units));
  }

  @Override
  public int compareTo(Magnitude other) {
    return units.compareTo(other.units);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Magnitude that && that.units.equals(units);
  }

  @Override
  public int hashCode() {
    return units.hashCode();
  }

  /** All digits: {@code 0.250000000000000000}. */
  @Override
  public String toString() {
    String digits = WHOLE.units.add(units).toString();
    int first = digits.charAt(0) - '1';
    return first + "." + digits.substring(1);
  }
}
