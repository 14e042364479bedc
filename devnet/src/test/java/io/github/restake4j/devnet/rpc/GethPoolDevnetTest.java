package io.github.restake4j.devnet.rpc;

import static io.github.restake4j.devnet.rpc.SignedTx.GWEI;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.Account;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.IOException;
import java.math.BigInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class GethPoolDevnetTest {
  private final LocalDevnet devnet;
  private final FaultProxy proxy;
  private final Account sender;
  private long first;

  GethPoolDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.proxy = FaultProxy.start(devnet.node(), 1);
    this.sender = devnet.accounts().get(5);
  }

  @BeforeEach
  void poolWithoutBlocks() {
    proxy.gethPool(GethPool.STANDARD);
    devnet.node().call("evm_setAutomine", false);
    first =
        Long.decode(
            devnet.node().call("eth_getTransactionCount", sender.address(), "latest").asText());
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void replacement_needsATenthMoreOfBothFees() throws IOException {
    taken(SignedTx.transfer(sender, first, 1));
    BigInteger tip = big("2200000000");
    BigInteger max = big("22000000000");
    String refusal = "replacement transaction underpriced";
    BigInteger one = BigInteger.ONE;
    refused(fees(GWEI.multiply(big("2")), GWEI.multiply(big("20")).add(one)), refusal);
    refused(fees(tip.subtract(one), max), refusal);
    refused(fees(tip, max.subtract(one)), refusal);
    taken(fees(tip, max));
    proxy.anvilPool();
    taken(fees(tip, max.add(one)));
  }

  @Test
  void replacement_ofSmallFees_needsAWeiMore() throws IOException {
    BigInteger max = GWEI.multiply(big("20"));
    taken(fees(big("5"), max));
    BigInteger more = max.multiply(big("2"));
    refused(fees(big("5"), more), "replacement transaction underpriced");
    taken(fees(big("6"), more));
  }

  @Test
  void legacyTransaction_isReplacedByItsPriceInBothFees() throws IOException {
    taken(SignedTx.legacy(sender, first, true));
    refused(SignedTx.legacy(sender, first, true), "already known");
    BigInteger max = GWEI.multiply(big("22"));
    refused(fees(max.subtract(BigInteger.ONE), max), "replacement transaction underpriced");
    taken(fees(max, max));
  }

  private SignedTx fees(BigInteger tip, BigInteger max) {
    return SignedTx.priced(sender, first, 9, 21_000, tip, max, "");
  }

  @Test
  void sameTransaction_isAlreadyKnown() throws IOException {
    SignedTx tx = SignedTx.transfer(sender, first, 1);
    taken(tx);
    refused(tx, "already known");
    devnet.mine(1);
    refused(tx, "nonce too low: next nonce " + (first + 1) + ", tx nonce " + first);
  }

  @Test
  void seventeenthPending_isRefused() throws IOException {
    for (int i = 0; i < 16; i++) {
      taken(SignedTx.transfer(sender, first + i, 1));
    }
    SignedTx next = SignedTx.transfer(sender, first + 16, 1);
    refused(next, "account limit exceeded: pooled 16 txs");
    taken(SignedTx.dynamic(sender, first + 3, 1, 21_000, 3, 30, ""));
    taken(SignedTx.transfer(devnet.accounts().get(6), 0, 1));
    devnet.mine(1);
    taken(next);
  }

  @Test
  void queuedBeyondTheLimit_isRefused() throws IOException {
    proxy.gethPool(GethPool.STANDARD.slots(16, 3));
    for (int i = 1; i <= 3; i++) {
      taken(SignedTx.transfer(sender, first + i, 1));
    }
    refused(SignedTx.transfer(sender, first + 4, 1), "account limit exceeded: pooled 3 txs");
    taken(SignedTx.transfer(sender, first, 1));
  }

  @Test
  void queuedBeyondTheLimit_isForgottenByAForgetfulPool() throws IOException {
    proxy.gethPool(GethPool.STANDARD.slots(16, 1).forgetful());
    taken(SignedTx.transfer(sender, first + 1, 1));
    SignedTx lost = SignedTx.transfer(sender, first + 2, 1);
    taken(lost);
    assertThat(proxy.forwards(lost.hash())).isZero();
    assertThat(pooled(lost)).isFalse();
  }

  @Test
  void delegatedSender_hasOneInFlight() throws IOException {
    devnet.node().call("anvil_setCode", sender.address(), "0xef0100" + "22".repeat(20));
    refused(SignedTx.transfer(sender, first + 1, 1), "gapped-nonce tx from delegated accounts");
    taken(SignedTx.transfer(sender, first, 1));
    refused(
        SignedTx.transfer(sender, first + 1, 1),
        "in-flight transaction limit reached for delegated accounts");
    taken(SignedTx.dynamic(sender, first, 1, 21_000, 3, 30, ""));
  }

  @Test
  void transactionOfItself_isCheckedFirst() throws IOException {
    refused(
        SignedTx.dynamic(sender, first, 1, 16_000_000, 2, 100, ""),
        "tx fee (1.60 ether) exceeds the configured cap (1.00 ether)");
    refused(
        SignedTx.dynamic(sender, first, 1, 16_777_217, 2, 20, ""),
        "transaction gas limit too high (cap: 16777216, tx: 16777217)");
    refused(
        SignedTx.legacy(sender, first, false),
        "only replay-protected (EIP-155) transactions allowed over RPC");
    refused(
        SignedTx.dynamic(sender, first, 1, 21_000, 0, 20, ""),
        "transaction gas price below minimum: gas tip cap 0, minimum needed 1");
    String kilobyte = "0x" + "ff".repeat(1000);
    refused(
        SignedTx.dynamic(sender, first, 1, 36_999, 2, 20, kilobyte),
        "intrinsic gas too low: gas 36999, minimum needed 37000");
    refused(
        SignedTx.dynamic(sender, first, 1, 60_999, 2, 20, kilobyte),
        "insufficient gas for floor data gas cost: gas 60999, minimum needed 61000");
    taken(SignedTx.dynamic(sender, first, 1, 61_000, 2, 20, kilobyte));
    refused(
        SignedTx.accessList(sender, first + 1, 27_199),
        "intrinsic gas too low: gas 27199, minimum needed 27200");
    taken(SignedTx.accessList(sender, first + 1, 27_200));
  }

  @Test
  void transactionAbove128Kilobytes_isRefused() throws IOException {
    SignedTx large =
        SignedTx.dynamic(sender, first, 1, 8_000_000, 2, 20, "0x" + "00".repeat(131_072));
    int size = large.raw().length() / 2 - 1;
    refused(large, "oversized data: transaction size " + size + ", limit 131072");
    proxy.anvilPool();
    taken(large);
  }

  @Test
  void batch_isCheckedCallByCall() throws IOException {
    SignedTx one = SignedTx.transfer(sender, first, 1);
    SignedTx two = SignedTx.transfer(sender, first + 1, 1);
    JsonNode answers =
        PlainHttp.json(
            proxy.url(),
            "["
                + one.call(1)
                + ","
                + one.call(2)
                + ","
                + two.call(3)
                + ","
                + PlainHttp.call(4, "eth_chainId", "[]")
                + "]");
    assertThat(answers.get(0).path("result").asText()).isEqualTo(one.hash());
    assertThat(answers.get(1).path("error").path("message").asText()).isEqualTo("already known");
    assertThat(answers.get(2).path("result").asText()).isEqualTo(two.hash());
    assertThat(answers.get(3).path("result").asText()).isEqualTo("0x7a69");
    assertThat(proxy.forwards(one.hash())).isEqualTo(1);
    assertThat(proxy.deliveries(one.hash())).isEqualTo(2);
  }

  @Test
  void reorg_putsTransactionsBackOrNot() throws IOException {
    SignedTx tx = SignedTx.transfer(sender, first, 1);
    taken(tx);
    devnet.mine(2);
    assertThat(proxy.reorg(2, true)).containsExactly(tx.hash());
    assertThat(pooled(tx)).isTrue();
    devnet.mine(1);
    assertThat(devnet.raw().receipt(tx.hash()).isObject()).isTrue();
    assertThat(proxy.reorg(1, false)).containsExactly(tx.hash());
    assertThat(pooled(tx)).isFalse();
  }

  private boolean pooled(SignedTx tx) {
    JsonNode found = devnet.node().call("eth_getTransactionByHash", tx.hash());
    return found.isObject() && found.path("blockHash").isNull();
  }

  private void taken(SignedTx tx) throws IOException {
    JsonNode answer = PlainHttp.json(proxy.url(), tx.call(1));
    assertThat(answer.path("result").asText()).as("%s", answer).isEqualTo(tx.hash());
  }

  private void refused(SignedTx tx, String text) throws IOException {
    JsonNode error = PlainHttp.json(proxy.url(), tx.call(1)).path("error");
    assertThat(error.path("message").asText()).isEqualTo(text);
    assertThat(error.path("code").asInt()).isEqualTo(-32000);
    assertThat(proxy.received()).last().extracting(RawDelivery::hash).isEqualTo(tx.hash());
  }

  private static BigInteger big(String number) {
    return new BigInteger(number);
  }
}
