package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.SignedTx;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class ChainTruthDevnetTest {
  private final LocalDevnet devnet;
  private final Account sender;
  private final List<String> hashes = new ArrayList<>();
  private long first;

  ChainTruthDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.sender = devnet.accounts().get(3);
  }

  @BeforeEach
  void sendThree() {
    first =
        Long.decode(
            devnet.node().call("eth_getTransactionCount", sender.address(), "latest").asText());
    devnet.node().call("evm_setAutomine", false);
    for (int i = 0; i < 3; i++) {
      SignedTx tx = SignedTx.transfer(sender, first + i, 1000 + i);
      mined(tx);
      hashes.add(tx.hash());
    }
  }

  private void mined(SignedTx tx) {
    devnet.node().call("eth_sendRawTransaction", tx.raw());
    devnet.mine(1);
  }

  private ChainTruth.Audit audit() {
    return ChainTruth.read(devnet.node()).audit(sender.address(), first);
  }

  @Test
  void audit_ofWhatHappened_findsNothing() {
    audit()
        .exactlyOnce(ChainTruth.Mined::value, values(1000, 1001, 1002))
        .atMostOnce(ChainTruth.Mined::value, values(1000, 5))
        .onlyThese(hashes)
        .orThrow();
    ChainTruth truth = ChainTruth.read(devnet.node());
    assertThat(truth.head()).isEqualTo(devnet.raw().blockNumber());
    assertThat(truth.of(sender.address())).hasSize(3);
    assertThat(truth.of(sender.address()).get(0).hash()).isEqualTo(hashes.get(0));
    assertThat(truth.occurrences(sender.address(), ChainTruth.Mined::value))
        .containsEntry(BigInteger.valueOf(1001), 1);
  }

  @Test
  void exactlyOnce_ofWhatIsMissing_saysLost() {
    assertThat(audit().exactlyOnce(ChainTruth.Mined::value, values(1000, 7)).findings())
        .containsExactly("lost: nothing with 7");
  }

  @Test
  void markTwice_saysSentTwice() {
    SignedTx again = SignedTx.transfer(sender, first + 3, 1001);
    mined(again);
    ChainTruth.Audit audit = audit().atMostOnce(ChainTruth.Mined::value, values(1000, 1001, 9));
    assertThat(audit.findings()).containsExactly("sent twice: 2 transactions with 1001");
    assertThatThrownBy(audit.onlyThese(hashes)::orThrow)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("sent twice")
        .hasMessageContaining("unknown: " + again.hash() + " with nonce " + (first + 3));
  }

  @Test
  void nonceLeftOut_isFound() {
    devnet.node().call("anvil_setNonce", sender.address(), BigInteger.valueOf(first + 5));
    SignedTx late = SignedTx.transfer(sender, first + 5, 1);
    mined(late);
    assertThat(audit().findings())
        .singleElement()
        .asString()
        .startsWith("nonce " + (first + 5) + " before " + (first + 3) + ": " + late.hash());
  }

  @Test
  void nonceUsedAgain_isFound_andSoIsTheNext() {
    devnet.node().call("anvil_setNonce", sender.address(), BigInteger.valueOf(first + 1));
    SignedTx again = SignedTx.transfer(sender, first + 1, 77);
    SignedTx next = SignedTx.transfer(sender, first + 2, 78);
    mined(again);
    mined(next);
    assertThat(audit().findings())
        .containsExactly(
            "nonce " + (first + 1) + " again: " + again.hash() + in(4),
            "nonce " + (first + 2) + " again: " + next.hash() + in(5));
  }

  /** Where the test's n-th transaction is, from 1; the fifth is in the last block. */
  private String in(int transaction) {
    return " in block " + (devnet.raw().blockNumber() - 5 + transaction);
  }

  private static List<BigInteger> values(long... wei) {
    List<BigInteger> values = new ArrayList<>();
    for (long each : wei) {
      values.add(BigInteger.valueOf(each));
    }
    return values;
  }
}
