package io.github.restake4j.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;

/**
 * A node in memory that is honest until a test scripts a lie: one chain of empty blocks, a pool
 * that takes everything, and receipts for what the test says was mined.
 */
public final class ScriptedNode implements Transport {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Thrown by a script in place of an answer: the call arrived, no answer comes. */
  static final class NoAnswer extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private final Map<String, Function<JsonNode, Object>> scripts = new LinkedHashMap<>();
  private final List<Bytes> sent = new ArrayList<>();
  private final Map<String, RawTx> pool = new LinkedHashMap<>();
  private final Map<String, RawTx> mined = new LinkedHashMap<>();
  private long nonce;

  /** Answers a method from now on; a script gives JSON-like values or {@link #error}. */
  public synchronized void script(String method, Function<JsonNode, Object> answer) {
    scripts.put(method, answer);
  }

  public synchronized void honest(String method) {
    scripts.remove(method);
  }

  /** Holds an answer back. */
  public static void await(CountDownLatch moment) {
    try {
      moment.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswer();
    }
  }

  public static Object error(int code, String message) {
    return Map.of("error", Map.of("code", code, "message", message));
  }

  /** All bytes that arrived, every delivery. */
  public synchronized List<Bytes> sent() {
    return new ArrayList<>(sent);
  }

  public synchronized void mineAll() {
    mined.putAll(pool);
    pool.clear();
    nonce = mined.size();
  }

  synchronized void forgetPool() {
    pool.clear();
  }

  @Override
  public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
    return new Exchange() {
      @Override
      public Answer answer() {
        try {
          return new Answer(200, null, JSON.writeValueAsBytes(handle(JSON.readTree(body))));
        } catch (NoAnswer e) {
          throw new TransportException(TransportException.Code.TIMEOUT, "scripted", e);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void cancel() {}
    };
  }

  private synchronized JsonNode handle(JsonNode request) {
    if (!request.isArray()) {
      return one(request);
    }
    ArrayNode all = JSON.createArrayNode();
    request.forEach(each -> all.add(one(each)));
    return all;
  }

  private JsonNode one(JsonNode call) {
    String method = call.path("method").asText();
    JsonNode params = call.path("params");
    Object result;
    if (method.equals("eth_sendRawTransaction")) {
      sent.add(Bytes.parse(params.get(0).asText()));
    }
    Function<JsonNode, Object> script = scripts.get(method);
    result = script != null ? script.apply(params) : answer(method, params);
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", call.get("id"));
    JsonNode value = JSON.valueToTree(result);
    if (value.has("error")) {
      answer.set("error", value.get("error"));
    } else {
      answer.set("result", value);
    }
    return answer;
  }

  private Object answer(String method, JsonNode params) {
    String first = params.path(0).asText();
    return switch (method) {
      case "eth_chainId" -> "0x1";
      case "eth_getBlockByNumber", "eth_getBlockByHash" -> block();
      case "eth_getBalance" -> "0xde0b6b3a7640000";
      case "eth_getTransactionCount" -> "0x" + Long.toHexString(nonce);
      case "eth_feeHistory" ->
          Map.of("oldestBlock", "0x1", "baseFeePerGas", List.of("0x3b9aca00", "0x3b9aca00"));
      case "eth_call" -> "0x";
      case "eth_estimateGas" -> "0x186a0";
      case "eth_sendRawTransaction" -> pooled(first);
      case "eth_getTransactionReceipt" ->
          mined.containsKey(first) ? receipt(mined.get(first)) : NULL;
      case "eth_getTransactionByHash" -> transaction(first);
      default -> error(-32601, "the method does not exist");
    };
  }

  public static final Object NULL = JSON.nullNode();

  public String pooled(String raw) {
    RawTx tx = RawTx.decode(Bytes.parse(raw));
    // the newest one at a nonce takes the place of the others
    pool.values()
        .removeIf(
            other ->
                other.sender().equals(tx.sender())
                    && other.request().nonce() == tx.request().nonce());
    pool.put(tx.hash().toString(), tx);
    return tx.hash().toString();
  }

  static String hashOf(String raw) {
    return Keccak.hash(Bytes.parse(raw)).toString();
  }

  private static String blockHash() {
    return "0x" + "b".repeat(64);
  }

  public Map<String, Object> block() {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("number", "0x64");
    block.put("hash", blockHash());
    block.put("parentHash", "0x" + "a".repeat(64));
    block.put("timestamp", "0x65000000");
    block.put("baseFeePerGas", "0x3b9aca00");
    block.put("gasLimit", "0x1c9c380");
    block.put("transactions", new ArrayList<>(mined.keySet()));
    return block;
  }

  Map<String, Object> receipt(RawTx tx) {
    Map<String, Object> receipt = new LinkedHashMap<>();
    receipt.put("transactionHash", tx.hash().toString());
    receipt.put("blockHash", blockHash());
    receipt.put("blockNumber", "0x64");
    receipt.put("transactionIndex", "0x0");
    receipt.put("from", tx.sender().toString());
    receipt.put("to", tx.request().to().toString());
    receipt.put("status", "0x1");
    receipt.put("gasUsed", "0x5208");
    receipt.put("effectiveGasPrice", "0x3b9aca00");
    receipt.put("logs", List.of());
    return receipt;
  }

  private Object transaction(String hash) {
    RawTx tx = mined.containsKey(hash) ? mined.get(hash) : pool.get(hash);
    if (tx == null) {
      return NULL;
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("hash", hash);
    fields.put("from", tx.sender().toString());
    fields.put("to", tx.request().to().toString());
    fields.put("nonce", "0x" + Long.toHexString(tx.request().nonce()));
    fields.put("input", tx.request().data().toString());
    fields.put("blockHash", mined.containsKey(hash) ? blockHash() : NULL);
    return fields;
  }

  @Override
  public void close() {}
}
