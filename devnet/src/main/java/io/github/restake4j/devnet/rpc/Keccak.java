package io.github.restake4j.devnet.rpc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Keccak-256 as Ethereum uses it: the padding of the first submission, not of SHA-3. */
final class Keccak {
  private static final int RATE = 136;
  private static final int ROUNDS = 24;

  private Keccak() {}

  static byte[] hash(byte[] input) {
    byte[] padded = Arrays.copyOf(input, (input.length / RATE + 1) * RATE);
    padded[input.length] ^= 0x01;
    padded[padded.length - 1] ^= (byte) 0x80;
    long[] state = new long[25];
    ByteBuffer words = ByteBuffer.wrap(padded).order(ByteOrder.LITTLE_ENDIAN);
    while (words.hasRemaining()) {
      for (int i = 0; i < RATE / 8; i++) {
        state[i] ^= words.getLong();
      }
      permute(state);
    }
    ByteBuffer out = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < 4; i++) {
      out.putLong(state[i]);
    }
    return out.array();
  }

  /** The lane at column x, row y is {@code a[x + 5 * y]}. */
  private static void permute(long[] a) {
    int register = 1;
    for (int round = 0; round < ROUNDS; round++) {
      mixColumns(a);
      rotateAndMove(a);
      mixRows(a);
      // the round constant has one bit for each step of a shift register
      for (int bit = 0; bit < 7; bit++) {
        if ((register & 1) != 0) {
          a[0] ^= 1L << ((1 << bit) - 1);
        }
        register = (register << 1) ^ ((register >> 7) * 0x171);
      }
    }
  }

  private static void mixColumns(long[] a) {
    long[] parity = new long[5];
    for (int i = 0; i < 25; i++) {
      parity[i % 5] ^= a[i];
    }
    for (int i = 0; i < 25; i++) {
      a[i] ^= parity[(i + 4) % 5] ^ Long.rotateLeft(parity[(i + 1) % 5], 1);
    }
  }

  private static void rotateAndMove(long[] a) {
    int x = 1;
    int y = 0;
    long moving = a[1];
    for (int step = 0; step < 24; step++) {
      int nextY = (2 * x + 3 * y) % 5;
      x = y;
      y = nextY;
      long replaced = a[x + 5 * y];
      a[x + 5 * y] = Long.rotateLeft(moving, (step + 1) * (step + 2) / 2 % 64);
      moving = replaced;
    }
  }

  private static void mixRows(long[] a) {
    for (int row = 0; row < 25; row += 5) {
      long first = a[row];
      long second = a[row + 1];
      for (int x = 0; x < 5; x++) {
        long next = x == 4 ? first : a[row + x + 1];
        long afterNext = x == 4 ? second : x == 3 ? first : a[row + x + 2];
        a[row + x] ^= ~next & afterNext;
      }
    }
  }
}
