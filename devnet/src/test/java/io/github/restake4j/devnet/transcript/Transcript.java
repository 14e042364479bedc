package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What real contracts were asked and what they answered. The head says which contracts and how they
 * were built; each step says who called what and when, and what came of it: {@code returns} or
 * {@code reverts}, {@code events}, and {@code reads} of the state after.
 */
final class Transcript {
  /** The parts of a step that the contracts decide. */
  static final List<String> OUTCOME = List.of("returns", "reverts", "result", "events", "reads");

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final ObjectNode head;
  private final List<ObjectNode> steps;

  Transcript(ObjectNode head, List<ObjectNode> steps) {
    this.head = head;
    this.steps = steps;
  }

  static Transcript read(Path file) {
    try {
      JsonNode tree = MAPPER.readTree(file.toFile());
      List<ObjectNode> steps = new ArrayList<>();
      tree.path("steps").forEach(step -> steps.add((ObjectNode) step));
      ObjectNode head = ((ObjectNode) tree).deepCopy();
      head.remove("steps");
      return new Transcript(head, steps);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** One step a line, so that a difference between two recordings is a line. */
  void write(Path file) {
    try {
      StringBuilder text = new StringBuilder("{\n");
      for (var field : head.properties()) {
        text.append(" \"").append(field.getKey()).append("\": ");
        text.append(MAPPER.writeValueAsString(field.getValue())).append(",\n");
      }
      text.append(" \"steps\": [\n");
      for (int i = 0; i < steps.size(); i++) {
        text.append("  ").append(MAPPER.writeValueAsString(steps.get(i)));
        text.append(i + 1 < steps.size() ? ",\n" : "\n");
      }
      Files.writeString(file, text.append(" ]\n}\n").toString());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  ObjectNode head() {
    return head;
  }

  List<ObjectNode> steps() {
    return steps;
  }

  /**
   * Plays all steps on a stage.
   *
   * @return one line per difference between what the transcript says and what happened
   */
  List<String> differences(Stage stage) {
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < steps.size() && differences.size() < 20; i++) {
      ObjectNode step = steps.get(i);
      ObjectNode seen;
      try {
        seen = stage.play(step);
        reads(stage, step.path("reads"), seen);
      } catch (RuntimeException e) {
        seen = JsonNodeFactory.instance.objectNode().put("failed", String.valueOf(e.getMessage()));
      }
      for (String part : OUTCOME) {
        compare("step " + (i + 1) + " " + what(step) + " " + part, step.path(part), seen.path(part))
            .ifPresent(differences::add);
      }
      if (seen.has("failed")) {
        differences.add("step " + (i + 1) + " " + what(step) + " failed: " + seen.path("failed"));
      }
    }
    return differences;
  }

  /** The first difference between two values, looked for inside lists of equal length. */
  private static Optional<String> compare(String where, JsonNode recorded, JsonNode seen) {
    if (recorded.equals(seen)) {
      return Optional.empty();
    }
    if (recorded.isArray() && seen.isArray() && recorded.size() == seen.size()) {
      for (int i = 0; i < recorded.size(); i++) {
        Optional<String> inside = compare(where + " [" + i + "]", recorded.get(i), seen.get(i));
        if (inside.isPresent()) {
          return inside;
        }
      }
    }
    return Optional.of(where + ": recorded " + recorded + ", replayed " + seen);
  }

  private static void reads(Stage stage, JsonNode recorded, ObjectNode seen) {
    if (recorded.isMissingNode()) {
      return;
    }
    ArrayNode reads = seen.putArray("reads");
    for (JsonNode read : recorded) {
      reads.add(readOf(stage, read));
    }
  }

  /** Reads again what a read says: contract, signature, arguments. */
  static ObjectNode readOf(Stage stage, JsonNode read) {
    ObjectNode again = JsonNodeFactory.instance.objectNode();
    again.set("at", read.path("at"));
    again.set("call", read.path("call"));
    again.set("args", read.path("args"));
    again.set(
        "returns",
        stage.read(read.path("at").asText(), read.path("call").asText(), read.path("args")));
    return again;
  }

  private static String what(JsonNode step) {
    return step.has("lever")
        ? step.path("lever").asText() + " " + step.path("args")
        : step.path("to").asText() + "." + step.path("call").asText() + " " + step.path("args");
  }
}
