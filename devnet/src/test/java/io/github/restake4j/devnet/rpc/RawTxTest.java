package io.github.restake4j.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.Account;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RawTxTest {
  private static final Account SENDER =
      new Account(
          "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
          "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  @Test
  void decode_dynamicFee_readsEveryField() {
    RawTx tx = decoded(SignedTx.dynamic(SENDER, 300, 5, 70_000, 2, 20, "0x00ff"));
    assertThat(tx.nonce()).isEqualTo(300);
    assertThat(tx.value()).isEqualTo(5);
    assertThat(tx.gas()).isEqualTo(70_000);
    assertThat(tx.tip()).isEqualTo(SignedTx.GWEI.multiply(BigInteger.TWO));
    assertThat(tx.maxFee()).isEqualTo(SignedTx.GWEI.multiply(BigInteger.valueOf(20)));
    assertThat(tx.data()).containsExactly(0, 0xff);
    assertThat(tx.creates()).isFalse();
    assertThat(tx.namesChain()).isTrue();
  }

  @Test
  void decode_legacy_knowsWhetherItNamesAChain() {
    assertThat(decoded(SignedTx.legacy(SENDER, 1, true)).namesChain()).isTrue();
    assertThat(decoded(SignedTx.legacy(SENDER, 1, false)).namesChain()).isFalse();
    assertThat(decoded(SignedTx.legacy(SENDER, 1, true)).tip())
        .isEqualTo(SignedTx.GWEI.multiply(BigInteger.valueOf(20)));
  }

  @Test
  void decode_accessList_countsIt() {
    assertThat(decoded(SignedTx.accessList(SENDER, 1, 30_000)).accessList()).containsExactly(1, 2);
  }

  @Test
  void hash_isThatOfWeb3j() {
    SignedTx tx = SignedTx.transfer(SENDER, 3, 1);
    assertThat(decoded(tx).hash()).isEqualTo(tx.hash());
  }

  @Test
  void decode_ofAnythingElse_isNothing() {
    String raw = SignedTx.transfer(SENDER, 3, 1).raw();
    assertThat(RawTx.decode("")).isNull();
    assertThat(RawTx.decode("0x")).isNull();
    assertThat(RawTx.decode("0x02")).isNull();
    assertThat(RawTx.decode("0x7f" + raw.substring(4))).isNull();
    for (int length = 2; length < raw.length(); length++) {
      assertThat(RawTx.decode(raw.substring(0, length))).isNull();
    }
    assertThat(RawTx.decode(raw + "00")).isNull();
  }

  @Test
  void decode_ofDamagedBytes_neverThrows() {
    Random random = new Random(7);
    String raw = SignedTx.accessList(SENDER, 3, 30_000).raw();
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = java.util.Objects.requireNonNull(Hex.bytes(raw));
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      RawTx tx = RawTx.decode(Hex.of(bytes));
      if (tx != null) {
        assertThat(tx.accessList()).hasSize(2);
        assertThat(GasRules.intrinsic(tx)).isGreaterThanOrEqualTo(21_000);
      }
    }
  }

  @Test
  void rlp_ofNumbersAndLists_isThatOfTheYellowPaper() {
    assertThat(Hex.of(Rlp.encode(BigInteger.ZERO))).isEqualTo("0x80");
    assertThat(Hex.of(Rlp.encode(BigInteger.valueOf(15)))).isEqualTo("0x0f");
    assertThat(Hex.of(Rlp.encode(BigInteger.valueOf(128)))).isEqualTo("0x8180");
    assertThat(Hex.of(Rlp.encode(BigInteger.valueOf(1024)))).isEqualTo("0x820400");
    assertThat(Hex.of(Rlp.list(new byte[0]))).isEqualTo("0xc0");
    assertThat(Hex.of(Rlp.list(new byte[56]))).startsWith("0xf83800");
    assertThatThrownBy(() -> Rlp.decode(new byte[] {(byte) 0xbf, 1, 1, 1, 1, 1, 1, 1, 1}, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static RawTx decoded(SignedTx tx) {
    RawTx decoded = RawTx.decode(tx.raw());
    assertThat(decoded).isNotNull();
    return java.util.Objects.requireNonNull(decoded);
  }
}
