package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broadcast says about bytes that may have left, on real sockets. */
@Timeout(30)
class BroadcastFaultTest {
  private static final RpcCall SEND = RpcCall.of("eth_sendRawTransaction", "0x02");

  private final OkHttpTransport transport = OkHttpTransport.own();
  private final List<JsonRpc> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(JsonRpc::close);
    transport.close();
  }

  @Test
  void E36_connectionRefused_nothingLeft() {
    RawServer server = RawServer.silent();
    server.close();

    assertDelivery(server.url(), "CONNECT_FAILED", false);
  }

  @Test
  void E36_unknownHost_nothingLeft() {
    assertDelivery("http://no-such-host.invalid", "CONNECT_FAILED", false);
  }

  @Test
  void E36_tlsHandshakeNeverAnswered_nothingLeft() {
    try (RawServer server = RawServer.silent()) {
      assertDelivery(server.url().replace("http:", "https:"), "TIMEOUT", false);
      assertThat(server.requests()).isEmpty();
    }
  }

  @Test
  void E07_deliveredAndNeverAnswered_mayHaveLeft() {
    try (RawServer server = RawServer.silent()) {
      assertDelivery(server.url(), "TIMEOUT", true);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void E08_answerCut_mayHaveLeft() {
    try (RawServer server =
        new RawServer(
            (request, out) -> {
              RawServer.head(out, "Content-Length: 100\r\n");
              out.write('{');
              out.flush();
              return false;
            })) {
      assertDelivery(server.url(), "NO_ANSWER", true);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void E05_gatewayErrorAfterTheBody_mayHaveLeft() {
    try (RawServer server =
        new RawServer(
            (request, out) -> {
              out.write(
                  "HTTP/1.1 502 No\r\nContent-Length: 0\r\n\r\n"
                      .getBytes(StandardCharsets.US_ASCII));
              out.flush();
              return true;
            })) {
      assertDelivery(server.url(), "HTTP_STATUS", true);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void broadcast_cancelledWhileWaitingInLine_nothingLeft() throws Exception {
    try (RawServer server = RawServer.silent()) {
      JsonRpc rpc = rpc(List.of(server.url()));
      CallScope running = CallScope.of(Duration.ofSeconds(20));
      List<FutureTask<List<Delivery>>> others = new ArrayList<>();
      for (int i = 0; i < Line.MOST_AT_ONCE; i++) {
        others.add(start(() -> rpc.broadcast(List.of(SEND), running, false)));
      }
      while (server.requests().size() < Line.MOST_AT_ONCE) {
        Thread.onSpinWait();
      }
      CallScope waiting = CallScope.of(Duration.ofSeconds(20));
      FutureTask<List<Delivery>> late = start(() -> rpc.broadcast(List.of(SEND), waiting, false));

      waiting.cancel();

      Delivery delivery = late.get(5, TimeUnit.SECONDS).get(0);
      assertThat(delivery.failure())
          .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("CANCELLED"));
      assertThat(delivery.mayHaveLeft()).isFalse();
      assertThat(server.requests()).hasSize(Line.MOST_AT_ONCE);
      running.cancel();
      for (FutureTask<List<Delivery>> other : others) {
        assertThat(other.get(5, TimeUnit.SECONDS).get(0).mayHaveLeft()).isTrue();
      }
    }
  }

  @Test
  void broadcast_oneHangs_othersAreDeliveredAndTheScopeEndsIt() {
    try (RawServer hanging = RawServer.silent();
        RawServer good =
            new RawServer(
                (request, out) ->
                    RawServer.ok(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"result\":\"0x1\"}"))) {
      JsonRpc rpc = rpc(List.of(hanging.url(), good.url()));
      long start = System.nanoTime();

      List<Delivery> deliveries =
          rpc.broadcast(List.of(SEND), CallScope.of(Duration.ofSeconds(2)), false);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
      assertThat(deliveries.get(0).mayHaveLeft()).isTrue();
      assertThat(deliveries.get(0).failure())
          .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("TIMEOUT"));
      assertThat(deliveries.get(1).failure()).isEmpty();
      assertThat(good.requests()).hasSize(1);
    }
  }

  private void assertDelivery(String url, String code, boolean mayHaveLeft) {
    List<Delivery> deliveries =
        rpc(List.of(url)).broadcast(List.of(SEND), CallScope.of(Duration.ofSeconds(2)), false);

    assertThat(deliveries)
        .singleElement()
        .satisfies(
            delivery -> {
              assertThat(delivery.failure())
                  .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo(code));
              assertThat(delivery.mayHaveLeft()).isEqualTo(mayHaveLeft);
              assertThat(delivery.answers()).isEmpty();
            });
  }

  private static FutureTask<List<Delivery>> start(Callable<List<Delivery>> work) {
    FutureTask<List<Delivery>> task = new FutureTask<>(work);
    new Thread(task).start();
    return task;
  }

  private JsonRpc rpc(List<String> urls) {
    List<Endpoint> endpoints = new ArrayList<>();
    urls.forEach(url -> endpoints.add(Endpoint.of(url)));
    JsonRpc rpc =
        new JsonRpc(
            new Endpoints(endpoints, Optional.empty()),
            null,
            transport,
            RpcOptions.defaults(),
            Events.to(null));
    opened.add(rpc);
    return rpc;
  }
}
