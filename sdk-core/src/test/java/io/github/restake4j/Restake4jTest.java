package io.github.restake4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Making, deriving and closing clients; no endpoint is ever reached. */
class Restake4jTest {
  private static final String NOWHERE = "http://127.0.0.1:9";

  private static Restake4j withoutRetries() {
    return Restake4j.builder()
        .rpc(NOWHERE)
        .options(RpcOptions.builder().retries(0).build())
        .build();
  }

  @Test
  void connect_isMainnetAndAsksNothing() {
    try (Restake4j client = Restake4j.connect(NOWHERE)) {
      assertThat(client.chain()).isEqualTo(Chain.MAINNET);
      assertThat(client.deployment().address("lido", "LidoLocator"))
          .isEqualTo(Address.parse("0xC1d0b3DE6792Bf6b4b37EccdcC24e45978Cfd2Eb"));
    }
  }

  @Test
  void connect_noHttpUrl_isRefused() {
    for (String url :
        List.of("ws://node.example", "node.example", "ftp://node.example", "", "http://")) {
      assertThatThrownBy(() -> Restake4j.connect(url))
          .as(url)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void build_withoutEndpoint_isRefused() {
    assertThatThrownBy(() -> Restake4j.builder().build()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void builder_lastOfChainAndDeployments_counts() {
    String other =
        "{\"rpcUrl\":\"http://127.0.0.1:1\",\"chainId\":31337,\"addresses\":{},\"strategies\":[],\"accounts\":[]}";
    try (Restake4j named =
            Restake4j.builder()
                .rpc(NOWHERE)
                .deployments(Deployments.parse(other))
                .chain(Chain.HOODI)
                .build();
        Restake4j own =
            Restake4j.builder()
                .rpc(NOWHERE)
                .chain(Chain.HOODI)
                .deployments(Deployments.parse(other))
                .build()) {
      assertThat(named.chain()).isEqualTo(Chain.HOODI);
      assertThat(own.chain().id()).isEqualTo(31_337);
    }
  }

  @Test
  void durations_outOfBounds_areRefused() {
    for (Duration bad : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofHours(2))) {
      assertThatThrownBy(() -> Restake4j.builder().deadline(bad))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Restake4j.builder().pollInterval(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void derived_closed_leavesTheFirstOpen() {
    try (Restake4j first = withoutRetries()) {
      first.toBuilder().deadline(Duration.ofSeconds(1)).build().close();

      assertThatThrownBy(() -> first.balance(Address.ZERO).now())
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Code.CONNECT_FAILED));
    }
  }

  @Test
  void close_twice_isNoMistake_andCallsEndTyped() {
    Restake4j client = Restake4j.connect(NOWHERE);
    client.close();
    client.close();

    assertThatThrownBy(() -> client.balance(Address.ZERO).now())
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.CLOSED));
  }

  @Test
  void close_leavesNoThreadOfOurs() throws InterruptedException {
    Set<Thread> before = Thread.getAllStackTraces().keySet();
    Restake4j client = withoutRetries();
    assertThat(client.balance(Address.ZERO).async()).failsWithin(Duration.ofSeconds(25));
    client.close();

    List<Thread> left = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (!before.contains(thread) && thread.getName().startsWith("restake4j")) {
        thread.join(1_000);
        if (thread.isAlive()) {
          left.add(thread);
        }
      }
    }
    assertThat(left).isEmpty();
  }
}
