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
class FaultViewDevnetTest {
  private final LocalDevnet devnet;
  private final FaultProxy proxy;
  private final FaultEndpoint endpoint;
  private final Account sender;
  private final String address;
  private SignedTx old = new SignedTx("0x");
  private SignedTx late = new SignedTx("0x");
  private long top;
  private long first;

  FaultViewDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.proxy = FaultProxy.start(devnet.node(), 1);
    this.endpoint = proxy.endpoint("lagging");
    this.sender = devnet.accounts().get(4);
    this.address = "\"" + sender.address() + "\"";
  }

  @BeforeEach
  void oneOldAndOneLateTransaction() {
    first =
        Long.decode(
            devnet.node().call("eth_getTransactionCount", sender.address(), "latest").asText());
    old = SignedTx.transfer(sender, first, 1);
    late = SignedTx.transfer(sender, first + 1, 1);
    devnet.node().call("evm_setAutomine", false);
    devnet.node().call("eth_sendRawTransaction", old.raw());
    devnet.mine(1);
    top = devnet.raw().blockNumber();
    devnet.node().call("eth_sendRawTransaction", late.raw());
    devnet.mine(3);
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void freeze_endsTheChainAtTheHeight() throws IOException {
    assertThat(number("eth_blockNumber", "[]")).isEqualTo(top + 3);
    endpoint.freeze(top);
    assertThat(number("eth_blockNumber", "[]")).isEqualTo(top);
    assertThat(height("\"latest\"")).isEqualTo(top);
    assertThat(height("\"pending\"")).isEqualTo(top);
    assertThat(height("\"" + Hex.of(top) + "\"")).isEqualTo(top);
    assertThat(ask("eth_getBlockByNumber", "[\"" + Hex.of(top + 1) + "\",false]").isNull())
        .isTrue();
    assertThat(height("\"finalized\"")).isLessThan(top);
    String hash = devnet.node().call("eth_getBlockByNumber", "latest", false).path("hash").asText();
    assertThat(ask("eth_getBlockByHash", "[\"" + hash + "\",false]").isNull()).isTrue();
  }

  @Test
  void freeze_hidesLaterTransactionsAndState() throws IOException {
    endpoint.freeze(top);
    assertThat(ask("eth_getTransactionReceipt", hash(old)).isObject()).isTrue();
    assertThat(ask("eth_getTransactionReceipt", hash(late)).isNull()).isTrue();
    assertThat(ask("eth_getTransactionByHash", hash(old)).isObject()).isTrue();
    assertThat(ask("eth_getTransactionByHash", hash(late)).isNull()).isTrue();
    assertThat(ask("eth_getRawTransactionByHash", hash(old)).asText()).isEqualTo(old.raw());
    assertThat(ask("eth_getRawTransactionByHash", hash(late)).isNull()).isTrue();
    assertThat(number("eth_getTransactionCount", "[" + address + ",\"latest\"]"))
        .isEqualTo(first + 1);
    assertThat(number("eth_getTransactionCount", "[" + address + ",\"pending\"]"))
        .isEqualTo(first + 1);
    String then = devnet.node().call("eth_getBalance", sender.address(), Hex.of(top)).asText();
    String now = devnet.node().call("eth_getBalance", sender.address(), "latest").asText();
    assertThat(then).isNotEqualTo(now);
    assertThat(ask("eth_getBalance", "[" + address + ",\"latest\"]").asText()).isEqualTo(then);
    assertThat(ask("eth_getBalance", "[" + address + "]").asText()).isEqualTo(then);
    JsonNode above =
        PlainHttp.json(
            endpoint.url(),
            PlainHttp.call(1, "eth_getBalance", "[" + address + ",\"" + Hex.of(top + 1) + "\"]"));
    assertThat(above.path("error").path("message").asText()).isEqualTo("header not found");
    endpoint.thaw();
    assertThat(ask("eth_getTransactionReceipt", hash(late)).isObject()).isTrue();
    assertThat(ask("eth_getBalance", "[" + address + ",\"latest\"]").asText()).isEqualTo(now);
  }

  @Test
  void freeze_cutsLogs() throws IOException {
    String emitter = "0x00000000000000000000000000000000000e4177";
    devnet.node().call("anvil_setCode", emitter, "0x60006000a000"); // one empty log
    for (int i = 0; i < 2; i++) {
      devnet
          .node()
          .call(
              "eth_sendTransaction",
              java.util.Map.of("from", sender.address(), "to", emitter, "gas", "0xffff"));
      devnet.mine(1);
    }
    long height = devnet.raw().blockNumber();
    String all = "[{\"address\":\"" + emitter + "\",\"fromBlock\":\"0x0\"}]";
    String last = all.replace("\"0x0\"", "\"" + Hex.of(height) + "\"");
    assertThat(ask("eth_getLogs", all)).hasSize(2);
    endpoint.freeze(height - 1);
    assertThat(ask("eth_getLogs", all)).hasSize(1);
    assertThat(ask("eth_getLogs", last)).isEmpty();
    String hash = devnet.node().call("eth_getBlockByNumber", "latest", false).path("hash").asText();
    assertThat(
            ask(
                "eth_getLogs",
                "[{\"address\":\"" + emitter + "\",\"blockHash\":\"" + hash + "\"}]"))
        .isEmpty();
  }

  @Test
  void freezeWithNonce_capsTheCount() throws IOException {
    endpoint.freeze(top, first);
    assertThat(number("eth_getTransactionCount", "[" + address + ",\"latest\"]")).isEqualTo(first);
    assertThat(number("eth_getTransactionCount", "[" + address + ",\"pending\"]")).isEqualTo(first);
    SignedTx more = SignedTx.transfer(sender, first + 2, 1);
    assertThat(ask("eth_sendRawTransaction", "[\"" + more.raw() + "\"]").asText())
        .isEqualTo(more.hash());
    assertThat(ask("eth_getTransactionByHash", hash(more)).isNull()).isTrue();
  }

  @Test
  void freeze_holdsInsideBatches_andForOneEndpoint() throws IOException {
    endpoint.freeze(top);
    String batch =
        "["
            + PlainHttp.call(1, "eth_getTransactionReceipt", hash(late))
            + ","
            + PlainHttp.call(2, "eth_getBlockByNumber", "[\"" + Hex.of(top + 1) + "\",false]")
            + ","
            + PlainHttp.call(3, "eth_blockNumber", "[]")
            + "]";
    JsonNode frozen = PlainHttp.json(endpoint.url(), batch);
    assertThat(frozen.get(0).path("result").isNull()).isTrue();
    assertThat(frozen.get(1).path("result").isNull()).isTrue();
    assertThat(Hex.number(frozen.get(2).path("result"))).isEqualTo(top);
    assertThat(frozen.get(2).path("id").asInt()).isEqualTo(3);
    JsonNode honest = PlainHttp.json(proxy.url(), batch);
    assertThat(honest.get(0).path("result").isObject()).isTrue();
    assertThat(Hex.number(honest.get(2).path("result"))).isEqualTo(top + 3);
  }

  @Test
  void forkView_liesAboutTheChain() throws IOException {
    endpoint.forkView(5);
    assertThat(ask("eth_chainId", "[]").asText()).isEqualTo("0x5");
    assertThat(ask("net_version", "[]").asText()).isEqualTo("5");
    endpoint.ownChain();
    assertThat(ask("eth_chainId", "[]").asText()).isEqualTo("0x7a69");
  }

  private JsonNode ask(String method, String params) throws IOException {
    JsonNode answer = PlainHttp.json(endpoint.url(), PlainHttp.call(1, method, params));
    assertThat(answer.has("result")).as("%s", answer).isTrue();
    return answer.path("result");
  }

  private long number(String method, String params) throws IOException {
    return Long.decode(ask(method, params).asText());
  }

  private long height(String block) throws IOException {
    JsonNode found = ask("eth_getBlockByNumber", "[" + block + ",false]");
    return Long.decode(found.path("number").asText());
  }

  private static String hash(SignedTx tx) {
    return "[\"" + tx.hash() + "\"]";
  }
}
