package io.github.restake4j.eth;

/** Strict hex text: {@code 0x}, an even count of ASCII digits, nothing else. */
final class Hex {
  private static final char[] DIGITS = "0123456789abcdef".toCharArray();

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
    byte[] bytes = new byte[(length - 2) / 2];
    for (int i = 0; i < bytes.length; i++) {
      int high = digit(text.charAt(2 + 2 * i));
      int low = digit(text.charAt(3 + 2 * i));
      if ((high | low) < 0) {
        throw new IllegalArgumentException(
            what + " has a character that is no hex digit: " + excerpt(text));
      }
      bytes[i] = (byte) (high << 4 | low);
    }
    return bytes;
  }

  static String encode(byte[] bytes) {
    char[] text = new char[2 + 2 * bytes.length];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < bytes.length; i++) {
      text[2 + 2 * i] = DIGITS[(bytes[i] >> 4) & 15];
      text[3 + 2 * i] = DIGITS[bytes[i] & 15];
    }
    return new String(text);
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
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
