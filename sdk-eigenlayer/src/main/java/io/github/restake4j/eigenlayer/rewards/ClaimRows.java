package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Earner, token and amount of many lines, 72 bytes each and no object per line. They stay where
 * they were added; their order by earner and token is kept beside them, unless they came in it, as
 * the pipeline writes them.
 */
final class ClaimRows {
  static final int TOKEN = Address.SIZE;
  static final int AMOUNT = 2 * Address.SIZE;
  static final int SIZE = AMOUNT + Hash32.SIZE;

  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;

  /**
   * A row's number takes this many of the bits that are sorted, the start of its earner the others.
   */
  private static final int NUMBER_BITS = 25;

  private static final int FEW = 24;

  private final List<byte[]> chunks = new ArrayList<>();
  private int[] order = {};
  private boolean ascending = true;
  private int size;

  int size() {
    return size;
  }

  /** Makes room for one more row, which the caller fills in and then {@link #added}. */
  byte[] room() {
    if (size >>> CHUNK_BITS == chunks.size()) {
      chunks.add(new byte[CHUNK * SIZE]);
    }
    return chunks.get(size >>> CHUNK_BITS);
  }

  /** Where in {@link #room}. */
  int place() {
    return (size & (CHUNK - 1)) * SIZE;
  }

  /** The row is filled in. */
  void added() {
    size++;
    ascending &= size == 1 || compare(size - 2, size - 1, AMOUNT) < 0;
  }

  void add(Address earner, Address token, BigInteger amount) {
    byte[] room = room();
    int at = place();
    System.arraycopy(earner.toBytes(), 0, room, at, Address.SIZE);
    System.arraycopy(token.toBytes(), 0, room, at + TOKEN, Address.SIZE);
    System.arraycopy(MerkleTree.word(amount), 0, room, at + AMOUNT, Hash32.SIZE);
    added();
  }

  /** Finds the order, by address bytes of earner, then token. */
  ClaimRows sorted() {
    if (size == 0) {
      throw new IllegalArgumentException("there is no line with earner, token and amount");
    }
    if (!ascending) {
      sort();
    }
    return this;
  }

  private void sort() {
    long[] keys = new long[size];
    for (int row = 0; row < size; row++) {
      byte[] chunk = chunks.get(row >>> CHUNK_BITS);
      int at = (row & (CHUNK - 1)) * SIZE;
      long start = 0;
      for (int i = 0; i < Integer.BYTES + 1; i++) {
        start = start << 8 | (chunk[at + i] & 0xff);
      }
      keys[row] = (start >>> 2) << NUMBER_BITS | row;
    }
    Arrays.parallelSort(keys);
    int[] sorted = new int[size];
    for (int i = 0; i < size; i++) {
      sorted[i] = (int) (keys[i] & ((1 << NUMBER_BITS) - 1));
    }
    int from = 0;
    for (int to = 1; to <= size; to++) {
      if (to == size || keys[to] >>> NUMBER_BITS != keys[from] >>> NUMBER_BITS) {
        sortRun(sorted, from, to);
        from = to;
      }
    }
    order = sorted;
    for (int i = 1; i < size; i++) {
      if (compare(sorted[i - 1], sorted[i], AMOUNT) == 0) {
        throw new IllegalArgumentException(
            "earner " + earner(i) + " has token " + token(i) + " twice");
      }
    }
  }

  /** Rows whose earners begin alike: the few of one earner, or many that somebody made up. */
  private void sortRun(int[] rows, int from, int to) {
    if (to - from > FEW) {
      Integer[] boxed = new Integer[to - from];
      for (int i = from; i < to; i++) {
        boxed[i - from] = rows[i];
      }
      Arrays.sort(boxed, (a, b) -> compare(a, b, AMOUNT));
      for (int i = from; i < to; i++) {
        rows[i] = boxed[i - from];
      }
      return;
    }
    for (int i = from + 1; i < to; i++) {
      int row = rows[i];
      int at = i;
      while (at > from && compare(rows[at - 1], row, AMOUNT) > 0) {
        rows[at] = rows[at - 1];
        at--;
      }
      rows[at] = row;
    }
  }

  /** The first row of each earner, and at the end the number of rows. */
  int[] starts() {
    int[] starts = new int[size + 1];
    int earners = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || compare(row(i - 1), row(i), Address.SIZE) != 0) {
        starts[earners++] = i;
      }
    }
    starts[earners++] = size;
    return Arrays.copyOf(starts, earners);
  }

  /** As {@link Arrays#binarySearch(Object[], int, int, Object)}, by earner and token. */
  int find(Address earner, @Nullable Address token, int from, int to) {
    byte[] key = new byte[AMOUNT];
    System.arraycopy(earner.toBytes(), 0, key, 0, Address.SIZE);
    if (token != null) {
      System.arraycopy(token.toBytes(), 0, key, TOKEN, Address.SIZE);
    }
    int low = from;
    int high = to - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = compare(chunk(middle), at(middle), key, 0, AMOUNT);
      if (order == 0) {
        return middle;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -low - 1;
  }

  Address earner(int row) {
    return Address.of(part(row, 0, TOKEN));
  }

  Address token(int row) {
    return Address.of(part(row, TOKEN, AMOUNT));
  }

  BigInteger amount(int row) {
    return new BigInteger(1, part(row, AMOUNT, SIZE));
  }

  private byte[] part(int row, int from, int to) {
    return Arrays.copyOfRange(chunk(row), at(row) + from, at(row) + to);
  }

  /** The array that holds a row, by its place in the order. */
  byte[] chunk(int place) {
    return chunks.get(row(place) >>> CHUNK_BITS);
  }

  /** Where in {@link #chunk}. */
  int at(int place) {
    return (row(place) & (CHUNK - 1)) * SIZE;
  }

  private int row(int place) {
    return order.length == 0 ? place : order[place];
  }

  private int compare(int a, int b, int length) {
    return compare(
        chunks.get(a >>> CHUNK_BITS),
        (a & (CHUNK - 1)) * SIZE,
        chunks.get(b >>> CHUNK_BITS),
        (b & (CHUNK - 1)) * SIZE,
        length);
  }

  private static int compare(byte[] a, int atA, byte[] b, int atB, int length) {
    for (int i = 0; i < length; i++) {
      int order = Integer.compare(a[atA + i] & 0xff, b[atB + i] & 0xff);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
