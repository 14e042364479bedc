package io.github.restake4j.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signatures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures that a contract has to confirm (EIP-1271), against a node that plays the contract. */
class ContractSignatureTest {
  private static final Address WALLET = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final Hash32 HASH = Signatures.messageHash("hello");
  private static final LocalKey KEY =
      LocalKey.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final Bytes ANY = Bytes.parse("0x0102");

  private static Restake4j client(FakeNode node) {
    return Restake4j.builder()
        .rpc("http://node.invalid")
        .chain(Chain.MAINNET)
        .transport(node)
        .build();
  }

  private static FakeNode answering(JsonNode answer) {
    return new FakeNode(
        (node, call) ->
            call.path("method").asText().equals("eth_getCode") ? FakeNode.text("0x6001") : answer);
  }

  @ParameterizedTest
  @CsvSource({
    "0x1626ba7e00000000000000000000000000000000000000000000000000000000, true",
    "0xffffffff00000000000000000000000000000000000000000000000000000000, false",
    "0x0000000000000000000000000000000000000000000000000000000000000001, false",
    "0x000000000000000000000000000000000000000000000000000000001626ba7e, false",
    "0x1626ba7e00000000000000000000000000000000000000000000000000000001, false",
    "0x1626ba7e, false",
    "0x, false",
  })
  void isValid_contract_acceptsOnlyWithTheMagicValue(String answer, boolean accepted) {
    FakeNode node = answering(FakeNode.text(answer));

    assertThat(Signatures.isValid(client(node), WALLET, HASH, ANY).now()).isEqualTo(accepted);
    JsonNode asked =
        node.calls.stream()
            .filter(call -> call.path("method").asText().equals("eth_call"))
            .findFirst()
            .orElseThrow();
    // selector, hash, offset 64, length 2, the bytes padded: by hand from EIP-1271 and the ABI
    assertThat(asked.toString())
        .contains(
            "0x1626ba7e"
                + HASH.toString().substring(2)
                + "0".repeat(62)
                + "40"
                + "0".repeat(63)
                + "2"
                + "0102"
                + "0".repeat(60));
  }

  @Test
  void isValid_contractThatReverts_hasNotAccepted() {
    FakeNode node = answering(FakeNode.error(3, "execution reverted", "0x08c379a0"));

    assertThat(Signatures.isValid(client(node), WALLET, HASH, ANY).now()).isFalse();
  }

  @Test
  void isValid_keyOfTheAccount_asksNobody() {
    FakeNode node = answering(FakeNode.text("0x"));
    Bytes signature = KEY.signRawHash(HASH).toBytes();

    assertThat(Signatures.isValid(client(node), KEY.address(), HASH, signature).now()).isTrue();
    assertThat(Signatures.isValidMessage(client(node), KEY.address(), "hello", signature).now())
        .isTrue();
    assertThat(node.requests).isZero();
  }

  @Test
  void isValid_keyOfAnotherAccount_asksTheContract() {
    FakeNode node = answering(FakeNode.text("0x1626ba7e" + "0".repeat(56)));

    assertThat(
            Signatures.isValid(client(node), WALLET, HASH, KEY.signRawHash(HASH).toBytes()).now())
        .isTrue();
    assertThat(node.requests).isPositive();
  }

  @Test
  void isValid_nodeThatIsGone_throwsInsteadOfSayingNo() {
    Restake4j client = Restake4j.builder().rpc("http://127.0.0.1:1").chain(Chain.MAINNET).build();
    client.close();
    assertThatThrownBy(() -> Signatures.isValid(client, WALLET, HASH, ANY).now())
        .isInstanceOf(TransportException.class);
  }
}
