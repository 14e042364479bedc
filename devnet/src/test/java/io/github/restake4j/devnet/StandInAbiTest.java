package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A stand-in has what it declares, levers apart, and nothing else. */
class StandInAbiTest {
  private static final Path ABI = Path.of("src", "main", "abi");
  private static final Path LEVERS = Path.of("src", "main", "levers");

  static List<Path> contracts() throws IOException {
    try (Stream<Path> files = Files.walk(ABI)) {
      return files.filter(Files::isRegularFile).map(ABI::relativize).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void artifact_hasTheDeclaredEntriesAndLevers(Path contract) throws IOException {
    String name = contract.getFileName().toString();
    JsonNode artifact = Json.parse(Artifact.Resources.text("contracts/" + name));
    List<JsonNode> declared = new ArrayList<>();
    Json.parse(Files.readString(ABI.resolve(contract))).path("abi").forEach(declared::add);
    Path levers = LEVERS.resolve(contract);
    if (Files.exists(levers)) {
      Json.parse(Files.readString(levers)).path("abi").forEach(declared::add);
    }
    assertThat(entries(declared)).isEqualTo(entries(artifact.path("abi"))).isNotEmpty();
  }

  private static Set<String> entries(Iterable<JsonNode> abi) {
    Set<String> entries = new TreeSet<>();
    for (JsonNode entry : abi) {
      String type = entry.path("type").asText();
      if (!type.equals("constructor")) {
        entries.add(
            type
                + " "
                + entry.path("name").asText()
                + types(entry.path("inputs"))
                + types(entry.path("outputs"))
                + entry.path("stateMutability").asText());
      }
    }
    return entries;
  }

  private static String types(JsonNode parameters) {
    StringBuilder types = new StringBuilder("(");
    for (JsonNode parameter : parameters) {
      types.append(parameter.path("type").asText());
      if (parameter.has("components")) {
        types.append(types(parameter.path("components")));
      }
      types.append(parameter.path("indexed").asBoolean() ? " indexed," : ",");
    }
    return types.append(")").toString();
  }
}
