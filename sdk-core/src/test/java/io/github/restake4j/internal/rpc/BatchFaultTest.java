package io.github.restake4j.internal.rpc;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static io.github.restake4j.internal.rpc.StubNode.assertMalformed;
import static io.github.restake4j.internal.rpc.StubNode.error;
import static io.github.restake4j.internal.rpc.StubNode.errorItem;
import static io.github.restake4j.internal.rpc.StubNode.item;
import static io.github.restake4j.internal.rpc.StubNode.ok;
import static io.github.restake4j.internal.rpc.StubNode.quick;
import static io.github.restake4j.internal.rpc.StubNode.result;
import static io.github.restake4j.internal.rpc.StubNode.scope;
import static io.github.restake4j.internal.rpc.StubNode.values;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
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
class BatchFaultTest {
  private static final StubNode NODE = new StubNode();
  private static final List<RpcCall> THREE =
      List.of(RpcCall.of("first"), RpcCall.of("second"), RpcCall.of("third"));

  @AfterAll
  static void stop() {
    NODE.close();
  }

  @BeforeEach
  void reset() {
    NODE.reset();
  }

  @Test
  void T02_batchOutOfOrder_isMappedById() {
    NODE.answers(
        ok("[" + item(2, "\"0x3\"") + "," + item(0, "\"0x1\"") + "," + item(1, "\"0x2\"") + "]"));

    assertThat(values(NODE.rpc().read(THREE, scope()))).containsExactly("0x1", "0x2", "0x3");
    assertThat(NODE.requests()).hasSize(1);
  }

  @Test
  void T03_shortBatch_deliversTheOthersAndTypesTheMissing() {
    NODE.answers(ok("[" + item(0, "\"0x1\"") + "," + item(2, "\"0x3\"") + "]"), ok("{}"));

    List<RpcAnswer> answers = NODE.rpc().read(THREE, scope());

    assertThat(values(List.of(answers.get(0), answers.get(2)))).containsExactly("0x1", "0x3");
    assertThat(answers.get(1)).isInstanceOf(RpcAnswer.Broken.class);
    assertMalformed(() -> answers.get(1).result("second"));
    assertThat(NODE.bodies().get(1))
        .as("only the missing one is asked again")
        .contains("second")
        .doesNotContain("first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1"})
  void T03_batchWithForeignOrDoubleId_isMalformedAsAWhole(int doubled) {
    NODE.answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + item(1, "\"0x2\"")
                + ","
                + item(doubled, "\"0x3\"")
                + "]"));

    assertMalformed(() -> NODE.rpc().read(THREE, scope()));
  }

  @ParameterizedTest
  @CsvSource({
    "-32600, batch too large",
    "-32005, limit exceeded",
    "-32003, response too large",
    "-32000, too many calls in batch"
  })
  void T05_batchRejected_isSplitInTwo(int code, String message) {
    NODE.answers(
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
    JsonRpc rpc = NODE.rpc();

    assertThat(values(rpc.read(four, scope()))).containsExactly("0x1", "0x2", "0x3", "0x4");

    assertThat(NODE.requests()).hasSize(3);
    assertThat(rpc.maxBatch()).as("what the node taught").isEqualTo(2);
  }

  @Test
  void T05_batchRejectedAtEverySize_endsWithSingleCalls() {
    NODE.answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"no batches\"}}"));

    RpcException failure =
        catchThrowableOfType(RpcException.class, () -> NODE.rpc().read(THREE, scope()));

    assertThat(failure.kind()).isEqualTo(RpcException.Code.MALFORMED_RESPONSE);
    assertThat(NODE.requests()).as("three at once, then one at a time, twice").hasSize(3);
  }

  @Test
  void T05_payloadTooLarge_isSplitInTwo() {
    NODE.answers(aResponse().withStatus(413), ok(result("\"0x1\"")));

    assertThat(values(NODE.rpc().read(THREE.subList(0, 2), scope()))).containsExactly("0x1", "0x1");
  }

  @Test
  void T05_otherRefusalOfTheBatch_isTypedAndNotRepeated() {
    NODE.answers(
        ok(
            "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32001,\"message\":\"unauthorized\"}}"));

    assertThatThrownBy(() -> NODE.rpc().read(THREE, scope()))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("unauthorized");
    assertThat(NODE.requests()).hasSize(1);
  }

  @Test
  void T06_failingItem_failsAlone() {
    NODE.answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, 3, "execution reverted")
                + ","
                + item(2, "\"0x3\"")
                + "]"));

    List<RpcAnswer> answers = NODE.rpc().read(THREE, scope());

    assertThat(values(List.of(answers.get(0), answers.get(2)))).containsExactly("0x1", "0x3");
    assertThat(answers.get(1))
        .isInstanceOfSatisfying(
            RpcAnswer.Failure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(3);
              assertThat(failure.message()).isEqualTo("execution reverted");
              assertThat(failure.data().map(Object::toString)).contains("0x08c379a0");
            });
    assertThat(NODE.requests()).hasSize(1);
  }

  @Test
  void T06_rateLimitedItem_isRetriedAlone() {
    NODE.answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, -32005, "limit exceeded")
                + ","
                + item(2, "\"0x3\"")
                + "]"),
        ok(result("\"0x2\"")));

    assertThat(values(NODE.rpc().read(THREE, scope()))).containsExactly("0x1", "0x2", "0x3");

    assertThat(NODE.bodies()).hasSize(2);
    assertThat(NODE.bodies().get(1))
        .contains("second")
        .doesNotContain("first")
        .doesNotContain("third");
  }

  @Test
  void T06_itemRateLimitedToTheEnd_keepsItsOwnFailure() {
    NODE.answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, -32005, "limit exceeded")
                + ","
                + item(2, "\"0x3\"")
                + "]"),
        ok(error(-32005, "limit exceeded")));

    List<RpcAnswer> answers = NODE.rpc().read(THREE, scope());

    assertThat(answers.get(1)).isInstanceOf(RpcAnswer.Failure.class);
    assertThatThrownBy(() -> answers.get(1).result("second"))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.RATE_LIMITED));
    assertThat(NODE.requests()).hasSize(4);
  }

  @Test
  void T06_responseTooLargeFromAnItemOn_asksTheRestInSmallerBatches() {
    NODE.answers(
        ok(
            "["
                + item(0, "\"0x1\"")
                + ","
                + errorItem(1, -32003, "response too large")
                + ","
                + errorItem(2, -32003, "response too large")
                + "]"),
        ok(result("\"0x2\"")));

    assertThat(values(NODE.rpc().read(THREE, scope()))).containsExactly("0x1", "0x2", "0x2");
    assertThat(NODE.requests()).hasSize(3);
  }

  @Test
  void read_moreThanOneBatch_isSplitAndKeepsTheOrder() {
    NODE.answers(
        ok("[" + item(0, "\"0x1\"") + "," + item(1, "\"0x2\"") + "]"), ok(result("\"0x3\"")));
    JsonRpc rpc = NODE.rpc(quick().toBuilder().maxBatch(2).build());

    assertThat(values(rpc.read(THREE, scope()))).containsExactly("0x1", "0x2", "0x3");
    assertThat(NODE.requests()).hasSize(2);
  }
}
