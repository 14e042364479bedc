package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * A small general ABI codec between JSON and hex: numbers are decimal strings, bytes hex strings,
 * arrays and tuples JSON arrays. Addresses and hashes pass through a translation, so that a
 * transcript may call them by name.
 */
final class AbiCodec {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);

  private final UnaryOperator<String> toAddress;
  private final UnaryOperator<String> toName;

  AbiCodec(UnaryOperator<String> toAddress, UnaryOperator<String> toName) {
    this.toAddress = toAddress;
    this.toName = toName;
  }

  /** Encodes a tuple of values; {@code parameters} is an ABI parameter list. */
  String encode(JsonNode parameters, JsonNode values) {
    if (parameters.size() != values.size()) {
      throw new IllegalArgumentException(values.size() + " values for " + parameters);
    }
    StringBuilder head = new StringBuilder();
    StringBuilder tail = new StringBuilder();
    int headSize = 0;
    for (JsonNode parameter : parameters) {
      headSize += 32 * words(parameter, type(parameter));
    }
    for (int i = 0; i < parameters.size(); i++) {
      String type = type(parameters.get(i));
      String encoded = value(parameters.get(i), type, values.get(i));
      if (dynamic(parameters.get(i), type)) {
        head.append(word(BigInteger.valueOf(headSize + tail.length() / 2)));
        tail.append(encoded);
      } else {
        head.append(encoded);
      }
    }
    return head.append(tail).toString();
  }

  private String value(JsonNode parameter, String type, JsonNode value) {
    if (type.endsWith("[]")) {
      ArrayNode parameters = JSON.arrayNode();
      value.forEach(element -> parameters.add(element(parameter, type)));
      return word(BigInteger.valueOf(value.size())) + encode(parameters, value);
    }
    if (type.equals("tuple")) {
      return encode(parameter.path("components"), value);
    }
    if (type.equals("address")) {
      return "0".repeat(24) + toAddress.apply(value.asText()).substring(2).toLowerCase(Locale.ROOT);
    }
    if (type.equals("bool")) {
      return word(value.asBoolean() ? BigInteger.ONE : BigInteger.ZERO);
    }
    if (type.equals("bytes") || type.equals("string")) {
      String hex =
          type.equals("bytes")
              ? value.asText().substring(2)
              : HexFormat.of().formatHex(value.asText().getBytes(StandardCharsets.UTF_8));
      return word(BigInteger.valueOf(hex.length() / 2)) + padRight(hex);
    }
    if (type.startsWith("bytes")) {
      String text = value.asText();
      return padRight((text.startsWith("@") ? toAddress.apply(text) : text).substring(2));
    }
    return word(new BigInteger(value.asText()));
  }

  /** Decodes a tuple of values, from {@code start} in bytes. */
  ArrayNode decode(JsonNode parameters, String hex, int start) {
    ArrayNode values = JSON.arrayNode();
    int at = start;
    for (JsonNode parameter : parameters) {
      String type = type(parameter);
      if (dynamic(parameter, type)) {
        values.add(valueAt(parameter, type, hex, start + number(hex, at).intValueExact()));
      } else {
        values.add(valueAt(parameter, type, hex, at));
      }
      at += 32 * words(parameter, type);
    }
    return values;
  }

  private JsonNode valueAt(JsonNode parameter, String type, String hex, int at) {
    if (type.endsWith("[]")) {
      ArrayNode parameters = JSON.arrayNode();
      int length = number(hex, at).intValueExact();
      for (int i = 0; i < length; i++) {
        parameters.add(element(parameter, type));
      }
      return decode(parameters, hex, at + 32);
    }
    if (type.equals("tuple")) {
      return decode(parameter.path("components"), hex, at);
    }
    if (type.equals("bytes") || type.equals("string")) {
      int length = number(hex, at).intValueExact();
      String content = hex.substring(2 * (at + 32), 2 * (at + 32 + length));
      return type.equals("bytes")
          ? JSON.textNode("0x" + content)
          : JSON.textNode(new String(HexFormat.of().parseHex(content), StandardCharsets.UTF_8));
    }
    String word = hex.substring(2 * at, 2 * at + 64);
    if (type.equals("address")) {
      return JSON.textNode(toName.apply("0x" + word.substring(24)));
    }
    if (type.equals("bool")) {
      return JSON.booleanNode(number(hex, at).signum() != 0);
    }
    if (type.startsWith("bytes")) {
      String bytes = "0x" + word.substring(0, 2 * Integer.parseInt(type.substring(5)));
      return JSON.textNode(type.equals("bytes32") ? toName.apply(bytes) : bytes);
    }
    BigInteger number = number(hex, at);
    boolean negative = type.startsWith("int") && number.testBit(255);
    return JSON.textNode((negative ? number.subtract(TWO_256) : number).toString());
  }

  private static JsonNode element(JsonNode array, String type) {
    return ((com.fasterxml.jackson.databind.node.ObjectNode) array.deepCopy())
        .put("type", type.substring(0, type.length() - 2));
  }

  private static boolean dynamic(JsonNode parameter, String type) {
    if (type.endsWith("[]") || type.equals("bytes") || type.equals("string")) {
      return true;
    }
    if (type.equals("tuple")) {
      for (JsonNode component : parameter.path("components")) {
        if (dynamic(component, type(component))) {
          return true;
        }
      }
    }
    return false;
  }

  private static int words(JsonNode parameter, String type) {
    if (!type.equals("tuple") || dynamic(parameter, type)) {
      return 1;
    }
    int words = 0;
    for (JsonNode component : parameter.path("components")) {
      words += words(component, type(component));
    }
    return words;
  }

  private static String type(JsonNode parameter) {
    return parameter.path("type").asText();
  }

  private static BigInteger number(String hex, int at) {
    return new BigInteger(hex.substring(2 * at, 2 * at + 64), 16);
  }

  private static String word(BigInteger number) {
    String digits = (number.signum() < 0 ? number.add(TWO_256) : number).toString(16);
    return "0".repeat(64 - digits.length()) + digits;
  }

  private static String padRight(String hex) {
    return hex + "0".repeat((64 - hex.length() % 64) % 64);
  }

  /** The canonical text of a parameter list, such as {@code (uint256,(address,bool)[])}. */
  static String canonical(JsonNode parameters) {
    List<String> types = new ArrayList<>();
    for (JsonNode parameter : parameters) {
      String type = type(parameter);
      types.add(
          type.startsWith("tuple")
              ? canonical(parameter.path("components")) + type.substring("tuple".length())
              : type);
    }
    return "(" + String.join(",", types) + ")";
  }
}
