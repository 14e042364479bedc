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
import org.junit.jupiter.api.BeforeAll;
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

  private static final Map<String, JsonNode> ABIS = new TreeMap<>();
  private static ClassLoader classes = CorpusTest.class.getClassLoader();

  @BeforeAll
  static void generateAndCompile() throws IOException {
    Map<String, String> sources = new TreeMap<>();
    for (String folder : List.of("corpus", "adversarial")) {
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
        ABIS.put(packageName + "." + name, root.isArray() ? root : root.path("abi"));
      }
    }
    classes = SourceCompiler.compile(sources, STRICT);
  }

  @Test
  void corpus_everyContract_roundTrips() throws Exception {
    assertThat(all("corpus", contract -> contract.roundTrip(2))).isGreaterThan(6_000);
  }

  @Test
  void adversarial_everyContract_roundTrips() throws Exception {
    assertThat(all("adversarial", contract -> contract.roundTrip(3))).isGreaterThan(500);
  }

  @Test
  void A05_everyFunction_emptyAnswer_isRefusedTyped() throws Exception {
    assertThat(all("", GeneratedContract::refuseEmptyAnswers)).isGreaterThan(2_500);
  }

  @Test
  void A10_everyFunction_argumentThatDoesNotFit_isRefusedByName() throws Exception {
    assertThat(all("", GeneratedContract::refuseMisfits)).isGreaterThan(7_000);
  }

  @Test
  void A13_everyDecoder_damagedBytes_areRefusedTypedOrRead() throws Exception {
    double scale = Double.parseDouble(System.getProperty("scale", "0.05"));
    int times = (int) Math.max(3, 1_000 * scale * scale);
    assertThat(all("", contract -> contract.feedDamagedBytes(times))).isGreaterThan(10_000);
  }

  private interface Check {
    int of(GeneratedContract contract) throws Exception;
  }

  private static int all(String folder, Check check) throws Exception {
    int sum = 0;
    for (Map.Entry<String, JsonNode> each : ABIS.entrySet()) {
      if (each.getKey().startsWith(folder)) {
        Class<?> contract = classes.loadClass(each.getKey());
        sum += check.of(new GeneratedContract(contract, each.getValue(), new Random(7)));
      }
    }
    return sum;
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(each -> each.toString().endsWith(".json")).toList();
    }
  }
}
