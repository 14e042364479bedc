package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import java.nio.ByteBuffer;

/**
 * Bytes as the hex text of a JSON-RPC answer, read where it stands: eight digits at a time, and
 * zeros, of which most words consist, only compared. Every digit is checked when it is read.
 */
final class EncodedHex extends Encoded {
  private static final long ZEROS = 0x3030303030303030L;
  private static final long EACH = 0x0101010101010101L;

  private final ByteBuffer text;
  private final int origin;
  private final int size;
  private final String kind;
  private final String declaration;

  /**
   * Looks at {@code 0x} and an even count of characters.
   *
   * @param ascii holds the text; not copied
   * @param from where the text starts
   * @param to where it ends
   * @param kind and {@code declaration} name the input in messages
   * @throws DecodingException if the text is of another form
   */
  EncodedHex(byte[] ascii, int from, int to, String kind, String declaration) {
    this.text = ByteBuffer.wrap(ascii);
    this.origin = from + 2;
    this.size = (to - origin) / 2;
    this.kind = kind;
    this.declaration = declaration;
    if (to < origin || ascii[from] != '0' || ascii[from + 1] != 'x') {
      throw malformed("does not start with 0x");
    }
    if ((to - origin) % 2 != 0) {
      throw malformed("has an odd count of hex digits");
    }
  }

  @Override
  int size() {
    return size;
  }

  @Override
  boolean isZero(int from, int to) {
    int end = origin + 2 * to;
    for (int at = origin + 2 * from; at < end; at += 8) {
      if (text.getLong(at) != ZEROS) {
        return false;
      }
    }
    return true;
  }

  @Override
  boolean isPadding(int from, int to) {
    int end = origin + 2 * to;
    int at = origin + 2 * from;
    for (; at + 8 <= end; at += 8) {
      if (text.getLong(at) != ZEROS) {
        return false;
      }
    }
    for (; at < end; at++) {
      if (text.get(at) != '0') {
        return false;
      }
    }
    return true;
  }

  @Override
  long small(int at) {
    int digit = origin + 2 * at;
    long different =
        (text.getLong(digit) ^ ZEROS)
            | (text.getLong(digit + 8) ^ ZEROS)
            | (text.getLong(digit + 16) ^ ZEROS)
            | (text.getLong(digit + 24) ^ ZEROS)
            | (text.getLong(digit + 32) ^ ZEROS)
            | (text.getLong(digit + 40) ^ ZEROS);
    if (different != 0) {
      return -1;
    }
    long high = text.getLong(digit + 48);
    long low = four(text.getLong(digit + 56));
    if (high == ZEROS) {
      return low;
    }
    return Math.max((four(high) << 32) | low, -1);
  }

  @Override
  long longAt(int at) {
    int digit = origin + 2 * at;
    return (four(text.getLong(digit)) << 32) | four(text.getLong(digit + 8));
  }

  @Override
  int intAt(int at) {
    return (int) four(text.getLong(origin + 2 * at));
  }

  private long four(long digits) {
    long values = values(digits);
    if (isWrong(digits, values)) {
      throw malformed("has a character that is no hex digit");
    }
    return pack(values);
  }

  /** A digit's low four bits are its value, plus nine for a letter. */
  private static long values(long digits) {
    return (digits & 0x0f0f0f0f0f0f0f0fL) + (digits >>> 6 & EACH) * 9;
  }

  /** Whether all were digits shows when the values are written back as text. */
  private static boolean isWrong(long digits, long values) {
    long above9 = (values + 0x0606060606060606L) >>> 4 & EACH;
    long written = values + ZEROS + above9 * 39;
    long lower = digits | (digits >>> 6 & EACH) << 5;
    return ((written ^ lower) | (values & 0x1010101010101010L)) != 0;
  }

  /** Eight values of four bits as four bytes. */
  private static long pack(long values) {
    long pairs = (values >>> 4 | values) & 0x00ff00ff00ff00ffL;
    long fours = (pairs >>> 8 | pairs) & 0x0000ffff0000ffffL;
    return (fours >>> 16 | fours) & 0xffffffffL;
  }

  /**
   * Reads a whole text into an array that holds zeros there.
   *
   * @return false if the text is not {@code 0x} and the digits of so many bytes
   */
  static boolean read(byte[] ascii, byte[] target, int start, int size) {
    if (ascii.length != 2 + 2 * size || ascii[0] != '0' || ascii[1] != 'x') {
      return false;
    }
    ByteBuffer text = ByteBuffer.wrap(ascii);
    ByteBuffer bytes = ByteBuffer.wrap(target);
    int at = 0;
    for (; at + 4 <= size; at += 4) {
      long digits = text.getLong(2 + 2 * at);
      if (digits != ZEROS) {
        long values = values(digits);
        if (isWrong(digits, values)) {
          return false;
        }
        bytes.putInt(start + at, (int) pack(values));
      }
    }
    for (; at < size; at++) {
      long digits = (ZEROS & ~0xffffL) | (text.getShort(2 + 2 * at) & 0xffff);
      long values = values(digits);
      if (isWrong(digits, values)) {
        return false;
      }
      target[start + at] = (byte) pack(values);
    }
    return true;
  }

  @Override
  byte[] copy(int from, int to) {
    byte[] bytes = new byte[to - from];
    int at = 0;
    int digit = origin + 2 * from;
    for (; at + 4 <= bytes.length; at += 4, digit += 8) {
      long digits = text.getLong(digit);
      if (digits != ZEROS) {
        int four = (int) four(digits);
        bytes[at] = (byte) (four >> 24);
        bytes[at + 1] = (byte) (four >> 16);
        bytes[at + 2] = (byte) (four >> 8);
        bytes[at + 3] = (byte) four;
      }
    }
    for (; at < bytes.length; at++, digit += 2) {
      long two = (ZEROS & ~0xffffL) | (text.getShort(digit) & 0xffff);
      bytes[at] = (byte) four(two);
    }
    return bytes;
  }

  @Override
  void check(int from, int to) {
    copy(from, to);
  }

  private DecodingException malformed(String why) {
    return new DecodingException(
        DecodingException.Code.ABI_MALFORMED, kind + " " + declaration + ": the text " + why);
  }
}
