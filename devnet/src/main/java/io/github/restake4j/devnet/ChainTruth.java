package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What really happened: every transaction of every block, read from the node itself after a test,
 * past all proxies and without a line of the program under test.
 *
 * <pre>{@code
 * ChainTruth.read(world.node())
 *     .audit(sender, 0)
 *     .exactlyOnce(ChainTruth.Mined::value, valuesThatSucceeded)
 *     .atMostOnce(ChainTruth.Mined::value, valuesStillOpen)
 *     .onlyThese(journalHashes)
 *     .orThrow();
 * }</pre>
 */
public final class ChainTruth {
  private static final int RESTARTS = 5;

  private final List<Mined> transactions;
  private final long head;

  private ChainTruth(List<Mined> transactions, long head) {
    this.transactions = transactions;
    this.head = head;
  }

  /**
   * A transaction in a block.
   *
   * @param hash {@code 0x} and 64 hex digits
   * @param block its height
   * @param from who signed it, in small digits
   * @param to whom it called, in small digits; empty if it created a contract
   * @param value in wei
   * @param input its calldata as hex
   */
  public record Mined(
      String hash,
      long block,
      String from,
      Optional<String> to,
      long nonce,
      BigInteger value,
      String input) {}

  /**
   * Reads the chain from its first block to its head.
   *
   * @throws IllegalStateException if the blocks do not hang together, or the chain changes all the
   *     time while it is read
   */
  public static ChainTruth read(NodeRpc node) {
    return read(node, 0);
  }

  /** Reads the chain from a block to its head. Blocks the node does not have are passed over. */
  public static ChainTruth read(NodeRpc node, long from) {
    for (int tries = 0; tries < RESTARTS; tries++) {
      Optional<ChainTruth> read = tryToRead(node, from);
      if (read.isPresent()) {
        return read.get();
      }
    }
    throw new IllegalStateException("the chain changed while it was read, " + RESTARTS + " times");
  }

  private static Optional<ChainTruth> tryToRead(NodeRpc node, long from) {
    JsonNode last = node.call("eth_getBlockByNumber", "latest", false);
    long head = RawChain.quantity(last.path("number")).longValueExact();
    List<Mined> all = new ArrayList<>();
    String parent = "";
    for (long number = from; number <= head; number++) {
      JsonNode block =
          node.call("eth_getBlockByNumber", NodeRpc.hex(BigInteger.valueOf(number)), true);
      if (!block.isObject()) {
        parent = "";
        continue;
      }
      if (!parent.isEmpty() && !parent.equals(block.path("parentHash").asText())) {
        return Optional.empty();
      }
      parent = block.path("hash").asText();
      long height = number;
      block.path("transactions").forEach(tx -> all.add(mined(tx, height)));
    }
    return parent.equals(last.path("hash").asText())
        ? Optional.of(new ChainTruth(List.copyOf(all), head))
        : Optional.empty();
  }

  private static Mined mined(JsonNode tx, long height) {
    return new Mined(
        tx.path("hash").asText(),
        height,
        lower(tx.path("from").asText()),
        tx.path("to").isTextual() ? Optional.of(lower(tx.path("to").asText())) : Optional.empty(),
        RawChain.quantity(tx.path("nonce")).longValueExact(),
        RawChain.quantity(tx.path("value")),
        tx.path("input").asText());
  }

  private static String lower(String hex) {
    return hex.toLowerCase(Locale.ROOT);
  }

  /** The height of the last block read. */
  public long head() {
    return head;
  }

  /** Every transaction, in the order of the chain. */
  public List<Mined> transactions() {
    return transactions;
  }

  /** A sender's transactions, in the order of the chain. */
  public List<Mined> of(String sender) {
    String from = lower(sender);
    return transactions.stream().filter(tx -> tx.from().equals(from)).toList();
  }

  /**
   * How often each mark occurs in a sender's transactions.
   *
   * @param mark what tells one transaction from another, such as {@code Mined::value}
   */
  public <T> Map<T, Integer> occurrences(String sender, Function<Mined, T> mark) {
    Map<T, Integer> counts = new LinkedHashMap<>();
    of(sender).forEach(tx -> counts.merge(mark.apply(tx), 1, Integer::sum));
    return counts;
  }

  /**
   * Begins an audit of one sender; it has already checked that every nonce from the first one on
   * was used once, without a gap, in order.
   *
   * @param firstNonce of the sender's first transaction in the blocks read; earlier ones are
   *     findings
   */
  public Audit audit(String sender, long firstNonce) {
    return new Audit(this, sender, firstNonce);
  }

  /** Findings about one sender, collected check by check. Not safe for two threads. */
  public static final class Audit {
    private final ChainTruth truth;
    private final String sender;
    private final List<String> findings = new ArrayList<>();

    private Audit(ChainTruth truth, String sender, long firstNonce) {
      this.truth = truth;
      this.sender = sender;
      long next = firstNonce;
      for (Mined tx : truth.of(sender)) {
        if (tx.nonce() != next) {
          findings.add(
              "nonce "
                  + tx.nonce()
                  + (tx.nonce() < next ? " again" : " before " + next)
                  + ": "
                  + tx.hash()
                  + " in block "
                  + tx.block());
        }
        next = Math.max(next, tx.nonce() + 1);
      }
    }

    /** Each of these marks must occur once. */
    public <T> Audit exactlyOnce(Function<Mined, T> mark, Collection<T> marks) {
      return occurring(mark, marks, 1);
    }

    /** None of these marks may occur twice. */
    public <T> Audit atMostOnce(Function<Mined, T> mark, Collection<T> marks) {
      return occurring(mark, marks, 0);
    }

    private <T> Audit occurring(Function<Mined, T> mark, Collection<T> marks, int least) {
      Map<T, Integer> counts = truth.occurrences(sender, mark);
      for (T wanted : new LinkedHashSet<>(marks)) {
        int count = counts.getOrDefault(wanted, 0);
        if (count < least) {
          findings.add("lost: nothing with " + wanted);
        } else if (count > 1) {
          findings.add("sent twice: " + count + " transactions with " + wanted);
        }
      }
      return this;
    }

    /** The sender may have no transaction but these. */
    public Audit onlyThese(Collection<String> hashes) {
      Set<String> known = new LinkedHashSet<>();
      hashes.forEach(hash -> known.add(lower(hash)));
      for (Mined tx : truth.of(sender)) {
        if (!known.contains(tx.hash())) {
          findings.add("unknown: " + tx.hash() + " with nonce " + tx.nonce());
        }
      }
      return this;
    }

    /** What was found, in words; nothing if all is well. */
    public List<String> findings() {
      return List.copyOf(findings);
    }

    /**
     * Ends the audit.
     *
     * @throws AssertionError with all findings, if there are any
     */
    public void orThrow() {
      if (!findings.isEmpty()) {
        throw new AssertionError(
            sender + ", blocks to " + truth.head() + ":\n  " + String.join("\n  ", findings));
      }
    }
  }
}
