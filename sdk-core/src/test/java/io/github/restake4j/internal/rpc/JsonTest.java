package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.rpc.Endpoint;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  private static final String HASH = "0x" + "ab".repeat(32);
  private static final String ADDRESS = "0x" + "cd".repeat(20);

  static Stream<JsonNode> T12_quantity_notHexText_isMalformed() {
    return Stream.of(
        text("-5"),
        text("5"),
        text("-0x1"),
        text("0X1f"),
        text(""),
        text("0x"),
        text("0xzz"),
        text("0x1 "),
        text(" 0x1"),
        text("0x-1"),
        text("0x+1"),
        text("0x1_0"),
        text("0x\u0661"),
        text("0x\uff11"),
        text("0x" + "1".repeat(65)),
        text("0x" + "0".repeat(65)),
        text("0x" + "1".repeat(1_000_000)),
        IntNode.valueOf(5),
        DoubleNode.valueOf(1e300),
        NullNode.getInstance(),
        new ObjectMapper().createObjectNode(),
        new ObjectMapper().createArrayNode());
  }

  @ParameterizedTest
  @MethodSource
  void T12_quantity_notHexText_isMalformed(JsonNode node) {
    assertMalformed(() -> Json.quantity(node, "eth_getBalance"), "eth_getBalance");
    assertMalformed(() -> Json.count(node, "eth_getBalance"), "eth_getBalance");
  }

  @ParameterizedTest
  @CsvSource({
    "0x0, 0",
    "0x1, 1",
    "0x1F, 31",
    "0x00ff, 255",
    "0xde0b6b3a7640000, 1000000000000000000"
  })
  void T12_quantity_hexText_isItsValue(String text, BigInteger value) {
    assertThat(Json.quantity(text(text), "m")).isEqualTo(value);
    assertThat(Json.count(text(text), "m")).isEqualTo(value.longValueExact());
  }

  @Test
  void T12_quantity_sixtyFourDigits_fits() {
    assertThat(Json.quantity(text("0x" + "f".repeat(64)), "m"))
        .isEqualTo(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
  }

  @Test
  void T12_count_aboveLong_isMalformed() {
    assertThat(Json.count(text("0x7fffffffffffffff"), "m")).isEqualTo(Long.MAX_VALUE);
    assertMalformed(() -> Json.count(text("0x8000000000000000"), "m"), "2^63");
  }

  @Test
  void T12_hugeJsonNumber_isALimitErrorAndCheap() {
    Wire wire = new Wire(Endpoint.of("http://node.example"), 32 * 1024 * 1024);
    byte[] body =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1e999999999}".getBytes(StandardCharsets.UTF_8);
    RpcAnswer answer = wire.decode(body, List.of(RpcCall.of("m")), 1, "m")[0];

    assertMalformed(() -> Json.quantity(answer.result("m"), "m"), "m");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0", "0xabc", "ab", "", "0", "0x0g", "0X00", "0x 00"})
  void T13_bytes_notWholeHex_isMalformed(String text) {
    assertMalformed(() -> Json.bytes(text(text), "eth_call"), "eth_call");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19, 21, 32})
  void T13_address_wrongSize_isMalformed(int size) {
    assertMalformed(
        () -> Json.of(text("0x" + "cd".repeat(size)), "m").address(), "an address of 20 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 31, 33})
  void T13_hash_wrongSize_isMalformed(int size) {
    assertMalformed(() -> Json.hash(text("0x" + "ab".repeat(size)), "m"), "a hash of 32 bytes");
  }

  @Test
  void T08_nullResult_isEmptyWhereAbsenceIsAnAnswer() {
    assertThat(Json.of(NullNode.getInstance(), "eth_getTransactionReceipt").orEmpty()).isEmpty();
    assertMalformed(() -> Json.quantity(NullNode.getInstance(), "eth_chainId"), "eth_chainId");
    assertMalformed(() -> Json.block(NullNode.getInstance(), "eth_getBlockByNumber"), "an object");
  }

  @Test
  void T15_blockWithUnknownFieldsAndTransactionTypes_isRead() {
    BlockHeader block =
        Json.block(
            json(
                """
                {"number": "0x10", "hash": "%s", "parentHash": "%s", "timestamp": "0x65",
                 "baseFeePerGas": "0x7", "gasLimit": "0x1c9c380", "novel": [1, {"a": null}],
                 "transactions": [{"type": "0x7f", "hash": 5}]}"""
                    .formatted(HASH, "0x" + "00".repeat(32))),
            "eth_getBlockByNumber");

    assertThat(block.number()).isEqualTo(16);
    assertThat(block.hash()).hasToString(HASH);
    assertThat(block.timestamp()).isEqualTo(Instant.ofEpochSecond(101));
    assertThat(block.baseFeePerGas().map(Object::toString)).contains("0.000000000000000007 ETH");
    assertThat(block.gasLimit()).isEqualTo(30_000_000);
    assertThat(block.ref().number()).isEqualTo(16);
  }

  @Test
  void block_withoutBaseFee_hasNone() {
    ObjectNode block =
        json(
            """
            {"number": "0x1", "hash": "%s", "parentHash": "%s", "timestamp": "0x1", "gasLimit": "0x1"}"""
                .formatted(HASH, HASH));

    assertThat(Json.block(block, "m").baseFeePerGas()).isEmpty();
    assertMalformed(
        () -> Json.block(block.put("timestamp", "0x7fffffffffffffff"), "eth_getBlockByHash"),
        "eth_getBlockByHash.timestamp");
  }

  @Test
  void receipt_complete_isRead() {
    Receipt receipt = Json.receipt(receipt(), "eth_getTransactionReceipt");

    assertThat(receipt.successful()).isTrue();
    assertThat(receipt.to()).isEmpty();
    assertThat(receipt.gasUsed()).isEqualTo(21_000);
    assertThat(receipt.fee()).hasToString("0.000000042000000000 ETH");
    assertThat(receipt.logs()).hasSize(1);
    Log log = receipt.logs().get(0);
    assertThat(log.address().toBytes()).hasSize(20).containsOnly((byte) 0xcd);
    assertThat(log.topics()).hasSize(2);
    assertThat(log.data()).hasToString("0x01");
    assertThat(log.logIndex()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transactionHash",
        "blockHash",
        "blockNumber",
        "transactionIndex",
        "from",
        "status",
        "gasUsed",
        "effectiveGasPrice",
        "logs"
      })
  void receipt_missingOrNullField_isMalformedAndNamed(String field) {
    ObjectNode without = receipt();
    without.remove(field);
    assertMalformed(() -> Json.receipt(without, "eth_getTransactionReceipt"), field);
    ObjectNode withNull = receipt();
    withNull.putNull(field);
    assertMalformed(
        () -> Json.receipt(withNull, "eth_getTransactionReceipt"),
        "eth_getTransactionReceipt." + field);
  }

  @Test
  void receipt_statusTwo_isMalformed() {
    assertMalformed(() -> Json.receipt(receipt().put("status", "0x2"), "m"), "m.status");
  }

  @Test
  void receipt_brokenLog_isNamedByItsPlace() {
    ObjectNode receipt = receipt();
    ((ObjectNode) receipt.get("logs").get(0)).put("logIndex", 3);

    assertMalformed(() -> Json.receipt(receipt, "m"), "m.logs[0].logIndex");
  }

  @Test
  void malformed_hostileText_isShownBrieflyAndClean() {
    assertThatThrownBy(() -> Json.quantity(text("\u001b[31m\n" + "x".repeat(100_000)), "m"))
        .message()
        .hasSizeLessThan(200)
        .matches(text -> text.chars().allMatch(c -> c >= ' ' && c < 127));
  }

  private static ObjectNode receipt() {
    return json(
        """
        {"transactionHash": "%1$s", "blockHash": "%1$s", "blockNumber": "0x10", "transactionIndex": "0x0",
         "from": "%2$s", "to": null, "contractAddress": "%2$s", "status": "0x1", "gasUsed": "0x5208",
         "effectiveGasPrice": "0x1e8480", "type": "0x7f", "logsBloom": "0x",
         "logs": [{"address": "%2$s", "topics": ["%1$s", "%1$s"], "data": "0x01", "blockNumber": "0x10",
                   "blockHash": "%1$s", "transactionHash": "%1$s", "logIndex": "0x3", "removed": false}]}"""
            .formatted(HASH, ADDRESS));
  }

  private static TextNode text(String value) {
    return TextNode.valueOf(value);
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertMalformed(ThrowingCallable call, String named) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.kind()).isEqualTo(RpcException.Code.MALFORMED_RESPONSE))
        .hasMessageContaining(named);
  }
}
