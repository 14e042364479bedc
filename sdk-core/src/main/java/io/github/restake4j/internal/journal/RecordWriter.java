package io.github.restake4j.internal.journal;

import io.github.restake4j.eth.Bytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Builds the body of one record: numbers in seven-bit groups, low first; lengths before bytes. */
final class RecordWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(128);

  RecordWriter(int type) {
    out.write(type);
  }

  RecordWriter small(int value) {
    out.write(value);
    return this;
  }

  /** As an unsigned number: one byte below 128, ten for a negative one. */
  RecordWriter number(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.write((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
    return this;
  }

  /** Bytes whose count the reader knows. */
  RecordWriter fixed(byte[] bytes) {
    out.write(bytes, 0, bytes.length);
    return this;
  }

  RecordWriter bytes(Bytes bytes) {
    return number(bytes.size()).fixed(bytes.toArray());
  }

  /**
   * UTF-8.
   *
   * @throws IllegalArgumentException if the text is no Unicode: two such texts could read the same
   */
  RecordWriter text(String text) {
    ByteBuffer bytes;
    try {
      bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("a name in a journal is Unicode; this one is not", e);
    }
    number(bytes.remaining());
    out.write(bytes.array(), bytes.arrayOffset(), bytes.remaining());
    return this;
  }

  byte[] body() {
    return out.toByteArray();
  }
}
