package io.github.restake4j.eth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict hex text: {@code 0x}, an even count of ASCII digits, nothing else. */
final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final char PREFIX = '0' << 8 | 'x';
  private static final long ZEROS = 0x3030303030303030L;
  private static final char[] PAIRS = pairs();
  private static final byte[] VALUES = values();

  private Hex() {}

  static byte[] decode(CharSequence text, String what) {
    byte[] ascii = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    return decode(ascii, 0, ascii.length, what);
  }

  static byte[] decode(byte[] ascii, int from, int to, String what) {
    int length = to - from;
    if (length < 2 || ascii[from] != '0' || ascii[from + 1] != 'x') {
      throw new IllegalArgumentException(what + " must start with 0x: " + excerpt(ascii, from, to));
    }
    if ((length & 1) != 0) {
      throw new IllegalArgumentException(
          what + " has an odd count of hex digits: " + excerpt(ascii, from, to));
    }
    byte[] bytes = new byte[(length - 2) / 2];
    int all = 0;
    for (int i = 0; i < bytes.length; i++) {
      int at = from + 2 + 2 * i;
      int value = VALUES[ascii[at] & 0xff] << 4 | VALUES[ascii[at + 1] & 0xff];
      all |= value;
      bytes[i] = (byte) value;
    }
    if (all < 0) {
      throw new IllegalArgumentException(
          what + " has a character that is no hex digit: " + excerpt(ascii, from, to));
    }
    return bytes;
  }

  static String encode(byte[] bytes) {
    byte[] text = new byte[2 + 2 * bytes.length];
    encode(bytes, text, 0);
    return new String(text, StandardCharsets.ISO_8859_1);
  }

  /** Writes {@code 0x} and all digits as ASCII. */
  static void encode(byte[] bytes, byte[] target, int start) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ByteBuffer out = ByteBuffer.wrap(target);
    out.putChar(start, PREFIX);
    int to = start + 2;
    int at = 0;
    if ((bytes.length & 4) != 0) { // the selector, so that words follow
      out.putLong(to, eight(in.getInt(0)));
      at = 4;
    }
    for (; at + 8 <= bytes.length; at += 8) {
      long eight = in.getLong(at);
      boolean zero = eight == 0; // most calldata is
      out.putLong(to + 2 * at, zero ? ZEROS : eight((int) (eight >>> 32)));
      out.putLong(to + 2 * at + 8, zero ? ZEROS : eight((int) eight));
    }
    for (; at < bytes.length; at++) {
      out.putChar(to + 2 * at, PAIRS[bytes[at] & 0xff]);
    }
  }

  /** Four bytes as eight digits, side by side in one number. */
  private static long eight(int four) {
    return (long) PAIRS[four >>> 24] << 48
        | (long) PAIRS[four >> 16 & 0xff] << 32
        | (long) PAIRS[four >> 8 & 0xff] << 16
        | PAIRS[four & 0xff];
  }

  /** The two digits of each byte, side by side in one number. */
  private static char[] pairs() {
    char[] pairs = new char[256];
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = (char) (DIGITS[i >> 4] << 8 | DIGITS[i & 15]);
    }
    return pairs;
  }

  /** The value of each character, -1 for what is no digit. */
  private static byte[] values() {
    byte[] values = new byte[256];
    Arrays.fill(values, (byte) -1);
    for (int i = 0; i < DIGITS.length; i++) {
      values[DIGITS[i]] = (byte) i;
      values[Character.toUpperCase(DIGITS[i])] = (byte) i;
    }
    return values;
  }

  /**
   * At most 80 characters, control and non-ASCII characters replaced: the text may come from
   * anywhere.
   */
  private static String excerpt(byte[] ascii, int from, int to) {
    StringBuilder safe = new StringBuilder("\"");
    for (int i = from; i < to && i < from + 80; i++) {
      byte c = ascii[i];
      safe.append(c >= ' ' && c < 127 ? (char) c : '?');
    }
    return safe.append(to - from > 80 ? "...\"" : "\"").toString();
  }
}
