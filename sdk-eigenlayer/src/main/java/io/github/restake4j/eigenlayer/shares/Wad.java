package io.github.restake4j.eigenlayer.shares;

import java.math.BigInteger;

/**
 * Fixed point with 18 digits as {@code SlashingLib} has it, eigenlayer-contracts f84a515. Each
 * operation rounds by itself; two of them are never one.
 */
final class Wad {
  static final BigInteger ONE = BigInteger.TEN.pow(18);

  private Wad() {}

  /** {@code mulWad}: rounded down. */
  static BigInteger mul(BigInteger x, BigInteger y) {
    return x.multiply(y).divide(ONE);
  }

  /** {@code divWad}: rounded down. */
  static BigInteger div(BigInteger x, BigInteger y) {
    return x.multiply(ONE).divide(y);
  }

  /** {@code mulWadRoundUp}. */
  static BigInteger mulUp(BigInteger x, BigInteger y) {
    return mulDivUp(x, y, ONE);
  }

  /** {@code mulDiv(x, y, z, Rounding.Up)}. */
  static BigInteger mulDivUp(BigInteger x, BigInteger y, BigInteger z) {
    return x.multiply(y).add(z).subtract(BigInteger.ONE).divide(z);
  }
}
