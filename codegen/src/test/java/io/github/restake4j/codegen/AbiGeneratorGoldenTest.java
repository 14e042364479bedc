package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The golden files were read by people; a change of theirs is a change of what users see. */
class AbiGeneratorGoldenTest {

  @ParameterizedTest
  @ValueSource(strings = {"Overloads", "Structs", "Events", "Errors", "Outputs", "Arrays"})
  void contract_handWrittenAbi_isTheGoldenFile(String name) throws IOException {
    String source = AbiGenerator.contract(read(name + ".json"), "golden", name + "Contract");
    assertThat(source).isEqualTo(read(name + "Contract.java"));
    assertThat(AbiGenerator.contract(read(name + ".json"), "golden", name + "Contract"))
        .isEqualTo(source);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Overloads", "Structs", "Events", "Errors", "Outputs", "Arrays"})
  void contract_entriesInAnotherOrder_isTheSameFile(String name) throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode file = (ObjectNode) mapper.readTree(read(name + ".json"));
    List<JsonNode> entries = new ArrayList<>();
    file.path("abi").forEach(entries::add);
    Collections.reverse(entries);
    ArrayNode reversed = mapper.createArrayNode().addAll(entries);
    file.set("abi", reversed);
    assertThat(AbiGenerator.contract(file.toString(), "golden", name + "Contract"))
        .isEqualTo(read(name + "Contract.java"));
  }

  private static String read(String name) throws IOException {
    try (InputStream in = AbiGeneratorGoldenTest.class.getResourceAsStream("/golden/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
