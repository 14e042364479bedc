package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.junit.Devnet;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class LocalDevnetDevnetTest {
  private final LocalDevnet devnet;

  LocalDevnetDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @Test
  void start_packagedState_takesLessThanTwoSeconds() {
    long start = System.nanoTime();
    LocalDevnet.start().close();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
  }

  @Test
  void start_rateIsNotOneToOne() {
    String lido = devnet.address("lido", "Lido");
    // getPooledEthByShares(1e18)
    BigInteger rate = devnet.raw().uint(lido, "0x7a28fb88", RawChain.word(BigInteger.TEN.pow(18)));
    assertThat(rate).isGreaterThan(BigInteger.TEN.pow(18));
    System.out.println(devnet.deploymentJson());
    System.out.println(rate + " " + devnet.raw().timestamp() + " " + devnet.raw().blockNumber());
  }
}
