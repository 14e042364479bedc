package io.github.restake4j.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.rpc.RpcOptions;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.BatchResponse;
import org.web3j.protocol.core.DefaultBlockParameterName;
import org.web3j.protocol.core.Response;
import org.web3j.protocol.core.methods.request.Transaction;
import org.web3j.protocol.core.methods.response.EthCall;
import org.web3j.protocol.core.methods.response.EthSendTransaction;

/** What web3j makes of answers that came over our transport. */
class Restake4jServiceTest {
  private static final String ACCOUNT = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266";

  private ScriptedTransport node = new ScriptedTransport(reply -> reply.put("result", "0x5"));
  private Restake4j client = Restake4j.connect("http://127.0.0.1:1");

  @AfterEach
  void close() {
    client.close();
  }

  private Web3j web3j(UnaryOperator<ObjectNode> answer) {
    node = new ScriptedTransport(answer);
    client.close();
    client =
        Restake4j.builder()
            .rpc("http://127.0.0.1:1")
            .transport(node)
            .options(RpcOptions.builder().firstPause(Duration.ofMillis(1)).maxBatch(3).build())
            .build();
    return Web3j.build(Restake4jService.over(client));
  }

  @Test
  void send_result_isWeb3jsBeanWithItsOwnId() throws Exception {
    Web3j web3j = web3j(reply -> reply.put("result", "0x1f"));

    var request = web3j.ethBlockNumber();

    assertThat(request.send().getBlockNumber()).isEqualTo(BigInteger.valueOf(31));
    assertThat(request.send().getId()).isEqualTo(request.getId());
    assertThat(request.sendAsync().get().getBlockNumber()).isEqualTo(BigInteger.valueOf(31));
  }

  @Test
  void T01_send_wrongId_isAnIOExceptionAndNoValue() {
    Web3j web3j = web3j(reply -> reply.put("id", -7).put("result", "0x1f"));

    assertThatThrownBy(() -> web3j.ethBlockNumber().send())
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(RpcException.class)
        .hasMessageContaining("id");
    assertThatThrownBy(() -> web3j.ethBlockNumber().sendAsync().get())
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void T02_batch_answersByIdNotByPlace_hasEachItsOwn() throws Exception {
    Web3j web3j =
        web3j(
            reply ->
                reply.put(
                    "result", reply.get("method").asText().equals("eth_gasPrice") ? "0x2" : "0x3"));

    BatchResponse answers =
        web3j.newBatch().add(web3j.ethGasPrice()).add(web3j.ethBlockNumber()).send();

    assertThat(answers.getResponses()).extracting(Response::getResult).hasToString("[0x2, 0x3]");
  }

  @Test
  void T03_batch_missingItem_hasAnErrorAndTheOthersTheirs() throws Exception {
    Web3j web3j =
        web3j(
            reply ->
                reply.get("method").asText().equals("eth_gasPrice")
                    ? reply
                    : reply.put("result", "0x3"));

    List<? extends Response<?>> answers =
        web3j.newBatch().add(web3j.ethGasPrice()).add(web3j.ethBlockNumber()).send().getResponses();

    assertThat(answers.get(0).hasError()).isTrue();
    assertThat(answers.get(0).getError().getCode()).isEqualTo(-32603);
    assertThat(answers.get(1).getResult()).isEqualTo("0x3");
  }

  @Test
  void E07_sendRawTransaction_noAnswer_isDeliveredOnce() {
    Web3j web3j = web3j(reply -> null);

    assertThatThrownBy(() -> web3j.ethSendRawTransaction("0x02").send())
        .isInstanceOf(IOException.class)
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.mayHaveLeft()).isTrue());
    assertThat(node.asked).containsExactly("eth_sendRawTransaction");
  }

  @Test
  void E07_batchWithASend_noAnswer_isDeliveredOnce() {
    Web3j web3j = web3j(reply -> null);

    assertThatThrownBy(
            () ->
                web3j
                    .newBatch()
                    .add(web3j.ethBlockNumber())
                    .add(web3j.ethSendRawTransaction("0x02"))
                    .send())
        .isInstanceOf(IOException.class);
    assertThat(node.asked).filteredOn("eth_sendRawTransaction"::equals).hasSizeLessThan(2);
    assertThat(node.asked).filteredOn("eth_blockNumber"::equals).hasSize(1);
  }

  @Test
  void batchWithSends_longerThanTheNodeTakes_keepsWhatWasAnswered() throws Exception {
    int[] count = {0};
    Web3j web3j = web3j(reply -> ++count[0] > 3 ? null : reply.put("result", "0x" + count[0]));
    var batch = web3j.newBatch();
    for (int i = 0; i < 5; i++) {
      batch.add(web3j.ethSendRawTransaction("0x0" + i));
    }

    List<? extends Response<?>> answers = batch.send().getResponses();

    assertThat(answers.subList(0, 3))
        .extracting(Response::getResult)
        .hasToString("[0x1, 0x2, 0x3]");
    assertThat(answers.subList(3, 5))
        .allSatisfy(
            lost -> assertThat(lost.getError().getMessage()).contains("whether it was delivered"));
    assertThat(count[0]).isEqualTo(4);
  }

  @Test
  void read_noAnswer_isRepeated() throws Exception {
    int[] count = {0};
    Web3j web3j = web3j(reply -> ++count[0] == 1 ? null : reply.put("result", "0x9"));

    assertThat(web3j.ethBlockNumber().send().getBlockNumber()).isEqualTo(BigInteger.valueOf(9));
    assertThat(count[0]).isEqualTo(2);
  }

  @Test
  void send_error_isWeb3jsErrorWithRevertData() throws Exception {
    String data =
        "0x08c379a00000000000000000000000000000000000000000000000000000000000000020"
            + "0000000000000000000000000000000000000000000000000000000000000004"
            + "6e6f706500000000000000000000000000000000000000000000000000000000";
    Web3j web3j =
        web3j(
            reply -> {
              reply
                  .putObject("error")
                  .put("code", 3)
                  .put("message", "execution reverted: nope")
                  .put("data", data);
              return reply;
            });

    EthCall call =
        web3j
            .ethCall(
                Transaction.createEthCallTransaction(ACCOUNT, ACCOUNT, "0x"),
                DefaultBlockParameterName.LATEST)
            .send();
    EthSendTransaction sent = web3j.ethSendRawTransaction("0x02").send();

    assertThat(call.isReverted()).isTrue();
    assertThat(call.getRevertReason()).contains("nope");
    // web3j keeps the JSON of this field, quotes included, whatever brought it
    assertThat(call.getError().getData()).isEqualTo('"' + data + '"');
    assertThat(sent.getError().getCode()).isEqualTo(3);
  }

  @Test
  void send_params_areWhatWeb3jWouldHaveWritten() throws Exception {
    Web3j web3j =
        web3j(
            reply -> {
              reply.putObject("result").put("oldestBlock", "0x1");
              return reply;
            });

    assertThat(
            web3j
                .ethFeeHistory(4, DefaultBlockParameterName.LATEST, List.of(25.5, 50.0))
                .send()
                .getFeeHistory()
                .getOldestBlock())
        .isEqualTo(BigInteger.ONE);
    assertThat(node.params.get(0)).hasToString("[\"0x4\",\"latest\",[25.5,50.0]]");
  }

  @Test
  void send_otherChain_isAnIOException() {
    ScriptedTransport mainnet = new ScriptedTransport(reply -> reply.put("result", "0x5"));
    try (Restake4j hoodi =
        Restake4j.builder()
            .rpc("http://127.0.0.1:1")
            .chain(Chain.HOODI)
            .transport(mainnet)
            .build()) {
      assertThatThrownBy(() -> Web3j.build(Restake4jService.over(hoodi)).ethBlockNumber().send())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("chain id 1");
    }
  }

  @Test
  void subscribe_isNotSupported() {
    assertThatThrownBy(() -> web3j(reply -> reply).newHeadsNotifications().blockingFirst())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void send_closedClient_isAnIOException() {
    Web3j web3j = web3j(reply -> reply.put("result", "0x1"));
    client.close();

    assertThatThrownBy(() -> web3j.ethBlockNumber().send()).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> web3j.ethBlockNumber().sendAsync().get())
        .hasCauseInstanceOf(IOException.class);
  }
}
