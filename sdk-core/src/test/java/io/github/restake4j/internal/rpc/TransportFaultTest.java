package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.rpc.okhttp.OkHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class TransportFaultTest {
  private static final int MIB = 1024 * 1024;
  private static final RpcCall CHAIN_ID = RpcCall.of("eth_chainId");
  private static final RpcCall SEND = RpcCall.of("eth_sendRawTransaction", "0x02");

  private final OkHttpTransport transport = OkHttpTransport.own();

  @AfterEach
  void closeTransport() {
    transport.close();
  }

  @Test
  void T16_gzipBomb_endsAtTheLimitAndInItsMemory() throws Exception {
    byte[] bomb = gzipOfZeros(200 * MIB);
    assertThat(bomb.length).isLessThan(MIB / 4);
    try (RawServer server =
        new RawServer((request, out) -> RawServer.ok(out, bomb, "Content-Encoding: gzip\r\n"))) {
      long start = System.nanoTime();
      long allocatedBefore = allocatedByAll();

      TransportException failure = failureOfRead(server, RpcOptions.defaults());

      assertThat(failure.kind()).isEqualTo(Code.RESPONSE_TOO_LARGE);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
      assertThat(allocatedByAll() - allocatedBefore).isLessThan(64L * MIB);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void T17_announcedLengthAboveTheLimit_isRefusedUnread() {
    try (RawServer server =
        new RawServer(
            (request, out) -> {
              RawServer.head(out, "Content-Length: 4000000000\r\n");
              out.flush();
              return true;
            })) {
      assertThat(failureOfRead(server, small()).kind()).isEqualTo(Code.RESPONSE_TOO_LARGE);
    }
  }

  @Test
  void T17_bodyWithoutLength_isCutAtTheLimit() {
    try (RawServer server = new RawServer((request, out) -> pourForever(out, ""))) {
      assertThat(failureOfRead(server, small()).kind()).isEqualTo(Code.RESPONSE_TOO_LARGE);
    }
  }

  @Test
  void T17_endlessChunkedBody_isCutAtTheLimitAndTheConnectionClosed() {
    try (RawServer server =
        new RawServer((request, out) -> pourForever(out, "Transfer-Encoding: chunked\r\n"))) {
      // pourForever ends only when the other side closes, and then the server's thread with it
      assertThat(failureOfRead(server, small()).kind()).isEqualTo(Code.RESPONSE_TOO_LARGE);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void T17_falseShortLength_isMalformedNotAValue() {
    try (RawServer server =
        new RawServer(
            (request, out) -> {
              RawServer.head(out, "Content-Length: 5\r\n");
              out.write(
                  ("{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"result\":\"0x1\"}")
                      .getBytes(StandardCharsets.UTF_8));
              out.flush();
              return false;
            })) {
      assertThatThrownBy(() -> read(server, small()))
          .hasMessageContaining("eth_chainId")
          .hasMessageContaining("no JSON document");
    }
  }

  @Test
  void T19_drippingAnswer_endsWithTheTimeOfTheWholeExchange() {
    RawServer[] self = new RawServer[1];
    try (RawServer server =
        new RawServer(
            (request, out) -> {
              RawServer.head(out, "Content-Length: 1000\r\n");
              while (self[0].pause(20)) {
                out.write(' ');
                out.flush();
              }
              return false;
            })) {
      self[0] = server;
      RpcOptions options =
          small().toBuilder().attemptTimeout(Duration.ofMillis(300)).retries(0).build();

      TransportException failure = failureOfRead(server, options);

      assertThat(failure.kind()).isEqualTo(Code.TIMEOUT);
      assertThat(failure).hasMessageContaining("eth_chainId").hasMessageContaining("PT0.3S");
    }
  }

  @Test
  void T19_deadlineOfTheScope_cutsTheAttempt() {
    try (RawServer server = RawServer.silent()) {
      CallScope scope = CallScope.of(Duration.ofMillis(200));

      assertThatThrownBy(() -> rpc(server, RpcOptions.defaults()).read(List.of(CHAIN_ID), scope))
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.kind()).isEqualTo(Code.TIMEOUT));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"depth", "string", "tokens"})
  void T20_excessiveJson_isATypedLimitError(String kind) {
    String body =
        switch (kind) {
          case "depth" -> "[".repeat(1_000_000);
          case "string" -> '"' + "a".repeat(60_000_000) + '"';
          default -> "[" + "1,".repeat(10_000_000) + "1]";
        };
    try (RawServer server = RawServer.answering(body)) {
      assertThat(failureOfRead(server, RpcOptions.defaults()).kind())
          .isEqualTo(Code.RESPONSE_TOO_LARGE);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void T21_redirectToAnotherOrigin_isNotFollowed(int status) {
    try (RawServer other = RawServer.answering("{}");
        RawServer server =
            new RawServer((request, out) -> status(out, status, "Location: " + other.url()))) {
      assertThatThrownBy(() -> send(server, transport))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Code.HTTP_STATUS);
                assertThat(e.httpStatus()).hasValue(status);
                assertThat(e.retryable()).isFalse();
              });
      assertThat(other.requests()).isEmpty();
      assertThat(server.requests()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 421, 500, 502, 503, 504})
  void T22_statusOkHttpRepeatsByItself_isDeliveredOnce(int status) {
    OkHttpClient eager = new OkHttpClient.Builder().retryOnConnectionFailure(true).build();
    try (RawServer server = new RawServer((request, out) -> status(out, status, "Retry-After: 0"));
        Transport overClient = OkHttp.transport(eager)) {
      for (Transport each : List.of(transport, overClient)) {
        assertThatThrownBy(() -> send(server, each)).isInstanceOf(TransportException.class);
      }
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void T23_reusedConnectionClosedAfterTheBody_isDeliveredOnce() {
    try (RawServer server =
        new RawServer(
            (request, out) ->
                !request.body().contains("eth_sendRawTransaction")
                    && RawServer.ok(
                        out,
                        "{\"jsonrpc\":\"2.0\",\"id\":" + request.id() + ",\"result\":\"0x1\"}"))) {
      JsonRpc rpc = rpc(server, RpcOptions.defaults());
      rpc.read(List.of(CHAIN_ID), scope());

      assertThatThrownBy(() -> rpc.sendOnce(SEND, scope()))
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.kind()).isEqualTo(Code.NO_ANSWER));

      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests()).extracting(RawServer.Request::connection).containsOnly(1);
    }
  }

  @Test
  void post_interceptorThatRepeats_cannotSendTheBodyTwice() {
    OkHttpClient repeating =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).close();
                  return chain.proceed(chain.request());
                })
            .build();
    try (RawServer server = RawServer.answering("{}");
        Transport overClient = OkHttp.transport(repeating)) {
      assertThatThrownBy(() -> send(server, overClient)).isInstanceOf(TransportException.class);

      assertThat(server.requests())
          .extracting(RawServer.Request::body)
          .filteredOn(b -> !b.isEmpty())
          .hasSize(1);
    }
  }

  @Test
  void post_everyRequest_saysWhoAsks() {
    try (RawServer server = RawServer.answering("{}")) {
      Endpoint endpoint = Endpoint.of(server.url()).bearer("token-of-mine");
      JsonRpc rpc = new JsonRpc(endpoint, transport, small());
      assertThatThrownBy(() -> rpc.sendOnce(SEND, scope())).isInstanceOf(RuntimeException.class);

      assertThat(server.requests().get(0).head())
          .contains("User-Agent: restake4j/" + OkHttpTransport.VERSION)
          .contains("Authorization: Bearer token-of-mine")
          .contains("Content-Type: application/json");
    }
  }

  private static RpcOptions small() {
    return RpcOptions.builder()
        .maxResponseBytes(MIB)
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofMillis(2))
        .build();
  }

  private static CallScope scope() {
    return CallScope.of(Duration.ofSeconds(10));
  }

  private JsonRpc rpc(RawServer server, RpcOptions options) {
    return new JsonRpc(Endpoint.of(server.url()), transport, options);
  }

  private List<RpcAnswer> read(RawServer server, RpcOptions options) {
    return rpc(server, options).read(List.of(CHAIN_ID), scope());
  }

  private TransportException failureOfRead(RawServer server, RpcOptions options) {
    return catchThrowableOfType(TransportException.class, () -> read(server, options));
  }

  private static RpcAnswer send(RawServer server, Transport over) {
    return new JsonRpc(Endpoint.of(server.url()), over, RpcOptions.defaults())
        .sendOnce(SEND, scope());
  }

  private static boolean status(OutputStream out, int status, String header) throws IOException {
    String head = "HTTP/1.1 " + status + " Some\r\n" + header + "\r\nContent-Length: 0\r\n\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.flush();
    return true;
  }

  private static boolean pourForever(OutputStream out, String header) throws IOException {
    RawServer.head(out, header);
    byte[] spaces = new byte[0x4000];
    Arrays.fill(spaces, (byte) ' ');
    while (true) {
      if (!header.isEmpty()) {
        out.write("4000\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      out.write(spaces);
      if (!header.isEmpty()) {
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  private static byte[] gzipOfZeros(int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 65_536)) {
      byte[] zeros = new byte[MIB];
      for (int i = 0; i < size / MIB; i++) {
        gzip.write(zeros);
      }
    }
    return out.toByteArray();
  }

  private static long allocatedByAll() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      sum += Math.max(0, threads.getThreadAllocatedBytes(id));
    }
    return sum;
  }
}
