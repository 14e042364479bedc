package io.github.restake4j.codegen;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
 * abi}, an artifact of Foundry, Hardhat or Truffle, a compiler's metadata, or the answer of an
 * explorer.
 *
 * @param abi the array of entries
 * @param source where the contract comes from; empty if the file does not say
 * @param creationCode {@code 0x} and hex digits; empty if there is none, or if it is not linked
 * @param unlinked the libraries that the creation code of the file still has to be linked with
 * @param callable signatures of all functions as the compiler hashed them; empty if not listed
 */
record Artifact(
    JsonNode abi,
    String source,
    String creationCode,
    SortedSet<String> unlinked,
    Set<String> callable) {
  /** Artifacts carry the syntax tree of their source, in which each operator is a level or two. */
  private static final int MAX_DEPTH = 50_000;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final Pattern HEX = Pattern.compile("(?:0x)?(?:[0-9a-fA-F]{2})*");

  /** What compilers leave where the address of a library belongs: 40 characters. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("__\\$[0-9a-fA-F]{34}\\$__|__[A-Za-z0-9_$./:<>-]{38}");

  static Artifact parse(String json) {
    JsonNode root = read(json.startsWith("\ufeff") ? json.substring(1) : json);
    if (!root.has("abi") && root.path("contracts").isObject()) {
      throw new AbiRefusedException(
          "no ABI: a compiler's output of many contracts, expected the abi of one");
    }
    Set<String> callable = new TreeSet<>();
    root.path("methodIdentifiers").fieldNames().forEachRemaining(callable::add);
    String code = code(root);
    SortedSet<String> unlinked = unlinked(root, code);
    if (!unlinked.isEmpty()) {
      code = "";
    } else if (!HEX.matcher(code).matches()) {
      throw new AbiRefusedException("bytecode is not an even count of hex digits");
    }
    String digits = code.startsWith("0x") ? code.substring(2) : code;
    String creationCode = digits.isEmpty() ? "" : "0x" + digits;
    return new Artifact(abi(root), source(root), creationCode, unlinked, callable);
  }

  private static JsonNode read(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new AbiRefusedException("no JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Explorers and old compilers give the array as a text; metadata has it one level down. */
  private static JsonNode abi(JsonNode root) {
    JsonNode abi = root;
    if (root.isObject()) {
      abi = root.has("abi") ? root.path("abi") : root.path("output").path("abi");
      if (abi.isMissingNode()) {
        abi = root.path("result");
      }
    }
    if (abi.isTextual() && abi.asText().trim().startsWith("[")) {
      abi = read(abi.asText());
    }
    if (!abi.isArray()) {
      throw new AbiRefusedException("no ABI: expected an array, or an object with an abi array");
    }
    return abi;
  }

  /** Paths of a compiler's input only: others would differ from machine to machine. */
  private static String source(JsonNode root) {
    if (root.path("source").isTextual() && !root.has("contractName")) {
      return root.path("source").asText();
    }
    JsonNode metadata = root.has("output") ? root : root.path("metadata");
    JsonNode target = metadata.path("settings").path("compilationTarget");
    for (Map.Entry<String, JsonNode> first : target.properties()) {
      return first.getKey() + ":" + first.getValue().asText();
    }
    if (root.path("sourceName").isTextual() && root.path("contractName").isTextual()) {
      return root.path("sourceName").asText() + ":" + root.path("contractName").asText();
    }
    return "";
  }

  private static String code(JsonNode root) {
    JsonNode bytecode = root.path("bytecode");
    return bytecode.isObject() ? bytecode.path("object").asText("") : bytecode.asText("");
  }

  private static SortedSet<String> unlinked(JsonNode root, String code) {
    SortedSet<String> libraries = new TreeSet<>();
    Matcher placeholder = PLACEHOLDER.matcher(code);
    if (!placeholder.find()) {
      return libraries;
    }
    JsonNode bytecode = root.path("bytecode");
    (bytecode.isObject() ? bytecode : root)
        .path("linkReferences")
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
    return libraries;
  }
}
