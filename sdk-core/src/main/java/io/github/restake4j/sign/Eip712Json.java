package io.github.restake4j.sign;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Typed data as the JSON that wallets exchange. */
final class Eip712Json {
  private static final int MAX_LENGTH = 4_000_000;
  private static final int MAX_NESTING = 200;
  private static final ObjectMapper JSON =
      new ObjectMapper(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxDocumentLength(MAX_LENGTH)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS);

  private Eip712Json() {}

  static TypedData parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("typed data is not JSON: " + e.getOriginalMessage(), e);
    }
    requireMembers(root, "typed data", List.of("types", "primaryType", "domain", "message"));
    JsonNode primary = root.get("primaryType");
    if (!primary.isTextual()) {
      throw new IllegalArgumentException("primaryType is no text: " + primary);
    }
    TypedData.Builder builder = TypedData.builder(primary.textValue());
    Map<String, Map<String, String>> types = types(root.get("types"));
    Map<String, String> domain = types.remove(Eip712Types.DOMAIN);
    if (domain == null) {
      throw new IllegalArgumentException("types lack " + Eip712Types.DOMAIN);
    }
    types.forEach(
        (name, fields) -> {
          List<String> texts = new ArrayList<>();
          fields.forEach((field, type) -> texts.add(type + " " + field));
          builder.type(name, texts.toArray(new String[0]));
        });
    Map<String, Map<String, String>> all = new LinkedHashMap<>(types);
    all.put(Eip712Types.DOMAIN, domain);
    struct(all, domain, root.get("domain"), "domain").forEach(builder::domainField);
    Map<String, String> message = types.get(primary.textValue());
    if (message == null) {
      throw new IllegalArgumentException("types lack the primary type " + primary);
    }
    TypedData data = builder.message(struct(all, message, root.get("message"), "message")).build();
    List<Eip712Types.Field> declared = new ArrayList<>();
    domain.forEach((name, type) -> declared.add(new Eip712Types.Field(type, name)));
    if (!declared.equals(data.types().structs().get(Eip712Types.DOMAIN))) {
      throw new IllegalArgumentException("not a domain of EIP-712: " + domain);
    }
    return data;
  }

  static String write(
      String primaryType,
      Eip712Types types,
      Map<String, Object> domain,
      Map<String, Object> message) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode declared = root.putObject("types");
    types
        .structs()
        .forEach(
            (name, fields) -> {
              ArrayNode list = declared.putArray(name);
              for (Eip712Types.Field field : fields) {
                list.addObject().put("name", field.name()).put("type", field.type());
              }
            });
    root.put("primaryType", primaryType);
    ObjectNode domainNode = (ObjectNode) json(domain);
    if (domain.get(Eip712Types.CHAIN_ID) instanceof BigInteger id) {
      // the one number that wallets expect as a JSON number; all others are text, for JavaScript
      // cannot hold them
      domainNode.put(Eip712Types.CHAIN_ID, id);
    }
    root.set("domain", domainNode);
    root.set("message", json(message));
    return root.toString();
  }

  private static JsonNode json(Object value) {
    if (value instanceof Map<?, ?> fields) {
      ObjectNode node = JSON.createObjectNode();
      fields.forEach((name, each) -> node.set(String.valueOf(name), json(each)));
      return node;
    }
    if (value instanceof List<?> values) {
      ArrayNode node = JSON.createArrayNode();
      values.forEach(each -> node.add(json(each)));
      return node;
    }
    return value instanceof Boolean flag
        ? JSON.getNodeFactory().booleanNode(flag)
        : JSON.getNodeFactory().textNode(value.toString());
  }

  private static Map<String, Map<String, String>> types(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("types is no object");
    }
    Map<String, Map<String, String>> types = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> type : node.properties()) {
      if (!type.getValue().isArray()) {
        throw new IllegalArgumentException("type " + type.getKey() + " is no list of fields");
      }
      Map<String, String> fields = new LinkedHashMap<>();
      for (JsonNode field : type.getValue()) {
        requireMembers(field, "a field of " + type.getKey(), List.of("name", "type"));
        if (!field.get("name").isTextual() || !field.get("type").isTextual()) {
          throw new IllegalArgumentException("a field of " + type.getKey() + " is no text");
        }
        if (fields.put(field.get("name").textValue(), field.get("type").textValue()) != null) {
          throw new IllegalArgumentException(
              type.getKey() + " has two fields " + field.get("name").textValue());
        }
      }
      types.put(type.getKey(), fields);
    }
    return types;
  }

  private static Map<String, Object> struct(
      Map<String, Map<String, String>> types,
      Map<String, String> fields,
      JsonNode node,
      String path) {
    if (!node.isObject()) {
      throw new IllegalArgumentException(path + " is no object");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String place = path + "." + member.getKey();
      String type = fields.get(member.getKey());
      if (type == null) {
        throw new IllegalArgumentException(place + " is a field that the type does not have");
      }
      values.put(member.getKey(), value(types, type, member.getValue(), place));
    }
    return values;
  }

  private static Object value(
      Map<String, Map<String, String>> types, String type, JsonNode node, String path) {
    int bracket = type.lastIndexOf('[');
    if (bracket >= 0) {
      if (!node.isArray()) {
        throw new IllegalArgumentException(path + " is no array");
      }
      List<Object> values = new ArrayList<>();
      for (JsonNode each : node) {
        String place = path + "[" + values.size() + "]";
        values.add(value(types, type.substring(0, bracket), each, place));
      }
      return values;
    }
    Map<String, String> struct = types.get(type);
    if (struct != null) {
      return struct(types, struct, node, path);
    }
    if (node.isBoolean()) {
      return node.booleanValue();
    }
    if (node.isIntegralNumber() && type.contains("int")) {
      return node.bigIntegerValue();
    }
    if (!node.isTextual()) {
      throw new IllegalArgumentException(path + " is no " + type);
    }
    String text = node.textValue();
    if (type.equals("string")) {
      return text;
    }
    if (type.equals("address")) {
      return Address.parse(text);
    }
    return type.contains("int") ? number(text, path) : Bytes.parse(text);
  }

  private static BigInteger number(String text, String path) {
    if (text.matches("-?[0-9]{1,78}")) {
      return new BigInteger(text);
    }
    if (text.matches("0x[0-9a-fA-F]{1,64}")) {
      return new BigInteger(text.substring(2), 16);
    }
    throw new IllegalArgumentException(path + " is no whole number");
  }

  private static void requireMembers(JsonNode node, String what, List<String> names) {
    if (!node.isObject() || node.size() != names.size()) {
      throw new IllegalArgumentException(what + " has exactly the members " + names);
    }
    for (String name : names) {
      if (!node.has(name)) {
        throw new IllegalArgumentException(what + " lacks " + name);
      }
    }
  }
}
