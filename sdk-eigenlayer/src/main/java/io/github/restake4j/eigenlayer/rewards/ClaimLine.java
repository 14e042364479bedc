package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The lines that the pipeline writes, read without an object: a flat JSON object of plain texts and
 * whole numbers, lower-case addresses, an amount of digits. Whatever looks otherwise is left to a
 * real JSON parser, which takes or refuses it; nothing is refused here.
 */
final class ClaimLine {
  private static final byte[] EARNER = "earner".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TOKEN = "token".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AMOUNT = "cumulative_amount".getBytes(StandardCharsets.US_ASCII);
  private static final int MOST_FIELDS = 8;
  private static final int MOST_DIGITS = 78;
  private static final int GROUP = 9;
  private static final int[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
  };

  private final int[] keys = new int[2 * MOST_FIELDS];
  private final int[] limbs = new int[Hash32.SIZE / Integer.BYTES];
  private byte[] text = {};
  private int at;
  private int end;

  /**
   * Reads a line into a row.
   *
   * @return false if it is no such line; the row is undefined then
   */
  boolean read(byte[] from, int start, int stop, byte[] row, int place) {
    text = from;
    at = start;
    end = stop;
    int fields = 0;
    int seen = 0;
    if (!takes('{')) {
      return false;
    }
    do {
      if (fields == MOST_FIELDS || !takes('"')) {
        return false;
      }
      int key = at;
      int length = plain();
      if (length < 0 || isRepeated(key, length, fields)) {
        return false;
      }
      keys[2 * fields] = key;
      keys[2 * fields + 1] = length;
      fields++;
      if (!takes(':')) {
        return false;
      }
      boolean quoted = takes('"');
      int value = at;
      int size = quoted ? plain() : digits();
      if (size < 0) {
        return false;
      }
      if (is(EARNER, key, length)) {
        seen |= quoted && address(value, size, row, place) ? 1 : 8;
      } else if (is(TOKEN, key, length)) {
        seen |= quoted && address(value, size, row, place + ClaimRows.TOKEN) ? 2 : 8;
      } else if (is(AMOUNT, key, length)) {
        seen |= amount(value, size, row, place + ClaimRows.AMOUNT) ? 4 : 8;
      }
    } while (takes(','));
    return takes('}') && seen == 7 && isAtEnd();
  }

  private boolean isAtEnd() {
    skip();
    return at == end;
  }

  private void skip() {
    while (at < end && (text[at] == ' ' || text[at] == '\t' || text[at] == '\r')) {
      at++;
    }
  }

  private boolean takes(char wanted) {
    skip();
    if (at < end && text[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** The length of a text without escapes, up to its closing quote, which is passed. */
  private int plain() {
    int start = at;
    while (at < end) {
      byte c = text[at++];
      if (c == '"') {
        return at - 1 - start;
      }
      if (c == '\\' || c < ' ') {
        return -1;
      }
    }
    return -1;
  }

  /** The length of a whole number without sign. */
  private int digits() {
    int start = at;
    while (at < end && text[at] >= '0' && text[at] <= '9') {
      at++;
    }
    int length = at - start;
    return length == 0 || (length > 1 && text[start] == '0') ? -1 : length;
  }

  private boolean is(byte[] name, int key, int length) {
    return length == name.length && matches(key, name, 0, length);
  }

  private boolean isRepeated(int key, int length, int fields) {
    for (int i = 0; i < fields; i++) {
      if (keys[2 * i + 1] == length && matches(key, text, keys[2 * i], length)) {
        return true;
      }
    }
    return false;
  }

  private boolean matches(int key, byte[] other, int from, int length) {
    for (int i = 0; i < length; i++) {
      if (text[key + i] != other[from + i]) {
        return false;
      }
    }
    return true;
  }

  private boolean address(int value, int size, byte[] row, int place) {
    if (size != 2 + 2 * Address.SIZE || text[value] != '0' || text[value + 1] != 'x') {
      return false;
    }
    for (int i = 0; i < Address.SIZE; i++) {
      int high = nibble(text[value + 2 + 2 * i]);
      int low = nibble(text[value + 3 + 2 * i]);
      if ((high | low) < 0) {
        return false;
      }
      row[place + i] = (byte) (high << 4 | low);
    }
    return true;
  }

  /** Lower case only: capitals carry a checksum. */
  private static int nibble(byte c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }

  private boolean amount(int value, int size, byte[] row, int place) {
    if (size == 0 || size > MOST_DIGITS) {
      return false;
    }
    Arrays.fill(limbs, 0);
    int from = value;
    int stop = value + size;
    int used = 1;
    while (from < stop) {
      int length = Math.min(stop - from, GROUP);
      int group = 0;
      for (int i = 0; i < length; i++) {
        byte c = text[from++];
        if (c < '0' || c > '9') {
          return false;
        }
        group = 10 * group + (c - '0');
      }
      long carry = group;
      for (int i = 0; i < used; i++) {
        carry += (limbs[i] & 0xffff_ffffL) * TENS[length];
        limbs[i] = (int) carry;
        carry >>>= Integer.SIZE;
      }
      if (carry != 0) {
        if (used == limbs.length) {
          return false;
        }
        limbs[used++] = (int) carry;
      }
    }
    for (int i = 0; i < limbs.length; i++) {
      int limb = limbs[i];
      int low = place + Hash32.SIZE - 1 - i * Integer.BYTES;
      for (int b = 0; b < Integer.BYTES; b++) {
        row[low - b] = (byte) (limb >>> (8 * b));
      }
    }
    return true;
  }
}
