package io.github.restake4j.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads ABI JSON into entries, and refuses what it does not understand by its name. */
final class AbiParser {
  private static final Set<String> KINDS = Set.of("function", "event", "error", "constructor");

  /** They have no name and no parameters: all that can be said is whether they take ether. */
  private static final Set<String> UNNAMED = Set.of("receive", "fallback");

  private final TypeParser types = new TypeParser();
  private final SortedMap<String, String> unnamed = new TreeMap<>();
  private final SortedSet<String> leftOut = new TreeSet<>();
  private final Artifact artifact;

  private AbiParser(Artifact artifact) {
    this.artifact = artifact;
  }

  /** Reads a bare ABI or an artifact, see {@link Artifact}. */
  static AbiContract parse(String json) {
    return new AbiParser(Artifact.parse(json)).contract();
  }

  private AbiContract contract() {
    List<AbiEntry> entries = new ArrayList<>();
    for (JsonNode node : artifact.abi()) {
      AbiEntry entry = entry(node);
      if (entry != null) {
        entries.add(entry);
      }
    }
    entries.sort(
        Comparator.comparing(AbiEntry::name)
            .thenComparing(AbiEntry::signature)
            .thenComparing(AbiEntry::identity));
    return new AbiContract(
        artifact.source(),
        artifact.creationCode(),
        artifact.unlinked(),
        distinct(entries),
        types.structs(),
        unnamed,
        leftOut);
  }

  /** What a function may do, from most to least: of two that differ the first is true of both. */
  private static final List<String> MUTABILITIES = List.of("payable", "nonpayable", "view", "pure");

  /** Merged ABIs list the same entry twice, at times with other parameter names. */
  private static List<AbiEntry> distinct(List<AbiEntry> sorted) {
    Map<String, AbiEntry> distinct = new LinkedHashMap<>();
    boolean constructed = false;
    for (AbiEntry entry : sorted) {
      AbiEntry known = distinct.putIfAbsent(entry.encoding(), entry);
      if (known != null
          && !Parameter.canonical(known.outputs()).equals(Parameter.canonical(entry.outputs()))) {
        throw new AbiRefusedException(
            "function " + entry.signature() + " stands there twice, with different results");
      }
      if (known != null
          && MUTABILITIES.indexOf(entry.mutability()) < MUTABILITIES.indexOf(known.mutability())) {
        distinct.put(entry.encoding(), known.with(entry.mutability()));
      }
      if (known == null && entry.kind().equals("constructor")) {
        if (constructed) {
          throw new AbiRefusedException("two constructors, expected at most one");
        }
        constructed = true;
      }
    }
    return List.copyOf(distinct.values());
  }

  private @Nullable AbiEntry entry(JsonNode node) {
    if (!node.isObject()) {
      throw new AbiRefusedException("no ABI entry: " + node);
    }
    String kind = node.hasNonNull("type") ? TypeParser.text(node, "type", "entry") : "function";
    if (UNNAMED.contains(kind)) {
      unnamed.merge(kind, mutability(kind, node), (a, b) -> a.equals("payable") ? a : b);
      return null;
    }
    if (!KINDS.contains(kind)) {
      throw new AbiRefusedException(
          "entry " + node.path("name").asText("without name") + ": unknown type " + kind);
    }
    String name = kind.equals("constructor") ? kind : name(node, kind);
    String place = kind.equals(name) ? kind : kind + " " + name;
    try {
      return entry(node, kind, name, place);
    } catch (TypeParser.LibraryTypeException e) {
      if (!kind.equals("function")) {
        throw new AbiRefusedException(place + ": no ABI type: " + e.getMessage(), e);
      }
      leftOut.add(name + " (" + e.getMessage() + ")");
      return null;
    }
  }

  private @Nullable AbiEntry entry(JsonNode node, String kind, String name, String place) {
    boolean function = kind.equals("function");
    String context = Names.capitalized(name);
    List<Parameter> inputs = types.parameters(node.path("inputs"), place, context, "Arg", 0);
    List<Parameter> outputs =
        function ? types.parameters(node.path("outputs"), place, context, "Value", 0) : List.of();
    String mutability = function || kind.equals("constructor") ? mutability(name, node) : "";
    boolean anonymous = node.path("anonymous").asBoolean(false);
    AbiEntry entry = new AbiEntry(kind, name, inputs, outputs, mutability, anonymous);
    Set<String> callable = artifact.callable();
    if (function && !callable.isEmpty() && !callable.contains(entry.signature())) {
      leftOut.add(entry.signature());
      return null;
    }
    return entry;
  }

  private static String name(JsonNode node, String kind) {
    if (!node.hasNonNull("name")) {
      throw new AbiRefusedException(kind + " without a name");
    }
    return TypeParser.identifier(
        TypeParser.text(node, "name", kind), kind + " without a proper name");
  }

  /** Compilers before 2018 wrote two flags instead. */
  private static String mutability(String name, JsonNode node) {
    if (node.hasNonNull("stateMutability")) {
      String place = "mutability of " + name;
      return TypeParser.identifier(TypeParser.text(node, "stateMutability", place), place);
    }
    if (node.path("constant").asBoolean()) {
      return "view";
    }
    return node.path("payable").asBoolean() ? "payable" : "nonpayable";
  }
}
