package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.web3j.crypto.Hash;

/** The protocol entries of a stand-in by signature, from {@code src/main/abi}. */
final class ContractAbi {
  private final Map<String, JsonNode> functions = new LinkedHashMap<>();
  private final Map<String, JsonNode> events = new LinkedHashMap<>();
  private final Map<String, JsonNode> errors = new LinkedHashMap<>();
  private final Map<String, String> eventByTopic = new LinkedHashMap<>();
  private final Map<String, String> errorBySelector = new LinkedHashMap<>();

  private ContractAbi(JsonNode abi) {
    for (JsonNode entry : abi) {
      String signature = entry.path("name").asText() + AbiCodec.canonical(entry.path("inputs"));
      switch (entry.path("type").asText()) {
        case "function" -> functions.put(signature, entry);
        case "event" -> {
          events.put(signature, entry);
          eventByTopic.put(keccak(signature), signature);
        }
        case "error" -> {
          errors.put(signature, entry);
          errorBySelector.put(keccak(signature).substring(0, 10), signature);
        }
        default -> {
          // receive and fallback have no signature
        }
      }
    }
  }

  static ContractAbi load(String protocol, String contract) {
    return read(Path.of("src", "main", "abi", protocol, contract + ".json"));
  }

  static ContractAbi read(Path file) {
    try {
      return new ContractAbi(new ObjectMapper().readTree(file.toFile()).path("abi"));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  static String keccak(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return "0x" + java.util.HexFormat.of().formatHex(Hash.sha3(bytes));
  }

  Map<String, JsonNode> functions() {
    return functions;
  }

  Map<String, JsonNode> events() {
    return events;
  }

  Map<String, JsonNode> errors() {
    return errors;
  }

  JsonNode function(String signature) {
    return entry(functions, signature);
  }

  JsonNode event(String signature) {
    return entry(events, signature);
  }

  JsonNode error(String signature) {
    return entry(errors, signature);
  }

  private static JsonNode entry(Map<String, JsonNode> entries, String signature) {
    JsonNode entry = entries.get(signature);
    if (entry == null) {
      throw new IllegalArgumentException("not declared: " + signature);
    }
    return entry;
  }

  /** The signature of the event with a topic; empty if it is not declared. */
  String eventOf(String topic) {
    return eventByTopic.getOrDefault(topic, "");
  }

  /** The signature of the error with a selector; empty if it is not declared. */
  String errorOf(String selector) {
    return errorBySelector.getOrDefault(selector, "");
  }
}
