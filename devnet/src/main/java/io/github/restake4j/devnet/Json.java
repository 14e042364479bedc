package io.github.restake4j.devnet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** The JSON of deployments and levers: trees, with amounts as decimal strings. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static JsonNode parse(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + text, e);
    }
  }

  static String pretty(JsonNode tree) {
    return tree.toPrettyString() + "\n";
  }

  /** A decimal string field. */
  static BigInteger amount(JsonNode object, String field) {
    JsonNode value = object.path(field);
    String text = value.isTextual() ? value.textValue() : "";
    if (!text.matches("-?[0-9]+")) {
      throw new IllegalArgumentException("\"" + field + "\" must be a decimal string: " + value);
    }
    return new BigInteger(text);
  }

  static boolean flag(JsonNode object, String field) {
    JsonNode flag = object.path(field);
    if (!flag.isBoolean()) {
      throw new IllegalArgumentException("\"" + field + "\" must be true or false: " + flag);
    }
    return flag.asBoolean();
  }

  static BigInteger amount(JsonNode object, String field, BigInteger absent) {
    return object.hasNonNull(field) ? amount(object, field) : absent;
  }
}
