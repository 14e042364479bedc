package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.codegen.AbiGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Contracts of the wild, and contracts made to be difficult: all of them compile and work. */
class CorpusTest {
  private static final Path RESOURCES = Path.of("..", "codegen", "src", "test", "resources");
  static final List<String> STRICT =
      List.of(
          "--release",
          "17",
          "-Werror",
          "-Xlint:all,-path",
          "-Xdoclint:all,-missing",
          "-parameters",
          // Android projects are compiled against less than the JDK
          "--limit-modules",
          "java.base");

  @Test
  void corpus_everyContract_compilesAndRoundTrips() throws Exception {
    assertThat(check("corpus", 2)).isGreaterThan(6_000);
  }

  @Test
  void adversarial_everyContract_compilesAndRoundTrips() throws Exception {
    assertThat(check("adversarial", 3)).isGreaterThan(500);
  }

  private static int check(String folder, int times) throws Exception {
    Map<String, String> sources = new TreeMap<>();
    Map<String, JsonNode> abis = new TreeMap<>();
    for (Path file : files(RESOURCES.resolve(folder))) {
      String json = Files.readString(file);
      String packageName =
          RESOURCES.relativize(file.getParent()).toString().replaceAll("\\W+", ".");
      packageName = packageName.replace("native", "native_");
      String name = file.getFileName().toString().replace(".json", "") + "Contract";
      sources.put(
          packageName.replace('.', '/') + "/" + name + ".java",
          AbiGenerator.contract(json, packageName, name));
      JsonNode root = new ObjectMapper().readTree(json);
      abis.put(packageName + "." + name, root.isArray() ? root : root.path("abi"));
    }
    ClassLoader classes = SourceCompiler.compile(sources, STRICT);
    int entries = 0;
    for (Map.Entry<String, JsonNode> each : abis.entrySet()) {
      Class<?> contract = classes.loadClass(each.getKey());
      entries += new GeneratedContract(contract, each.getValue(), new Random(7)).roundTrip(times);
    }
    return entries;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(each -> each.toString().endsWith(".json")).toList();
    }
  }
}
