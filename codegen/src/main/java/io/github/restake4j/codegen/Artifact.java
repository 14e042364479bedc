package io.github.restake4j.codegen;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JSON file says of one contract: a bare ABI, our own form with {@code source} and {@code
 * abi}, or an artifact of Foundry, Hardhat or Truffle.
 *
 * @param abi the array of entries
 * @param source where the contract comes from; empty if the file does not say
 * @param creationCode {@code 0x} and hex digits; empty if there is none
 * @param callable signatures of all functions as the compiler hashed them; empty if not listed
 */
record Artifact(JsonNode abi, String source, String creationCode, Set<String> callable) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private static final Pattern HEX = Pattern.compile("(?:0x)?(?:[0-9a-fA-F]{2})*");

  /** What compilers leave where the address of a library belongs: 40 characters. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("__\\$[0-9a-fA-F]{34}\\$__|__[A-Za-z0-9_$./:<>-]{38}");

  static Artifact parse(String json) {
    String text = json.startsWith("\ufeff") ? json.substring(1) : json;
    JsonNode root;
    try {
      root = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AbiRefusedException("no JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode abi = root.isObject() ? root.path("abi") : root;
    if (!abi.isArray()) {
      throw new AbiRefusedException("no ABI: expected an array, or an object with an abi array");
    }
    Set<String> callable = new TreeSet<>();
    root.path("methodIdentifiers").fieldNames().forEachRemaining(callable::add);
    return new Artifact(abi, source(root), creationCode(root), callable);
  }

  /** Paths of a compiler's input only: others would differ from machine to machine. */
  private static String source(JsonNode root) {
    if (root.path("source").isTextual() && !root.has("contractName")) {
      return root.path("source").asText();
    }
    JsonNode target = root.path("metadata").path("settings").path("compilationTarget");
    for (Map.Entry<String, JsonNode> first : target.properties()) {
      return first.getKey() + ":" + first.getValue().asText();
    }
    if (root.path("sourceName").isTextual() && root.path("contractName").isTextual()) {
      return root.path("sourceName").asText() + ":" + root.path("contractName").asText();
    }
    return "";
  }

  private static String creationCode(JsonNode root) {
    JsonNode bytecode = root.path("bytecode");
    String code = bytecode.isObject() ? bytecode.path("object").asText("") : bytecode.asText("");
    refuseUnlinked(
        code, bytecode.isObject() ? bytecode.path("linkReferences") : root.path("linkReferences"));
    if (!HEX.matcher(code).matches()) {
      throw new AbiRefusedException("bytecode is not an even count of hex digits");
    }
    String digits = code.startsWith("0x") ? code.substring(2) : code;
    return digits.isEmpty() ? "" : "0x" + digits;
  }

  private static void refuseUnlinked(String code, JsonNode references) {
    Matcher placeholder = PLACEHOLDER.matcher(code);
    if (!placeholder.find()) {
      return;
    }
    SortedSet<String> libraries = new TreeSet<>();
    references
        .properties()
        .forEach(
            file ->
                file.getValue()
                    .fieldNames()
                    .forEachRemaining(library -> libraries.add(file.getKey() + ":" + library)));
    if (libraries.isEmpty()) {
      do {
        libraries.add(placeholder.group().replaceAll("^_+|_+$", ""));
      } while (placeholder.find());
    }
    throw new AbiRefusedException(
        "bytecode is not linked with "
            + String.join(", ", libraries)
            + ": link it, or leave the bytecode out");
  }
}
