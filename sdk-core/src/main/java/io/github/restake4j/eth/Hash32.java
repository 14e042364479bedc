package io.github.restake4j.eth;

import java.nio.ByteBuffer;

/** Thirty-two bytes: a hash, a root, a topic, a storage word. Immutable. */
public final class Hash32 implements Comparable<Hash32> {
  /** How many bytes. */
  public static final int SIZE = 32;

  /** All bytes zero. */
  public static final Hash32 ZERO = new Hash32(0, 0, 0, 0);

  private final long first;
  private final long second;
  private final long third;
  private final long fourth;

  private Hash32(long first, long second, long third, long fourth) {
    this.first = first;
    this.second = second;
    this.third = third;
    this.fourth = fourth;
  }

  /** The hash of which these are the bytes, eight at a time, big-endian. */
  public static Hash32 of(long first, long second, long third, long fourth) {
    return new Hash32(first, second, third, fourth);
  }

  /**
   * A copy of 32 bytes.
   *
   * @throws IllegalArgumentException if there are not exactly 32
   */
  public static Hash32 of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
    }
    ByteBuffer words = ByteBuffer.wrap(bytes);
    return new Hash32(words.getLong(), words.getLong(), words.getLong(), words.getLong());
  }

  /**
   * Reads {@code 0x} and 64 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Hash32 parse(CharSequence hex) {
    return of(Hex.decode(hex, "a hash"));
  }

  /**
   * Copies the 32 bytes into an array.
   *
   * @throws IndexOutOfBoundsException if they do not fit at {@code at}
   */
  public void copyTo(byte[] target, int at) {
    ByteBuffer.wrap(target)
        .putLong(at, first)
        .putLong(at + 8, second)
        .putLong(at + 16, third)
        .putLong(at + 24, fourth);
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(SIZE)
        .putLong(first)
        .putLong(second)
        .putLong(third)
        .putLong(fourth)
        .array();
  }

  @Override
  public int compareTo(Hash32 other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    order = order != 0 ? order : Long.compareUnsigned(third, other.third);
    return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash32 that
        && that.first == first
        && that.second == second
        && that.third == third
        && that.fourth == fourth;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first ^ second * 31 ^ third * 37 ^ fourth * 41);
  }

  /** {@code 0x} and 64 digits in lower case. */
  @Override
  public String toString() {
    return Hex.encode(toBytes());
  }
}
