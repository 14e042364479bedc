package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint lets one see of the chain.
 *
 * @param height the highest block that exists for it; null for all
 * @param nonce the highest transaction count it tells; null for the true one
 * @param chainId what it says of the chain; null for the truth
 */
record View(@Nullable Long height, @Nullable Long nonce, @Nullable Long chainId) {
  static final View HONEST = new View(null, null, null);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where a method has its block. */
  private static final Map<String, Integer> BLOCK_AT =
      Map.ofEntries(
          Map.entry("eth_call", 1),
          Map.entry("eth_estimateGas", 1),
          Map.entry("eth_createAccessList", 1),
          Map.entry("eth_simulateV1", 1),
          Map.entry("eth_getBalance", 1),
          Map.entry("eth_getCode", 1),
          Map.entry("eth_getTransactionCount", 1),
          Map.entry("eth_feeHistory", 1),
          Map.entry("eth_getStorageAt", 2),
          Map.entry("eth_getProof", 2),
          Map.entry("eth_getBlockByNumber", 0),
          Map.entry("eth_getHeaderByNumber", 0),
          Map.entry("eth_getBlockReceipts", 0),
          Map.entry("eth_getBlockTransactionCountByNumber", 0),
          Map.entry("eth_getTransactionByBlockNumberAndIndex", 0));

  View frozenAt(long block, @Nullable Long count) {
    return new View(block, count, chainId);
  }

  View onChain(@Nullable Long id) {
    return new View(height, nonce, id);
  }

  View thawed() {
    return new View(null, null, chainId);
  }

  boolean honest() {
    return height == null && nonce == null && chainId == null;
  }

  /** The answer of an endpoint that does not know the block it is asked about; null otherwise. */
  @Nullable ObjectNode ownAnswer(JsonNode call, NodeRpc node) {
    String method = call.path("method").asText();
    Long top = height;
    if (top == null) {
      return null;
    }
    if (method.equals("eth_getLogs")) {
      Long from = Hex.number(call.path("params").path(0).path("fromBlock"));
      return from != null && from > top ? RpcRequest.result(call, JSON.createArrayNode()) : null;
    }
    Integer at = BLOCK_AT.get(method);
    if (at == null || !above(call.path("params").path(at), top, node)) {
      return null;
    }
    return at == 0
        ? RpcRequest.result(call, JSON.nullNode())
        : RpcRequest.error(call.path("id"), -32000, "header not found");
  }

  private static boolean above(JsonNode block, long top, NodeRpc node) {
    JsonNode hash = block.path("blockHash");
    if (!hash.isMissingNode()) {
      Long number =
          Hex.number(node.call("eth_getBlockByHash", hash.asText(), false).path("number"));
      return number != null && number > top;
    }
    Long number = Hex.number(block.isObject() ? block.path("blockNumber") : block);
    return number != null && number > top;
  }

  /** The call as it goes to the node: tags name the block this view ends at. */
  JsonNode asked(JsonNode call, NodeRpc node) {
    Long top = height;
    String method = call.path("method").asText();
    if (top == null || !(call.path("params") instanceof ArrayNode params)) {
      return call;
    }
    ObjectNode changed = call.deepCopy();
    ArrayNode list = (ArrayNode) changed.path("params");
    if (method.equals("eth_getLogs") && params.path(0) instanceof ObjectNode) {
      return cutRange(changed, (ObjectNode) list.path(0), top);
    }
    Integer at = BLOCK_AT.get(method);
    if (at == null || at > list.size()) {
      return call;
    }
    if (at == list.size()) {
      list.add(Hex.of(top));
      return changed;
    }
    String tag = list.path(at).asText("");
    switch (tag) {
      case "latest", "pending" -> list.set(at, JSON.valueToTree(Hex.of(top)));
      case "safe", "finalized" -> {
        Long real = Hex.number(node.call("eth_getBlockByNumber", tag, false).path("number"));
        if (real != null && real > top) {
          list.set(at, JSON.valueToTree(Hex.of(top)));
        }
      }
      default -> {
        return call;
      }
    }
    return changed;
  }

  private static ObjectNode cutRange(ObjectNode changed, ObjectNode filter, long top) {
    if (filter.has("blockHash")) {
      return changed;
    }
    Long to = Hex.number(filter.path("toBlock"));
    boolean tag = to == null && !filter.path("toBlock").asText("").equals("earliest");
    if (tag || (to != null && to > top)) {
      filter.put("toBlock", Hex.of(top));
    }
    if (filter.path("fromBlock").asText("latest").equals("latest")) {
      filter.put("fromBlock", Hex.of(top));
    }
    return changed;
  }

  /** The node's answer as this view shows it. */
  JsonNode seen(JsonNode call, JsonNode answer, NodeRpc node) {
    JsonNode result = answer.path("result");
    if (result.isMissingNode()) {
      return answer;
    }
    Long id = chainId;
    String method = call.path("method").asText();
    if (id != null && method.equals("eth_chainId")) {
      return RpcRequest.result(call, JSON.valueToTree(Hex.of(id)));
    }
    if (id != null && method.equals("net_version")) {
      return RpcRequest.result(call, JSON.valueToTree(Long.toString(id)));
    }
    if (nonce != null && method.equals("eth_getTransactionCount")) {
      Long count = Hex.number(result);
      return count != null && count > nonce
          ? RpcRequest.result(call, JSON.valueToTree(Hex.of(nonce)))
          : answer;
    }
    return height == null ? answer : belowTop(call, method, answer, result, height, node);
  }

  private static JsonNode belowTop(
      JsonNode call, String method, JsonNode answer, JsonNode result, long top, NodeRpc node) {
    return switch (method) {
      case "eth_blockNumber" -> {
        Long number = Hex.number(result);
        yield number != null && number > top
            ? RpcRequest.result(call, JSON.valueToTree(Hex.of(top)))
            : answer;
      }
      case "eth_getTransactionReceipt",
          "eth_getTransactionByHash",
          "eth_getTransactionBySenderAndNonce",
          "eth_getTransactionByBlockHashAndIndex" ->
          hidden(result.path("blockNumber"), top)
              ? RpcRequest.result(call, JSON.nullNode())
              : answer;
      case "eth_getBlockByHash", "eth_getHeaderByHash" ->
          hidden(result.path("number"), top) ? RpcRequest.result(call, JSON.nullNode()) : answer;
      case "eth_getRawTransactionByHash" -> {
        JsonNode hash = call.path("params").path(0);
        JsonNode block = node.call("eth_getTransactionByHash", hash).path("blockNumber");
        yield hidden(block, top) ? RpcRequest.result(call, JSON.nullNode()) : answer;
      }
      case "eth_getLogs" -> {
        ArrayNode visible = JSON.createArrayNode();
        result.forEach(
            log -> {
              if (!hidden(log.path("blockNumber"), top)) {
                visible.add(log);
              }
            });
        yield visible.size() == result.size() ? answer : RpcRequest.result(call, visible);
      }
      default -> answer;
    };
  }

  /** A pool that lags behind does not have what is pending either. */
  private static boolean hidden(JsonNode block, long top) {
    Long number = Hex.number(block);
    return number == null || number > top;
  }
}
