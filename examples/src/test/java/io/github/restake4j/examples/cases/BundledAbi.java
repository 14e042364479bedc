package io.github.restake4j.examples.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The ABI files the modules are built from, read as they lie in the repository. */
final class BundledAbi {
  private static final ObjectMapper JSON = new ObjectMapper();

  private BundledAbi() {}

  /**
   * A function or an error of one of the files.
   *
   * @param file path within its module's ABI folder
   * @param json as in the file
   */
  record Entry(String file, JsonNode json) {
    String name() {
      return json.path("name").asText();
    }

    /** {@code Name(type,type)}. */
    String signature() {
      return name() + types(json.path("inputs"));
    }

    /**
     * {@code name(type name, (type name) name)}: structs are written out, and names lose the
     * underscores some contracts put before them, as in generated code.
     */
    String declaration() {
      return name() + parameters(json.path("inputs"));
    }

    @Override
    public String toString() {
      return file + " " + signature();
    }
  }

  /** All entries of a type in a module, in the order of its files. */
  static List<Entry> of(String module, String type) {
    Path folder = Path.of("..", module, "src", "main", "abi");
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".json")).sorted().toList()) {
        for (JsonNode each : JSON.readTree(file.toFile()).path("abi")) {
          if (each.path("type").asText().equals(type)) {
            entries.add(new Entry(folder.relativize(file).toString(), each));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return entries;
  }

  private static String types(JsonNode parameters) {
    List<String> types = new ArrayList<>();
    for (JsonNode each : parameters) {
      String type = each.path("type").asText();
      types.add(
          type.startsWith("tuple")
              ? types(each.path("components")) + type.substring("tuple".length())
              : type);
    }
    return "(" + String.join(",", types) + ")";
  }

  private static String parameters(JsonNode inputs) {
    List<String> all = new ArrayList<>();
    for (JsonNode each : inputs) {
      String type = each.path("type").asText();
      all.add(
          (type.startsWith("tuple")
                  ? parameters(each.path("components")) + type.substring("tuple".length())
                  : type)
              + " "
              + each.path("name").asText().replaceFirst("^_+", ""));
    }
    return "(" + String.join(", ", all) + ")";
  }
}
