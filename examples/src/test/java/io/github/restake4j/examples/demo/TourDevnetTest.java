package io.github.restake4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The demo makes its whole tour, and its checks can fail. */
@Devnet(local = true)
class TourDevnetTest {
  @Test
  void run_makesTheWholeTourAndCountsItsRequests(LocalDevnet devnet) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();

    new Tour(devnet, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

    assertThat(printed.toString(StandardCharsets.UTF_8))
        .contains("8. The position")
        .containsPattern("HTTP requests: resolve \\d+, read [1-4]\n")
        .containsPattern("all \\d\\d numbers agree with the chain");
  }

  @Test
  void check_wrongNumber_endsTheDemo(LocalDevnet devnet) {
    World world = devnet;
    ChainCheck check = new ChainCheck(world.raw(), devnet.address("lido", "LidoLocator"));

    assertThatThrownBy(() -> check.steth(devnet.accounts().get(0).address(), BigInteger.ONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("printed 1, the chain says 0");
  }
}
