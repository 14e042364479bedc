package io.github.restake4j.eth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** An account or contract address: twenty bytes. Immutable. */
public final class Address implements Comparable<Address> {
  /** How many bytes. */
  public static final int SIZE = 20;

  /** The zero address; refused wherever it would lose money. */
  public static final Address ZERO = new Address(0, 0, 0);

  private final long first;
  private final long second;
  private final int last;

  private Address(long first, long second, int last) {
    this.first = first;
    this.second = second;
    this.last = last;
  }

  /** The address of which these are the bytes, eight, eight and four of them, big-endian. */
  public static Address of(long first, long second, int last) {
    return new Address(first, second, last);
  }

  /**
   * A copy of 20 bytes.
   *
   * @throws IllegalArgumentException if there are not exactly 20
   */
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("an address has 20 bytes, not " + bytes.length);
    }
    ByteBuffer words = ByteBuffer.wrap(bytes);
    return new Address(words.getLong(), words.getLong(), words.getInt());
  }

  /**
   * Reads {@code 0x} and 40 hex digits: all lower case, all upper case, or mixed with a right
   * checksum.
   *
   * @throws IllegalArgumentException if the text is anything else, a wrong EIP-55 checksum included
   */
  public static Address parse(CharSequence text) {
    byte[] bytes = Hex.decode(text, "an address");
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException(
          "an address has 40 hex digits after 0x, not " + (text.length() - 2));
    }
    Address address = of(bytes);
    String digits = text.subSequence(2, text.length()).toString();
    boolean lower = false;
    boolean upper = false;
    for (int i = 0; i < digits.length(); i++) {
      lower |= digits.charAt(i) >= 'a';
      upper |= digits.charAt(i) >= 'A' && digits.charAt(i) <= 'F';
    }
    if (lower && upper && !address.toString().substring(2).equals(digits)) {
      throw new IllegalArgumentException(
          "the checksum of address 0x"
              + digits
              + " is wrong; if its digits are right it reads "
              + address);
    }
    return address;
  }

  /**
   * Copies the 20 bytes into an array.
   *
   * @throws IndexOutOfBoundsException if they do not fit at {@code at}
   */
  public void copyTo(byte[] target, int at) {
    ByteBuffer.wrap(target).putLong(at, first).putLong(at + 8, second).putInt(at + 16, last);
  }

  /** A copy of the 20 bytes. */
  public byte[] toBytes() {
    return ByteBuffer.allocate(SIZE).putLong(first).putLong(second).putInt(last).array();
  }

  /** True for the zero address. */
  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public int compareTo(Address other) {
    int order = Long.compareUnsigned(first, other.first);
    order = order != 0 ? order : Long.compareUnsigned(second, other.second);
    return order != 0 ? order : Integer.compareUnsigned(last, other.last);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that
        && that.first == first
        && that.second == second
        && that.last == last;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(first ^ second * 31 ^ last * 37L);
  }

  /** {@code 0x} and 40 digits with the EIP-55 checksum. */
  @Override
  public String toString() {
    String lower = Hex.encode(toBytes()).substring(2);
    byte[] hash = Keccak.hash(lower.getBytes(StandardCharsets.US_ASCII)).toBytes();
    char[] text = new char[2 + lower.length()];
    text[0] = '0';
    text[1] = 'x';
    for (int i = 0; i < lower.length(); i++) {
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15;
      char digit = lower.charAt(i);
      text[2 + i] = nibble >= 8 && digit >= 'a' ? (char) (digit - 'a' + 'A') : digit;
    }
    return new String(text);
  }
}
