package io.github.restake4j.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

/** web3j's own encoder and our own key are the second implementations. */
class Web3jSignerTest {
  /** anvil's first published test key. */
  private static final String KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  private static final Address TO = Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1");
  private static final BigInteger N =
      new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);

  private final Credentials credentials = Credentials.create(KEY);
  private final Signer signer = Web3jSigner.of(credentials);

  @Test
  void of_credentials_isTheirAccount() {
    assertThat(signer.address())
        .isEqualTo(Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
  }

  @Test
  void S01_signTransaction_dynamicFee_equalsWeb3jsEncoder() {
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      BigInteger tip = new BigInteger(32, random);
      BigInteger max = tip.add(new BigInteger(40, random));
      BigInteger value = new BigInteger(80, random);
      byte[] data = new byte[random.nextInt(100)];
      random.nextBytes(data);
      RawTransaction theirs =
          RawTransaction.createTransaction(
              560_048,
              BigInteger.valueOf(i),
              BigInteger.valueOf(21_000 + i),
              TO.toString(),
              value,
              Numeric.toHexString(data),
              tip,
              max);

      Bytes ours =
          signer.signTransaction(
              new TxRequest(
                  560_048,
                  i,
                  Wei.of(tip),
                  Wei.of(max),
                  21_000 + i,
                  TO,
                  Wei.of(value),
                  Bytes.of(data)));

      assertThat(ours).isEqualTo(Bytes.of(TransactionEncoder.signMessage(theirs, credentials)));
    }
  }

  @Test
  void S01_signTransaction_legacy_equalsWeb3jsEncoder() {
    RawTransaction theirs =
        RawTransaction.createTransaction(
            BigInteger.TEN,
            BigInteger.valueOf(30_000_000_000L),
            BigInteger.valueOf(21_000),
            TO.toString(),
            BigInteger.ONE,
            "");

    assertThat(
            signer.signTransaction(
                TxRequest.legacy(1, 10, Wei.ofGwei("30"), 21_000, TO, Wei.of(1), Bytes.EMPTY)))
        .isEqualTo(Bytes.of(TransactionEncoder.signMessage(theirs, 1, credentials)));
  }

  @ParameterizedTest
  @EnumSource(TxType.class)
  void S01_signTransaction_everyType_equalsLocalKey(TxType type) {
    TxRequest request =
        new TxRequest(
            type,
            1,
            3,
            Wei.ofGwei("2"),
            Wei.ofGwei("2"),
            40_000,
            TO,
            Wei.ZERO,
            Bytes.parse("0xd0e30db0"),
            type == TxType.LEGACY ? List.of() : List.of(new AccessTuple(TO, List.of(Hash32.ZERO))));

    assertThat(signer.signTransaction(request))
        .isEqualTo(LocalKey.parse(KEY).signTransaction(request));
  }

  @Test
  void signTypedData_mail_isWeb3jsSignatureOfTheSameJson() throws Exception {
    TypedData data =
        TypedData.builder("Mail")
            .domainName("Mail")
            .domainVersion("1")
            .chainId(1)
            .verifyingContract(TO)
            .type("Mail", "address to", "string contents")
            .message(Map.of("to", TO, "contents", "hello"))
            .build();
    Sign.SignatureData theirs = Sign.signTypedData(data.toJson(), credentials.getEcKeyPair());

    Bytes ours = signer.signTypedData(data).toBytes();

    assertThat(ours)
        .isEqualTo(
            Bytes.concat(
                Bytes.of(theirs.getR()), Bytes.of(theirs.getS()), Bytes.of(theirs.getV())));
  }

  @Test
  void signMessage_text_isWeb3jsPrefixedSignature() {
    Bytes message = Bytes.parse("0x68656c6c6f");
    Sign.SignatureData theirs =
        Sign.signPrefixedMessage(message.toArray(), credentials.getEcKeyPair());

    assertThat(signer.signMessage(message).toBytes())
        .isEqualTo(
            Bytes.concat(
                Bytes.of(theirs.getR()), Bytes.of(theirs.getS()), Bytes.of(theirs.getV())));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void S04_of_keyOfZeroOrN_isRefused(int times) {
    ECKeyPair pair = ECKeyPair.create(N.multiply(BigInteger.valueOf(times)));

    assertThatThrownBy(() -> Web3jSigner.of(Credentials.create(pair)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 to n - 1");
  }

  @Test
  void S04_of_publicKeyOfAnother_isRefused() {
    ECKeyPair mixed =
        new ECKeyPair(credentials.getEcKeyPair().getPrivateKey(), Sign.publicKeyFromPrivate(N));

    assertThatThrownBy(() -> Web3jSigner.of(Credentials.create(mixed)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another account");
  }

  @Test
  void S13_toString_hasTheAccountOnly() {
    assertThat(signer.toString())
        .isEqualTo("Web3jSigner of " + signer.address())
        .doesNotContain(KEY.substring(2, 12));
    assertThat(new GasCap(signer, BigInteger.TEN).toString()).doesNotContain(KEY.substring(2, 12));
  }
}
