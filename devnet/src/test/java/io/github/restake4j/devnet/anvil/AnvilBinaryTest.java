package io.github.restake4j.devnet.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnvilBinaryTest {
  /** How a Linux binary starts; what matters is that it does not start as a script. */
  private static final String BINARY = "\u007fELF";

  @TempDir Path home;

  @Test
  void locate_propertyNamesNothing_saysSo() {
    assertThatThrownBy(() -> new AnvilBinary(Map.of(), home, "/nowhere/anvil").locate())
        .isInstanceOf(AnvilMissingException.class)
        .hasMessage("-Drestake4j.anvil names /nowhere/anvil, which is not an executable file");
  }

  @Test
  void locate_property_winsOverVariable() throws IOException {
    Path one = program(home.resolve("one"), BINARY);
    Path two = program(home.resolve("two"), BINARY);
    Map<String, String> environment = Map.of("RESTAKE4J_ANVIL", two.toString());
    assertThat(new AnvilBinary(environment, home, one.toString()).locate()).isEqualTo(one);
    assertThat(new AnvilBinary(environment, home, "").locate()).isEqualTo(two);
  }

  @Test
  void locate_variableNamesAFolder_saysSo() {
    Map<String, String> environment = Map.of("RESTAKE4J_ANVIL", home.toString());
    assertThatThrownBy(() -> new AnvilBinary(environment, home, "").locate())
        .isInstanceOf(AnvilMissingException.class)
        .hasMessageContaining("RESTAKE4J_ANVIL names " + home);
  }

  @Test
  void locate_scriptOnPath_isPassedOverForTheBinaryBehindIt() throws IOException {
    program(home.resolve("scripts"), "#!/usr/bin/env node");
    Path binary = program(home.resolve("binaries"), BINARY);
    String path = home.resolve("scripts") + java.io.File.pathSeparator + binary.getParent();
    assertThat(new AnvilBinary(Map.of("PATH", path), home, "").locate()).isEqualTo(binary);
  }

  @Test
  void locate_foundry_isFoundWithoutPath() throws IOException {
    Path binary = program(home.resolve(".foundry").resolve("bin"), BINARY);
    assertThat(new AnvilBinary(Map.of(), home, "").locate()).isEqualTo(binary);
  }

  @Test
  void locate_nothingAndNoNpm_saysWhatToInstallInOneSentence() {
    assertThatThrownBy(() -> new AnvilBinary(Map.of(), home, "").locate())
        .isInstanceOf(AnvilMissingException.class)
        .hasMessage(
            "no anvil found: install Node 20 or newer (npm then fetches anvil 1.7.1 by itself), or"
                + " Foundry, or name the binary with -Drestake4j.anvil or RESTAKE4J_ANVIL");
  }

  @Test
  void locate_npmFails_givesItsLastWordAndLeavesNothingBehind() throws IOException {
    Path tools = home.resolve("tools");
    program(tools, "");
    Path npm = tools.resolve("npm");
    Files.writeString(npm, "#!/bin/sh\necho first\necho no network\nexit 1\n");
    assertThat(npm.toFile().setExecutable(true)).isTrue();
    Files.delete(tools.resolve("anvil"));
    assertThatThrownBy(() -> new AnvilBinary(Map.of("PATH", tools.toString()), home, "").locate())
        .isInstanceOf(AnvilMissingException.class)
        .hasMessage("npm could not fetch anvil 1.7.1: no network");
    assertThat(home.resolve(".cache").resolve("restake4j")).isEmptyDirectory();
  }

  private static Path program(Path folder, String content) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve("anvil");
    Files.writeString(file, content);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
