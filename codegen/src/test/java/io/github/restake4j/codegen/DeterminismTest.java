package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same contract gives the same bytes, whatever is around it. */
class DeterminismTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  @Test
  void contract_entriesShuffled_isTheSameText() throws IOException {
    Random random = new Random(11);
    for (Map.Entry<String, String> each : Corpus.abis().entrySet()) {
      String name = Corpus.className(each.getKey());
      String first = AbiGenerator.contract(each.getValue(), "a.b", name);
      assertThat(AbiGenerator.contract(each.getValue(), "a.b", name)).isEqualTo(first);
      assertThat(AbiGenerator.contract(shuffled(each.getValue(), random), "a.b", name))
          .as(each.getKey())
          .isEqualTo(first);
    }
  }

  private static String shuffled(String json, Random random) throws IOException {
    JsonNode root = JSON.readTree(json);
    List<JsonNode> entries = new ArrayList<>();
    (root.isArray() ? root : root.path("abi")).forEach(entries::add);
    Collections.shuffle(entries, random);
    ArrayNode abi = JSON.createArrayNode().addAll(entries);
    ObjectNode artifact = JSON.createObjectNode();
    artifact.set("abi", abi);
    if (root.path("source").isTextual()) {
      artifact.set("source", root.path("source"));
    }
    return artifact.toString();
  }

  @Test
  void generate_anotherLocaleAndLineEnd_isTheSameText() throws IOException {
    SortedMap<String, String> first = tree();
    Locale locale = Locale.getDefault();
    String lineEnd = System.getProperty("line.separator");
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR"));
      System.setProperty("line.separator", "\r\n");
      assertThat(tree()).isEqualTo(first);
    } finally {
      Locale.setDefault(locale);
      System.setProperty("line.separator", lineEnd);
    }
    assertThat(first.values()).allSatisfy(text -> assertThat(text).doesNotContain("\r"));
  }

  @Test
  void generate_filesMadeInAnotherOrder_isTheSameTree() throws IOException {
    SortedMap<String, String> first = tree();
    SortedMap<String, String> abis = Corpus.abis();
    List<String> paths = new ArrayList<>(abis.keySet());
    Collections.reverse(paths);
    Path other = Files.createDirectory(folder.resolve("other"));
    for (String path : paths) {
      if (path.startsWith("corpus/")) {
        Path file = other.resolve(path.substring("corpus/".length()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, abis.get(path));
      }
    }
    assertThat(AbiFolder.generate(other, "com.acme")).isEqualTo(first);
  }

  private static SortedMap<String, String> tree() throws IOException {
    return AbiFolder.generate(Path.of("src", "test", "resources", "corpus"), "com.acme");
  }
}
