package io.github.restake4j.codegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CodegenCommandTest {
  @TempDir private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String abi = "";
  private String target = "";

  @BeforeEach
  void writeAbi() throws IOException {
    abi = folder.resolve("abi").toString();
    target = folder.resolve("out").toString();
    Files.createDirectories(folder.resolve("abi/acme"));
    Files.writeString(folder.resolve("abi/acme/Pool.json"), "[]");
  }

  private int run(String... arguments) {
    return CodegenCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  @Test
  void run_folder_writesTheTree() {
    assertThat(run("--package", "com", "--output", target, abi)).isZero();
    assertThat(out).hasToString("3 files written, 0 unchanged, 0 deleted" + System.lineSeparator());
    assertThat(folder.resolve("out/com/acme/contract/PoolContract.java")).exists();
  }

  @Test
  void run_oneFile_writesOneClassAndDeletesNothing() {
    run("-p", "com", "-o", target, abi);
    assertThat(run("-p", "com.mine", "-o", target, "-c", "Mine", abi + "/acme/Pool.json")).isZero();
    assertThat(folder.resolve("out/com/mine/Mine.java")).content().contains("class Mine {");
    assertThat(folder.resolve("out/com/acme/contract/PoolContract.java")).exists();
  }

  @Test
  void run_refusedAbi_ends1AndWritesNothing() throws IOException {
    Files.writeString(folder.resolve("abi/acme/Bad.json"), "{}");
    assertThat(run("-p", "com", "-o", target, abi)).isEqualTo(1);
    assertThat(err.toString()).startsWith("refused: acme/Bad.json: no ABI");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void run_wrongUse_ends2AndSaysWhy() {
    assertThat(run("-p", "com", "-o", target, "--quick", abi)).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown option: '--quick'").contains("Usage:");
    assertThat(run("-o", target, abi)).isEqualTo(2);
    assertThat(run("-p", "com", "-o", target, "-c", "X", abi)).isEqualTo(2);
    assertThat(run("-p", "com", "-o", target, folder.resolve("none").toString())).isEqualTo(2);
    assertThat(run("-p", "no-name", "-o", target, abi + "/acme/Pool.json")).isEqualTo(2);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void run_unreadableFile_ends3() {
    assertThat(run("-p", "com", "-o", target, abi + "/acme/None.json")).isEqualTo(3);
    assertThat(err.toString()).startsWith("cannot read or write: ");
  }

  @Test
  void run_help_listsOptionsAndExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: restake4j-codegen", "--package", "--output", "--class", "Exit codes:")
        .contains("1   an ABI was refused");
  }
}
