package io.github.restake4j.eth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Strict hex text: {@code 0x}, an even count of ASCII digits, nothing else. */
final class Hex {
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final long ZEROS = 0x3030303030303030L;
  private static final char[] PAIRS = pairs();
  private static final byte[] VALUES = values();

  private Hex() {}

  static byte[] decode(CharSequence text, String what) {
    int length = text.length();
    if (length < 2 || text.charAt(0) != '0' || text.charAt(1) != 'x') {
      throw new IllegalArgumentException(what + " must start with 0x: " + excerpt(text));
    }
    if ((length & 1) != 0) {
      throw new IllegalArgumentException(
          what + " has an odd count of hex digits: " + excerpt(text));
    }
    byte[] ascii = text.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] bytes = new byte[(length - 2) / 2];
    int all = 0;
    for (int i = 0; i < bytes.length; i++) {
      int value = VALUES[ascii[2 + 2 * i] & 0xff] << 4 | VALUES[ascii[3 + 2 * i] & 0xff];
      all |= value;
      bytes[i] = (byte) value;
    }
    if (all < 0) {
      throw new IllegalArgumentException(
          what + " has a character that is no hex digit: " + excerpt(text));
    }
    return bytes;
  }

  static String encode(byte[] bytes) {
    byte[] text = new byte[2 + 2 * bytes.length];
    text[0] = '0';
    text[1] = 'x';
    ByteBuffer in = ByteBuffer.wrap(bytes);
    ByteBuffer out = ByteBuffer.wrap(text);
    int at = 0;
    for (; at + 4 <= bytes.length; at += 4) {
      int four = in.getInt(at);
      out.putLong(2 + 2 * at, four == 0 ? ZEROS : eight(four)); // most calldata is zeros
    }
    for (; at < bytes.length; at++) {
      out.putChar(2 + 2 * at, PAIRS[bytes[at] & 0xff]);
    }
    return new String(text, StandardCharsets.ISO_8859_1);
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
  private static String excerpt(CharSequence text) {
    StringBuilder safe = new StringBuilder("\"");
    for (int i = 0; i < text.length() && i < 80; i++) {
      char c = text.charAt(i);
      safe.append(c >= ' ' && c < 127 ? c : '?');
    }
    return safe.append(text.length() > 80 ? "...\"" : "\"").toString();
  }
}
