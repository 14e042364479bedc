package io.github.restake4j.deployments;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.Chain;
import io.github.restake4j.deployments.Deployment.Entry;
import io.github.restake4j.deployments.Deployment.Strategy;
import io.github.restake4j.eth.Address;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The two JSON forms: our own resource, and the strict one that devnets write. */
final class DeploymentJson {
  /** Multicall3 by its deterministic deployment, mds1/multicall 19da7a56 README.md. */
  private static final Address CANONICAL_MULTICALL3 =
      Address.parse("0xcA11bde05977b3631167028862bE2a173976CA11");

  private static final String PARSED_SOURCE = "deployment file";
  private static final Set<String> STRATEGY_KEYS = Set.of("symbol", "strategy", "token");
  private static final int MAX_CHARS = 8 * 1024 * 1024;
  private static final int MAX_NAME_CHARS = 100;

  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
              .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
              .streamReadConstraints(
                  StreamReadConstraints.builder()
                      .maxDocumentLength(MAX_CHARS)
                      .maxNestingDepth(10)
                      .maxNameLength(1_000)
                      .maxNumberLength(100)
                      .build())
              .build());

  private DeploymentJson() {}

  static Map<Long, Deployment> shipped(InputStream in) throws IOException {
    Map<Long, Deployment> all = new HashMap<>();
    for (Map.Entry<String, JsonNode> chain : JSON.readTree(in).get("chains").properties()) {
      long id = Long.parseLong(chain.getKey());
      Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> protocol : chain.getValue().get("addresses").properties()) {
        Map<String, Entry> contracts = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> contract : protocol.getValue().properties()) {
          JsonNode entry = contract.getValue();
          contracts.put(
              contract.getKey(),
              new Entry(
                  Address.parse(entry.get("address").textValue()),
                  entry.get("source").textValue(),
                  optionalAddress(entry.get("implementation"))));
        }
        entries.put(protocol.getKey(), contracts);
      }
      List<Strategy> strategies = new ArrayList<>();
      for (JsonNode strategy : chain.getValue().get("strategies")) {
        strategies.add(
            new Strategy(
                strategy.get("symbol").textValue(),
                Address.parse(strategy.get("strategy").textValue()),
                optionalAddress(strategy.get("token")),
                strategy.get("strategySource").textValue()
                    + "; token: "
                    + strategy.get("tokenSource").textValue()));
      }
      all.put(
          id, new Deployment(Chain.of(id), entries, strategies, Optional.of(CANONICAL_MULTICALL3)));
    }
    return all;
  }

  private static Optional<Address> optionalAddress(@Nullable JsonNode text) {
    return text == null || text.isNull()
        ? Optional.empty()
        : Optional.of(Address.parse(text.textValue()));
  }

  static Deployment parse(String json) {
    if (json.length() > MAX_CHARS) {
      throw new IllegalArgumentException("a deployment has at most " + MAX_CHARS + " characters");
    }
    try (JsonParser parser = JSON.createParser(json)) {
      return parse(parser);
    } catch (JsonProcessingException e) {
      // without Jackson's text, which may quote a key
      throw new IllegalArgumentException(
          "a deployment is one JSON object without duplicate keys; this text is not, at line "
              + e.getLocation().getLineNr()
              + ", column "
              + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new IllegalArgumentException("a deployment that cannot be read", e);
    }
  }

  private static Deployment parse(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw refused("the whole", "a JSON object");
    }
    long chainId = 0;
    Map<String, Map<String, Entry>> entries = null;
    List<Strategy> strategies = List.of();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = parser.currentName();
      JsonToken value = parser.nextToken();
      switch (key) {
        case "chainId" -> chainId = chainId(parser, value);
        case "addresses" -> entries = addresses(parser.readValueAsTree());
        case "strategies" -> strategies = strategies(parser.readValueAsTree());
        case "rpcUrl" -> require(value == JsonToken.VALUE_STRING, key, "a string");
        case "accounts", "leverCommand" -> {
          require(value == JsonToken.START_ARRAY, key, "an array");
          parser.skipChildren();
        }
        default -> throw refused("key \"" + shown(key) + '"', "one of the documented keys");
      }
    }
    if (parser.nextToken() != null) {
      throw refused("the text after the object", "empty");
    }
    require(chainId > 0, "chainId", "there");
    if (entries == null) {
      throw refused("addresses", "there");
    }
    Entry multicall = entries.getOrDefault("standard", Map.of()).get("Multicall3");
    return new Deployment(
        Chain.of(chainId), entries, strategies, Optional.ofNullable(multicall).map(Entry::address));
  }

  private static long chainId(JsonParser parser, JsonToken value) throws IOException {
    require(value == JsonToken.VALUE_NUMBER_INT, "chainId", "a whole number");
    require(parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER, "chainId", "below 2^63");
    require(parser.getLongValue() > 0, "chainId", "above zero");
    return parser.getLongValue();
  }

  private static Map<String, Map<String, Entry>> addresses(JsonNode node) {
    require(node.isObject(), "addresses", "an object of protocols");
    Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> protocol : node.properties()) {
      String name = "addresses." + shown(protocol.getKey());
      require(protocol.getValue().isObject(), name, "an object of contracts");
      Map<String, Entry> contracts = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> contract : protocol.getValue().properties()) {
        Address address = address(contract.getValue(), name + "." + shown(contract.getKey()));
        contracts.put(contract.getKey(), new Entry(address, PARSED_SOURCE, Optional.empty()));
      }
      entries.put(protocol.getKey(), contracts);
    }
    return entries;
  }

  private static List<Strategy> strategies(JsonNode node) {
    require(node.isArray(), "strategies", "an array");
    List<Strategy> strategies = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      String name = "strategies[" + i + "]";
      JsonNode item = node.get(i);
      require(item.isObject(), name, "an object");
      for (Map.Entry<String, JsonNode> field : item.properties()) {
        require(
            STRATEGY_KEYS.contains(field.getKey()),
            name + "." + shown(field.getKey()),
            "one of symbol, strategy, token");
      }
      require(item.path("symbol").isTextual(), name + ".symbol", "a string");
      JsonNode token = item.path("token");
      strategies.add(
          new Strategy(
              item.path("symbol").textValue(),
              address(item.path("strategy"), name + ".strategy"),
              token.isMissingNode() || token.isNull()
                  ? Optional.empty()
                  : Optional.of(address(token, name + ".token")),
              PARSED_SOURCE));
    }
    return strategies;
  }

  private static Address address(JsonNode node, String name) {
    require(node.isTextual(), name, "an address as a string");
    String text = node.textValue();
    Address address;
    try {
      address = Address.parse(text);
    } catch (IllegalArgumentException e) {
      // a private key in the place of an address is not quoted
      boolean sized = text.length() == 2 + 2 * Address.SIZE;
      throw new IllegalArgumentException(
          name + " is no address" + (sized ? ": " + e.getMessage() : ""));
    }
    require(
        text.equals(address.toString()) || text.equals(text.toLowerCase(Locale.ROOT)),
        name,
        "in lower case or with its checksum");
    require(!address.isZero(), name, "an address other than zero");
    return address;
  }

  private static void require(boolean right, String name, String expected) {
    if (!right) {
      throw refused(name, expected);
    }
  }

  private static IllegalArgumentException refused(String name, String expected) {
    return new IllegalArgumentException("in a deployment, " + name + " is not " + expected);
  }

  private static String shown(String key) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < key.length() && i < MAX_NAME_CHARS; i++) {
      char c = key.charAt(i);
      safe.append(c >= ' ' && c < 127 ? c : '?');
    }
    return safe.toString();
  }
}
