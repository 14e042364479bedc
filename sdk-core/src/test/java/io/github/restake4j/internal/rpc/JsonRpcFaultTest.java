package io.github.restake4j.internal.rpc;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class JsonRpcFaultTest {
  private static final WireMockServer NODE =
      new WireMockServer(options().dynamicPort().globalTemplating(true));
  private static final OkHttpTransport TRANSPORT = OkHttpTransport.own();
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private static final String ID = "{{jsonPath request.body '$.id'}}";
  private static final RpcCall CHAIN_ID = RpcCall.of("eth_chainId");
  private static final RpcCall SEND = RpcCall.of("eth_sendRawTransaction", "0x02");
  private static final List<RpcCall> THREE =
      List.of(RpcCall.of("first"), RpcCall.of("second"), RpcCall.of("third"));

  @BeforeAll
  static void start() {
    NODE.start();
  }

  @AfterAll
  static void stop() {
    NODE.stop();
    TRANSPORT.close();
  }

  @BeforeEach
  void reset() {
    NODE.resetAll();
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
    answers(ok("{\"jsonrpc\":\"2.0\",\"id\":" + id + " ,\"result\":\"0x1\"}"));

    assertMalformed(() -> read(CHAIN_ID));
    assertThat(requests()).as("a read is asked once more").hasSize(2);
    assertMalformed(() -> rpc().sendOnce(SEND, scope()));
    assertThat(requests()).as("a send is not").hasSize(3);
  }

  @Test
  void T01_missingId_neverGivesTheValue() {
    answers(ok("{\"jsonrpc\":\"2.0\",\"result\":\"0x1\"}"));

    assertMalformed(() -> read(CHAIN_ID));
  }

  @Test
  void T01_ids_areNeverUsedTwice() throws Exception {
    answers(ok(result("\"0x1\"")));
    JsonRpc rpc = rpc();
    for (int i = 0; i < 3; i++) {
      rpc.read(List.of(CHAIN_ID), scope());
    }

    List<Long> ids = new ArrayList<>();
    for (LoggedRequest request : requests()) {
      ids.add(MAPPER.readTree(request.getBodyAsString()).get("id").longValue());
    }
    assertThat(ids).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void T02_batchOutOfOrder_isMappedById() {
    answers(
        ok("[" + item(2, "\"0x3\"") + "," + item(0, "\"0x1\"") + "," + item(1, "\"0x2\"") + "]"));

    assertThat(values(rpc().read(THREE, scope()))).containsExactly("0x1", "0x2", "0x3");
    assertThat(requests()).hasSize(1);
  }

  @Test
  void T03_shortBatch_deliversTheOthersAndTypesTheMissing() {
    answers(ok("[" + item(0, "\"0x1\"") + "," + item(2, "\"0x3\"") + "]"), ok("{}"));

    List<RpcAnswer> answers = rpc().read(THREE, scope());

    assertThat(values(List.of(answers.get(0), answers.get(2)))).containsExactly("0x1", "0x3");
    assertThat(answers.get(1)).isInstanceOf(RpcAnswer.Broken.class);
    assertMalformed(() -> answers.get(1).result("second"));
    assertThat(bodies().get(1))
        .as("only the missing one is asked again")
        .contains("second")
        .doesNotContain("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void T03_batchWithForeignOrDoubleId_isMalformedAsAWhole(int doubled) {
    answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + item(1, "\"0x2\"")
                + ","
                + item(doubled, "\"0x3\"")
                + "]"));

    assertMalformed(() -> rpc().read(THREE, scope()));
  }

  @ParameterizedTest
  @CsvSource({
    "-32600, batch too large",
    "-32005, limit exceeded",
    "-32003, response too large",
    "-32000, too many calls in batch"
  })
  void T05_batchRejected_isSplitInTwo(int code, String message) {
    answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":"
                + code
                + ",\"message\":\""
                + message
                + "\"}}"),
        ok("[" + item(0, "\"0x1\"") + "," + item(1, "\"0x2\"") + "]"),
        ok("[" + item(0, "\"0x3\"") + "," + item(1, "\"0x4\"") + "]"));
    List<RpcCall> four = new ArrayList<>(THREE);
    four.add(RpcCall.of("fourth"));
    JsonRpc rpc = rpc();

    assertThat(values(rpc.read(four, scope()))).containsExactly("0x1", "0x2", "0x3", "0x4");

    assertThat(requests()).hasSize(3);
    assertThat(rpc.batchLimit()).as("what the node taught").isEqualTo(2);
  }

  @Test
  void T05_batchRejectedAtEverySize_endsWithSingleCalls() {
    answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}"));

    RpcException failure =
        catchThrowableOfType(RpcException.class, () -> rpc().read(THREE, scope()));

    assertThat(failure.kind()).isEqualTo(RpcException.Code.MALFORMED_RESPONSE);
    assertThat(requests()).as("three at once, then one at a time, twice").hasSize(3);
  }

  @Test
  void T05_payloadTooLarge_isSplitInTwo() {
    answers(aResponse().withStatus(413), ok(result("\"0x1\"")));

    assertThat(values(rpc().read(THREE.subList(0, 2), scope()))).containsExactly("0x1", "0x1");
  }

  @Test
  void T05_otherRefusalOfTheBatch_isTypedAndNotRepeated() {
    answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,\"message\":\"unauthorized\"}}"));

    assertThatThrownBy(() -> rpc().read(THREE, scope()))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("unauthorized");
    assertThat(requests()).hasSize(1);
  }

  @Test
  void T06_failingItem_failsAlone() {
    answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, 3, "execution reverted")
                + ","
                + item(2, "\"0x3\"")
                + "]"));

    List<RpcAnswer> answers = rpc().read(THREE, scope());

    assertThat(values(List.of(answers.get(0), answers.get(2)))).containsExactly("0x1", "0x3");
    assertThat(answers.get(1))
        .isInstanceOfSatisfying(
            RpcAnswer.Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(3);
              assertThat(failure.message()).isEqualTo("execution reverted");
              assertThat(failure.data().map(Object::toString)).contains("0x08c379a0");
            });
    assertThat(requests()).hasSize(1);
  }

  @Test
  void T06_rateLimitedItem_isRetriedAlone() {
    answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, -32005, "limit exceeded")
                + ","
                + item(2, "\"0x3\"")
                + "]"),
        ok(result("\"0x2\"")));

    assertThat(values(rpc().read(THREE, scope()))).containsExactly("0x1", "0x2", "0x3");

    assertThat(bodies()).hasSize(2);
    assertThat(bodies().get(1)).contains("second").doesNotContain("first").doesNotContain("third");
  }

  @Test
  void T06_itemRateLimitedToTheEnd_keepsItsOwnFailure() {
    answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, -32005, "limit exceeded")
                + ","
                + item(2, "\"0x3\"")
                + "]"),
        ok(error(-32005, "limit exceeded")));

    List<RpcAnswer> answers = rpc().read(THREE, scope());

    assertThat(answers.get(1)).isInstanceOf(RpcAnswer.Failure.class);
    assertThatThrownBy(() -> answers.get(1).result("second"))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.RATE_LIMITED));
    assertThat(requests()).hasSize(4);
  }

  @Test
  void T06_responseTooLargeFromAnItemOn_asksTheRestInSmallerBatches() {
    answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, -32003, "response too large")
                + ","
                + errorItem(2, -32003, "response too large")
                + "]"),
        ok(result("\"0x2\"")));

    assertThat(values(rpc().read(THREE, scope()))).containsExactly("0x1", "0x2", "0x2");
    assertThat(requests()).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 403, 502})
  void T09_htmlPage_isQuotedBrieflyWithoutControls(int status) {
    answers(
        aResponse()
            .withStatus(status)
            .withBody("<html>\u001b[31m\r\n\u0007" + "x".repeat(100_000)));

    assertThatThrownBy(() -> rpc().sendOnce(SEND, scope()))
        .isInstanceOfAny(RpcException.class, TransportException.class)
        .message()
        .contains("<html> [31m")
        .hasSizeLessThan(512 + 200)
        .matches(text -> text.chars().noneMatch(Character::isISOControl));
  }

  @ParameterizedTest
  @CsvSource({"403, 1", "401, 1", "404, 1", "500, 4", "502, 4", "408, 4"})
  void T09_httpStatus_isRetriedOnlyIfItPasses(int status, int attempts) {
    answers(aResponse().withStatus(status));

    TransportException failure =
        catchThrowableOfType(TransportException.class, () -> read(CHAIN_ID));

    assertThat(failure.kind()).isEqualTo(TransportException.Code.HTTP_STATUS);
    assertThat(failure.httpStatus()).hasValue(status);
    assertThat(failure.retryable()).isEqualTo(attempts > 1);
    assertThat(requests()).hasSize(attempts);
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
    answers(ok(body));

    assertMalformed(() -> read(CHAIN_ID));
    assertThat(requests()).hasSize(2);
    assertMalformed(() -> rpc().sendOnce(SEND, scope()));
    assertThat(requests()).hasSize(3);
  }

  @Test
  void T10_noContent_isMalformed() {
    answers(aResponse().withStatus(204));

    assertMalformed(() -> read(CHAIN_ID));
  }

  @Test
  void T10_brokenOnce_isReadAgain() {
    answers(ok("{"), ok(result("\"0x1\"")));

    assertThat(values(read(CHAIN_ID))).containsExactly("0x1");
  }

  @Test
  void T10_unusedHalfAsNull_isAccepted() {
    answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":"
                + ID
                + " ,\"error\":null,\"result\":\"0x1\",\"extra\":{}}"));

    assertThat(values(read(CHAIN_ID))).containsExactly("0x1");
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
    answers(ok(error(code, message)));

    assertThatThrownBy(() -> read(CHAIN_ID))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.RATE_LIMITED));
    assertThat(requests()).hasSize(4);

    NODE.resetRequests();
    assertThat(rpc().sendOnce(SEND, scope()))
        .isInstanceOfSatisfying(
            RpcAnswer.Failure.class, failure -> assertThat(failure.isRateLimit()).isTrue());
    assertThat(requests()).hasSize(1);
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
    answers(ok(error(code, message)));

    assertThat(read(CHAIN_ID).get(0)).isInstanceOf(RpcAnswer.Failure.class);
    assertThat(requests()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"429, RATE_LIMITED", "503, HTTP_STATUS"})
  void T24_longRetryAfter_isCarriedAndNotWaitedFor(int status, TransportException.Code code) {
    answers(aResponse().withStatus(status).withHeader("Retry-After", "86400"));

    TransportException failure =
        catchThrowableOfType(TransportException.class, () -> read(CHAIN_ID));

    assertThat(failure.kind()).isEqualTo(code);
    assertThat(failure.retryAfter()).contains(Duration.ofDays(1));
    assertThat(requests()).as("no second attempt fits before the deadline").hasSize(1);
  }

  @Test
  void T24_http429WithShortDelay_waitsThatLong() {
    answers(aResponse().withStatus(429).withHeader("Retry-After", "1"), ok(result("\"0x1\"")));
    long start = System.nanoTime();

    assertThat(values(read(CHAIN_ID))).containsExactly("0x1");

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
    answers(aResponse().withFault(fault), ok(result("\"0x1\"")));
    assertThat(values(read(CHAIN_ID))).containsExactly("0x1");

    NODE.resetAll();
    answers(aResponse().withFault(fault));
    assertThatThrownBy(() -> rpc().sendOnce(SEND, scope()))
        .isInstanceOfAny(TransportException.class, RpcException.class);
    assertThat(requests()).hasSize(1);
  }

  @Test
  void read_moreThanOneBatch_isSplitAndKeepsTheOrder() {
    answers(ok("[" + item(0, "\"0x1\"") + "," + item(1, "\"0x2\"") + "]"), ok(result("\"0x3\"")));
    JsonRpc rpc =
        new JsonRpc(
            Endpoint.of(NODE.baseUrl()), TRANSPORT, quick().toBuilder().maxBatch(2).build());

    assertThat(values(rpc.read(THREE, scope()))).containsExactly("0x1", "0x2", "0x3");
    assertThat(requests()).hasSize(2);
  }

  private static void assertMalformed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.kind()).isEqualTo(RpcException.Code.MALFORMED_RESPONSE));
  }

  /** One after the other; the last one stays. */
  private static void answers(ResponseDefinitionBuilder... responses) {
    for (int i = 0; i < responses.length; i++) {
      String state = i == 0 ? STARTED : "answered " + i;
      String next = i + 1 < responses.length ? "answered " + (i + 1) : state;
      NODE.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willReturn(responses[i])
              .willSetStateTo(next));
    }
  }

  private static ResponseDefinitionBuilder ok(String body) {
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  private static String result(String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":" + json + "}";
  }

  private static String error(int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + ID
        + " ,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"}}";
  }

  private static String item(int index, String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":{{jsonPath request.body '$["
        + index
        + "].id'}} ,\"result\":"
        + json
        + "}";
  }

  private static String errorItem(int index, int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":{{jsonPath request.body '$["
        + index
        + "].id'}} ,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\",\"data\":\"0x08c379a0\"}}";
  }

  private static List<LoggedRequest> requests() {
    return NODE.findAll(WireMock.postRequestedFor(anyUrl()));
  }

  private static List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    requests().forEach(request -> bodies.add(request.getBodyAsString()));
    return bodies;
  }

  private static List<String> values(List<RpcAnswer> answers) {
    List<String> values = new ArrayList<>();
    for (RpcAnswer answer : answers) {
      JsonNode value = answer.result("test");
      values.add(value.textValue());
    }
    return values;
  }

  private static List<RpcAnswer> read(RpcCall call) {
    return rpc().read(List.of(call), scope());
  }

  private static RpcOptions quick() {
    return RpcOptions.builder()
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofMillis(2))
        .build();
  }

  private static JsonRpc rpc() {
    return new JsonRpc(Endpoint.of(NODE.baseUrl()), TRANSPORT, quick());
  }

  private static CallScope scope() {
    return CallScope.of(Duration.ofSeconds(10));
  }
}
