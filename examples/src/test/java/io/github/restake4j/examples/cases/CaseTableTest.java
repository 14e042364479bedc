package io.github.restake4j.examples.cases;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseTableTest {
  @TempDir Path root;

  @BeforeEach
  void catalogue() throws IOException {
    Files.createDirectories(root.resolve("docs"));
    Files.writeString(
        root.resolve("docs/reliability.md"),
        """
        | id | prio | rig | what happens | what must hold |
        | E01 | P0 | X | a | b |
        | T15 | P1 | W | a | b |
        | R10 | P2 | X | a | b |
        """);
  }

  private void report(String folder, String tests) throws IOException {
    Path target = root.resolve("sdk-core/target");
    Files.createDirectories(target.resolve(folder));
    Files.createDirectories(target.resolve("test-classes/a"));
    Files.writeString(target.resolve("test-classes/a/B.class"), "");
    Files.writeString(
        target.resolve(folder).resolve("TEST-a.B.xml"), "<testsuite>" + tests + "</testsuite>");
  }

  private static String test(String name, String content) {
    return "<testcase classname=\"a.B\" name=\"" + name + "\">" + content + "</testcase>";
  }

  @Test
  void read_allThatMustPassPassed_isGood() throws IOException {
    report("surefire-reports", test("E01_first_works", "") + test("other_test_works", ""));
    report("failsafe-reports", test("T15_blocks_work(int)[1]", ""));

    CaseTable table = CaseTable.read(root);

    assertThat(table.isGood()).isTrue();
    assertThat(table.text())
        .contains("E01  P0   X   passed   1", "R10  P2   X   missing  0")
        .contains("3 cases: 2 passed, 0 failed, 1 missing (P0 0, P1 0, P2 1)");
  }

  @Test
  void read_oneOfSeveralTestsFailed_isFailed() throws IOException {
    report(
        "surefire-reports",
        test("E01_first_works", "") + test("E01_second", "<failure/>") + test("T15_x", ""));

    CaseTable table = CaseTable.read(root);

    assertThat(table.isGood()).isFalse();
    assertThat(table.text()).contains("E01  P0   X   failed   2");
  }

  @Test
  void read_skippedOrOutlivedByItsReport_isMissing() throws IOException {
    report(
        "surefire-reports",
        test("E01_first", "<skipped/>")
            + "<testcase classname=\"a.Gone\" name=\"T15_gone\"></testcase>");

    assertThat(CaseTable.read(root).text()).contains("3 missing (P0 1, P1 1, P2 1)");
  }

  @Test
  void read_stepOfTheBuild_counts() throws IOException {
    report("surefire-reports", test("T15_x", "") + test("Z99_unlisted", ""));
    Files.createDirectories(root.resolve("target"));
    Files.write(root.resolve("target/ci-cases.txt"), List.of("E01 passed 7 jars", "noise"));

    CaseTable table = CaseTable.read(root);

    assertThat(table.isGood()).isTrue();
    assertThat(table.text()).contains("does not list: [Z99]");
  }

  @Test
  void read_theProjectsOwnCatalogue_has154Cases() {
    assertThat(CaseTable.read(Path.of("..")).text()).contains("154 cases: ");
  }
}
