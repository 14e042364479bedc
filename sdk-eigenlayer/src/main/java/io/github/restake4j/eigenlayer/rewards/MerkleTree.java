package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * The tree that RewardsCoordinator proves against: leaves in the order given, filled up with zero
 * words to a power of two, each node the keccak of its left and right child. One leaf is its own
 * root. Only nodes above a real leaf are kept.
 */
final class MerkleTree {
  /** The contract's earner index is a uint32, and one array holds at most this many hashes. */
  static final int MAX_LEAVES = 1 << 25;

  private static final int SIZE = Hash32.SIZE;

  /** What the leaf of an earner begins with. */
  static final byte EARNER_LEAF = 0;

  /** What the leaf of a token begins with. */
  static final byte TOKEN_LEAF = 1;

  /** Nodes that one thread takes at once. */
  private static final int BLOCK = 1 << 13;

  /** What stands for missing nodes, by height: a zero word, the pair of two, and so on. */
  private static final List<byte[]> FILLERS = fillers();

  private final List<byte[]> levels;

  private MerkleTree(List<byte[]> levels) {
    this.levels = levels;
  }

  /**
   * Builds all levels; large ones on all processors.
   *
   * @param leaves hashes, one after the other; kept, not copied
   */
  static MerkleTree of(byte[] leaves) {
    if (leaves.length == 0 || leaves.length % SIZE != 0 || leaves.length / SIZE > MAX_LEAVES) {
      throw new IllegalArgumentException(
          "a tree has 1 to " + MAX_LEAVES + " leaves of 32 bytes, not " + leaves.length + " bytes");
    }
    List<byte[]> levels = new ArrayList<>();
    byte[] level = leaves;
    levels.add(level);
    for (int height = 0; level.length > SIZE; height++) {
      level = parents(level, FILLERS.get(height));
      levels.add(level);
    }
    return new MerkleTree(levels);
  }

  private static byte[] parents(byte[] level, byte[] filler) {
    int count = level.length / SIZE;
    int above = (count + 1) / 2;
    byte[] parents = new byte[above * SIZE];
    int blocks = (above + BLOCK - 1) / BLOCK;
    IntStream each = IntStream.range(0, blocks);
    (blocks > 1 ? each.parallel() : each)
        .forEach(
            block -> {
              int to = Math.min(above, (block + 1) * BLOCK);
              for (int i = block * BLOCK; i < to; i++) {
                if (2 * i + 1 < count) {
                  KeccakBlock.hash(level, 2 * i * SIZE, 2 * SIZE, parents, i * SIZE);
                } else {
                  byte[] parent = pair(level, 2 * i * SIZE, filler, 0);
                  System.arraycopy(parent, 0, parents, i * SIZE, SIZE);
                }
              }
            });
    return parents;
  }

  /**
   * The root of a few leaves, without a tree.
   *
   * @param nodes the leaves, and room for one more; overwritten, the root is at the start
   */
  static void reduce(byte[] nodes, int leaves) {
    int count = leaves;
    for (int height = 0; count > 1; height++) {
      if (count % 2 != 0) {
        System.arraycopy(FILLERS.get(height), 0, nodes, count * SIZE, SIZE);
        count++;
      }
      for (int i = 0; i < count; i += 2) {
        KeccakBlock.hash(nodes, i * SIZE, 2 * SIZE, nodes, i / 2 * SIZE);
      }
      count /= 2;
    }
  }

  private static List<byte[]> fillers() {
    List<byte[]> fillers = new ArrayList<>();
    byte[] filler = new byte[SIZE];
    for (int leaves = 1; leaves < MAX_LEAVES; leaves *= 2) {
      fillers.add(filler);
      filler = pair(filler, 0, filler, 0);
    }
    fillers.add(filler);
    return Collections.unmodifiableList(fillers);
  }

  private static byte[] pair(byte[] left, int leftAt, byte[] right, int rightAt) {
    byte[] both = new byte[2 * SIZE];
    System.arraycopy(left, leftAt, both, 0, SIZE);
    System.arraycopy(right, rightAt, both, SIZE, SIZE);
    KeccakBlock.hash(both, 0, 2 * SIZE, both, 0);
    return Arrays.copyOf(both, SIZE);
  }

  /** How many leaves were given. */
  int size() {
    return levels.get(0).length / SIZE;
  }

  Hash32 root() {
    return Hash32.of(levels.get(levels.size() - 1));
  }

  /** The siblings on the way from a leaf to the root; empty if the leaf is the root. */
  Bytes proof(int index) {
    int at = Objects.checkIndex(index, size());
    byte[] proof = new byte[(levels.size() - 1) * SIZE];
    for (int height = 0; height < levels.size() - 1; height++) {
      byte[] level = levels.get(height);
      int sibling = (at ^ 1) * SIZE;
      boolean real = sibling < level.length;
      System.arraycopy(
          real ? level : FILLERS.get(height), real ? sibling : 0, proof, height * SIZE, SIZE);
      at >>= 1;
    }
    return Bytes.wrap(proof);
  }

  /**
   * Where a proof leads, as the contract follows it.
   *
   * @param index of the leaf; its bits say on which side each sibling stands
   * @param proof whole hashes
   */
  static Hash32 follow(Hash32 leaf, long index, Bytes proof) {
    byte[] siblings = proof.toArray();
    byte[] node = leaf.toBytes();
    long at = index;
    for (int offset = 0; offset + SIZE <= siblings.length; offset += SIZE) {
      node = (at & 1) == 0 ? pair(node, 0, siblings, offset) : pair(siblings, offset, node, 0);
      at >>= 1;
    }
    return Hash32.of(node);
  }

  /** {@code keccak(0x01 || token || cumulativeEarnings)}. */
  static Hash32 tokenLeaf(Address token, BigInteger cumulativeEarnings) {
    return Keccak.hash(new byte[] {TOKEN_LEAF}, token.toBytes(), word(cumulativeEarnings));
  }

  /** {@code keccak(0x00 || earner || earnerTokenRoot)}. */
  static Hash32 earnerLeaf(Address earner, Hash32 earnerTokenRoot) {
    return Keccak.hash(new byte[] {EARNER_LEAF}, earner.toBytes(), earnerTokenRoot.toBytes());
  }

  /** A uint256 as the chain counts it, most significant byte first. */
  static byte[] word(BigInteger number) {
    byte[] shortest = number.toByteArray();
    int sign = shortest.length > SIZE ? 1 : 0;
    if (number.signum() < 0 || shortest.length - sign > SIZE || (sign == 1 && shortest[0] != 0)) {
      throw new IllegalArgumentException("not a uint256: " + Arrays.toString(shortest));
    }
    byte[] word = new byte[SIZE];
    int length = shortest.length - sign;
    System.arraycopy(shortest, sign, word, SIZE - length, length);
    return word;
  }
}
