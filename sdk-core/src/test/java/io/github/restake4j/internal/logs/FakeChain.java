package io.github.restake4j.internal.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.Chain;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.standard.contract.ERC20Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A chain in memory behind a node in memory; tests grow it, fork it and make the node lie. */
final class FakeChain implements Transport {
  static final Address TOKEN = Address.parse("0x" + "a".repeat(40));
  static final Address OTHER = Address.parse("0x" + "b".repeat(40));
  private static final String TRANSFER = ERC20Contract.Transfer.EVENT.topic0().toString();
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ScopedCounter HASHES = new ScopedCounter();

  /** Distinct for all blocks of a test run. */
  private static final class ScopedCounter {
    private long last;

    synchronized String next() {
      return String.format("0x%064x", ++last);
    }
  }

  /** One block with the values its Transfer events of {@link #TOKEN} carry. */
  record Block(long number, String hash, String parent, List<Integer> values) {}

  /** Refuses ranges and sizes; thrown by hooks and limits. */
  static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final long code;

    Refusal(long code, String message) {
      super(message);
      this.code = code;
    }
  }

  final List<Block> blocks = new ArrayList<>();
  final List<String> asked = new ArrayList<>();
  final List<long[]> ranges = new ArrayList<>();
  int requests;
  int maxResponseBytes = 32 * 1024 * 1024;

  /** Runs before each HTTP request. */
  Runnable beforeRequest = () -> {};

  /** Runs before each call of a batch. */
  Consumer<String> beforeCall = method -> {};

  /** Sees each range query; may throw {@link Refusal}. */
  BiConsumer<Long, Long> onRange = (from, to) -> {};

  /** Changes each list of logs on its way out. */
  UnaryOperator<List<Map<String, Object>>> logs = list -> list;

  /** Heads of the node's own view lag by so many blocks, in everything but {@code latest}. */
  long lag;

  FakeChain() {
    blocks.add(new Block(0, HASHES.next(), "0x" + "0".repeat(64), List.of()));
  }

  long height() {
    return blocks.size() - 1L;
  }

  void mine(Integer... values) {
    Block top = blocks.get(blocks.size() - 1);
    blocks.add(new Block(top.number() + 1, HASHES.next(), top.hash(), List.of(values)));
  }

  void mineEmpty(int count) {
    for (int i = 0; i < count; i++) {
      mine();
    }
  }

  /** Removes the newest blocks. */
  void cut(int depth) {
    blocks.subList(blocks.size() - depth, blocks.size()).clear();
  }

  /** Every value on the chain from a block on, as {@code block/hash/value}. */
  List<String> truth(long from) {
    List<String> all = new ArrayList<>();
    for (Block block : blocks) {
      for (int value : block.values()) {
        if (block.number() >= from) {
          all.add(block.number() + "/" + Hash32.parse(block.hash()) + "/" + value);
        }
      }
    }
    return all;
  }

  Client client() {
    RpcOptions options =
        RpcOptions.builder()
            .firstPause(Duration.ofMillis(1))
            .longestPause(Duration.ofMillis(1))
            .circuitWindow(1_000)
            .circuitPause(Duration.ofMillis(1))
            .retries(1)
            .maxResponseBytes(maxResponseBytes)
            .build();
    return new Client(
        Deployments.of(Chain.MAINNET),
        new JsonRpc(
            Endpoints.of(Endpoint.of("http://127.0.0.1:1")), null, this, options, Events.to(null)),
        new ErrorRegistry(),
        ForkJoinPool.commonPool(),
        Duration.ofSeconds(30));
  }

  @Override
  public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
    return new Exchange() {
      @Override
      public Answer answer() {
        try {
          byte[] answer = JSON.writeValueAsBytes(handle(JSON.readTree(body)));
          if (answer.length > limits.maxResponseBytes()) {
            throw new TransportException(TransportException.Code.RESPONSE_TOO_LARGE, "too large");
          }
          return new Answer(200, null, answer);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void cancel() {}
    };
  }

  private synchronized JsonNode handle(JsonNode request) {
    requests++;
    beforeRequest.run();
    if (!request.isArray()) {
      return one(request);
    }
    ArrayNode all = JSON.createArrayNode();
    request.forEach(each -> all.add(one(each)));
    return all;
  }

  private JsonNode one(JsonNode call) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", call.get("id"));
    String method = call.path("method").asText();
    asked.add(method);
    try {
      beforeCall.accept(method);
      Object result =
          switch (method) {
            case "eth_chainId" -> "0x1";
            case "eth_getBlockByNumber" -> header(call.path("params").get(0).asText());
            case "eth_getLogs" -> getLogs(call.path("params").get(0));
            default -> throw new Refusal(-32601, "the method does not exist");
          };
      answer.set("result", JSON.valueToTree(result));
    } catch (Refusal e) {
      answer.set(
          "error", JSON.createObjectNode().put("code", e.code).put("message", e.getMessage()));
    }
    return answer;
  }

  private @Nullable Object header(String which) {
    long number =
        switch (which) {
          case "latest" -> height();
          case "safe" -> height() - 32;
          case "finalized" -> height() - 64;
          default -> Long.decode(which);
        };
    boolean named = which.startsWith("0x");
    if (number < 0 || number > height() || (named && number > height() - lag)) {
      return null;
    }
    return headerOf(blocks.get((int) number));
  }

  private static Map<String, Object> headerOf(Block block) {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("number", "0x" + Long.toHexString(block.number()));
    header.put("hash", block.hash());
    header.put("parentHash", block.parent());
    header.put("timestamp", "0x" + Long.toHexString(1_700_000_000L + 12 * block.number()));
    header.put("gasLimit", "0x1c9c380");
    return header;
  }

  private Object getLogs(JsonNode filter) {
    List<Map<String, Object>> found = new ArrayList<>();
    if (filter.has("blockHash")) {
      String hash = filter.get("blockHash").asText();
      Block block =
          blocks.stream().filter(each -> each.hash().equals(hash)).findFirst().orElse(null);
      if (block == null || block.number() > height() - lag) {
        throw new Refusal(-32000, "unknown block");
      }
      addLogs(found, block);
    } else {
      long from = Long.decode(filter.get("fromBlock").asText());
      long to = Long.decode(filter.get("toBlock").asText());
      ranges.add(new long[] {from, to});
      onRange.accept(from, to);
      for (long number = from; number <= Math.min(to, height() - lag); number++) {
        addLogs(found, blocks.get((int) number));
      }
    }
    return logs.apply(found);
  }

  private static void addLogs(List<Map<String, Object>> to, Block block) {
    int index = 0;
    for (int value : block.values()) {
      to.add(log(block, index++, TOKEN, value));
    }
  }

  static Map<String, Object> log(Block block, int index, Address emitter, int value) {
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("address", emitter.toString());
    log.put(
        "topics",
        List.of(TRANSFER, "0x" + "0".repeat(63) + "1", String.format("0x%064x", value % 3)));
    log.put("data", String.format("0x%064x", value));
    log.put("blockNumber", "0x" + Long.toHexString(block.number()));
    log.put("blockHash", block.hash());
    log.put("transactionHash", "0x" + "e".repeat(64));
    log.put("logIndex", "0x" + Integer.toHexString(index));
    log.put("removed", false);
    return log;
  }

  @Override
  public void close() {}
}
