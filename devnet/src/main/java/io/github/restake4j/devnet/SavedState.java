package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.anvil.Anvil;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A chain with all stand-ins deployed, as a node can load it.
 *
 * @param addresses protocol, contract, address
 * @param state what {@code anvil_dumpState} returned
 */
record SavedState(Map<String, Map<String, String>> addresses, String state) {
  static final String RESOURCE = "state.json";

  /** November 2023: before any clock of a machine that loads it, and the same in every build. */
  private static final String GENESIS_TIME = "1700000000";

  /** The state the build put beside this class, or, before the build got that far, a fresh one. */
  static SavedState get(Path binary) {
    if (Artifact.Resources.exists(RESOURCE)) {
      JsonNode packaged = Json.parse(Artifact.Resources.text(RESOURCE));
      if (packaged.path("contracts").asText().equals(fingerprint())) {
        return parse(packaged);
      }
    }
    return make(binary);
  }

  /** Starts a node, deploys, and asks for its state. */
  static SavedState make(Path binary) {
    try (Anvil anvil = Anvil.start(binary, List.of("--timestamp", GENESIS_TIME));
        NodeRpc node = new NodeRpc(anvil.url())) {
      node.call("anvil_setBlockTimestampInterval", 12);
      Map<String, Map<String, String>> addresses = StandIns.deploy(node);
      return new SavedState(addresses, StateDump.sorted(node.call("anvil_dumpState").asText()));
    }
  }

  String json() {
    ObjectNode json = Json.object();
    json.put("contracts", fingerprint());
    json.set("addresses", addressTree());
    return json.put("state", state).toString();
  }

  ObjectNode addressTree() {
    ObjectNode tree = Json.object();
    addresses.forEach(
        (protocol, contracts) -> {
          ObjectNode folder = tree.putObject(protocol);
          contracts.forEach(folder::put);
        });
    return tree;
  }

  private static SavedState parse(JsonNode json) {
    return new SavedState(addresses(json.path("addresses")), json.path("state").asText());
  }

  /** Protocol, contract, address from the tree of a deployment. */
  static Map<String, Map<String, String>> addresses(JsonNode tree) {
    Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> protocol : tree.properties()) {
      Map<String, String> contracts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> contract : protocol.getValue().properties()) {
        contracts.put(contract.getKey(), contract.getValue().asText());
      }
      addresses.put(protocol.getKey(), contracts);
    }
    return addresses;
  }

  /** Of the compiled contracts: a state made from others is not loaded. */
  private static String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (String contract : StandIns.contracts()) {
        String artifact = Artifact.Resources.text("contracts/" + contract + ".json");
        digest.update(artifact.getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
