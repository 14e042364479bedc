package io.github.restake4j.examples.cases;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * Which cases of {@code docs/reliability.md} passed in the last {@code mvn verify}: reads the test
 * reports of all modules and what the steps of {@code .ci/run} wrote to {@code
 * target/ci-cases.txt}.
 */
final class CaseTable {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| ([A-Z][0-9]{2}) \\| (P[0-9]) \\| ([A-Z]) \\|");
  private static final Pattern NAMED = Pattern.compile("\\G([A-Z][0-9]{2})_");
  private static final Pattern STEP = Pattern.compile("^([A-Z][0-9]{2}) (passed|failed)\\b.*");

  private enum Result {
    PASSED,
    FAILED,
    SKIPPED
  }

  private record Case(String id, String priority, String rig) {}

  private final List<Case> cases = new ArrayList<>();
  private final Map<String, List<Result>> results = new TreeMap<>();

  private CaseTable() {}

  /**
   * Reads what there is.
   *
   * @param root of the project
   */
  static CaseTable read(Path root) {
    CaseTable table = new CaseTable();
    try {
      Matcher row = ROW.matcher(Files.readString(root.resolve("docs").resolve("reliability.md")));
      while (row.find()) {
        table.cases.add(new Case(row.group(1), row.group(2), row.group(3)));
      }
      for (Path report : reports(root)) {
        table.readReport(report);
      }
      Path steps = root.resolve("target").resolve("ci-cases.txt");
      if (Files.exists(steps)) {
        for (String line : Files.readAllLines(steps)) {
          Matcher step = STEP.matcher(line);
          if (step.matches()) {
            boolean passed = step.group(2).equals("passed");
            table.add(step.group(1), passed ? Result.PASSED : Result.FAILED);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return table;
  }

  private static List<Path> reports(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root, 5)) {
      return files
          .filter(
              file -> {
                String folder = String.valueOf(file.getParent());
                return file.getFileName().toString().matches("TEST-.*\\.xml")
                    && (folder.endsWith("surefire-reports") || folder.endsWith("failsafe-reports"));
              })
          .sorted()
          .toList();
    }
  }

  private void readReport(Path report) throws IOException {
    Path module = report.getParent().getParent();
    NodeList tests;
    try {
      DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
      xml.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      tests = xml.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
    } catch (SAXException | ParserConfigurationException e) {
      throw new IOException("not a test report: " + report, e);
    }
    for (int i = 0; i < tests.getLength(); i++) {
      Element test = (Element) tests.item(i);
      Matcher named = NAMED.matcher(test.getAttribute("name"));
      String compiled = test.getAttribute("classname").replace('.', '/') + ".class";
      // a report may have outlived its test
      if (Files.exists(module.resolve("test-classes").resolve(compiled))) {
        while (named.find()) { // a test may stand for several
          add(named.group(1), result(test));
        }
      }
    }
  }

  private static Result result(Element test) {
    if (has(test, "failure") || has(test, "error")) {
      return Result.FAILED;
    }
    return has(test, "skipped") ? Result.SKIPPED : Result.PASSED;
  }

  private static boolean has(Element test, String child) {
    return test.getElementsByTagName(child).getLength() > 0;
  }

  private void add(String id, Result result) {
    results.computeIfAbsent(id, unused -> new ArrayList<>()).add(result);
  }

  private String verdict(Case each) {
    List<Result> all = results.getOrDefault(each.id(), List.of());
    if (all.contains(Result.FAILED)) {
      return "failed";
    }
    return all.contains(Result.PASSED) ? "passed" : "missing";
  }

  /** True if every case that must pass did. */
  boolean isGood() {
    return !cases.isEmpty()
        && cases.stream().allMatch(each -> each.priority().equals("P2") || isPassed(each))
        && cases.stream().noneMatch(each -> verdict(each).equals("failed"));
  }

  private boolean isPassed(Case each) {
    return verdict(each).equals("passed");
  }

  /** One line per case, and the counts. */
  String text() {
    StringBuilder out = new StringBuilder();
    out.append(String.format("%-4s %-4s %-3s %-8s %s%n", "id", "prio", "rig", "result", "tests"));
    Map<String, Integer> counts = new TreeMap<>();
    for (Case each : cases) {
      String verdict = verdict(each);
      counts.merge(verdict, 1, Integer::sum);
      counts.merge(verdict + " " + each.priority(), 1, Integer::sum);
      int tests = results.getOrDefault(each.id(), List.of()).size();
      out.append(
          String.format(
              "%-4s %-4s %-3s %-8s %d%n", each.id(), each.priority(), each.rig(), verdict, tests));
    }
    TreeSet<String> unknown = new TreeSet<>(results.keySet());
    cases.forEach(each -> unknown.remove(each.id()));
    if (!unknown.isEmpty()) {
      out.append(
          String.format("tests of cases that docs/reliability.md does not list: %s%n", unknown));
    }
    out.append(
        String.format(
            "%d cases: %d passed, %d failed, %d missing (P0 %d, P1 %d, P2 %d)%n",
            cases.size(),
            counts.getOrDefault("passed", 0),
            counts.getOrDefault("failed", 0),
            counts.getOrDefault("missing", 0),
            counts.getOrDefault("missing P0", 0),
            counts.getOrDefault("missing P1", 0),
            counts.getOrDefault("missing P2", 0)));
    return out.toString();
  }

  /** Prints the table; status 1 if a case that must pass did not. */
  public static void main(String[] arguments) {
    CaseTable table = read(Path.of(arguments.length > 0 ? arguments[0] : "."));
    System.out.print(table.text());
    System.exit(table.isGood() ? 0 : 1);
  }
}
