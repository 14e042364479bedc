package io.github.restake4j.units;

import java.math.BigInteger;
import java.util.regex.Pattern;

/** Exact decimal text to and from a count of smallest units. */
final class Decimals {
  private static final Pattern PLAIN = Pattern.compile("[0-9]{1,78}(\\.[0-9]{1,78})?");
  private static final int WORD_BITS = 256;

  private Decimals() {}

  static BigInteger parse(String text, String symbol, int decimals) {
    if (!PLAIN.matcher(text).matches()) {
      throw new NumberFormatException(
          "not a plain decimal number of "
              + symbol
              + " (expected digits and at most one point): \""
              + quoted(text)
              + '"');
    }
    int point = text.indexOf('.');
    String whole = point < 0 ? text : text.substring(0, point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    if (fraction.length() > decimals) {
      throw new ArithmeticException(
          symbol
              + " has "
              + decimals
              + " decimals; "
              + text
              + " has "
              + fraction.length()
              + " and is not rounded");
    }
    StringBuilder digits = new StringBuilder(whole).append(fraction);
    for (int i = fraction.length(); i < decimals; i++) {
      digits.append('0');
    }
    return checked(new BigInteger(digits.toString()), symbol);
  }

  static String text(BigInteger smallest, String symbol, int decimals) {
    StringBuilder digits = new StringBuilder(smallest.toString());
    while (digits.length() <= decimals) {
      digits.insert(0, '0');
    }
    if (decimals > 0) {
      digits.insert(digits.length() - decimals, '.');
    }
    return digits.append(' ').append(symbol).toString();
  }

  static BigInteger checked(BigInteger smallest, String symbol) {
    if (smallest.signum() < 0) {
      throw new ArithmeticException("an amount of " + symbol + " cannot be negative: " + smallest);
    }
    if (smallest.bitLength() > WORD_BITS) {
      throw new ArithmeticException(
          "an amount of " + symbol + " does not fit uint256: " + smallest.bitLength() + " bits");
    }
    return smallest;
  }

  private static String quoted(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length() && i < 40; i++) {
      char c = text.charAt(i);
      safe.append(c >= ' ' && c < 127 ? c : '?');
    }
    return text.length() > 40 ? safe + "..." : safe.toString();
  }
}
