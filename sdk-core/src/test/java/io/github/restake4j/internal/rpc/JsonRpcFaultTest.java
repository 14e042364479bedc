package io.github.restake4j.internal.rpc;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.restake4j.internal.rpc.StubNode.ID;
import static io.github.restake4j.internal.rpc.StubNode.assertMalformed;
import static io.github.restake4j.internal.rpc.StubNode.error;
import static io.github.restake4j.internal.rpc.StubNode.ok;
import static io.github.restake4j.internal.rpc.StubNode.result;
import static io.github.restake4j.internal.rpc.StubNode.scope;
import static io.github.restake4j.internal.rpc.StubNode.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class JsonRpcFaultTest {
  private static final StubNode NODE = new StubNode();
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final RpcCall CHAIN_ID = RpcCall.of("eth_chainId");
  private static final RpcCall SEND = RpcCall.of("eth_sendRawTransaction", "0x02");

  @AfterAll
  static void stop() {
    NODE.close();
  }

  @BeforeEach
  void reset() {
    NODE.reset();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "999999",
        "null",
        "\"" + ID + "\"",
        ID + ".0",
        "true",
        "[" + ID + "]",
        "18446744073709551617"
      })
  void T01_wrongId_neverGivesTheValue(String id) {
    NODE.answers(ok("{\"jsonrpc\":\"2.0\",\"id\":" + id + " ,\"result\":\"0x1\"}"));

    assertMalformed(() -> NODE.rpc().read(List.of(CHAIN_ID), scope()));
    assertThat(NODE.requests()).as("a read is asked once more").hasSize(2);
    assertMalformed(() -> NODE.rpc().sendOnce(SEND, scope()));
    assertThat(NODE.requests()).as("a send is not").hasSize(3);
  }

  @Test
  void T01_missingId_neverGivesTheValue() {
    NODE.answers(ok("{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}"));

    assertMalformed(() -> NODE.rpc().read(List.of(CHAIN_ID), scope()));
  }

  @Test
  void T01_ids_areNeverUsedTwice() throws Exception {
    NODE.answers(ok(result("\"0x1\"")));
    JsonRpc rpc = NODE.rpc();
    for (int i = 0; i < 3; i++) {
      rpc.read(List.of(CHAIN_ID), scope());
    }

    List<Long> ids = new ArrayList<>();
    for (LoggedRequest request : NODE.requests()) {
      ids.add(MAPPER.readTree(request.getBodyAsString()).get("id").longValue());
    }
    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 502})
  void T09_htmlPage_isQuotedBrieflyWithoutControls(int status) {
    NODE.answers(
        aResponse()
            .withStatus(status)
            .withBody("<html>\u001b[31m\r\n\u0007" + "x".repeat(100_000)));

    assertThatThrownBy(() -> NODE.rpc().sendOnce(SEND, scope()))
        .isInstanceOfAny(RpcException.class, TransportException.class)
        .message()
        .contains("<html> [31m")
        .hasSizeLessThan(512 + 200)
        .matches(text -> text.chars().noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @CsvSource({"403, 1", "401, 1", "404, 1", "500, 4", "502, 4", "408, 4"})
  void T09_httpStatus_isRetriedOnlyIfItPasses(int status, int attempts) {
    NODE.answers(aResponse().withStatus(status));

    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> NODE.rpc().read(List.of(CHAIN_ID), scope()));

    assertThat(failure.kind()).isEqualTo(TransportException.Code.HTTP_STATUS);
    assertThat(failure.httpStatus()).hasValue(status);
    assertThat(failure.retryable()).isEqualTo(attempts > 1);
    assertThat(NODE.requests()).hasSize(attempts);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"resu",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":\"0x1\"}{}",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":\"0x1\"} x",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":\"0x1\",\"result\":\"0x2\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":{\"a\":1,\"a\":2}}",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " }",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"error\":null}",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"error\":\"no\"}",
        "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"error\":{\"message\":\"no\"}}",
        "{\"jsonrpc\":\"2.0\",\"id\":"
            + ID
            + " ,\"result\":\"0x1\",\"error\":{\"code\":1,\"message\":\"no\"}}",
        "{\"jsonrpc\":\"1.0\",\"id\":" + ID + " ,\"result\":\"0x1\"}",
        "[{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":\"0x1\"}]",
        "\"0x1\"",
        "null",
      })
  void T10_brokenBody_isMalformedAndReadOnceMore(String body) {
    NODE.answers(ok(body));

    assertMalformed(() -> NODE.rpc().read(List.of(CHAIN_ID), scope()));
    assertThat(NODE.requests()).hasSize(2);
    assertMalformed(() -> NODE.rpc().sendOnce(SEND, scope()));
    assertThat(NODE.requests()).hasSize(3);
  }

  @Test
  void T10_noContent_isMalformed() {
    NODE.answers(aResponse().withStatus(204));

    assertMalformed(() -> NODE.rpc().read(List.of(CHAIN_ID), scope()));
  }

  @Test
  void T10_brokenOnce_isReadAgain() {
    NODE.answers(ok("{"), ok(result("\"0x1\"")));

    assertThat(values(NODE.rpc().read(List.of(CHAIN_ID), scope()))).containsExactly("0x1");
  }

  @Test
  void T10_unusedHalfAsNull_isAccepted() {
    NODE.answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + ID
                + " ,\"error\":null,\"result\":\"0x1\",\"extra\":{}}"));

    assertThat(values(NODE.rpc().read(List.of(CHAIN_ID), scope()))).containsExactly("0x1");
  }

  @ParameterizedTest
  @CsvSource({
    "429, Too Many Requests",
    "-32005, limit exceeded",
    "-32016, rate limited",
    "-32007, 50/second request limit reached",
    "-32029, Too Many Requests",
    "-32000, project ID request rate exceeded: too many requests",
  })
  void T24_rateLimitInsideA200_isRetriedForReadsOnly(int code, String message) {
    NODE.answers(ok(error(code, message)));

    assertThatThrownBy(() -> NODE.rpc().read(List.of(CHAIN_ID), scope()))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.RATE_LIMITED));
    assertThat(NODE.requests()).hasSize(4);

    NODE.reset();
    NODE.answers(ok(error(code, message)));
    assertThat(NODE.rpc().sendOnce(SEND, scope()))
        .isInstanceOfSatisfying(
            RpcAnswer.Failure.class, failure -> assertThat(failure.isRateLimit()).isTrue());
    assertThat(NODE.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "-32005, query returned more than 10000 results",
    "-32005, exceeds maximum RPC range",
    "-32005, Transaction gas limit exceeds block gas limit",
    "-32000, nonce too low",
    "3, execution reverted",
  })
  void T24_otherErrorUnderTheSameCode_isNoRateLimit(int code, String message) {
    NODE.answers(ok(error(code, message)));

    assertThat(NODE.rpc().read(List.of(CHAIN_ID), scope()).get(0))
        .isInstanceOf(RpcAnswer.Failure.class);
    assertThat(NODE.requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"429, RATE_LIMITED", "503, HTTP_STATUS"})
  void T24_longRetryAfter_isCarriedAndNotWaitedFor(int status, TransportException.Code code) {
    NODE.answers(aResponse().withStatus(status).withHeader("Retry-After", "86400"));

    TransportException failure =
        catchThrowableOfType(
            TransportException.class, () -> NODE.rpc().read(List.of(CHAIN_ID), scope()));

    assertThat(failure.kind()).isEqualTo(code);
    assertThat(failure.retryAfter()).contains(Duration.ofDays(1));
    assertThat(NODE.requests()).as("no second attempt fits before the deadline").hasSize(1);
  }

  @Test
  void T24_http429WithShortDelay_waitsThatLong() {
    NODE.answers(aResponse().withStatus(429).withHeader("Retry-After", "1"), ok(result("\"0x1\"")));
    long start = System.nanoTime();

    assertThat(values(NODE.rpc().read(List.of(CHAIN_ID), scope()))).containsExactly("0x1");

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EMPTY_RESPONSE",
        "CONNECTION_RESET_BY_PEER",
        "RANDOM_DATA_THEN_CLOSE",
        "MALFORMED_RESPONSE_CHUNK"
      })
  void read_brokenConnection_isTriedAgainAndSendIsNot(Fault fault) {
    NODE.answers(aResponse().withFault(fault), ok(result("\"0x1\"")));
    assertThat(values(NODE.rpc().read(List.of(CHAIN_ID), scope()))).containsExactly("0x1");

    NODE.reset();
    NODE.answers(aResponse().withFault(fault));
    assertThatThrownBy(() -> NODE.rpc().sendOnce(SEND, scope()))
        .isInstanceOfAny(TransportException.class, RpcException.class);
    assertThat(NODE.requests()).hasSize(1);
  }
}
