package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.standard.contract.ERC20Contract;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
  private static final Wire WIRE = new Wire(Endpoint.of("http://node.example"), 1 << 20);
  private static final RpcCall CALL = RpcCall.of("eth_call");
  private static final String NINE = "0x" + "0".repeat(63) + "9";

  @Test
  void decode_textAsResult_staysInTheBody() {
    JsonNode value = result("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"" + NINE + "\"}");

    assertThat(value).isInstanceOf(TextInPlace.class);
    assertThat(value.isTextual()).isTrue();
    assertThat(value.textValue()).isEqualTo(NINE);
    assertThat(value).isEqualTo(new TextNode(NINE)).hasSameHashCodeAs(new TextNode(NINE));
    assertThat(Json.bytes(value, "eth_call")).isEqualTo(Bytes.parse(NINE));
    assertThat(Json.of(value, "eth_call").decode(ERC20Contract.totalSupply()))
        .isEqualTo(BigInteger.valueOf(9));
  }

  @Test
  void decode_textsOfABatch_areEachTheirOwn() {
    RpcAnswer[] answers =
        decode(
            " [ {\"id\":2,\"result\" : \"0x22\",\"jsonrpc\":\"2.0\"} ,"
                + "{\"jsonrpc\":\"2.0\",\"result\":\"0x11\",\"id\":1}]\n",
            CALL,
            CALL);

    assertThat(Json.bytes(answers[0].result("m"), "m")).isEqualTo(Bytes.parse("0x11"));
    assertThat(Json.bytes(answers[1].result("m"), "m")).isEqualTo(Bytes.parse("0x22"));
  }

  @Test
  void decode_escapesInTheResult_areUndone() {
    JsonNode value = result("{\"id\":1,\"result\":\"\\u0030x\\\"\"}");

    assertThat(value.textValue()).isEqualTo("0x\"");
  }

  @Test
  void decode_lettersThatAreNotAscii_areKept() {
    JsonNode value = result("{\"id\":1,\"result\":\"\u0130x\"}");

    assertThat(value.textValue()).isEqualTo("\u0130x");
  }

  @Test
  void decode_resultThatIsNoText_isRead() {
    assertThat(result("{\"id\":1,\"result\":null}").isNull()).isTrue();
    assertThat(result("{\"id\":1,\"result\":{\"result\":\"0x1\"}}").get("result").textValue())
        .isEqualTo("0x1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-32"})
  void decode_bodyInAnotherEncoding_isReadAllTheSame(String encoding) {
    byte[] body = "{\"id\":1,\"result\":\"0xab\"}".getBytes(Charset.forName(encoding));

    JsonNode value = WIRE.decode(body, List.of(CALL), 1, "m")[0].result("m");

    assertThat(value.textValue()).isEqualTo("0xab");
  }

  @Test
  void decode_byteOrderMark_doesNotMoveTheText() {
    JsonNode value = result("\uFEFF{\"id\":1,\"result\":\"0xab\"}");

    assertThat(value.textValue()).isEqualTo("0xab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "{\"id\":1,\"result\":\"0x\"} {}",
        "{\"id\":1,\"result\":\"0x\"}]",
        "{\"id\":1,\"result\":\"0x\",\"result\":\"0x\"}",
        "{\"id\":1,\"result\":\"0x",
        "{\"id\":1,\"result\":\"0x\"",
        "[{\"id\":1,\"result\":\"0x\"}",
        "[",
        "\"0x\"",
        "{\"id\":1,\"result\":\"0x\n\"}"
      })
  void decode_notOneWholeDocument_isMalformed(String body) {
    assertThatExceptionOfType(RpcException.class)
        .isThrownBy(() -> decode(body, CALL))
        .returns("MALFORMED_RESPONSE", RpcException::code);
  }

  @Test
  void encode_bytes_areHexText() {
    RpcCall call = RpcCall.of("m", Map.of("data", Bytes.parse("0x00ff10")), Bytes.EMPTY);

    assertThat(new String(Wire.encode(List.of(call), 7), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\","
                + "\"params\":[{\"data\":\"0x00ff10\"},\"0x\"]}");
  }

  private static JsonNode result(String body) {
    return decode(body, CALL)[0].result("m");
  }

  private static RpcAnswer[] decode(String body, RpcCall... calls) {
    return WIRE.decode(body.getBytes(StandardCharsets.UTF_8), List.of(calls), 1, "m");
  }
}
