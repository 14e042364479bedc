package io.github.restake4j.abi;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Plain bytes. */
final class EncodedBytes extends Encoded {
  private final byte[] data;
  private final ByteBuffer words;

  /** The array is not copied. */
  EncodedBytes(byte[] data) {
    this.data = data;
    this.words = ByteBuffer.wrap(data);
  }

  @Override
  int size() {
    return data.length;
  }

  @Override
  boolean isZero(int from, int to) {
    for (int at = from; at < to; at += 4) {
      if (words.getInt(at) != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  boolean isPadding(int from, int to) {
    for (int at = from; at < to; at++) {
      if (data[at] != 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  long small(int at) {
    return (words.getLong(at) | words.getLong(at + 8) | words.getLong(at + 16)) == 0
        ? Math.max(words.getLong(at + 24), -1)
        : -1;
  }

  @Override
  long longAt(int at) {
    return words.getLong(at);
  }

  @Override
  int intAt(int at) {
    return words.getInt(at);
  }

  @Override
  byte[] copy(int from, int to) {
    return Arrays.copyOfRange(data, from, to);
  }

  @Override
  void check(int from, int to) {}
}
