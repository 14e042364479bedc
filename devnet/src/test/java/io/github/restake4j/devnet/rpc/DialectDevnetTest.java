package io.github.restake4j.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.Account;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class DialectDevnetTest {
  private final LocalDevnet devnet;
  private final FaultProxy proxy;
  private final Account sender;
  private final long first;
  private final SignedTx mined;

  DialectDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    proxy = FaultProxy.start(devnet.node(), 1);
    sender = devnet.accounts().get(7);
    first =
        Long.decode(
            devnet.node().call("eth_getTransactionCount", sender.address(), "latest").asText());
    mined = SignedTx.transfer(sender, first, 1);
  }

  @BeforeEach
  void mineOne() throws IOException {
    assertThat(send(mined).path("result").asText()).isEqualTo(mined.hash());
    devnet.mine(1);
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void refusedByAnvil_isSaidAsTheClientSaysIt() throws IOException {
    refused(mined, -32003, "nonce too low");
    proxy.dialect(Dialect.GETH);
    refused(mined, -32000, "nonce too low: next nonce " + (first + 1) + ", tx nonce " + first);
    proxy.dialect(Dialect.BESU);
    refused(mined, -32001, "Nonce too low");
    proxy.dialect(Dialect.NETHERMIND_OLD);
    refused(
        mined,
        -32010,
        "OldNonce, Current nonce: " + (first + 1) + ", nonce of rejected tx: " + first);
    proxy.dialect(Dialect.ERIGON);
    SignedTx queued = SignedTx.transfer(sender, first + 5, 1);
    send(queued);
    refused(queued, -32000, "existing txn with same hash");
  }

  @Test
  void refusedByGethsPool_isSaidAsTheClientSaysIt() throws IOException {
    proxy.gethPool(GethPool.STANDARD);
    proxy.dialect(Dialect.GETH);
    SignedTx hungry = SignedTx.dynamic(sender, first + 1, 1, 20_999, 2, 20, "");
    refused(hungry, -32000, "intrinsic gas too low: gas 20999, minimum needed 21000");
    proxy.dialect(Dialect.BESU);
    refused(hungry, -32003, "Intrinsic gas exceeds gas limit");
  }

  @Test
  void successAndOtherCalls_stayAsTheyAre() throws IOException {
    proxy.dialect(Dialect.BESU);
    JsonNode answers =
        PlainHttp.json(
            proxy.url(),
            "["
                + mined.call(1)
                + ","
                + SignedTx.transfer(sender, first + 1, 1).call(2)
                + ","
                + PlainHttp.call(3, "eth_nonsense", "[]")
                + "]");
    assertThat(answers.get(0).path("id").asInt()).isEqualTo(1);
    assertThat(answers.get(0).path("error").path("code").asInt()).isEqualTo(-32001);
    assertThat(answers.get(1).path("result").asText()).startsWith("0x");
    assertThat(answers.get(2).path("error").path("code").asInt()).isEqualTo(-32601);
  }

  @Test
  void refusalAsAFault_needsNoReason() throws IOException {
    proxy
        .when("eth_sendRawTransaction")
        .beforeForward(Fault.refusal(Dialect.BESU, SendRefusal.NODE_NOT_READY));
    refused(mined, -32008, "Initial sync is still in progress");
  }

  private JsonNode send(SignedTx tx) throws IOException {
    return PlainHttp.json(proxy.url(), tx.call(1));
  }

  private void refused(SignedTx tx, int code, String text) throws IOException {
    JsonNode error = send(tx).path("error");
    assertThat(error.path("message").asText()).isEqualTo(text);
    assertThat(error.path("code").asInt()).isEqualTo(code);
  }
}
