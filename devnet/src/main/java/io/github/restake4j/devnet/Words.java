package io.github.restake4j.devnet;

import java.math.BigInteger;

/** The 32-byte words of calldata, as 64 hex digits. */
final class Words {
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

  private Words() {}

  /** A number of at most 256 bits; a negative one in two's complement. */
  static String of(BigInteger number) {
    if (number.bitLength() > (number.signum() < 0 ? 255 : 256)) {
      throw new IllegalArgumentException("does not fit into 32 bytes: " + number);
    }
    String digits = (number.signum() < 0 ? number.add(TWO_256) : number).toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  static String of(long number) {
    return of(BigInteger.valueOf(number));
  }

  static String of(boolean flag) {
    return of(flag ? 1 : 0);
  }

  static String address(String address) {
    if (!address.matches("0x[0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException("not an address: " + address);
    }
    return "0".repeat(24) + address.substring(2);
  }

  /** The number in one word of hex data, counted from 0. */
  static BigInteger at(String data, int word) {
    int start = 2 + 64 * word;
    if (data.length() < start + 64) {
      throw new IllegalArgumentException("no word " + word + " in " + data);
    }
    return new BigInteger(data.substring(start, start + 64), 16);
  }
}
