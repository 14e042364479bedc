package io.github.restake4j.examples.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.LocalDevnet;
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
        .contains("15. The portfolio")
        .containsPattern("HTTP requests: resolve \\d+, read [1-3]\n")
        .containsPattern("all \\d+ numbers agree with the chain");
  }

  @Test
  void check_wrongNumber_endsTheDemo(LocalDevnet devnet) {
    ChainCheck check = new ChainCheck(devnet.raw());
    String steth = devnet.address("lido", "Lido");
    String owner = devnet.accounts().get(0).address();

    assertThatThrownBy(() -> check.balance("stETH", BigInteger.ONE, steth, owner))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("printed 1, the chain says 0");
  }
}
