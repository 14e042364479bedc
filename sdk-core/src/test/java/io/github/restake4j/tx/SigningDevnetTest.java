package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.SpendPolicy;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.units.Wei;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What signers sign, as a node and the engine see it. */
@Devnet(local = true)
class SigningDevnetTest {
  private final Sandbox on;

  SigningDevnetTest(LocalDevnet devnet) {
    this.on = new Sandbox(devnet);
  }

  @AfterEach
  void close() {
    on.close();
  }

  @ParameterizedTest
  @EnumSource(TxType.class)
  void S01_signTransaction_everyType_isMinedAsSigned(TxType type) {
    Wei price = Wei.ofGwei("100");
    Bytes raw =
        on.wallet.signTransaction(
            new TxRequest(
                type,
                on.client.chain().id(),
                on.nonce(on.wallet.address()),
                price,
                price,
                40_000,
                on.other.address(),
                Wei.of(7),
                Bytes.EMPTY,
                type == TxType.LEGACY
                    ? List.of()
                    : List.of(new AccessTuple(on.steth, List.of(Hash32.ZERO)))));

    String hash = on.devnet.node().call("eth_sendRawTransaction", raw.toString()).asText();
    JsonNode[] seen = new JsonNode[1];
    Sandbox.until(
        () -> {
          seen[0] = on.devnet.node().call("eth_getTransactionByHash", hash);
          return seen[0].hasNonNull("blockHash");
        });

    assertThat(hash).isEqualTo(Keccak.hash(raw).toString());
    assertThat(Address.parse(seen[0].get("from").asText())).isEqualTo(on.wallet.address());
    assertThat(Integer.decode(seen[0].get("type").asText())).isEqualTo(type.number());
    assertThat(seen[0].get("value").asText()).isEqualTo("0x7");
    assertThat(seen[0].path("accessList").size()).isEqualTo(type == TxType.LEGACY ? 0 : 1);
  }

  @Test
  void S17_send_underASpendPolicy_goesOnlyWhereItMay() {
    Signer guarded =
        SpendPolicy.builder()
            .chains(on.client.chain().id())
            .approval(on.steth, Sandbox.spender(1), on.amount(1))
            .maxFee(Wei.ofEther("1"))
            .build()
            .guard(on.wallet);
    TxOptions patient = TxOptions.builder().waitAtMost(Duration.ofSeconds(20)).build();
    long before = on.nonce(on.wallet.address());

    assertThat(on.marker(1).with(patient).send(guarded).await())
        .isInstanceOf(TxOutcome.Included.class);
    assertThatThrownBy(() -> on.marker(2).with(patient).send(guarded))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("SPEND_POLICY"));
    assertThat(on.allowance(on.wallet.address(), Sandbox.spender(2))).isZero();
    // the nonce of the refused one went back
    assertThat(on.marker(1).with(patient).send(guarded).await())
        .isInstanceOf(TxOutcome.Included.class);
    assertThat(on.nonce(on.wallet.address())).isEqualTo(before + 2);
  }
}
