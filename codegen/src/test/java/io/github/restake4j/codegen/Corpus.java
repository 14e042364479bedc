package io.github.restake4j.codegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Contracts of the wild, and contracts made to be difficult. */
final class Corpus {
  private static final Path RESOURCES = Path.of("src", "test", "resources");
  static final List<String> FOLDERS = List.of("corpus", "adversarial", "golden");

  private Corpus() {}

  /** The text of each ABI file by its path. */
  static SortedMap<String, String> abis() throws IOException {
    SortedMap<String, String> abis = new TreeMap<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> files = Files.walk(RESOURCES.resolve(folder))) {
        for (Path file : files.filter(each -> each.toString().endsWith(".json")).toList()) {
          abis.put(RESOURCES.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return abis;
  }

  static String className(String path) {
    return path.substring(path.lastIndexOf('/') + 1).replace(".json", "Contract");
  }
}
