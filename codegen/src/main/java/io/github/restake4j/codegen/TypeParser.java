package io.github.restake4j.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the types of parameters, and collects the structs among them. */
final class TypeParser {
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern ARRAY = Pattern.compile("(.*)\\[([0-9]*)]");
  private static final Pattern STRUCT =
      Pattern.compile("struct (?:([A-Za-z0-9_$.]+)\\.)?([A-Za-z_$][A-Za-z0-9_$]*)[\\[\\]0-9]*");

  /** Names of contracts, enums and storage references, which only libraries have in their ABI. */
  private static final Pattern LIBRARY_TYPE =
      Pattern.compile(
          "mapping\\(.*|.* storage"
              + "|(?!(?:u?int|u?fixed|bytes)[0-9x]*(?:\\[|$)|tuple$)"
              + "[A-Za-z_$][A-Za-z0-9_$]*(?:\\.[A-Za-z_$][A-Za-z0-9_$]*)*");

  /** Bounds the recursion here, in javac and in generated code; compilers stop at 255 structs. */
  private static final int MAX_DEPTH = 255;

  /** Each is a lambda within the one before it; javac's stack ends between 150 and 250. */
  private static final int MAX_DIMENSIONS = 100;

  /** What the head of a tuple may have: below 2 GB, with room for what stands before it. */
  private static final long MAX_HEAD = Integer.MAX_VALUE - 1024L;

  private final Map<String, Struct> structs = new HashMap<>();

  /** Thrown for a function that exists inside the EVM only. */
  @SuppressWarnings("serial") // never serialized
  static final class LibraryTypeException extends RuntimeException {
    LibraryTypeException(String type) {
      super(type, null, false, false);
    }
  }

  /** All structs that were met, sorted by shape. */
  List<Struct> structs() {
    List<Struct> found = new ArrayList<>(structs.values());
    found.sort(Comparator.comparing(Struct::shape));
    return found;
  }

  /**
   * Reads a list of parameters.
   *
   * @param place says in messages where they stand
   * @param context name of an unnamed struct among them, without what tells it from others
   * @param unnamed stands in such a name for a parameter without one
   */
  List<Parameter> parameters(
      JsonNode list, String place, String context, String unnamed, int depth) {
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      throw new AbiRefusedException(place + ": expected a list of parameters, found " + list);
    }
    List<Parameter> parameters = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode each = list.get(i);
      String raw = text(each, "name", place);
      String name = raw.isEmpty() ? "" : Names.stripped(identifier(raw, place + " parameter " + i));
      String structContext = context + (name.isEmpty() ? unnamed + i : Names.capitalized(name));
      String where = place + " parameter " + (name.isEmpty() ? i : name);
      String typeText = text(each, "type", where);
      if (typeText.chars().filter(c -> c == '[').count() > MAX_DIMENSIONS) {
        throw new AbiRefusedException(where + ": more than " + MAX_DIMENSIONS + " dimensions");
      }
      SolType type = type(typeText, each, where, structContext, depth);
      parameters.add(new Parameter(name, type, each.path("indexed").asBoolean(false)));
    }
    if (Parameter.headBytes(parameters) > MAX_HEAD) {
      throw new AbiRefusedException(place + ": fixed arrays of more than 2 GB");
    }
    return List.copyOf(parameters);
  }

  private SolType type(String text, JsonNode parameter, String place, String context, int depth) {
    if (depth > MAX_DEPTH) {
      throw new AbiRefusedException(place + ": nested deeper than " + MAX_DEPTH);
    }
    Matcher array = ARRAY.matcher(text);
    if (array.matches()) {
      SolType element = type(array.group(1), parameter, place, context, depth + 1);
      return new SolType.Array(element, length(array.group(2), place));
    }
    if (text.equals("tuple")) {
      return struct(parameter, place, context, depth);
    }
    if (SolType.Elementary.isName(text)) {
      return SolType.Elementary.parse(text, place);
    }
    if (LIBRARY_TYPE.matcher(text).matches()) {
      throw new LibraryTypeException(text);
    }
    throw new AbiRefusedException(place + ": no ABI type: " + text);
  }

  private static int length(String digits, String place) {
    if (digits.isEmpty()) {
      return -1;
    }
    if (digits.startsWith("0")) {
      throw new AbiRefusedException(place + ": no array length: " + digits);
    }
    if (digits.length() > 9) {
      throw new AbiRefusedException(place + ": no Java list has " + digits + " elements");
    }
    return Integer.parseInt(digits);
  }

  private SolType struct(JsonNode parameter, String place, String context, int depth) {
    JsonNode components = parameter.path("components");
    if (components.isEmpty()) {
      throw new AbiRefusedException(place + ": a tuple without components");
    }
    Matcher internal = STRUCT.matcher(text(parameter, "internalType", place));
    boolean isNamed = internal.matches();
    String name = Names.capitalized(isNamed ? internal.group(2) : context);
    String qualifier = isNamed && internal.group(1) != null ? internal.group(1) : "";
    List<Parameter> fields = parameters(components, place, name, "Field", depth + 1);
    Struct struct = new Struct(name, fields);
    Struct known = structs.computeIfAbsent(struct.shape(), shape -> struct);
    known.declaredBy(qualifier);
    return new SolType.Tuple(known);
  }

  static String identifier(String text, String place) {
    if (!IDENTIFIER.matcher(text).matches()) {
      throw new AbiRefusedException(place + ": no identifier: " + text);
    }
    return text;
  }

  /** A text field; empty if absent. */
  static String text(JsonNode node, String field, String place) {
    JsonNode value = node.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new AbiRefusedException(place + ": " + field + " is no text: " + value);
    }
    return value.asText();
  }
}
