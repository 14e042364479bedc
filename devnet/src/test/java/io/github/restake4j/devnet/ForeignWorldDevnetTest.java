package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Devnet(local = true)
class ForeignWorldDevnetTest {
  private final LocalDevnet devnet;
  @TempDir Path folder;

  ForeignWorldDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @Test
  void open_deploymentOfADevnet_isTheSameWorldBehindItsOwnCounter() {
    try (ForeignWorld world = handedOver()) {
      assertThat(world.accounts()).isEqualTo(devnet.accounts());
      assertThat(world.has("lido")).isTrue();
      assertThat(world.has("kelp")).isFalse();
      JsonNode own = Json.parse(devnet.deploymentJson());
      JsonNode foreign = Json.parse(world.deploymentJson());
      assertThat(foreign.path("addresses")).isEqualTo(own.path("addresses"));
      assertThat(foreign.path("rpcUrl").asText()).isEqualTo(world.rpcUrl());
      assertThat(world.rpcUrl()).isNotEqualTo(devnet.rpcUrl());
      world.mine(2);
      assertThat(world.raw().blockNumber()).isEqualTo(devnet.raw().blockNumber());
    }
  }

  @Test
  void invoke_runsTheLeverCommand() {
    try (ForeignWorld world = handedOver()) {
      LidoReport report = world.lido().report(BigInteger.TEN.pow(18), BigInteger.ZERO);
      String lido = devnet.address("lido", "Lido");
      assertThat(devnet.raw().uint(lido, "0x37cfdaca")).isEqualTo(report.postTotalEther());
      world.lido().pauseQueue();
      String queue = devnet.address("lido", "WithdrawalQueueERC721");
      assertThat(devnet.raw().uint(queue, "0xb187bd26")).isOne();
    }
  }

  @Test
  void invoke_refusedLever_givesTheReason() {
    try (ForeignWorld world = handedOver()) {
      world.lido().stop();
      assertThatThrownBy(() -> world.lido().stop())
          .isInstanceOf(LeverException.class)
          .hasMessageStartingWith("lido.stop: exit status 1: ")
          .hasMessageEndingWith("lido.stop: CONTRACT_IS_STOPPED");
    }
  }

  @Test
  void invoke_unknownLever_isMissing() {
    try (ForeignWorld world = handedOver()) {
      assertThatThrownBy(() -> world.invoke("lido.fly", "{}"))
          .isInstanceOf(MissingLeverException.class)
          .hasMessageContaining("lido.fly");
    }
  }

  @Test
  void open_notADeployment_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("empty.json"), "{}");
    assertThatThrownBy(() -> ForeignWorld.open(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no rpcUrl and addresses in " + file);
  }

  private ForeignWorld handedOver() {
    Path file = folder.resolve("deployment.json");
    devnet.writeDeployment(file);
    return ForeignWorld.open(file);
  }
}
