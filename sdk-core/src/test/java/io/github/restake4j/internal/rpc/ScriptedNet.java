package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Several nodes in memory, by host; each has a chain, a height and its moods. */
final class ScriptedNet implements Transport {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One of them; its fields are levers. */
  static final class Node {
    /** 0 for a node that does not know the method. */
    volatile long chainId = 1;

    volatile long height = 100;

    /** What happens instead of an answer; null for a normal one. */
    volatile @Nullable Supplier<Answer> mood;

    /** Methods of every request, one text per request. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    long asked(String method) {
      return requests.stream().filter(each -> each.contains(method)).count();
    }

    void down() {
      mood =
          () -> {
            throw new TransportException(TransportException.Code.CONNECT_FAILED, "down");
          };
    }

    void cuts() {
      mood =
          () -> {
            throw new TransportException(TransportException.Code.NO_ANSWER, "cut");
          };
    }

    void answers(int status, @Nullable String retryAfter) {
      mood = () -> new Answer(status, retryAfter, new byte[0]);
    }

    void up() {
      mood = null;
    }
  }

  private final Map<String, Node> nodes = new ConcurrentHashMap<>();

  /** The node of {@code http://<host>.example}. */
  Node node(String host) {
    return nodes.computeIfAbsent(host, h -> new Node());
  }

  static Endpoint endpoint(String host) {
    return Endpoint.of("http://" + host + ".example");
  }

  @Override
  public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
    Node node = node(endpoint.uri().getHost().replace(".example", ""));
    return new Exchange() {
      @Override
      public Answer answer() {
        try {
          JsonNode request = JSON.readTree(body);
          node.requests.add(methods(request));
          Supplier<Answer> mood = node.mood;
          if (mood != null) {
            return mood.get();
          }
          return new Answer(200, null, JSON.writeValueAsBytes(all(node, request)));
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void cancel() {}
    };
  }

  @Override
  public void close() {}

  private static String methods(JsonNode request) {
    StringBuilder text = new StringBuilder();
    for (JsonNode call : request.isArray() ? request : JSON.createArrayNode().add(request)) {
      text.append(text.length() == 0 ? "" : ",").append(call.path("method").asText());
    }
    return text.toString();
  }

  private static JsonNode all(Node node, JsonNode request) {
    if (!request.isArray()) {
      return one(node, request);
    }
    ArrayNode answers = JSON.createArrayNode();
    request.forEach(call -> answers.add(one(node, call)));
    return answers;
  }

  private static JsonNode one(Node node, JsonNode call) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", call.get("id"));
    switch (call.path("method").asText()) {
      case "eth_chainId" -> {
        if (node.chainId == 0) {
          answer.putObject("error").put("code", -32601).put("message", "method not found");
        } else {
          answer.put("result", "0x" + Long.toHexString(node.chainId));
        }
      }
      case "eth_blockNumber" -> answer.put("result", "0x" + Long.toHexString(node.height));
      default -> answer.put("result", call.path("params").path(0).asText("none"));
    }
    return answer;
  }
}
