package io.github.restake4j.eth;

import java.util.Arrays;

/** Thirty-two bytes: a hash, a root, a topic, a storage word. Immutable. */
public final class Hash32 implements Comparable<Hash32> {
  /** How many bytes. */
  public static final int SIZE = 32;

  /** All bytes zero. */
  public static final Hash32 ZERO = new Hash32(new byte[SIZE]);

  private final byte[] bytes;

  private Hash32(byte[] bytes) {
    this.bytes = bytes;
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
    return new Hash32(bytes.clone());
  }

  /**
   * Reads {@code 0x} and 64 hex digits.
   *
   * @throws IllegalArgumentException if the text is anything else
   */
  public static Hash32 parse(CharSequence hex) {
    return of(Hex.decode(hex, "a hash"));
  }

  /** A copy of the 32 bytes. */
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public int compareTo(Hash32 other) {
    for (int i = 0; i < SIZE; i++) {
      int order = Integer.compare(bytes[i] & 0xff, other.bytes[i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash32 that && Arrays.equals(that.bytes, bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** {@code 0x} and 64 digits in lower case. */
  @Override
  public String toString() {
    return Hex.encode(bytes);
  }
}
