package io.github.restake4j.sign;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.rpc.OkHttpTransport;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Web3Signer that answers what a case scripts. */
class RemoteSignerFaultTest {
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
  private static final LocalKey KEY =
      LocalKey.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final LocalKey OTHER = LocalKey.parse("0x" + "46".repeat(32));
  private static final Address TO = Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1");
  private static final TxRequest REQUEST =
      new TxRequest(
          560_048,
          7,
          Wei.ofGwei("1"),
          Wei.ofGwei("30"),
          150_000,
          TO,
          Wei.ofEther("2.5"),
          Bytes.parse("0xd0e30db0"));
  private static final TypedData DATA =
      TypedData.builder("A")
          .domainName("X")
          .chainId(560_048)
          .verifyingContract(TO)
          .type("A", "uint256 a")
          .message(Map.of("a", 1))
          .build();

  private final WireMockServer server =
      new WireMockServer(options().dynamicPort().globalTemplating(true));
  private final RemoteSigner signer;

  RemoteSignerFaultTest() {
    server.start();
    signer = RemoteSigner.connect(server.baseUrl() + "/some-secret-path", KEY.address());
  }

  @AfterEach
  void stop() {
    signer.close();
    server.stop();
  }

  private void result(String json) {
    answer(
        aResponse()
            .withBody(
                "{\"jsonrpc\":\"2.0\",\"id\":{{jsonPath request.body '$.id'}} ,\"result\":"
                    + json
                    + "}"));
  }

  private void result(Bytes bytes) {
    result("\"" + bytes + "\"");
  }

  private void answer(ResponseDefinitionBuilder response) {
    server.resetAll();
    server.stubFor(post(anyUrl()).willReturn(response));
  }

  private JsonNode asked() throws Exception {
    List<LoggedRequest> requests = server.findAll(postRequestedFor(anyUrl()));
    assertThat(requests).hasSize(1);
    return new ObjectMapper().readTree(requests.get(0).getBodyAsString());
  }

  private void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(SigningException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageNotContaining("some-secret-path");
    // asked once, whatever happened
    assertThat(server.findAll(postRequestedFor(anyUrl())).size()).isLessThanOrEqualTo(1);
  }

  @Test
  void signTransaction_dynamicFee_asksAsWeb3SignerReadsItAndGivesTheBytes() throws Exception {
    Bytes raw = KEY.signTransaction(REQUEST);
    result(raw);

    assertThat(signer.signTransaction(REQUEST)).isEqualTo(raw);
    JsonNode asked = asked();
    assertThat(asked.get("method").asText()).isEqualTo("eth_signTransaction");
    assertThat(asked.get("params"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"from":"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
                    "to":"0x889edc2edab5f40e902b864ad4d7ade8e412f9b1","gas":"0x249f0",
                    "maxFeePerGas":"0x6fc23ac00","maxPriorityFeePerGas":"0x3b9aca00",
                    "value":"0x22b1c8c1227a0000","nonce":"0x7","data":"0xd0e30db0",
                    "chainId":"0x88bb0"}]"""));
  }

  @Test
  void signTransaction_legacy_asksWithAGasPrice() throws Exception {
    TxRequest legacy =
        TxRequest.legacy(560_048, 0, Wei.ofGwei("30"), 21_000, TO, Wei.ZERO, Bytes.EMPTY);
    result(KEY.signTransaction(legacy));

    assertThat(signer.signTransaction(legacy)).isEqualTo(KEY.signTransaction(legacy));
    JsonNode asked = asked().get("params").get(0);
    assertThat(asked.get("gasPrice").asText()).isEqualTo("0x6fc23ac00");
    assertThat(asked.has("maxFeePerGas")).isFalse();
    assertThat(asked.get("nonce").asText()).isEqualTo("0x0");
    assertThat(asked.get("data").asText()).isEqualTo("0x");
  }

  @Test
  void signTransaction_accessList_isRefusedWithoutAsking() {
    answer(aResponse().withStatus(500));
    TxRequest listed =
        new TxRequest(
            TxType.DYNAMIC_FEE,
            1,
            0,
            Wei.ZERO,
            Wei.ZERO,
            30_000,
            TO,
            Wei.ZERO,
            Bytes.EMPTY,
            List.of(new AccessTuple(TO, List.of())));
    refused("NOT_SUPPORTED", () -> signer.signTransaction(listed));
    assertThat(server.findAll(postRequestedFor(anyUrl()))).isEmpty();
  }

  @Test
  void S05_signTransaction_otherThanAsked_isRefused() {
    result(OTHER.signTransaction(REQUEST));
    refused("WRONG_SIGNER", () -> signer.signTransaction(REQUEST));
    result(KEY.signTransaction(REQUEST.withFees(Wei.ofGwei("1"), Wei.ofGwei("31"))));
    refused("INVALID_SIGNATURE", () -> signer.signTransaction(REQUEST));
    result(
        KEY.signTransaction(
            new TxRequest(
                1,
                7,
                REQUEST.maxPriorityFeePerGas(),
                REQUEST.maxFeePerGas(),
                REQUEST.gasLimit(),
                TO,
                REQUEST.value(),
                REQUEST.data())));
    refused("CHAIN_MISMATCH", () -> signer.signTransaction(REQUEST));
    result("\"0x\"");
    refused("INVALID_SIGNATURE", () -> signer.signTransaction(REQUEST));
    result("null");
    refused("INVALID_SIGNATURE", () -> signer.signTransaction(REQUEST));
    result("{\"raw\":\"0x00\"}");
    refused("INVALID_SIGNATURE", () -> signer.signTransaction(REQUEST));
  }

  @Test
  void S05_signTransaction_highS_isRefused() {
    Bytes raw = KEY.signTransaction(REQUEST);
    Bytes s = raw.slice(raw.size() - 32, raw.size());
    String high = N.subtract(new BigInteger(1, s.toArray())).toString(16);
    result(Bytes.concat(raw.slice(0, raw.size() - 32), Bytes.parse("0x" + high)));

    refused("INVALID_SIGNATURE", () -> signer.signTransaction(REQUEST));
  }

  @Test
  void signTypedData_asksWithAddressAndJson() throws Exception {
    Signature expected = KEY.signTypedData(DATA);
    result(expected.toBytes());

    assertThat(signer.signTypedData(DATA)).isEqualTo(expected);
    JsonNode asked = asked();
    assertThat(asked.get("method").asText()).isEqualTo("eth_signTypedData");
    assertThat(asked.get("params").get(0).asText())
        .isEqualTo("0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266");
    assertThat(TypedData.parse(asked.get("params").get(1).asText())).isEqualTo(DATA);
  }

  @Test
  void signMessage_asksEthSignWithTheBytes() throws Exception {
    Bytes message = Bytes.of("hello".getBytes(StandardCharsets.UTF_8));
    result(KEY.signMessage(message).toBytes());

    assertThat(signer.signMessage(message)).isEqualTo(KEY.signMessage(message));
    JsonNode asked = asked();
    assertThat(asked.get("method").asText()).isEqualTo("eth_sign");
    assertThat(asked.get("params").toString())
        .isEqualTo("[\"0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266\",\"0x68656c6c6f\"]");
  }

  @Test
  void S05_signTypedData_highSAndEveryVOfTheTwo_areNormalised() {
    Signature low = KEY.signTypedData(DATA);
    Bytes r = Bytes.of(low.r().toBytes());
    String high = N.subtract(new BigInteger(1, low.s().toBytes())).toString(16);

    result(Bytes.concat(r, Bytes.of(low.s().toBytes()), Bytes.of((byte) (low.v() - 27))));
    assertThat(signer.signTypedData(DATA)).isEqualTo(low);
    result(Bytes.concat(r, Bytes.parse("0x" + high), Bytes.of((byte) (55 - low.v()))));
    assertThat(signer.signTypedData(DATA)).isEqualTo(low);
    result(Bytes.concat(r, Bytes.of(low.s().toBytes()), Bytes.of((byte) (55 - low.v()))));
    refused("WRONG_SIGNER", () -> signer.signTypedData(DATA));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 26, 29, 35, 36, 255})
  void S05_signTypedData_otherV_isRefused(int v) {
    byte[] bytes = KEY.signTypedData(DATA).toBytes().toArray();
    bytes[64] = (byte) v;
    result(Bytes.of(bytes));

    refused("INVALID_SIGNATURE", () -> signer.signTypedData(DATA));
  }

  @Test
  void S05_signTypedData_zerosOrAnotherKeyOrAnotherMessage_isRefused() {
    result(Bytes.of(new byte[65]));
    refused("INVALID_SIGNATURE", () -> signer.signTypedData(DATA));
    result(OTHER.signTypedData(DATA).toBytes());
    refused("WRONG_SIGNER", () -> signer.signTypedData(DATA));
    result(KEY.signRawHash(Hash32.ZERO).toBytes());
    refused("WRONG_SIGNER", () -> signer.signTypedData(DATA));
  }

  @Test
  void signTransaction_refusalOfTheSigner_isTypedWithItsText() {
    answer(
        aResponse()
            .withBody(
                "{\"jsonrpc\":\"2.0\",\"id\":{{jsonPath request.body '$.id'}} ,\"error\":"
                    + "{\"code\":-32000,\"message\":\"No unlocked account matches the Sender\"}}"));
    assertThatThrownBy(() -> signer.signTransaction(REQUEST))
        .hasMessageContaining("No unlocked account");
    answer(aResponse().withStatus(400).withBody("{\"error\":{\"code\":-32602}}"));
    refused("SIGNER_REFUSED", () -> signer.signTransaction(REQUEST));
  }

  @Test
  void signTransaction_noUsableAnswer_isRetryableByTheCallerAndNotRepeated() {
    for (ResponseDefinitionBuilder response :
        List.of(
            aResponse().withStatus(503),
            aResponse().withStatus(503).withHeader("Retry-After", "0"),
            aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER),
            aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE),
            aResponse().withBody("<html>"),
            aResponse().withBody("{\"jsonrpc\":\"2.0\",\"id\":99999,\"result\":\"0x\"}"),
            aResponse().withBody("x".repeat(2 * 1024 * 1024)))) {
      answer(response);
      RemoteSigner fresh = RemoteSigner.connect(server.baseUrl(), KEY.address());
      assertThatThrownBy(() -> fresh.signTransaction(REQUEST))
          .isInstanceOfSatisfying(
              SigningException.class,
              e -> {
                assertThat(e.code()).isEqualTo("SIGNER_UNREACHABLE");
                assertThat(e.retryable()).isTrue();
              });
      fresh.close();
      assertThat(server.findAll(postRequestedFor(anyUrl()))).hasSize(1);
    }
  }

  @Test
  void signTransaction_slowerThanItsTimeout_ends() {
    answer(aResponse().withFixedDelay(20_000));
    try (OkHttpTransport transport = OkHttpTransport.own()) {
      RemoteSigner hasty =
          RemoteSigner.over(
              transport, Endpoint.of(server.baseUrl()), KEY.address(), Duration.ofMillis(200));
      refused("SIGNER_UNREACHABLE", () -> hasty.signTransaction(REQUEST));
      hasty.close();
    }
  }

  @Test
  void S13_toString_hidesTheKeysOfTheUrl() {
    assertThat(signer.toString())
        .contains(KEY.address().toString())
        .doesNotContain("some-secret-path");
  }

  @Test
  void S12_close_endsSigning() {
    signer.close();
    refused("SIGNER_UNREACHABLE", () -> signer.signTransaction(REQUEST));
  }
}
