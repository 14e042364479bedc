package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.task.Progress;
import io.github.restake4j.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Who earned how much of which token since the beginning: the content of the rewards pipeline's
 * {@code claim-amounts.json}, and the tree that is made of it. Immutable; all of it is in memory,
 * about 80 bytes per line and 70 per earner.
 *
 * <p>Whether it is what was posted only the chain can tell: compare {@link #root} with a
 * distribution root, as {@link Rewards} does before it uses one.
 */
public final class ClaimAmounts implements ClaimSource {
  /** Earners between two reports of progress. */
  private static final int ROUND = 1 << 16;

  /** Earners that one thread takes at once. */
  private static final int BLOCK = 1 << 11;

  private final ClaimRows rows;
  private final int[] starts;
  private final MerkleTree earners;

  private ClaimAmounts(ClaimRows rows, Progress progress) {
    this.rows = rows;
    this.starts = rows.starts();
    this.earners = MerkleTree.of(leaves(progress));
  }

  private byte[] leaves(Progress progress) {
    byte[] leaves = new byte[Math.multiplyExact(earnerCount(), Hash32.SIZE)];
    int rounds = (earnerCount() + ROUND - 1) / ROUND;
    for (int round = 0; round < rounds; round++) {
      progress.check("hashing claim amounts");
      int first = round * ROUND;
      int last = Math.min(earnerCount(), first + ROUND);
      int blocks = (last - first + BLOCK - 1) / BLOCK;
      IntStream each = IntStream.range(0, blocks);
      (blocks > 1 ? each.parallel() : each)
          .forEach(
              block -> {
                int from = first + block * BLOCK;
                hash(from, Math.min(last, from + BLOCK), leaves);
              });
      progress.report(
          new Progress.Step(
              "hashing earners", last, OptionalLong.of(earnerCount()), Optional.empty()));
    }
    return leaves;
  }

  /** The leaves of some earners: each of the root of its tokens. */
  private void hash(int from, int to, byte[] leaves) {
    byte[] preimage = new byte[1 + ClaimRows.SIZE];
    byte[] nodes = {};
    for (int place = from; place < to; place++) {
      int tokens = starts[place + 1] - starts[place];
      if (nodes.length < (tokens + 1) * Hash32.SIZE) {
        nodes = new byte[(tokens + 1) * Hash32.SIZE];
      }
      tokenLeaves(place, preimage, nodes);
      MerkleTree.reduce(nodes, tokens);
      int row = starts[place];
      preimage[0] = MerkleTree.EARNER_LEAF;
      System.arraycopy(rows.chunk(row), rows.at(row), preimage, 1, Address.SIZE);
      System.arraycopy(nodes, 0, preimage, 1 + Address.SIZE, Hash32.SIZE);
      KeccakBlock.hash(preimage, 0, 1 + Address.SIZE + Hash32.SIZE, leaves, place * Hash32.SIZE);
    }
  }

  private void tokenLeaves(int place, byte[] preimage, byte[] into) {
    preimage[0] = MerkleTree.TOKEN_LEAF;
    int length = ClaimRows.SIZE - ClaimRows.TOKEN;
    for (int row = starts[place]; row < starts[place + 1]; row++) {
      System.arraycopy(rows.chunk(row), rows.at(row) + ClaimRows.TOKEN, preimage, 1, length);
      KeccakBlock.hash(preimage, 0, 1 + length, into, (row - starts[place]) * Hash32.SIZE);
    }
  }

  /**
   * How much of a file is taken.
   *
   * @param bytes at most this many; default 2 GiB
   * @param lines at most this many, 1 to 2^25; default 10 million
   */
  public record Limits(long bytes, int lines) {
    /** For files of the size they have, with room to grow. */
    public static final Limits DEFAULT = new Limits(2L << 30, 10_000_000);

    /** Checks both. */
    public Limits {
      if (bytes < 1 || lines < 1 || lines > MerkleTree.MAX_LEAVES) {
        throw new IllegalArgumentException(
            "a claims file has at least 1 byte and 1 to "
                + MerkleTree.MAX_LEAVES
                + " lines, not "
                + bytes
                + " and "
                + lines);
      }
    }
  }

  /** Reads a file within the default limits; otherwise as {@link #read(Path, Limits)}. */
  public static Task<ClaimAmounts> read(Path file) {
    return read(file, Limits.DEFAULT);
  }

  /**
   * Reads a file and builds its tree; otherwise as {@link #read(InputStream, Limits, Progress)}.
   *
   * @return a task that throws {@link UncheckedIOException} if the file cannot be read
   */
  public static Task<ClaimAmounts> read(Path file, Limits limits) {
    return Task.of(
        "restake4j-claim-amounts",
        progress -> {
          try (InputStream in = Files.newInputStream(file)) {
            return read(in, limits, progress);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Reads JSON objects, one per line, with {@code earner}, {@code token} and {@code
   * cumulative_amount}; other fields are ignored, lines may stand in any order. An amount is a
   * whole number of smallest units, as a number or in quotes; {@code 1.5e18} is read exactly. Lines
   * in the order of the pipeline, and addresses in lower case, are fastest: a second or two for a
   * million. All processors hash. Stops soon after it was cancelled or interrupted.
   *
   * @param in is read to its end and not closed
   * @param limits what is more is refused while reading
   * @param progress told the lines read, about every ten thousand and at the end, then the earners
   *     hashed
   * @throws IllegalArgumentException naming the line, if it is no such object, an amount is no
   *     whole number or no uint256, an earner has a token twice, a limit is passed, or there is no
   *     line at all
   * @throws io.github.restake4j.error.TransportException CANCELLED, or INTERRUPTED with the
   *     thread's flag set
   */
  public static ClaimAmounts read(InputStream in, Limits limits, Progress progress)
      throws IOException {
    return new ClaimAmounts(new ClaimsFile(in, limits, progress).read().sorted(), progress);
  }

  /**
   * The same from memory.
   *
   * @param earnings cumulative amounts in smallest units by token, by earner
   * @throws IllegalArgumentException if an amount is no uint256 or there is none at all
   */
  public static ClaimAmounts of(Map<Address, Map<Address, BigInteger>> earnings) {
    ClaimRows rows = new ClaimRows();
    earnings.forEach(
        (earner, tokens) -> tokens.forEach((token, amount) -> rows.add(earner, token, amount)));
    return new ClaimAmounts(rows.sorted(), Progress.silent());
  }

  /** The root of the tree: what the rewards updater posts if it saw the same amounts. */
  public Hash32 root() {
    return earners.root();
  }

  /** How many accounts earned something. */
  public int earnerCount() {
    return starts.length - 1;
  }

  /** How many pairs of earner and token there are. */
  public int lineCount() {
    return rows.size();
  }

  /**
   * What an account earned since the beginning, claimed or not, in smallest units by token; in the
   * order of token addresses, empty if it earned nothing.
   */
  public Map<Address, BigInteger> cumulativeEarnings(Address earner) {
    Map<Address, BigInteger> earnings = new LinkedHashMap<>();
    find(earner)
        .ifPresent(
            place -> {
              for (int row = starts[place]; row < starts[place + 1]; row++) {
                earnings.put(rows.token(row), rows.amount(row));
              }
            });
    return Collections.unmodifiableMap(earnings);
  }

  /**
   * Cuts the proof for some of an earner's tokens. Asks no chain: {@link Rewards#claimable} picks
   * the root and the tokens that have something new.
   *
   * @param rootIndex of the distribution root with this {@link #root}
   * @param tokens at least one, each of which the earner earned; in the order they are claimed
   * @throws IllegalArgumentException if the earner or one of the tokens is not in the file, or
   *     there is no token
   */
  public RewardsMerkleClaim claim(Address earner, Collection<Address> tokens, long rootIndex) {
    Optional<Integer> found = find(earner);
    if (!found.isPresent()) {
      throw new IllegalArgumentException("the claims file has no earner " + earner);
    }
    int place = found.get();
    MerkleTree tree = tokenTree(place);
    List<RewardsMerkleClaim.TokenProof> proofs = new ArrayList<>();
    Set<Address> wanted = new LinkedHashSet<>(tokens);
    for (Address token : wanted) {
      int row = rows.find(earner, token, starts[place], starts[place + 1]);
      if (row < 0) {
        throw new IllegalArgumentException(
            "the claims file has no token " + token + " of earner " + earner);
      }
      int index = row - starts[place];
      proofs.add(
          new RewardsMerkleClaim.TokenProof(token, rows.amount(row), index, tree.proof(index)));
    }
    return new RewardsMerkleClaim(
        rootIndex, earner, place, earners.proof(place), tree.root(), proofs);
  }

  private MerkleTree tokenTree(int place) {
    byte[] leaves = new byte[(starts[place + 1] - starts[place]) * Hash32.SIZE];
    tokenLeaves(place, new byte[1 + ClaimRows.SIZE], leaves);
    return MerkleTree.of(leaves);
  }

  private Optional<Integer> find(Address earner) {
    int row = rows.find(earner, null, 0, rows.size());
    int first = row < 0 ? -row - 1 : row;
    int place = Arrays.binarySearch(starts, first);
    boolean there = first < rows.size() && rows.earner(first).equals(earner);
    return there && place >= 0 ? Optional.of(place) : Optional.empty();
  }

  /** Counts and root, for logs. */
  @Override
  public String toString() {
    return "claim amounts of " + earnerCount() + " earners in " + lineCount() + " lines, " + root();
  }
}
