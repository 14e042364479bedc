package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.Arrays;

/** Earner, token and amount of many lines, 72 bytes each, sorted by the first two. */
final class ClaimRows {
  private static final int TOKEN = Address.SIZE;
  private static final int AMOUNT = 2 * Address.SIZE;
  private static final int SIZE = AMOUNT + Hash32.SIZE;
  private static final int FIRST_CAPACITY = 1024;

  private byte[][] rows = new byte[FIRST_CAPACITY][];
  private int size;

  int size() {
    return size;
  }

  void add(Address earner, Address token, BigInteger amount) {
    byte[] row = new byte[SIZE];
    System.arraycopy(earner.toBytes(), 0, row, 0, Address.SIZE);
    System.arraycopy(token.toBytes(), 0, row, TOKEN, Address.SIZE);
    System.arraycopy(MerkleTree.word(amount), 0, row, AMOUNT, Hash32.SIZE);
    if (size == rows.length) {
      rows = Arrays.copyOf(rows, Math.multiplyExact(size, 2));
    }
    rows[size++] = row;
  }

  /** Puts the rows in order, by address bytes of earner, then token. */
  ClaimRows sorted() {
    if (size == 0) {
      throw new IllegalArgumentException("there is no line with earner, token and amount");
    }
    Arrays.sort(rows, 0, size, ClaimRows::compareKeys);
    for (int i = 1; i < size; i++) {
      if (compareKeys(rows[i - 1], rows[i]) == 0) {
        throw new IllegalArgumentException(
            "earner " + earner(i) + " has token " + token(i) + " twice");
      }
    }
    return this;
  }

  /** The first row of each earner, and at the end the number of rows. */
  int[] starts() {
    int[] starts = new int[size + 1];
    int earners = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || compare(rows[i - 1], rows[i], Address.SIZE) != 0) {
        starts[earners++] = i;
      }
    }
    starts[earners++] = size;
    return Arrays.copyOf(starts, earners);
  }

  /** As {@link Arrays#binarySearch(Object[], int, int, Object)}, by earner and token. */
  int find(Address earner, Address token, int from, int to) {
    byte[] key = new byte[AMOUNT];
    System.arraycopy(earner.toBytes(), 0, key, 0, Address.SIZE);
    System.arraycopy(token.toBytes(), 0, key, TOKEN, Address.SIZE);
    return Arrays.binarySearch(rows, from, to, key, ClaimRows::compareKeys);
  }

  Address earner(int row) {
    return Address.of(Arrays.copyOfRange(rows[row], 0, TOKEN));
  }

  Address token(int row) {
    return Address.of(Arrays.copyOfRange(rows[row], TOKEN, AMOUNT));
  }

  BigInteger amount(int row) {
    return new BigInteger(1, Arrays.copyOfRange(rows[row], AMOUNT, SIZE));
  }

  private static int compareKeys(byte[] a, byte[] b) {
    return compare(a, b, AMOUNT);
  }

  private static int compare(byte[] a, byte[] b, int length) {
    for (int i = 0; i < length; i++) {
      int order = Integer.compare(a[i] & 0xff, b[i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
