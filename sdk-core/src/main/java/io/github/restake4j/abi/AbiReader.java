package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads ABI-encoded bytes in one pass; the decoding half of what generated code speaks.
 *
 * <p>Only the canonical encoding is accepted, the one every Solidity and Vyper compiler writes.
 * Each offset must point exactly at the first byte nobody has read yet, so nothing can overlap, be
 * read twice, or wrap; unused bits and padding must be zero (sign bits for negative numbers);
 * nothing may follow the last value. An element count is compared with the bytes that are left
 * before anything is allocated, so memory is bounded by the input. Whatever the input, only {@link
 * DecodingException} is thrown, with code {@code ABI_EMPTY}, {@code ABI_MALFORMED}, {@code
 * ABI_DIRTY_BITS} or {@code ABI_TRAILING_BYTES}.
 *
 * <p>Java types: {@code uint8..uint24} and {@code int8..int32} are {@code int}; {@code
 * uint32..uint56} and {@code int40..int64} are {@code long}; wider ones {@code BigInteger}; {@code
 * bytes32} is {@link Hash32}, other byte strings are {@link Bytes}; arrays are immutable lists.
 *
 * <p>A reader is a cursor: each method reads the next value of the tuple it stands in. It is used
 * by one thread, inside one decode.
 */
public final class AbiReader {
  private static final int WORD = 32;

  /**
   * Reads one value, from the reader's current position.
   *
   * @param <T> the value's Java type
   */
  @FunctionalInterface
  public interface Decoder<T> {
    /**
     * Reads one value.
     *
     * @param in stands at the value's head
     * @return the value
     */
    T read(AbiReader in);
  }

  private final Encoded data;
  private final int size;
  private final int start;
  private final String kind;
  private final String declaration;

  /** Where the current tuple or array starts: its offsets count from here. */
  private int base;

  /** The next head to read. */
  private int head;

  /** The first byte nobody has read or reserved. */
  private int tail;

  private AbiReader(Encoded data, int start, String kind, String declaration) {
    this.data = data;
    this.size = data.size();
    this.start = start;
    this.kind = kind;
    this.declaration = declaration;
    this.base = start;
    this.head = start;
    this.tail = start;
  }

  /**
   * Reads all of {@code data} from {@code start} on.
   *
   * @param data owned by this call
   * @param headBytes size of the outermost tuple's head
   * @param kind and {@code declaration} name the input in messages
   */
  static <T> T readAll(
      byte[] data,
      int start,
      int headBytes,
      String kind,
      String declaration,
      Decoder<? extends T> decoder) {
    return readAll(new EncodedBytes(data), start, headBytes, kind, declaration, decoder);
  }

  /** Reads all of {@code data} from {@code start} on, wherever its bytes stand. */
  static <T> T readAll(
      Encoded data,
      int start,
      int headBytes,
      String kind,
      String declaration,
      Decoder<? extends T> decoder) {
    AbiReader in = open(data, start, headBytes, kind, declaration);
    T value = decoder.read(in);
    in.close();
    return value;
  }

  /** For readers that are read side by side (topics and data of a log): open, read, close. */
  static AbiReader open(Encoded data, int start, int headBytes, String kind, String declaration) {
    AbiReader in = new AbiReader(data, start, kind, declaration);
    if (in.size == start && headBytes > 0) {
      throw new DecodingException(
          DecodingException.Code.ABI_EMPTY,
          in.where() + "empty, expected at least " + headBytes + " bytes");
    }
    in.reserve(headBytes);
    return in;
  }

  void close() {
    if (tail != size) {
      throw new DecodingException(
          DecodingException.Code.ABI_TRAILING_BYTES,
          where()
              + (size - tail)
              + " bytes follow the last value, which ends at "
              + (tail - start));
    }
  }

  /** Reads {@code uint8} to {@code uint24}. */
  public int uintAsInt(int bits) {
    return (int) uintAsLong(bits);
  }

  /** Reads {@code uint8} to {@code uint56}. */
  public long uintAsLong(int bits) {
    int at = next();
    long value = data.small(at);
    if (value < 0 || value >>> bits != 0) {
      throw dirty("uint" + bits, at);
    }
    return value;
  }

  /** Reads {@code uint64} to {@code uint256}. */
  public BigInteger uint(int bits) {
    int at = next();
    return unsigned(at, bits);
  }

  /** Reads {@code uint256}. */
  public BigInteger uint256() {
    return unsigned(next(), 256);
  }

  private BigInteger unsigned(int at, int bits) {
    long small = data.small(at);
    if (small >= 0) {
      return BigInteger.valueOf(small);
    }
    int from = at + WORD - bits / 8;
    if (!data.isPadding(at, from)) {
      throw dirty("uint" + bits, at);
    }
    return data.unsigned(from, at);
  }

  /** Reads {@code int8} to {@code int32}. */
  public int sintAsInt(int bits) {
    return (int) sintAsLong(bits);
  }

  /** Reads {@code int8} to {@code int64}. */
  public long sintAsLong(int bits) {
    int at = next();
    long low = data.longAt(at + 24);
    int unused = 64 - bits;
    if (!extends64(at, low) || low << unused >> unused != low) {
      throw dirty("int" + bits, at);
    }
    return low;
  }

  /** Reads {@code int72} to {@code int256}. */
  public BigInteger sint(int bits) {
    int at = next();
    long low = data.longAt(at + 24);
    if (extends64(at, low)) {
      return BigInteger.valueOf(low);
    }
    BigInteger value = new BigInteger(data.copy(at, at + WORD));
    if (value.bitLength() >= bits) {
      throw dirty("int" + bits, at);
    }
    return value;
  }

  /** Reads {@code int256}. */
  public BigInteger int256() {
    return sint(256);
  }

  private boolean extends64(int at, long low) {
    long sign = low >> 63;
    return data.longAt(at) == sign && data.longAt(at + 8) == sign && data.longAt(at + 16) == sign;
  }

  /** Reads {@code bool}: 0 or 1, nothing else. */
  public boolean bool() {
    int at = next();
    long value = data.small(at);
    if (value >>> 1 != 0) {
      throw dirty("bool", at);
    }
    return value == 1;
  }

  /** Reads {@code address}. */
  public Address address() {
    int at = next();
    if (!data.isZero(at, at + 12)) {
      throw dirty("address", at);
    }
    return Address.of(data.longAt(at + 12), data.longAt(at + 20), data.intAt(at + 28));
  }

  /** Reads {@code bytes32}, or the topic of an indexed value that is longer than a word. */
  public Hash32 bytes32() {
    int at = next();
    return Hash32.of(
        data.longAt(at), data.longAt(at + 8), data.longAt(at + 16), data.longAt(at + 24));
  }

  /** Reads {@code bytes1} to {@code bytes31}, and {@code function} (24 bytes). */
  public Bytes fixedBytes(int size) {
    int at = next();
    if (!data.isPadding(at + size, at + WORD)) {
      throw dirty("bytes" + size, at);
    }
    return Bytes.wrap(data.copy(at, at + size));
  }

  /** Reads {@code bytes}. */
  public Bytes bytes() {
    return Bytes.wrap(blob("bytes"));
  }

  /**
   * Reads {@code string}. Bytes that are not UTF-8 become U+FFFD: a text is for display, and one
   * bad text must not keep a caller from the numbers beside it.
   */
  public String string() {
    return new String(blob("string"), StandardCharsets.UTF_8);
  }

  private byte[] blob(String type) {
    follow(type);
    int length = count(1, type);
    int from = tail;
    reserve((length + 31L) & ~31L);
    if (!data.isPadding(from + length, tail)) {
      throw dirty("padding of " + type, from + length, tail);
    }
    return data.copy(from, from + length);
  }

  /**
   * Reads a dynamic tuple. A static one has no frame of its own: its decoder is called directly.
   *
   * @param headBytes size of the tuple's head
   * @param body reads the components in order
   * @param <T> the tuple's Java type
   * @return what {@code body} made
   */
  public <T> T tuple(int headBytes, Decoder<? extends T> body) {
    follow("tuple");
    int outerBase = base;
    int outerHead = head;
    base = tail;
    head = tail;
    reserve(headBytes);
    T value = body.read(this);
    base = outerBase;
    head = outerHead;
    return value;
  }

  /**
   * Reads {@code T[]}.
   *
   * @param elementHead head bytes of one element: 32 if it is dynamic, else its whole size
   * @param element reads one element
   * @param <T> the element's Java type
   * @return the elements in order, immutable
   */
  public <T> List<T> array(int elementHead, Decoder<? extends T> element) {
    follow("array");
    int count = count(elementHead, "array");
    return framed(count, elementHead, element);
  }

  /**
   * Reads {@code T[n]} of dynamic elements.
   *
   * @param count the type's n
   * @param element reads one element
   * @param <T> the element's Java type
   * @return the elements in order, immutable
   */
  public <T> List<T> fixedArray(int count, Decoder<? extends T> element) {
    follow("array");
    return framed(count, WORD, element);
  }

  /**
   * Reads {@code T[n]} of static elements, which stand in the head itself.
   *
   * @param count the type's n
   * @param element reads one element
   * @param <T> the element's Java type
   * @return the elements in order, immutable
   */
  @SuppressWarnings("unchecked") // every element came from the decoder of T
  public <T> List<T> inlineArray(int count, Decoder<? extends T> element) {
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = element.read(this);
    }
    return (List<T>) Collections.unmodifiableList(Arrays.asList(values));
  }

  private <T> List<T> framed(int count, int elementHead, Decoder<? extends T> element) {
    int outerBase = base;
    int outerHead = head;
    base = tail;
    head = tail;
    reserve((long) count * elementHead);
    List<T> values = inlineArray(count, element);
    base = outerBase;
    head = outerHead;
    return values;
  }

  private int next() {
    int at = head;
    head = at + WORD;
    return at;
  }

  /** Reads an offset, which can only be the distance from the frame's start to the unread tail. */
  private void follow(String type) {
    int at = next();
    if (data.small(at) != tail - base) {
      throw malformed("offset of " + type, at, "is not the canonical " + (tail - base));
    }
  }

  /** Reads a length in elements and holds it against the bytes that are left. */
  private int count(int elementBytes, String type) {
    int at = tail;
    reserve(WORD);
    long count = data.small(at);
    if (count < 0 || count > (size - tail) / elementBytes) {
      throw malformed(
          "length of " + type, at, "is more than the " + (size - tail) + " bytes left hold");
    }
    return (int) count;
  }

  private void reserve(long bytes) {
    if (bytes > size - tail) {
      throw new DecodingException(
          DecodingException.Code.ABI_MALFORMED,
          where()
              + bytes
              + " bytes expected at byte "
              + (tail - start)
              + ", "
              + (size - tail)
              + " left");
    }
    tail += (int) bytes;
  }

  private String where() {
    return kind + " " + declaration + ": ";
  }

  private DecodingException dirty(String what, int at) {
    return dirty(what, at, at + WORD);
  }

  private DecodingException dirty(String what, int from, int to) {
    data.check(from, to);
    return new DecodingException(
        DecodingException.Code.ABI_DIRTY_BITS,
        where() + "not a clean " + what + " at byte " + (from - start));
  }

  private DecodingException malformed(String what, int at, String why) {
    data.check(at, at + WORD);
    return new DecodingException(
        DecodingException.Code.ABI_MALFORMED,
        where() + what + " at byte " + (at - start) + " " + why);
  }
}
