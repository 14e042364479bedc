package io.github.restake4j.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Chain;
import io.github.restake4j.Listener;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.units.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Reads of a client with two endpoints: the rounds of one run never mix them. */
class EndpointsReadTest {
  private static final Chain PRIVATE = Chain.of(1_337);
  private static final Address OWNER = Address.parse("0x00000000000000000000000000000000000000bb");

  private final Switched first = new Switched(100, "0x1");
  private final Switched second = new Switched(101, "0x2");
  private final List<String> events = new ArrayList<>();

  /** A node that can be switched off, also from a certain request on. */
  private static final class Switched {
    private final FakeNode node;
    private int requestsLeft = Integer.MAX_VALUE;

    Switched(long height, String balance) {
      BiFunction<FakeNode, JsonNode, JsonNode> answers =
          (n, call) ->
              call.path("method").asText().equals("eth_blockNumber")
                  ? FakeNode.text("0x" + Long.toHexString(n.height))
                  : FakeNode.text(balance);
      node = new FakeNode(answers);
      node.chainId = PRIVATE.id();
      node.height = height;
    }
  }

  private Restake4j client() {
    Map<String, Switched> nodes = Map.of("first.example", first, "second.example", second);
    Transport both =
        new Transport() {
          @Override
          public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
            Switched to = Objects.requireNonNull(nodes.get(endpoint.uri().getHost()));
            if (to.requestsLeft-- <= 0) {
              throw new TransportException(TransportException.Code.CONNECT_FAILED, "off");
            }
            return to.node.post(endpoint, body, limits);
          }

          @Override
          public void close() {}
        };
    return Restake4j.builder()
        .rpc("http://first.example", "http://second.example")
        .chain(PRIVATE)
        .transport(both)
        .options(RpcOptions.builder().firstPause(Duration.ofMillis(1)).build())
        .listener(
            new Listener() {
              @Override
              public void failedOver(Failover failover) {
                events.add("failover to " + failover.to());
              }

              @Override
              public void called(Call call) {
                events.add("called " + call.failure().map(e -> e.code()).orElse("ok"));
              }
            })
        .build();
  }

  @Test
  void nowAt_endpointFailsBetweenRounds_runsAllRoundsAgainOnTheOther() {
    try (Restake4j client = client()) {
      client.balance(OWNER).now();
      first.requestsLeft = 2; // the header and the first of two rounds

      At<List<Wei>> read =
          client
              .balance(OWNER)
              .then(one -> client.balance(Address.ZERO).map(two -> List.of(one, two)))
              .nowAt();

      assertThat(read.block().number()).isEqualTo(101);
      assertThat(read.value()).containsExactly(Wei.of(2), Wei.of(2));
    }
  }

  @Test
  void now_endpointIsDownAtTheStart_movesOnWithoutRunningAgain() {
    try (Restake4j client = client()) {
      client.balance(OWNER).now();
      first.requestsLeft = 0;
      int before = second.node.requests;

      assertThat(client.balance(OWNER).now()).isEqualTo(Wei.of(2));
      assertThat(second.node.requests - before).as("header and round").isEqualTo(2);
      assertThat(events).contains("failover to http://second.example");
    }
  }

  @Test
  void now_bothDown_isTyped() {
    try (Restake4j client = client()) {
      first.requestsLeft = 0;
      second.requestsLeft = 0;

      assertThatThrownBy(() -> client.balance(OWNER).now()).isInstanceOf(TransportException.class);
      assertThat(events).endsWith("called CONNECT_FAILED");
    }
  }
}
