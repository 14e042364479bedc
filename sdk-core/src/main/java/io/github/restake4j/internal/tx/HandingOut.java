package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.rpc.RpcSource;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.UnsignedTx;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps in the journal what was handed out under a key, before it is handed out: so that a wallet
 * that died after sending is told what it sent, and is not given the same transactions again.
 */
final class HandingOut {
  /** Nonces and blocks looked through since the first hand-out; wallets come back sooner. */
  private static final int MOST = 512;

  private static final int WORD = 32;

  private final Client client;
  private final Engine engine;
  private final Journal journal;
  private final String key;
  private final Hash32 content;

  HandingOut(Client client, Engine engine, Journal journal, String key, Hash32 content) {
    this.client = client;
    this.engine = engine;
    this.journal = journal;
    this.key = key;
    this.content = content;
  }

  /**
   * Since when, and what.
   *
   * @param nonce the sender's next one when something was first handed out
   * @param block the newest one then
   * @param digests of the transactions that were given out
   */
  private record Given(long nonce, long block, List<Hash32> digests) {}

  private record Found(Hash32 hash, boolean mined, boolean last) {}

  /** What is left, or what the wallet has sent already. */
  Read<Handoff> of(Address from, Read<Handoff> left) {
    return Reads.block(client)
        .then(
            head -> {
              Optional<Handoff> sent = sent(from, head.number());
              return sent.isPresent()
                  ? Read.known(sent.get())
                  : left.map(handoff -> remembered(from, handoff, head.number()));
            });
  }

  private Optional<Handoff> sent(Address from, long seen) {
    Optional<Intent> submitted = journal.find(key);
    submitted.ifPresent(intent -> requireSame(intent.content(), intent.sender(), from));
    if (submitted.isPresent() && !isRejected(submitted.get())) {
      List<Hash32> hashes = new ArrayList<>();
      for (Intent.Step step : submitted.get().steps()) {
        step.attempts().forEach(attempt -> hashes.add(attempt.hash()));
      }
      if (!hashes.isEmpty()) {
        return Optional.of(new Handoff.Sent(hashes));
      }
    }
    Optional<Given> given = journal.cursor(name()).map(bytes -> read(bytes, from));
    if (!given.isPresent() || given.get().digests().isEmpty()) {
      return Optional.empty();
    }
    CallScope scope = engine.scope();
    try {
      return answer(search(from, given.get(), seen, scope));
    } finally {
      engine.done(scope);
    }
  }

  /** No byte of it left, and its key is free again. */
  private static boolean isRejected(Intent intent) {
    return intent.end().equals(Optional.of(Intent.State.REJECTED));
  }

  /** The call, mined or not, ends the matter; before it only what is not mined yet does. */
  private static Optional<Handoff> answer(List<Found> found) {
    boolean called = found.stream().anyMatch(Found::last);
    List<Hash32> hashes = new ArrayList<>();
    for (Found each : found) {
      if (called || !each.mined()) {
        hashes.add(each.hash());
      }
    }
    return hashes.isEmpty() ? Optional.empty() : Optional.of(new Handoff.Sent(hashes));
  }

  /**
   * All that was given out and sent.
   *
   * @param seen the block by which what is left is worked out: later ones count as not mined
   * @throws RefusedException PRECONDITION if it cannot be told whether the call was mined
   */
  private List<Found> search(Address from, Given given, long seen, CallScope scope) {
    RpcSource rpc = client.rpc().lease();
    Batch counts = new Batch();
    RpcCall pending = counts.ask("eth_getTransactionCount", from.toString(), "pending");
    RpcCall latest = counts.ask("eth_getBlockByNumber", "latest", false);
    RpcCall pool = counts.ask("eth_getBlockByNumber", "pending", true);
    counts.run(rpc, scope);
    Batch batch = new Batch();
    List<RpcCall> byNonce = new ArrayList<>();
    long most = Math.min(counts.value(pending).count(), given.nonce() + MOST);
    for (long nonce = given.nonce(); nonce < most; nonce++) {
      byNonce.add(batch.ask("eth_getTransactionBySenderAndNonce", from.toString(), hex(nonce)));
    }
    List<RpcCall> blocks = new ArrayList<>();
    long head = counts.value(latest).field("number").count();
    RpcCall used = batch.ask("eth_getTransactionCount", from.toString(), hex(head));
    if (!byNonce.isEmpty()) {
      // where no index knows it: everything since, as far as that is not too much
      for (long number = searchedFrom(given, head); number <= head; number++) {
        blocks.add(batch.ask("eth_getBlockByNumber", hex(number), true));
      }
    }
    batch.run(rpc, scope);
    Map<Hash32, Found> found = new LinkedHashMap<>();
    Set<Long> known = new HashSet<>();
    for (RpcCall asked : byNonce) {
      batch.known(asked).ifPresent(tx -> take(found, known, from, given, tx, seen));
    }
    for (RpcCall asked : blocks) {
      batch.known(asked).ifPresent(block -> takeAll(found, known, from, given, block, seen));
    }
    // nodes give what is pooled the hash of a block that does not exist yet
    counts.known(pool).ifPresent(block -> takeAll(found, new HashSet<>(), from, given, block, -1));
    if (found.values().stream().noneMatch(Found::last)) {
      requireKnown(from, given, batch.value(used).count(), known, searchedFrom(given, head));
    }
    return new ArrayList<>(found.values());
  }

  private static long searchedFrom(Given given, long head) {
    return Math.max(given.block() + 1, head - MOST);
  }

  /** Among transactions that nobody shows may be the call: then it is not given out again. */
  private void requireKnown(Address from, Given given, long used, Set<Long> known, long block) {
    for (long nonce = given.nonce(); nonce < used; nonce++) {
      if (!known.contains(nonce)) {
        throw new RefusedException(
            RefusedException.Code.PRECONDITION,
            "key "
                + key
                + " was handed out at block "
                + given.block()
                + ", and "
                + from
                + " has used nonce "
                + nonce
                + " since, in a transaction that cannot be found: blocks were searched from "
                + block
                + " on, and the node has no index of senders and nonces"
                + " (eth_getTransactionBySenderAndNonce). It may be this plan: track it by its"
                + " hash, ask an endpoint with such an index, or, if you know that it was never"
                + " sent, use another key");
      }
    }
  }

  private static void takeAll(
      Map<Hash32, Found> found, Set<Long> known, Address from, Given given, Json block, long seen) {
    block.field("transactions").elements().forEach(tx -> take(found, known, from, given, tx, seen));
  }

  private static void take(
      Map<Hash32, Found> found, Set<Long> known, Address from, Given given, Json tx, long seen) {
    if (tx.isNull() || !tx.field("from").address().equals(from)) {
      return;
    }
    known.add(tx.field("nonce").count());
    Optional<Address> to = tx.optional("to").map(Json::address);
    if (!to.isPresent()) {
      return;
    }
    Hash32 digest = digest(to.get(), tx.field("value").quantity(), tx.field("input").bytes());
    boolean last = given.digests().contains(marked(digest, true));
    if (last || given.digests().contains(digest)) {
      Hash32 hash = tx.field("hash").hash();
      boolean mined = tx.optional("blockNumber").filter(at -> at.count() <= seen).isPresent();
      found.merge(hash, new Found(hash, mined, last), (a, b) -> a.mined() ? a : b);
    }
  }

  private Handoff remembered(Address from, Handoff handoff, long block) {
    Optional<Given> before = journal.cursor(name()).map(bytes -> read(bytes, from));
    List<Hash32> digests = new ArrayList<>(before.map(Given::digests).orElse(List.of()));
    if (handoff instanceof Handoff.Send send) {
      for (int i = 0; i < send.transactions().size(); i++) {
        UnsignedTx each = send.transactions().get(i);
        boolean last = i == send.transactions().size() - 1;
        Hash32 digest = marked(digest(each.to(), each.value().smallest(), each.data()), last);
        if (!digests.contains(digest)) {
          digests.add(digest);
        }
      }
    }
    Given given =
        before
            .map(old -> new Given(old.nonce(), old.block(), digests))
            .orElseGet(() -> new Given(count(from), block, digests));
    journal.cursor(name(), write(given, from));
    journal.force();
    return handoff;
  }

  private long count(Address from) {
    CallScope scope = engine.scope();
    try {
      Batch batch = new Batch();
      RpcCall count = batch.ask("eth_getTransactionCount", from.toString(), "latest");
      batch.run(client.rpc(), scope);
      return batch.value(count).count();
    } finally {
      engine.done(scope);
    }
  }

  private String name() {
    return "handed-out-" + client.chain().id() + "-" + key;
  }

  private static Hash32 digest(Address to, BigInteger value, Bytes data) {
    String text = to + " " + value + " " + data;
    return marked(Keccak.hash(text.getBytes(StandardCharsets.US_ASCII)), false);
  }

  /** Digests of calls are kept with the first bit set, those of steps before them without. */
  private static Hash32 marked(Hash32 digest, boolean last) {
    byte[] bytes = digest.toBytes();
    bytes[0] = (byte) (last ? bytes[0] | 0x80 : bytes[0] & 0x7f);
    return Hash32.of(bytes);
  }

  private Bytes write(Given given, Address from) {
    Bytes[] parts = new Bytes[given.digests().size() + 4];
    parts[0] = Bytes.wrap(content.toBytes());
    parts[1] = Bytes.wrap(from.toBytes());
    parts[2] = word(given.nonce());
    parts[3] = word(given.block());
    for (int i = 0; i < given.digests().size(); i++) {
      parts[4 + i] = Bytes.wrap(given.digests().get(i).toBytes());
    }
    return Bytes.concat(parts);
  }

  private static Bytes word(long number) {
    byte[] bytes = new byte[WORD];
    for (int i = 0; i < Long.BYTES; i++) {
      bytes[WORD - 1 - i] = (byte) (number >>> (Byte.SIZE * i));
    }
    return Bytes.wrap(bytes);
  }

  private Given read(Bytes bytes, Address from) {
    int at = WORD + Address.SIZE;
    requireSame(
        Hash32.of(bytes.slice(0, WORD).toArray()),
        Address.of(bytes.slice(WORD, at).toArray()),
        from);
    long nonce = number(bytes, at);
    long block = number(bytes, at + WORD);
    List<Hash32> digests = new ArrayList<>();
    for (int next = at + 2 * WORD; next + WORD <= bytes.size(); next += WORD) {
      digests.add(Hash32.of(bytes.slice(next, next + WORD).toArray()));
    }
    return new Given(nonce, block, digests);
  }

  private static long number(Bytes bytes, int at) {
    return new BigInteger(1, bytes.slice(at, at + WORD).toArray()).longValue();
  }

  private void requireSame(Hash32 known, Address owner, Address from) {
    if (!known.equals(content) || !owner.equals(from)) {
      throw new RefusedException(
          RefusedException.Code.IDEMPOTENCY_CONFLICT,
          "key " + key + " was used by " + owner + " for a plan with other arguments or sender");
    }
  }

  private static String hex(long number) {
    return Preflight.hex(BigInteger.valueOf(number));
  }
}
