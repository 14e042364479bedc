package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The devnet's own connection to its node, past the proxy: nothing it does is counted. Safe for any
 * number of threads.
 */
public final class NodeRpc implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI node;
  private final ConcurrentLinkedDeque<HttpLink> idle = new ConcurrentLinkedDeque<>();
  private final AtomicLong ids = new AtomicLong();

  /**
   * Does no I/O.
   *
   * @param node {@code http://host:port}
   */
  public NodeRpc(URI node) {
    this.node = node;
  }

  /** The address this connection goes to. */
  public URI url() {
    return node;
  }

  /**
   * Calls one method and waits for its answer.
   *
   * @param method a JSON-RPC method such as {@code anvil_setBalance}
   * @param params strings, numbers, booleans, {@link BigInteger}s (sent as hex quantities) and JSON
   *     trees
   * @return the result; a JSON null if there is none
   * @throws NodeRpcException if the node answers with an error, or not at all
   */
  public JsonNode call(String method, Object... params) {
    ObjectNode request = JSON.createObjectNode();
    request.put("jsonrpc", "2.0").put("id", ids.incrementAndGet()).put("method", method);
    ArrayNode list = request.putArray("params");
    for (Object param : params) {
      list.add(param instanceof BigInteger number ? JSON.valueToTree(hex(number)) : tree(param));
    }
    try {
      JsonNode answer = JSON.readTree(exchange(JSON.writeValueAsBytes(request)));
      JsonNode error = answer.path("error");
      if (!error.isMissingNode()) {
        String data = error.path("data").asText("0x");
        throw new NodeRpcException(
            method, error.path("code").asInt(), error.path("message").asText(), data);
      }
      return answer.path("result");
    } catch (IOException e) {
      throw new NodeRpcException(method, e);
    }
  }

  private static JsonNode tree(Object param) {
    return param instanceof JsonNode node ? node : JSON.valueToTree(param);
  }

  private byte[] exchange(byte[] request) throws IOException {
    HttpLink link = idle.pollFirst();
    HttpLink used = link == null ? new HttpLink(node) : link;
    byte[] answer = used.post(request).body();
    idle.addFirst(used);
    return answer;
  }

  /** A quantity of JSON-RPC: hexadecimal without leading zeros. */
  public static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }

  @Override
  public void close() {
    for (HttpLink link = idle.pollFirst(); link != null; link = idle.pollFirst()) {
      link.close();
    }
  }
}
