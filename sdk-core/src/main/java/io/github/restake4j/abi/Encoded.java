package io.github.restake4j.abi;

import java.math.BigInteger;

/** ABI-encoded bytes, wherever they stand. Positions count bytes; callers stay within the size. */
abstract sealed class Encoded permits EncodedBytes, EncodedHex {
  static final int WORD = 32;

  /** How many bytes there are. */
  abstract int size();

  /** True if all bytes of a range, which is a multiple of four long, are zero. */
  abstract boolean isZero(int from, int to);

  /** True if all bytes of a range are zero. */
  abstract boolean isPadding(int from, int to);

  /** The word at a position if it is a number below 2^63, else -1. */
  abstract long small(int at);

  /** The eight bytes at a position. */
  abstract long longAt(int at);

  /** The four bytes at a position. */
  abstract int intAt(int at);

  /** A copy of a range. */
  abstract byte[] copy(int from, int to);

  /**
   * Throws if a range holds what is no byte at all; for telling a wrong value from a wrong text.
   */
  abstract void check(int from, int to);

  /** The word at a position, of which the bytes before {@code from} are known to be zero. */
  final BigInteger unsigned(int from, int at) {
    if (isZero(at, at + 16)) { // amounts are; two numbers are quicker than an array of bytes
      long high = longAt(at + 16);
      long low = longAt(at + 24);
      if (high >>> 62 == 0) {
        return BigInteger.valueOf(high << 1 | low >>> 63)
            .shiftLeft(63)
            .add(BigInteger.valueOf(low & Long.MAX_VALUE));
      }
    }
    int first = from;
    int end = at + WORD;
    while (isZero(first, first + 4)) {
      first += 4; // callers have excluded small numbers, so one of the bytes is not zero
    }
    return new BigInteger(1, copy(first, end));
  }
}
