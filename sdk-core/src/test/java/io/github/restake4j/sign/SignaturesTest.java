package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Messages as ethers 6.15.0 and viem 2.21.0 both sign them with anvil's first test key. */
class SignaturesTest {
  private static final LocalKey KEY =
      LocalKey.parse("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");
  private static final Address CONTRACT =
      Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84");
  private static final String HELLO =
      "0xf16ea9a3478698f695fd1401bfe27e9e4a7e8e3da94aa72b021125e31fa899cc"
          + "573c48ea3fe1d4ab61a9db10c19032026e3ed2dbccba5a178235ac27f94504311c";

  @ParameterizedTest
  @CsvSource({
    "hello, 0x50b2c43fd39106bafbba0da34fc430e1f91e3c96ea2acee2bc34119f92b37750",
    "'', 0x5f35dce98ba4fba25530a026ed80b2cecdaa31091ba4958b99b52ea1d068adad",
    "0xdeadbeef, 0xefedd0a9a0294228c3977d7fbb68c7d40279f8b408cf3e24ef1823b179709e58",
  })
  void messageHash_text_equalsEthers(String message, String hash) {
    assertThat(Signatures.messageHash(message)).isEqualTo(Hash32.parse(hash));
  }

  @Test
  void messageHash_bytesAndLengthInUtf8_equalsEthers() {
    assertThat(Signatures.messageHash(Bytes.parse("0xdeadbeef")))
        .isEqualTo(
            Hash32.parse("0xd1c7f1a06a4f9a535077e50ad23244ce2c6ae443fcd412965226f3df5d28eaaa"));
    assertThat(Signatures.messageHash("Zo\u00eb \ud83d\udc04\n"))
        .isEqualTo(
            Hash32.parse("0x8a605107e462566dd84d8eeddb0e1686cd8acd37ac87d520d486f85a7c4254ec"));
  }

  @Test
  void signMessage_localKey_equalsEthersAndViem() {
    assertThat(KEY.signMessage(Bytes.of("hello".getBytes(StandardCharsets.UTF_8))).toBytes())
        .isEqualTo(Bytes.parse(HELLO));
    assertThat(KEY.signMessage(Bytes.parse("0xdeadbeef")).toBytes())
        .isEqualTo(
            Bytes.parse(
                "0xa114c834af73872c6c9efe918d85b0b1b34a486d10f9011e2630e28417c828c0"
                    + "60dbd65cda67e73d52ebb7c555260621dbc1b0b4036acb61086bba091ac3f1641b"));
  }

  @Test
  void isOfKey_onlyForTheVeryMessageAndAccount() {
    Hash32 hash = Signatures.messageHash("hello");
    Bytes signature = Bytes.parse(HELLO);

    assertThat(Signatures.isOfKey(KEY.address(), hash, signature)).isTrue();
    assertThat(Signatures.isOfKey(CONTRACT, hash, signature)).isFalse();
    assertThat(Signatures.isOfKey(KEY.address(), Signatures.messageHash("hello "), signature))
        .isFalse();
    assertThat(Signatures.isOfKey(KEY.address(), hash, signature.slice(0, 64))).isFalse();
    assertThat(Signatures.isOfKey(KEY.address(), hash, Bytes.EMPTY)).isFalse();
  }

  @Test
  void S05_isOfKey_highTwinOfASignature_isNotAccepted() {
    BigInteger n =
        new BigInteger("fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141", 16);
    Bytes low = Bytes.parse(HELLO);
    BigInteger high = n.subtract(new BigInteger(1, low.slice(32, 64).toArray()));
    Bytes twin =
        Bytes.concat(low.slice(0, 32), Bytes.parse("0x" + high.toString(16)), Bytes.of((byte) 27));

    // both are signatures of the key, which is why only one of them may count
    assertThat(Signature.parse(twin)).isEqualTo(Signature.parse(low));
    assertThat(Signatures.isOfKey(KEY.address(), Signatures.messageHash("hello"), twin)).isFalse();
  }

  @Test
  void signMessage_signerThatSignsNone_isTyped() {
    Signer signer =
        new Signer() {
          @Override
          public Address address() {
            return CONTRACT;
          }

          @Override
          public Bytes signTransaction(TxRequest transaction) {
            throw new AssertionError();
          }

          @Override
          public Signature signTypedData(TypedData data) {
            throw new AssertionError();
          }
        };
    assertThatThrownBy(() -> signer.signMessage(Bytes.EMPTY))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("NOT_SUPPORTED"));
  }

  private static TypedData data(TypedData.Unusual unusual) {
    TypedData.Builder builder =
        TypedData.builder("A").domainName("X").type("A", "uint256 a").message(Map.of("a", 1));
    switch (unusual) {
      case OTHER_CHAIN -> builder.chainId(5).verifyingContract(CONTRACT);
      case NO_CHAIN -> builder.verifyingContract(CONTRACT);
      case ZERO_CONTRACT -> builder.chainId(1).verifyingContract(Address.ZERO);
      case OWN_ACCOUNT -> builder.chainId(1).verifyingContract(KEY.address());
    }
    return builder.build();
  }

  @ParameterizedTest
  @EnumSource(TypedData.Unusual.class)
  void S08_sign_unusualDomain_isRefusedUnlessNamed(TypedData.Unusual unusual) {
    try (Restake4j client =
        Restake4j.builder().rpc("http://node.invalid").chain(Chain.MAINNET).build()) {
      TypedData data = data(unusual);
      List<TypedData.Unusual> others = new ArrayList<>(List.of(TypedData.Unusual.values()));
      others.remove(unusual);
      boolean chain =
          unusual == TypedData.Unusual.OTHER_CHAIN || unusual == TypedData.Unusual.NO_CHAIN;

      assertThatThrownBy(
              () -> Signatures.sign(client, KEY, data, others.toArray(new TypedData.Unusual[0])))
          .isInstanceOfSatisfying(
              SigningException.class,
              e -> assertThat(e.code()).isEqualTo(chain ? "CHAIN_MISMATCH" : "SUSPICIOUS_DOMAIN"));
      assertThat(Signatures.sign(client, KEY, data, unusual).signer(data.hash()))
          .contains(KEY.address());
    }
  }

  @Test
  void S08_requireUsual_chainIdBeyondALong_isAnotherChain() {
    String json =
        data(TypedData.Unusual.ZERO_CONTRACT)
            .toJson()
            .replace("\"chainId\":1", "\"chainId\":18446744073709551617")
            .replace(Address.ZERO.toString(), CONTRACT.toString());
    assertThatThrownBy(
            () -> TypedData.parse(json).requireUsual(1, KEY.address(), TypedData.Unusual.NO_CHAIN))
        .isInstanceOf(SigningException.class)
        .hasMessageContaining("18446744073709551617");
  }

  @Test
  void S08_sign_usualDomain_isSigned() {
    try (Restake4j client =
        Restake4j.builder().rpc("http://node.invalid").chain(Chain.MAINNET).build()) {
      TypedData data =
          TypedData.builder("A")
              .domainName("X")
              .chainId(1)
              .verifyingContract(CONTRACT)
              .type("A", "uint256 a")
              .message(Map.of("a", 1))
              .build();

      assertThat(Signatures.sign(client, KEY, data)).isEqualTo(KEY.signTypedData(data));
    }
  }
}
