package io.github.restake4j.examples.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * L02: the bill of materials of each module lists exactly the dependencies Maven resolves, each
 * with a checksum, none a range or a snapshot, and all modules agree on each version. That no
 * declaration anywhere is a range, and that versions converge, the enforcer has checked before.
 */
final class SupplyChain {
  private static final Pattern LISTED =
      Pattern.compile(
          "^ *([^:\\s]+):([^:\\s]+):([^:\\s]+):(?:[^:\\s]+:)?([^:\\s]+):(compile|runtime)\\b.*");
  private static final String OWN = "io.github.restake4j";

  private SupplyChain() {}

  /** Compares; every line is something wrong. */
  static List<String> faults(Path root) throws IOException {
    List<String> faults = new ArrayList<>();
    Map<String, String> versions = new HashMap<>();
    int modules = 0;
    List<Path> boms;
    try (Stream<Path> files = Files.walk(root, 4)) {
      boms = files.filter(file -> file.endsWith(Path.of("target", "bom.json"))).sorted().toList();
    }
    for (Path bom : boms) {
      Path list = bom.resolveSibling("dependencies.txt");
      if (!Files.exists(list)) {
        faults.add(bom + " has no dependencies.txt beside it");
        continue;
      }
      modules++;
      Set<String> listed = listed(list);
      Set<String> billed = billed(bom, faults);
      for (String each : listed) {
        if (!billed.contains(each)) {
          faults.add(bom + " lacks " + each);
        }
      }
      for (String each : billed) {
        if (!listed.contains(each)) {
          faults.add(bom + " has " + each + ", which Maven does not resolve");
        }
        int at = each.lastIndexOf(':');
        String before = versions.putIfAbsent(each.substring(0, at), each.substring(at + 1));
        if (before != null && !each.endsWith(":" + before)) {
          faults.add(each + " in " + bom + ", elsewhere it is " + before);
        }
        boolean fixed = each.matches("[^\\[\\](),]+") && !each.endsWith("-SNAPSHOT");
        if (!fixed && !each.startsWith(OWN)) {
          faults.add(each + " in " + bom + " is no fixed version");
        }
      }
    }
    if (modules < 5 || versions.size() < 10) {
      faults.add("only " + modules + " modules and " + versions.size() + " dependencies found");
    }
    return faults;
  }

  private static Set<String> listed(Path list) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (String line : Files.readAllLines(list)) {
      Matcher matcher = LISTED.matcher(line.replaceAll("\u001B\\[[0-9;]*m", ""));
      if (matcher.matches()) {
        found.add(matcher.group(1) + ":" + matcher.group(2) + ":" + matcher.group(4));
      }
    }
    return found;
  }

  private static Set<String> billed(Path bom, List<String> faults) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (JsonNode each : new ObjectMapper().readTree(bom.toFile()).path("components")) {
      String name =
          each.path("group").asText()
              + ":"
              + each.path("name").asText()
              + ":"
              + each.path("version").asText();
      found.add(name);
      boolean hashed = false;
      for (JsonNode hash : each.path("hashes")) {
        hashed |= hash.path("alg").asText().equals("SHA-256");
      }
      if (!hashed && !name.startsWith(OWN)) {
        faults.add(name + " in " + bom + " has no checksum");
      }
    }
    return found;
  }

  /** Prints the verdict and adds it to {@code target/ci-cases.txt}; status 1 if it failed. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments.length > 0 ? arguments[0] : ".");
    List<String> faults = faults(root);
    faults.forEach(System.out::println);
    String verdict =
        faults.isEmpty()
            ? "L02 passed: each SBOM is its dependency tree, checksums recorded"
            : "L02 failed: " + faults.size() + " faults";
    System.out.println(verdict);
    Files.createDirectories(root.resolve("target"));
    Files.writeString(
        root.resolve("target").resolve("ci-cases.txt"),
        verdict + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
    System.exit(faults.isEmpty() ? 0 : 1);
  }
}
