package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CircuitTest {
  private static final RpcCall CALL = RpcCall.of("eth_chainId");
  private static final Endpoint ENDPOINT = Endpoint.of("http://node.example");

  /** Opens once two of the latest four attempts failed. */
  private static final RpcOptions OPTIONS =
      RpcOptions.builder().circuitWindow(4).circuitPause(Duration.ofSeconds(30)).retries(0).build();

  private final Hands clock = new Hands();

  @Test
  void T31_failures_openTheCircuitAndSpareTheEndpoint() {
    ScriptedTransport dead = new ScriptedTransport(body -> refuse());
    JsonRpc rpc = rpc(dead, OPTIONS);
    fail(rpc);
    fail(rpc);

    assertThat(kindOf(rpc)).isEqualTo(Code.CIRCUIT_OPEN);
    assertThatThrownBy(() -> rpc.sendOnce(CALL, scope()))
        .hasMessageContaining("eth_chainId was not sent")
        .hasMessageContaining("http://node.example");
    assertThat(dead.bodies()).hasSize(2);
  }

  @Test
  void T31_afterThePause_oneProbeGoesAndClosesIt() {
    List<Throwable> meanwhile = new ArrayList<>();
    JsonRpc[] self = new JsonRpc[1];
    boolean[] alive = {false};
    ScriptedTransport node =
        new ScriptedTransport(
            body -> {
              if (!alive[0]) {
                refuse();
              }
              // while the probe runs, a second call is turned away
              if (meanwhile.isEmpty()) {
                meanwhile.add(catchThrowable(() -> self[0].sendOnce(CALL, scope())));
              }
              return ScriptedTransport.result(body, "1");
            });
    JsonRpc rpc = rpc(node, OPTIONS);
    self[0] = rpc;
    fail(rpc);
    fail(rpc);
    alive[0] = true;
    clock.now = clock.now.plusSeconds(29);
    assertThat(kindOf(rpc)).isEqualTo(Code.CIRCUIT_OPEN);

    clock.now = clock.now.plusSeconds(2);
    assertThat(rpc.sendOnce(CALL, scope())).isInstanceOf(RpcAnswer.Result.class);

    assertThat(meanwhile)
        .singleElement()
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Code.CIRCUIT_OPEN));
    assertThat(rpc.sendOnce(CALL, scope())).isInstanceOf(RpcAnswer.Result.class);
  }

  @Test
  void T31_failedProbe_opensItAgain() {
    JsonRpc rpc = rpc(new ScriptedTransport(body -> refuse()), OPTIONS);
    fail(rpc);
    fail(rpc);
    clock.now = clock.now.plusSeconds(31);

    assertThat(kindOf(rpc)).isEqualTo(Code.CONNECT_FAILED);
    assertThat(kindOf(rpc)).isEqualTo(Code.CIRCUIT_OPEN);
  }

  @Test
  void circuit_jsonRpcErrors_leaveItClosed() {
    JsonRpc rpc =
        rpc(
            new ScriptedTransport(
                body ->
                    ScriptedTransport.answer(
                        200,
                        "{\"jsonrpc\":\"2.0\",\"id\":"
                            + body.replaceAll("(?s).*?\"id\":([0-9]+).*", "$1")
                            + ",\"error\":{\"code\":3,\"message\":\"execution reverted\"}}")),
            OPTIONS);
    for (int i = 0; i < 10; i++) {
      assertThat(rpc.sendOnce(CALL, scope())).isInstanceOf(RpcAnswer.Failure.class);
    }
  }

  @Test
  void circuit_cancellationInterruptAndOversize_leaveItClosed() {
    for (Code code : List.of(Code.CANCELLED, Code.INTERRUPTED, Code.RESPONSE_TOO_LARGE)) {
      JsonRpc rpc =
          rpc(
              new ScriptedTransport(
                  body -> {
                    throw new TransportException(code, "as scripted");
                  }),
              OPTIONS);
      for (int i = 0; i < 10; i++) {
        assertThat(kindOf(rpc)).isEqualTo(code);
      }
    }
  }

  @Test
  void circuit_serverErrorsAndRubbish_openIt() {
    for (Transport.Answer answer :
        List.of(ScriptedTransport.answer(503, ""), ScriptedTransport.answer(200, "<html>"))) {
      JsonRpc rpc = rpc(new ScriptedTransport(body -> answer), OPTIONS);
      fail(rpc);
      fail(rpc);
      assertThat(kindOf(rpc)).isEqualTo(Code.CIRCUIT_OPEN);
    }
  }

  @Test
  void circuit_refusalsOfTheCaller_leaveItClosed() {
    for (int status : new int[] {401, 403, 429}) {
      JsonRpc rpc =
          rpc(new ScriptedTransport(body -> ScriptedTransport.answer(status, "")), OPTIONS);
      for (int i = 0; i < 10; i++) {
        assertThat(kindOf(rpc)).isNotEqualTo(Code.CIRCUIT_OPEN);
      }
    }
  }

  @Test
  void T29_deadEndpoint_takesFewAttemptsFromManyReads() {
    ScriptedTransport dead = new ScriptedTransport(body -> refuse());
    RpcOptions retrying = RpcOptions.builder().firstPause(Duration.ofMillis(1)).retries(3).build();
    JsonRpc rpc = rpc(dead, retrying);
    for (int i = 0; i < 200; i++) {
      assertThatThrownBy(() -> rpc.read(List.of(CALL), scope()))
          .isInstanceOf(TransportException.class);
    }

    assertThat(dead.bodies()).as("half of the window of 20").hasSize(10);
  }

  @Test
  void T30_retries_stayWithinTheirCountAndKeepTheLastFailure() {
    ScriptedTransport node =
        new ScriptedTransport(body -> ScriptedTransport.answer(503, "try later"));
    RpcOptions options =
        RpcOptions.builder()
            .firstPause(Duration.ofMillis(1))
            .retries(5)
            .circuitWindow(1000)
            .build();
    JsonRpc rpc = rpc(node, options);

    assertThatThrownBy(() -> rpc.read(List.of(CALL), scope())).hasMessageContaining("try later");
    assertThat(node.bodies()).hasSize(6);
  }

  @Test
  void read_badParameter_isRefusedBeforeAnyIo() {
    ScriptedTransport node = new ScriptedTransport(body -> refuse());
    JsonRpc rpc = rpc(node, OPTIONS);

    for (Object bad : List.of(new Random(1), 'c', List.of(new Object()))) {
      assertThatThrownBy(() -> rpc.read(List.of(RpcCall.of("m", bad)), scope()))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(node.bodies()).isEmpty();
  }

  @Test
  void read_parameters_areWrittenAsPlainJson() {
    ScriptedTransport node = new ScriptedTransport(body -> ScriptedTransport.result(body, "1"));
    rpc(node, OPTIONS)
        .sendOnce(
            RpcCall.of("m", "a\"b", true, 7L, 8, List.of("x"), Map.of("k", List.of(false))),
            scope());

    assertThat(node.bodies())
        .containsExactly(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"m\",\"params\":"
                + "[\"a\\\"b\",true,7,8,[\"x\"],{\"k\":[false]}]}");
  }

  private JsonRpc rpc(Transport transport, RpcOptions options) {
    return new JsonRpc(
        Endpoints.of(ENDPOINT), null, transport, options, Events.to(null), clock, bound -> bound);
  }

  private static void fail(JsonRpc rpc) {
    assertThat(catchThrowable(() -> rpc.sendOnce(CALL, scope()))).isNotNull();
  }

  private static Code kindOf(JsonRpc rpc) {
    Throwable failure = catchThrowable(() -> rpc.sendOnce(CALL, scope()));
    assertThat(failure).isInstanceOf(TransportException.class);
    return failure instanceof TransportException e ? e.kind() : Code.CLOSED;
  }

  private static Transport.Answer refuse() {
    throw new TransportException(Code.CONNECT_FAILED, "refused as scripted");
  }

  private static CallScope scope() {
    return CallScope.of(Duration.ofSeconds(5));
  }

  private static final class Hands extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
