package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A node as bad as real ones can be, for tests of what must survive them. It stands in front of a
 * devnet's node and does what its rules say:
 *
 * <pre>{@code
 * try (FaultProxy proxy = FaultProxy.start(world.node(), 42)) {
 *   proxy.when("eth_sendRawTransaction").nth(1).afterForward(Fault.cut(20));
 *   proxy.when().chance(5, 100).beforeForward(Fault.status(503));
 *   // connect the program under test to proxy.url()
 * }
 * }</pre>
 *
 * <p>Several named endpoints lead to the one node. Chance follows a seed: the same calls in the
 * same order meet the same faults. It counts what arrives, and keeps each raw transaction. Safe for
 * any number of threads.
 */
public final class FaultProxy implements AutoCloseable {
  /** The name of the endpoint that is there from the start. */
  public static final String MAIN = "main";

  private static final long SEED_STRIDE = 0xD1B54A32D192ED03L;

  private final NodeRpc node;
  private final long seed;
  private final Map<String, FaultEndpoint> endpoints = new ConcurrentHashMap<>();
  private final List<Seeded> rules = new CopyOnWriteArrayList<>();
  private final AtomicLong rulesMade = new AtomicLong();
  private final RawTxLog log = new RawTxLog();
  private volatile @Nullable PoolGate pool;

  private FaultProxy(NodeRpc node, long seed) {
    this.node = node;
    this.seed = seed;
  }

  private record Seeded(FaultRule rule, long seed) {}

  /**
   * Listens on a free port of the loopback interface, as endpoint {@value #MAIN}, and does no harm
   * yet.
   *
   * @param node where requests go; stays open when the proxy closes
   * @param seed of all chance in this proxy; print it in a failing test
   */
  public static FaultProxy start(NodeRpc node, long seed) {
    FaultProxy proxy = new FaultProxy(node, seed);
    proxy.endpoint(MAIN);
    return proxy;
  }

  /** The seed it was started with. */
  public long seed() {
    return seed;
  }

  /** Where clients connect: the address of endpoint {@value #MAIN}. */
  public URI url() {
    return endpoint(MAIN).url();
  }

  /** The endpoint with this name; it is opened, on a port of its own, when first asked for. */
  public FaultEndpoint endpoint(String name) {
    return endpoints.computeIfAbsent(
        name,
        fresh -> {
          FaultEndpoint endpoint = new FaultEndpoint(fresh, this, node.url());
          endpoint.up();
          return endpoint;
        });
  }

  /**
   * Begins a rule for calls of these methods, single or in batches; of all methods if none is
   * given.
   */
  public When when(String... methods) {
    return new When(this, Set.of(methods));
  }

  /** Ends all rules. Endpoints, views, pool and dialects stay as they are. */
  public void clearRules() {
    rules.clear();
  }

  /**
   * Refuses transactions that anvil takes and geth's pool does not, from the next one on.
   *
   * @see GethPool#STANDARD
   */
  public void gethPool(GethPool limits) {
    pool = new PoolGate(limits, node);
  }

  /** Leaves it to anvil which transactions are taken, as at first. */
  public void anvilPool() {
    pool = null;
  }

  /** Makes all endpoints there are refuse transactions with another client's codes and words. */
  public void dialect(Dialect client) {
    endpoints.values().forEach(endpoint -> endpoint.dialect(client));
  }

  /**
   * Removes the newest blocks and puts as many empty ones in their place. anvil forgets the
   * transactions in them; a real node puts them back into its pool.
   *
   * @param depth blocks to remove, at least 1
   * @param reinject whether to put the transactions back, in their order
   * @return the hashes of the transactions that were removed
   */
  public List<String> reorg(int depth, boolean reinject) {
    if (depth < 1) {
      throw new IllegalArgumentException("reorg of fewer than 1 block: " + depth);
    }
    Long head = Hex.number(node.call("eth_blockNumber"));
    if (head == null || head < depth) {
      throw new IllegalArgumentException("reorg of " + depth + " blocks at height " + head);
    }
    List<String> hashes = new ArrayList<>();
    for (long number = head - depth + 1; number <= head; number++) {
      JsonNode block = node.call("eth_getBlockByNumber", Hex.of(number), false);
      block.path("transactions").forEach(hash -> hashes.add(hash.asText()));
    }
    List<String> raws = new ArrayList<>();
    if (reinject) {
      for (String hash : hashes) {
        raws.add(node.call("eth_getRawTransactionByHash", hash).asText());
      }
    }
    ArrayNode none = JsonNodeFactory.instance.arrayNode();
    node.call("anvil_reorg", depth, none);
    for (String raw : raws) {
      node.call("eth_sendRawTransaction", raw);
    }
    return List.copyOf(hashes);
  }

  /** How often a raw transaction arrived, forwarded or not; its hash in either case. */
  public int deliveries(String hash) {
    return log.received(hash);
  }

  /** How often a raw transaction went on to the node. */
  public int forwards(String hash) {
    return log.forwarded(hash);
  }

  /** Every raw transaction that arrived, in the order they arrived, repeated ones included. */
  public List<RawDelivery> received() {
    return log.allReceived();
  }

  /** Every raw transaction that went on to the node, repeated ones included. */
  public List<RawDelivery> forwarded() {
    return log.allForwarded();
  }

  /** HTTP requests at all endpoints since the start or the last {@link #resetRequests}. */
  public long requests() {
    return endpoints.values().stream().mapToLong(FaultEndpoint::requests).sum();
  }

  /** Forgets all requests and all raw transactions. */
  public void resetRequests() {
    endpoints.values().forEach(FaultEndpoint::resetRequests);
    log.clear();
  }

  /** Ends all endpoints and what waits in them. */
  @Override
  public void close() {
    endpoints.values().forEach(FaultEndpoint::close);
  }

  FaultRule add(FaultRule rule) {
    rules.add(new Seeded(rule, seed + rulesMade.incrementAndGet() * SEED_STRIDE));
    return rule;
  }

  void remove(FaultRule rule) {
    rules.removeIf(seeded -> seeded.rule() == rule);
  }

  List<FaultRule> struckBy(String endpoint, JsonNode call) {
    List<FaultRule> struck = new ArrayList<>();
    for (Seeded seeded : rules) {
      if (seeded.rule().strikes(endpoint, call, seeded.seed())) {
        struck.add(seeded.rule());
      }
    }
    return struck;
  }

  NodeRpc node() {
    return node;
  }

  RawTxLog log() {
    return log;
  }

  @Nullable PoolGate pool() {
    return pool;
  }
}
