package io.github.restake4j.eth;

import java.util.Arrays;
import java.util.Objects;

/** An immutable string of bytes. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** A copy of the given bytes. */
  public static Bytes of(byte... bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
  }

  /** The given bytes themselves, not copied: the caller must never write to the array again. */
  public static Bytes wrap(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new Bytes(bytes);
  }

  /**
   * Reads {@code 0x} and an even count of hex digits, in either case.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Bytes parse(CharSequence hex) {
    return wrap(Hex.decode(hex, "a byte string"));
  }

  /**
   * As {@link #parse(CharSequence)}, of a text that stands in an array as ASCII.
   *
   * @param ascii holds the text; neither kept nor changed
   * @param from index of its first character
   * @param to index after its last one
   * @throws IndexOutOfBoundsException if the range is not within the array
   * @throws IllegalArgumentException if the text has another form
   */
  public static Bytes parse(byte[] ascii, int from, int to) {
    Objects.checkFromToIndex(from, to, ascii.length);
    return wrap(Hex.decode(ascii, from, to, "a byte string"));
  }

  /** All given byte strings, one after the other. */
  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size = Math.addExact(size, part.bytes.length);
    }
    byte[] all = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      System.arraycopy(part.bytes, 0, all, at, part.bytes.length);
      at += part.bytes.length;
    }
    return wrap(all);
  }

  /** How many bytes. */
  public int size() {
    return bytes.length;
  }

  /** True if there are none. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** The byte at an index; {@link IndexOutOfBoundsException} outside. */
  public byte get(int index) {
    return bytes[Objects.checkIndex(index, bytes.length)];
  }

  /**
   * The bytes from one index up to, not including, another; {@link IndexOutOfBoundsException}
   * outside.
   */
  public Bytes slice(int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    return wrap(Arrays.copyOfRange(bytes, from, to));
  }

  /**
   * Copies all bytes into an array.
   *
   * @throws IndexOutOfBoundsException if they do not fit at {@code at}
   */
  public void copyTo(byte[] target, int at) {
    System.arraycopy(bytes, 0, target, at, bytes.length);
  }

  /**
   * Writes what {@link #toString} returns, as ASCII, into an array.
   *
   * @throws IndexOutOfBoundsException if the 2 + 2 * {@link #size} characters do not fit at {@code
   *     at}
   */
  public void copyHexTo(byte[] target, int at) {
    Objects.checkFromIndexSize(at, 2 + 2 * bytes.length, target.length);
    Hex.encode(bytes, target, at);
  }

  /** A copy of the bytes. */
  public byte[] toArray() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(that.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and all digits in lower case. */
  @Override
  public String toString() {
    return Hex.encode(bytes);
  }
}
