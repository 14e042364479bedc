package io.github.restake4j.internal.rpc;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static com.github.tomakehurst.wiremock.stubbing.Scenario.STARTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A node that answers what a case scripts, and a client of it. */
final class StubNode implements AutoCloseable {
  /** The id of the asked call, in a body. */
  static final String ID = "{{jsonPath request.body '$.id'}}";

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().globalTemplating(true));
  private final OkHttpTransport transport = OkHttpTransport.own();

  StubNode() {
    server.start();
  }

  @Override
  public void close() {
    server.stop();
    transport.close();
  }

  void reset() {
    server.resetAll();
  }

  /** A client with short pauses. */
  JsonRpc rpc() {
    return rpc(quick());
  }

  JsonRpc rpc(RpcOptions options) {
    return new JsonRpc(Endpoint.of(server.baseUrl()), transport, options);
  }

  static void assertMalformed(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.kind()).isEqualTo(RpcException.Code.MALFORMED_RESPONSE));
  }

  /** One after the other; the last one stays. */
  void answers(ResponseDefinitionBuilder... responses) {
    for (int i = 0; i < responses.length; i++) {
      String state = i == 0 ? STARTED : "answered " + i;
      String next = i + 1 < responses.length ? "answered " + (i + 1) : state;
      server.stubFor(
          any(anyUrl())
              .inScenario("answers")
              .whenScenarioStateIs(state)
              .willReturn(responses[i])
              .willSetStateTo(next));
    }
  }

  static ResponseDefinitionBuilder ok(String body) {
    return aResponse()
        .withStatus(200)
        .withHeader("Content-Type", "application/json")
        .withBody(body);
  }

  static String result(String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + ID + " ,\"result\":" + json + "}";
  }

  static String error(int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":"
        + ID
        + " ,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\"}}";
  }

  static String item(int index, String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":{{jsonPath request.body '$["
        + index
        + "].id'}} ,\"result\":"
        + json
        + "}";
  }

  static String errorItem(int index, int code, String message) {
    return "{\"jsonrpc\":\"2.0\",\"id\":{{jsonPath request.body '$["
        + index
        + "].id'}} ,\"error\":{\"code\":"
        + code
        + ",\"message\":\""
        + message
        + "\",\"data\":\"0x08c379a0\"}}";
  }

  List<LoggedRequest> requests() {
    return server.findAll(WireMock.postRequestedFor(anyUrl()));
  }

  List<String> bodies() {
    List<String> bodies = new ArrayList<>();
    requests().forEach(request -> bodies.add(request.getBodyAsString()));
    return bodies;
  }

  static List<String> values(List<RpcAnswer> answers) {
    List<String> values = new ArrayList<>();
    for (RpcAnswer answer : answers) {
      JsonNode value = answer.result("test");
      values.add(value.textValue());
    }
    return values;
  }

  static RpcOptions quick() {
    return RpcOptions.builder()
        .firstPause(Duration.ofMillis(1))
        .longestPause(Duration.ofMillis(2))
        .build();
  }

  static CallScope scope() {
    return CallScope.of(Duration.ofSeconds(10));
  }
}
