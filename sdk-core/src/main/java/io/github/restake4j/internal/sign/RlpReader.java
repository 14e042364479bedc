package io.github.restake4j.internal.sign;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads RLP strictly, front to back: only the shortest form of every item and number is accepted,
 * so what was read encodes to the same bytes again.
 */
final class RlpReader {
  private final byte[] bytes;
  private int at;
  private final int end;

  RlpReader(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  boolean isAtEnd() {
    return at == end;
  }

  /** Steps into a list; its items are read from the returned reader. */
  RlpReader list() {
    int[] span = header(0xc0, "a list");
    at = span[1];
    return new RlpReader(bytes, span[0], span[1]);
  }

  byte[] string() {
    if (at < end && (bytes[at] & 0xff) < 0x80) {
      return new byte[] {bytes[at++]};
    }
    int[] span = header(0x80, "a string");
    if (span[1] - span[0] == 1 && (bytes[span[0]] & 0xff) < 0x80) {
      throw refuse("a single byte below 0x80 with a length before it");
    }
    at = span[1];
    return Arrays.copyOfRange(bytes, span[0], span[1]);
  }

  BigInteger number() {
    byte[] digits = string();
    if (digits.length > 0 && digits[0] == 0) {
      throw refuse("a number with leading zero bytes");
    }
    if (digits.length > 32) {
      throw refuse("a number of " + digits.length + " bytes");
    }
    return new BigInteger(1, digits);
  }

  long smallNumber() {
    BigInteger number = number();
    if (number.bitLength() > 63) {
      throw refuse("a number above 2^63 - 1");
    }
    return number.longValue();
  }

  /** From and to of the payload behind a header with the given base (0x80 or 0xc0). */
  private int[] header(int base, String what) {
    if (at >= end) {
      throw refuse("the end instead of " + what);
    }
    int first = bytes[at] & 0xff;
    if (first < base || first > base + 0x3f) {
      throw refuse("something else instead of " + what);
    }
    int from = at + 1;
    long length = (long) first - base;
    if (length > 55) {
      int sizeBytes = (int) length - 55;
      if (sizeBytes > 4 || from + sizeBytes > end || bytes[from] == 0) {
        throw refuse("a length that is too long or has leading zeros");
      }
      length = 0;
      for (int i = 0; i < sizeBytes; i++) {
        length = (length << 8) | (bytes[from + i] & 0xff);
      }
      if (length <= 55) {
        throw refuse("a short length in long form");
      }
      from += sizeBytes;
    }
    if (length > end - from) {
      throw refuse("a length past the end");
    }
    return new int[] {from, from + (int) length};
  }

  private IllegalArgumentException refuse(String found) {
    return new IllegalArgumentException("not canonical RLP: " + found + " at byte " + at);
  }
}
