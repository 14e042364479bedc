package io.github.restake4j.internal.journal;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@link RecordWriter} wrote; anything else is an {@link IllegalStateException}. */
final class RecordReader {
  private final byte[] body;
  private int at;

  RecordReader(byte[] body) {
    this.body = body;
  }

  int small() {
    return fixed(1)[0] & 0xff;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int group = small();
      value |= (group & 0x7fL) << shift;
      if (group < 0x80) {
        return value;
      }
    }
    throw new IllegalStateException("a number of more than 64 bits");
  }

  /** A count of things that take at least one byte each. */
  int count() {
    long count = number();
    if (count < 0 || count > body.length - at) {
      throw new IllegalStateException(count + " where " + (body.length - at) + " bytes are left");
    }
    return (int) count;
  }

  byte[] fixed(int count) {
    if (count > body.length - at) {
      throw new IllegalStateException(count + " bytes asked, " + (body.length - at) + " left");
    }
    at += count;
    return Arrays.copyOfRange(body, at - count, at);
  }

  Bytes bytes() {
    return Bytes.wrap(fixed(count()));
  }

  String text() {
    return new String(fixed(count()), StandardCharsets.UTF_8);
  }

  Hash32 hash() {
    return Hash32.of(fixed(Hash32.SIZE));
  }

  Address address() {
    return Address.of(fixed(Address.SIZE));
  }

  void end() {
    if (at != body.length) {
      throw new IllegalStateException((body.length - at) + " bytes too many");
    }
  }
}
