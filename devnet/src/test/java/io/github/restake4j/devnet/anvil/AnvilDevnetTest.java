package io.github.restake4j.devnet.anvil;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@Devnet(local = true)
class AnvilDevnetTest {
  @Test
  void close_endsTheProcess() throws Exception {
    Anvil anvil = Anvil.start(AnvilBinary.find(), List.of());
    ProcessHandle process = ProcessHandle.of(anvil.pid()).orElseThrow();
    assertThat(process.info().command().orElse("")).endsWith("anvil");
    anvil.close();
    process.onExit().get(5, TimeUnit.SECONDS);
    anvil.close();
  }

  @Test
  void start_twoAtOnce_haveDifferentPorts() {
    try (Anvil one = Anvil.start(AnvilBinary.find(), List.of());
        Anvil two = Anvil.start(AnvilBinary.find(), List.of("--chain-id", "5"));
        NodeRpc node = new NodeRpc(two.url())) {
      assertThat(one.url()).isNotEqualTo(two.url());
      assertThat(node.call("eth_chainId").asText()).isEqualTo("0x5");
    }
  }

  @Test
  void start_manyRequestsWithoutReadingItsOutput_keepsAnswering() {
    try (Anvil anvil = Anvil.start(AnvilBinary.find(), List.of());
        NodeRpc node = new NodeRpc(anvil.url())) {
      for (int i = 0; i < 3_000; i++) {
        assertThat(node.call("eth_chainId").asText()).isEqualTo("0x7a69");
      }
    }
  }

  @Test
  void start_notAnAnvil_saysWhatItPrinted() {
    assertThatThrownBy(() -> Anvil.start(AnvilBinary.find(), List.of("--no-such-option")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("--no-such-option");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void killedJvm_leavesNoAnvil() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Orphan.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      long pid = Long.parseLong(said.readLine());
      ProcessHandle anvil = ProcessHandle.of(pid).orElseThrow();
      assertThat(anvil.isAlive()).isTrue();
      child.destroyForcibly(); // SIGKILL: no hook of the child runs
      child.waitFor();
      assertThat(child.exitValue()).isEqualTo(128 + 9);
      anvil.onExit().get(5, TimeUnit.SECONDS);
    } finally {
      child.destroyForcibly();
    }
  }

  /** A program that starts an anvil and never ends. */
  static final class Orphan {
    private Orphan() {}

    public static void main(String[] arguments) throws IOException {
      Anvil anvil = Anvil.start(AnvilBinary.find(), List.of());
      System.out.println(anvil.pid());
      System.in.read();
    }
  }
}
