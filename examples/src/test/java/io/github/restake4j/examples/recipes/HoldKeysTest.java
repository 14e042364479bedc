package io.github.restake4j.examples.recipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes for keys do what they say, without a node. */
class HoldKeysTest {
  private static final Address ACCOUNT =
      Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final Address LIDO = Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84");
  private static final LocalKey KEY =
      LocalKey.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  @Test
  void keystore_ofANewKey_opensAndWipesThePassword(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("key.json");
    HoldKeys.newKey(file, "secret".toCharArray());
    char[] password = "secret".toCharArray();

    assertThat(HoldKeys.keystore(file, password)).isNotEqualTo(Address.ZERO);
    assertThat(password).containsOnly('\0');
  }

  @Test
  void mnemonic_givesTheFirstAccountAndWipesTheWords() {
    char[] words = "test test test test test test test test test test test junk".toCharArray();

    assertThat(HoldKeys.mnemonic(words)).isEqualTo(ACCOUNT);
    assertThat(words).containsOnly('\0');
  }

  @Test
  void policy_letsStakingThroughAndNothingElse() {
    Signer guarded = HoldKeys.guarded(KEY, LIDO, ACCOUNT);
    Bytes submit = Bytes.parse("0xa1903eab" + "00".repeat(32));
    TxRequest stake =
        new TxRequest(1, 0, Wei.ZERO, Wei.ofGwei("10"), 100_000, LIDO, Wei.ofEther("32"), submit);
    TxRequest other =
        new TxRequest(
            1, 1, Wei.ZERO, Wei.ofGwei("10"), 100_000, LIDO, Wei.ofEther("32"), Bytes.EMPTY);

    assertThat(guarded.signTransaction(stake)).isEqualTo(KEY.signTransaction(stake));
    assertThatThrownBy(() -> guarded.signTransaction(other)).isInstanceOf(RefusedException.class);
  }

  @Test
  void verify_ofAKey_needsNoNode() {
    try (Restake4j ethereum = Restake4j.connect("http://node.invalid")) {
      Bytes signature =
          KEY.signMessage(Bytes.of("hello".getBytes(StandardCharsets.UTF_8))).toBytes();
      assertThat(HoldKeys.verified(ethereum, ACCOUNT, "hello", signature)).isTrue();
    }
  }

  @Test
  void safeFile_namesTheSafe() {
    UnsignedTx stake = new UnsignedTx(1, ACCOUNT, LIDO, Wei.ofEther("1"), Bytes.EMPTY);

    assertThat(HoldKeys.safeFile(new Handoff.Send(List.of(stake))))
        .contains("\"createdFromSafeAddress\":\"" + ACCOUNT + "\"");
  }
}
