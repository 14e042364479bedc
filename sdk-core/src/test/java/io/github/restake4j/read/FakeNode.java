package io.github.restake4j.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A node in memory: one block, and calls answered by a function. Counts HTTP requests and remembers
 * calls.
 */
final class FakeNode implements Transport {
  private static final ObjectMapper JSON = new ObjectMapper();

  final List<JsonNode> calls = new ArrayList<>();
  int requests;
  long chainId = 1;
  long height = 100;

  /** Gives a result as JSON, or an object with code and message under "error". */
  private final BiFunction<FakeNode, JsonNode, JsonNode> answers;

  FakeNode(BiFunction<FakeNode, JsonNode, JsonNode> answers) {
    this.answers = answers;
  }

  static JsonNode text(String value) {
    return JSON.getNodeFactory().textNode(value);
  }

  static JsonNode error(int code, String message, String data) {
    ObjectNode wrapper = JSON.createObjectNode();
    ObjectNode error = wrapper.putObject("error").put("code", code).put("message", message);
    if (!data.isEmpty()) {
      error.put("data", data);
    }
    return wrapper;
  }

  static String hashOf(long height) {
    return String.format("0x%064x", height);
  }

  JsonNode header() {
    return JSON.createObjectNode()
        .put("number", "0x" + Long.toHexString(height))
        .put("hash", hashOf(height))
        .put("parentHash", hashOf(height - 1))
        .put("timestamp", "0x" + Long.toHexString(1_700_000_000L + 12 * height))
        .put("baseFeePerGas", "0x7")
        .put("gasLimit", "0x1c9c380");
  }

  @Override
  public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
    return new Exchange() {
      @Override
      public Answer answer() {
        try {
          return new Answer(200, null, JSON.writeValueAsBytes(handle(JSON.readTree(body))));
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
    if (!request.isArray()) {
      return one(request);
    }
    ArrayNode all = JSON.createArrayNode();
    request.forEach(each -> all.add(one(each)));
    return all;
  }

  private JsonNode one(JsonNode call) {
    calls.add(call);
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", call.get("id"));
    JsonNode result =
        switch (call.path("method").asText()) {
          case "eth_chainId" -> text("0x" + Long.toHexString(chainId));
          case "eth_getBlockByNumber", "eth_getBlockByHash" -> header();
          default -> answers.apply(this, call);
        };
    if (result.has("error")) {
      answer.set("error", result.get("error"));
    } else {
      answer.set("result", result);
    }
    return answer;
  }

  @Override
  public void close() {}
}
