package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Every raw transaction that came in, and every one that went on to the node. */
final class RawTxLog {
  private final List<RawDelivery> received = new ArrayList<>();
  private final List<RawDelivery> forwarded = new ArrayList<>();
  private final Map<String, Integer> receivedByHash = new HashMap<>();
  private final Map<String, Integer> forwardedByHash = new HashMap<>();

  static boolean isSend(String method) {
    return switch (method) {
      case "eth_sendRawTransaction",
          "eth_sendRawTransactionSync",
          "eth_sendPrivateRawTransaction" ->
          true;
      default -> false;
    };
  }

  synchronized void received(JsonNode call, String endpoint) {
    add(call, endpoint, received, receivedByHash);
  }

  synchronized void forwarded(JsonNode call, String endpoint) {
    add(call, endpoint, forwarded, forwardedByHash);
  }

  private static void add(
      JsonNode call, String endpoint, List<RawDelivery> list, Map<String, Integer> counts) {
    if (!isSend(call.path("method").asText())) {
      return;
    }
    String raw = call.path("params").path(0).asText("");
    byte[] bytes = Hex.bytes(raw);
    if (bytes != null) {
      String hash = Hex.of(Keccak.hash(bytes));
      list.add(new RawDelivery(hash, raw, endpoint));
      counts.merge(hash, 1, Integer::sum);
    }
  }

  synchronized int received(String hash) {
    return receivedByHash.getOrDefault(hash.toLowerCase(Locale.ROOT), 0);
  }

  synchronized int forwarded(String hash) {
    return forwardedByHash.getOrDefault(hash.toLowerCase(Locale.ROOT), 0);
  }

  synchronized List<RawDelivery> allReceived() {
    return List.copyOf(received);
  }

  synchronized List<RawDelivery> allForwarded() {
    return List.copyOf(forwarded);
  }

  synchronized void clear() {
    received.clear();
    forwarded.clear();
    receivedByHash.clear();
    forwardedByHash.clear();
  }
}
