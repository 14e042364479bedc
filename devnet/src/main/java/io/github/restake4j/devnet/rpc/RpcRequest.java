package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A request body as the proxy sees it: one call, a batch, or bytes that are no JSON. */
final class RpcRequest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final byte[] body;
  private final boolean batch;
  private final List<JsonNode> calls;

  private RpcRequest(byte[] body, boolean batch, List<JsonNode> calls) {
    this.body = body;
    this.batch = batch;
    this.calls = calls;
  }

  /** What cannot be read has no calls and is passed on as it is: the node shall complain. */
  static RpcRequest parse(byte[] body) {
    try {
      JsonNode tree = JSON.readTree(body);
      List<JsonNode> calls = new ArrayList<>();
      if (tree.isArray()) {
        tree.forEach(calls::add);
      } else if (tree.isObject()) {
        calls.add(tree);
      }
      return new RpcRequest(body, tree.isArray(), calls);
    } catch (IOException malformed) {
      return new RpcRequest(body, false, List.of());
    }
  }

  byte[] body() {
    return body;
  }

  boolean batch() {
    return batch;
  }

  List<JsonNode> calls() {
    return calls;
  }

  int size() {
    return calls.size();
  }

  List<String> methods() {
    return calls.stream().map(call -> call.path("method").asText()).toList();
  }

  static byte[] batchTooLarge(int most) throws IOException {
    ObjectNode refusal =
        error(JSON.nullNode(), -32600, "batch too large: at most " + most + " calls");
    return JSON.writeValueAsBytes(refusal);
  }

  byte[] answerTooLarge(long most) throws IOException {
    List<ObjectNode> errors =
        calls.stream()
            .map(c -> error(c.path("id"), -32000, "response too large: at most " + most + " bytes"))
            .toList();
    return JSON.writeValueAsBytes(batch ? errors : errors.get(0));
  }

  /** Parts the calls that ask for more gas than the proxy lets through from the others. */
  Sorted sortByGas(long most) throws IOException {
    ArrayNode passed = JSON.createArrayNode();
    ArrayNode refused = JSON.createArrayNode();
    for (JsonNode call : calls) {
      if (call.path("method").asText().equals("eth_call") && gas(call) > most) {
        refused.add(error(call.path("id"), -32000, "gas limit of eth_call above " + most));
      } else {
        passed.add(call);
      }
    }
    byte[] forwarded = refused.isEmpty() ? body : JSON.writeValueAsBytes(passed);
    return new Sorted(batch, passed.isEmpty() && !refused.isEmpty(), refused, forwarded);
  }

  private static long gas(JsonNode call) {
    JsonNode gas = call.path("params").path(0).path("gas");
    if (gas.isIntegralNumber()) {
      return gas.bigIntegerValue().min(BigInteger.valueOf(Long.MAX_VALUE)).longValue();
    }
    String text = gas.asText("");
    if (!text.matches("0x[0-9a-fA-F]+")) {
      return 0;
    }
    return new BigInteger(text.substring(2), 16)
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValue();
  }

  static ObjectNode result(JsonNode call, JsonNode value) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    JsonNode id = call.path("id");
    answer.set("id", id.isMissingNode() ? JSON.nullNode() : id);
    answer.set("result", value);
    return answer;
  }

  static ObjectNode error(JsonNode id, int code, String text) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", id.isMissingNode() ? JSON.nullNode() : id);
    answer.putObject("error").put("code", code).put("message", text);
    return answer;
  }

  /** A request after sorting: what goes to the node, and the answers it will not give. */
  static final class Sorted {
    private final boolean batch;
    private final boolean refusesAll;
    private final ArrayNode refused;
    private final byte[] forwarded;

    Sorted(boolean batch, boolean refusesAll, ArrayNode refused, byte[] forwarded) {
      this.batch = batch;
      this.refusesAll = refusesAll;
      this.refused = refused;
      this.forwarded = forwarded;
    }

    byte[] forwarded() {
      return forwarded;
    }

    boolean refusesAll() {
      return refusesAll;
    }

    boolean refusesSome() {
      return !refused.isEmpty();
    }

    byte[] refusals() throws IOException {
      return JSON.writeValueAsBytes(batch ? refused : refused.get(0));
    }

    byte[] merge(byte[] answered) throws IOException {
      ArrayNode all = JSON.createArrayNode();
      JSON.readTree(answered).forEach(all::add);
      return JSON.writeValueAsBytes(all.addAll(refused));
    }
  }
}
