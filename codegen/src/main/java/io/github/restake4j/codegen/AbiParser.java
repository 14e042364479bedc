package io.github.restake4j.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.web3j.protocol.core.methods.response.AbiDefinition;
import org.web3j.protocol.core.methods.response.AbiDefinition.NamedType;

/** Reads ABI JSON into entries, and refuses what it does not understand by its name. */
final class AbiParser {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern ARRAY = Pattern.compile("(.*)\\[([0-9]*)]");
  private static final Pattern STRUCT =
      Pattern.compile("struct (?:([A-Za-z0-9_$.]+)\\.)?([A-Za-z_$][A-Za-z0-9_$]*)[\\[\\]0-9]*");

  private static final Set<String> KINDS = Set.of("function", "event", "error");

  /** Nothing an SDK calls: code is deployed elsewhere, and plain transfers need no ABI. */
  private static final Set<String> IGNORED = Set.of("constructor", "receive", "fallback");

  /** Deeper than any compiler output; bounds recursion here and in the generated code. */
  private static final int MAX_DEPTH = 24;

  /** A record has at most 255 slots, of which a long takes two. */
  private static final int MAX_FIELDS = 127;

  private final Map<String, Struct> structs = new HashMap<>();

  private AbiParser() {}

  /**
   * Reads an array of entries, or an object with that array under {@code abi} (our own files and
   * the artifacts of common build tools).
   */
  static AbiContract parse(String json) {
    ObjectMapper mapper =
        new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    JsonNode root;
    try {
      root = mapper.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AbiRefusedException("no JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode abi = root.isObject() ? root.path("abi") : root;
    if (!abi.isArray()) {
      throw new AbiRefusedException("no ABI: expected an array, or an object with an abi array");
    }
    AbiParser parser = new AbiParser();
    List<AbiEntry> entries = new ArrayList<>();
    for (JsonNode node : abi) {
      AbiEntry entry = parser.entry(mapper, node);
      if (entry != null) {
        entries.add(entry);
      }
    }
    entries.sort(
        Comparator.comparing(AbiEntry::name)
            .thenComparing(AbiEntry::signature)
            .thenComparing(AbiEntry::identity));
    List<Struct> found = new ArrayList<>(parser.structs.values());
    found.sort(Comparator.comparing(Struct::shape));
    return new AbiContract(root.path("source").asText(""), distinct(entries), found);
  }

  /** Merged ABIs list the same entry twice, at times with other parameter names. */
  private static List<AbiEntry> distinct(List<AbiEntry> sorted) {
    Map<String, AbiEntry> distinct = new LinkedHashMap<>();
    for (AbiEntry entry : sorted) {
      AbiEntry known = distinct.putIfAbsent(entry.encoding(), entry);
      if (known != null
          && !(Parameter.canonical(known.outputs()).equals(Parameter.canonical(entry.outputs()))
              && known.mutability().equals(entry.mutability()))) {
        throw new AbiRefusedException(
            "function " + entry.signature() + " stands there twice, with different results");
      }
    }
    return List.copyOf(distinct.values());
  }

  private @Nullable AbiEntry entry(ObjectMapper mapper, JsonNode node) {
    AbiDefinition definition;
    try {
      definition = mapper.treeToValue(node, AbiDefinition.class);
    } catch (JsonProcessingException e) {
      throw new AbiRefusedException("no ABI entry: " + node, e);
    }
    String kind =
        definition == null || definition.getType() == null ? "function" : definition.getType();
    if (IGNORED.contains(kind)) {
      return null;
    }
    if (definition == null || !KINDS.contains(kind)) {
      throw new AbiRefusedException(
          "entry " + node.path("name").asText("without name") + ": unknown type " + kind);
    }
    String name = identifier(definition.getName(), kind + " without a name");
    String place = kind + " " + name;
    List<Parameter> inputs =
        parameters(definition.getInputs(), place, Names.capitalized(name), "Arg", 0);
    List<Parameter> outputs =
        kind.equals("function")
            ? parameters(definition.getOutputs(), place, Names.capitalized(name), "Value", 0)
            : List.of();
    return new AbiEntry(
        kind,
        name,
        inputs,
        outputs,
        kind.equals("function") ? mutability(name, node) : "",
        node.path("anonymous").asBoolean(false));
  }

  /** Compilers before 2018 wrote two flags instead. */
  private static String mutability(String name, JsonNode node) {
    if (node.hasNonNull("stateMutability")) {
      return identifier(node.path("stateMutability").asText(), "mutability of " + name);
    }
    if (node.path("constant").asBoolean()) {
      return "view";
    }
    return node.path("payable").asBoolean() ? "payable" : "nonpayable";
  }

  private List<Parameter> parameters(
      @Nullable List<NamedType> named, String place, String context, String unnamed, int depth) {
    if (named == null) {
      return List.of();
    }
    if (named.size() > MAX_FIELDS) {
      throw new AbiRefusedException(
          place + ": " + named.size() + " fields, a Java record holds at most " + MAX_FIELDS);
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < named.size(); i++) {
      NamedType each = named.get(i);
      String raw = each.getName() == null ? "" : each.getName();
      String name = raw.isEmpty() ? "" : Names.stripped(identifier(raw, place + " parameter " + i));
      String structContext = context + (name.isEmpty() ? unnamed + i : Names.capitalized(name));
      String where = place + " parameter " + (name.isEmpty() ? i : name);
      parameters.add(
          new Parameter(name, type(each, where, structContext, depth), each.isIndexed()));
    }
    if (Parameter.headBytes(parameters) > Integer.MAX_VALUE) {
      throw new AbiRefusedException(place + ": fixed arrays of more than 2 GB");
    }
    return parameters;
  }

  private SolType type(NamedType named, String place, String context, int depth) {
    String text = named.getType() == null ? "" : named.getType();
    return type(text, named, place, context, depth);
  }

  private SolType type(String text, NamedType named, String place, String context, int depth) {
    if (depth > MAX_DEPTH) {
      throw new AbiRefusedException(place + ": nested deeper than " + MAX_DEPTH);
    }
    Matcher array = ARRAY.matcher(text);
    if (array.matches()) {
      SolType element = type(array.group(1), named, place, context, depth + 1);
      String length = array.group(2);
      if (length.length() > 9 || length.startsWith("0")) {
        throw new AbiRefusedException(place + ": no array length: " + length);
      }
      return new SolType.Array(element, length.isEmpty() ? -1 : Integer.parseInt(length));
    }
    if (!text.equals("tuple")) {
      return SolType.Elementary.parse(text, place);
    }
    if (named.getComponents() == null || named.getComponents().isEmpty()) {
      throw new AbiRefusedException(place + ": a tuple without components");
    }
    Matcher internal =
        STRUCT.matcher(named.getInternalType() == null ? "" : named.getInternalType());
    boolean isNamed = internal.matches();
    String name = Names.capitalized(isNamed ? internal.group(2) : context);
    String qualifier = isNamed && internal.group(1) != null ? internal.group(1) : "";
    List<Parameter> fields = parameters(named.getComponents(), place, name, "Field", depth + 1);
    Struct struct = new Struct(name, fields);
    Struct known = structs.computeIfAbsent(struct.shape(), shape -> struct);
    known.declaredBy(qualifier);
    return new SolType.Tuple(known);
  }

  private static String identifier(@Nullable String text, String place) {
    if (text == null || !IDENTIFIER.matcher(text).matches()) {
      throw new AbiRefusedException(place + ": no identifier: " + text);
    }
    return text;
  }
}
