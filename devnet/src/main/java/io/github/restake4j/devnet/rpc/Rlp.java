package io.github.restake4j.devnet.rpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One item of RLP: a string or a list, within the bytes it was read from. */
final class Rlp {
  private final byte[] source;
  private final int start;
  private final int content;
  private final int end;
  private final boolean isList;

  private Rlp(byte[] source, int start, int content, int end, boolean isList) {
    this.source = source;
    this.start = start;
    this.content = content;
    this.end = end;
    this.isList = isList;
  }

  /**
   * Reads the one item that fills the bytes from a position on.
   *
   * @throws IllegalArgumentException if it does not
   */
  static Rlp decode(byte[] source, int from) {
    Rlp item = at(source, from, source.length);
    if (item.end != source.length) {
      throw new IllegalArgumentException("bytes after the item");
    }
    return item;
  }

  private static Rlp at(byte[] source, int from, int limit) {
    if (from >= limit) {
      throw new IllegalArgumentException("no item at " + from);
    }
    int first = source[from] & 0xff;
    if (first < 0x80) {
      return new Rlp(source, from, from, from + 1, false);
    }
    boolean isList = first >= 0xc0;
    int size = first - (isList ? 0xc0 : 0x80);
    int content = from + 1;
    if (size > 55) {
      int digits = size - 55;
      content += digits;
      if (digits > 3 || content > limit) {
        throw new IllegalArgumentException("length out of range at " + from);
      }
      size = new BigInteger(1, Arrays.copyOfRange(source, from + 1, content)).intValueExact();
    }
    if (content + size > limit) {
      throw new IllegalArgumentException("item cut at " + from);
    }
    return new Rlp(source, from, content, content + size, isList);
  }

  List<Rlp> items() {
    if (!isList) {
      throw new IllegalArgumentException("no list at " + start);
    }
    List<Rlp> items = new ArrayList<>();
    for (int from = content; from < end; ) {
      Rlp item = at(source, from, end);
      items.add(item);
      from = item.end;
    }
    return items;
  }

  byte[] bytes() {
    if (isList) {
      throw new IllegalArgumentException("a list at " + start);
    }
    return Arrays.copyOfRange(source, content, end);
  }

  BigInteger number() {
    return new BigInteger(1, bytes());
  }

  byte[] encoded() {
    return Arrays.copyOfRange(source, start, end);
  }

  static byte[] encode(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] digits = bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    boolean itself = digits.length == 1 && digits[0] > 0;
    return itself ? digits : headed(0x80, digits);
  }

  static byte[] list(byte[] items) {
    return headed(0xc0, items);
  }

  private static byte[] headed(int kind, byte[] body) {
    byte[] head;
    if (body.length <= 55) {
      head = new byte[] {(byte) (kind + body.length)};
    } else {
      byte[] length = BigInteger.valueOf(body.length).toByteArray();
      byte[] digits = length[0] == 0 ? Arrays.copyOfRange(length, 1, length.length) : length;
      head = new byte[1 + digits.length];
      head[0] = (byte) (kind + 55 + digits.length);
      System.arraycopy(digits, 0, head, 1, digits.length);
    }
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    return all;
  }
}
