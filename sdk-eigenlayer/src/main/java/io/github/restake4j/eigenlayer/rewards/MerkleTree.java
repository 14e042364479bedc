package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * The tree that RewardsCoordinator proves against: leaves in the order given, filled up with zero
 * words to a power of two, each node the keccak of its left and right child. One leaf is its own
 * root. Only nodes above a real leaf are kept.
 */
final class MerkleTree {
  /** The contract's earner index is a uint32, and one array holds at most this many hashes. */
  static final int MAX_LEAVES = 1 << 25;

  private static final int SIZE = Hash32.SIZE;
  private static final byte[] EARNER_LEAF = {0};
  private static final byte[] TOKEN_LEAF = {1};

  private final List<byte[]> levels;
  private final List<byte[]> fillers;

  private MerkleTree(List<byte[]> levels, List<byte[]> fillers) {
    this.levels = levels;
    this.fillers = fillers;
  }

  /**
   * Builds all levels.
   *
   * @param leaves hashes, one after the other; kept, not copied
   */
  static MerkleTree of(byte[] leaves) {
    if (leaves.length == 0 || leaves.length % SIZE != 0 || leaves.length / SIZE > MAX_LEAVES) {
      throw new IllegalArgumentException(
          "a tree has 1 to " + MAX_LEAVES + " leaves of 32 bytes, not " + leaves.length + " bytes");
    }
    List<byte[]> levels = new ArrayList<>();
    List<byte[]> fillers = new ArrayList<>();
    byte[] level = leaves;
    byte[] filler = new byte[SIZE];
    levels.add(level);
    fillers.add(filler);
    while (level.length > SIZE) {
      level = parents(level, filler);
      filler = pair(filler, 0, filler, 0);
      levels.add(level);
      fillers.add(filler);
    }
    return new MerkleTree(levels, fillers);
  }

  private static byte[] parents(byte[] level, byte[] filler) {
    int count = level.length / SIZE;
    byte[] parents = new byte[(count + 1) / 2 * SIZE];
    for (int i = 0; i < count; i += 2) {
      boolean alone = i + 1 == count;
      byte[] parent =
          pair(level, i * SIZE, alone ? filler : level, alone ? 0 : Math.addExact(i, 1) * SIZE);
      System.arraycopy(parent, 0, parents, i / 2 * SIZE, SIZE);
    }
    return parents;
  }

  private static byte[] pair(byte[] left, int leftAt, byte[] right, int rightAt) {
    byte[] both = new byte[2 * SIZE];
    System.arraycopy(left, leftAt, both, 0, SIZE);
    System.arraycopy(right, rightAt, both, SIZE, SIZE);
    return Keccak.hash(both).toBytes();
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
          real ? level : fillers.get(height), real ? sibling : 0, proof, height * SIZE, SIZE);
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
    return Keccak.hash(TOKEN_LEAF, token.toBytes(), word(cumulativeEarnings));
  }

  /** {@code keccak(0x00 || earner || earnerTokenRoot)}. */
  static Hash32 earnerLeaf(Address earner, Hash32 earnerTokenRoot) {
    return Keccak.hash(EARNER_LEAF, earner.toBytes(), earnerTokenRoot.toBytes());
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
