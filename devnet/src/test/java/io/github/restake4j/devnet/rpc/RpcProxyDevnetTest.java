package io.github.restake4j.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class RpcProxyDevnetTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHAIN_ID =
      "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"eth_chainId\",\"params\":[]}";
  private static final String BLOCK_NUMBER = CHAIN_ID.replace("eth_chainId", "eth_blockNumber");

  private final LocalDevnet devnet;

  RpcProxyDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @Test
  void post_oneCall_isAnsweredAndCounted() throws IOException {
    JsonNode answer = post(CHAIN_ID);
    assertThat(answer.path("id").asInt()).isEqualTo(7);
    assertThat(answer.path("result").asText()).isEqualTo("0x7a69");
    assertThat(devnet.requests()).isEqualTo(1);
    assertThat(devnet.requestsByMethod()).isEqualTo(Map.of("eth_chainId", 1L));
  }

  @Test
  void post_batch_isOneRequestAndManyCalls() throws IOException {
    JsonNode answer = post(batch(CHAIN_ID, 60, BLOCK_NUMBER, 40));
    assertThat(answer).hasSize(100);
    assertThat(devnet.requests()).isEqualTo(1);
    assertThat(devnet.requestsByMethod())
        .isEqualTo(Map.of("eth_chainId", 60L, "eth_blockNumber", 40L));
    devnet.resetRequests();
    assertThat(devnet.requests()).isZero();
    assertThat(devnet.requestsByMethod()).isEmpty();
  }

  @Test
  void post_batchOf101_isRefusedWithOneErrorObject() throws IOException {
    JsonNode answer = post(batch(CHAIN_ID, 101, BLOCK_NUMBER, 0));
    assertThat(answer.isObject()).isTrue();
    assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32600);
    assertThat(answer.path("error").path("message").asText()).startsWith("batch too large");
    assertThat(devnet.requests()).isEqualTo(1);
  }

  @Test
  void post_callWithTooMuchGas_isRefused() throws IOException {
    assertThat(post(call("0x2faf080")).path("result").asText()).isEqualTo("0x");
    JsonNode refused = post(call("0x2faf081"));
    assertThat(refused.path("id").asInt()).isEqualTo(9);
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(-32000);
  }

  @Test
  void post_callWithTooMuchGasInABatch_isRefusedAlone() throws IOException {
    JsonNode answers = post("[" + call("0x2faf081") + "," + CHAIN_ID + "]");
    assertThat(answers).hasSize(2);
    assertThat(answers.get(0).path("result").asText()).isEqualTo("0x7a69");
    assertThat(answers.get(1).path("error").path("code").asInt()).isEqualTo(-32000);
  }

  @Test
  void post_answerAboveFiveMegabytes_isRefused() throws IOException {
    String contract = "0x00000000000000000000000000000000000b1600";
    devnet.node().call("anvil_setCode", contract, "0x6227ac405ff3"); // returns 2,600,000 zeros
    String question =
        call("0x2faf080").replace("0x00000000000000000000000000000000000000aa", contract);
    JsonNode refused = post(question);
    assertThat(refused.path("error").path("code").asInt()).isEqualTo(-32000);
    assertThat(refused.path("error").path("message").asText()).startsWith("response too large");
    assertThat(post("[" + question + "]").get(0).path("id").asInt()).isEqualTo(9);
    devnet.socket().limits(ProxyLimits.NONE);
    assertThat(post(question).path("result").asText()).hasSize(2 + 5_200_000);
  }

  @Test
  void mineEvery_second_minesBeforeEverySecondRequest() throws IOException {
    long before = devnet.raw().blockNumber();
    devnet.socket().mineEvery(2);
    assertThat(number(post(BLOCK_NUMBER))).isEqualTo(before);
    assertThat(number(post(BLOCK_NUMBER))).isEqualTo(before + 1);
    assertThat(number(post(BLOCK_NUMBER))).isEqualTo(before + 1);
    assertThat(number(post(BLOCK_NUMBER))).isEqualTo(before + 2);
  }

  @Test
  void post_whatIsNotJson_isLeftToTheNode() throws IOException {
    assertThat(post("{").path("error").path("code").asInt()).isEqualTo(-32600);
  }

  @Test
  void post_chunkedBody_isUnderstood() throws IOException {
    HttpURLConnection connection = open();
    connection.setChunkedStreamingMode(16);
    assertThat(exchange(connection, CHAIN_ID).path("result").asText()).isEqualTo("0x7a69");
  }

  @Test
  void get_isNotAllowed() throws IOException {
    HttpURLConnection connection = open();
    assertThat(connection.getResponseCode()).isEqualTo(405);
  }

  private static long number(JsonNode answer) {
    return Long.decode(answer.path("result").asText());
  }

  private static String call(String gas) {
    return "{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"eth_call\",\"params\":[{\"to\":"
        + "\"0x00000000000000000000000000000000000000aa\",\"gas\":\""
        + gas
        + "\"},\"latest\"]}";
  }

  private static String batch(String one, int ones, String other, int others) {
    java.util.List<String> calls = new java.util.ArrayList<>(Collections.nCopies(ones, one));
    calls.addAll(Collections.nCopies(others, other));
    return "[" + String.join(",", calls) + "]";
  }

  private JsonNode post(String body) throws IOException {
    return exchange(open(), body);
  }

  private HttpURLConnection open() throws IOException {
    return (HttpURLConnection) URI.create(devnet.rpcUrl()).toURL().openConnection();
  }

  private static JsonNode exchange(HttpURLConnection connection, String body) throws IOException {
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
    return JSON.readTree(connection.getInputStream());
  }
}
