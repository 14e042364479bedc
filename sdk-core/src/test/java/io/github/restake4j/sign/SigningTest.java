package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.units.Wei;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.Sign;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

class SigningTest {
  /** Order of the curve, SEC 2. */
  private static final String N =
      "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141";

  private static final BigInteger CURVE_ORDER = new BigInteger(N.substring(2), 16);

  /** The first account of anvil's and Hardhat's published test mnemonic. */
  private static final String KEY =
      "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";

  private static final String ACCOUNT = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";

  @Test
  void address_ofThePublishedTestKey_isItsPublishedAddress() {
    assertThat(LocalKey.parse(KEY).address()).isEqualTo(Address.parse(ACCOUNT));
  }

  @Test
  void S01_signTransaction_type2_equalsASecondImplementation() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      TxRequest request = request(random);
      byte[] secret = secret(random);
      RawTransaction same =
          RawTransaction.createTransaction(
              request.chainId(),
              BigInteger.valueOf(request.nonce()),
              BigInteger.valueOf(request.gasLimit()),
              request.to().toString(),
              request.value().smallest(),
              request.data().toString(),
              request.maxPriorityFeePerGas().smallest(),
              request.maxFeePerGas().smallest());
      byte[] expected =
          TransactionEncoder.signMessage(same, Credentials.create(Numeric.toHexString(secret)));

      assertThat(LocalKey.of(secret).signTransaction(request)).isEqualTo(Bytes.of(expected));
    }
  }

  @Test
  void S02_signRawHash_randomKeysAndMessages_lowSRightParityDeterministicRecoverable() {
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      byte[] secret = secret(random);
      Hash32 hash = Hash32.of(bytes(random, 32));
      LocalKey key = LocalKey.of(secret);
      Signature signature = key.signRawHash(hash);

      assertThat(new BigInteger(1, signature.s().toBytes()))
          .isLessThanOrEqualTo(CURVE_ORDER.shiftRight(1));
      assertThat(key.signRawHash(hash)).isEqualTo(signature);
      assertThat(signature.signer(hash)).isEqualTo(Optional.of(key.address()));
      if (i % 10 != 0) {
        continue; // the other implementation is slow
      }
      Sign.SignatureData other =
          Sign.signMessage(
              hash.toBytes(),
              Credentials.create(Numeric.toHexString(secret)).getEcKeyPair(),
              false);
      assertThat(signature.toBytes())
          .isEqualTo(
              Bytes.concat(Bytes.of(other.getR()), Bytes.of(other.getS()), Bytes.of(other.getV())));
    }
  }

  @Test
  void decode_whatWasSigned_givesRequestSenderAndHash() {
    Random random = new Random(3);
    for (int i = 0; i < 100; i++) {
      TxRequest request = request(random);
      LocalKey key = LocalKey.of(secret(random));
      Bytes raw = key.signTransaction(request);
      RawTx decoded = RawTx.decode(raw);

      assertThat(decoded.request()).isEqualTo(request);
      assertThat(decoded.sender()).isEqualTo(key.address());
      assertThat(decoded.hash()).isEqualTo(Keccak.hash(raw));
    }
  }

  @Test
  void decode_anyByteCutOrChanged_isRefusedOrAnotherTransaction() {
    Bytes raw = LocalKey.parse(KEY).signTransaction(request(new Random(4)));
    RawTx whole = RawTx.decode(raw);
    for (int i = 0; i < raw.size(); i++) {
      int cut = i;
      assertThatThrownBy(() -> RawTx.decode(raw.slice(0, cut)))
          .isInstanceOf(IllegalArgumentException.class);
      byte[] changed = raw.toArray();
      changed[i] = (byte) (changed[i] ^ 1);
      try {
        RawTx other = RawTx.decode(Bytes.of(changed));
        assertThat(other.raw()).isEqualTo(RawTx.encode(other.request(), other.signature()));
        assertThat(other.sender().equals(whole.sender()) && other.request().equals(whole.request()))
            .isFalse();
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageNotContaining("null");
      }
    }
    assertThatThrownBy(() -> RawTx.decode(Bytes.concat(raw, Bytes.of((byte) 0))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void S03_txRequest_chainIdNotAboveZero_cannotExist(long chainId) {
    assertThatThrownBy(
            () ->
                new TxRequest(
                    chainId, 0, Wei.ZERO, Wei.ZERO, 21_000, Address.ZERO, Wei.ZERO, Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chain id");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x0000000000000000000000000000000000000000000000000000000000000000",
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        "0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364142",
        "0xffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "hello",
        "",
        "0x01",
        "ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
        "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff8g",
      })
  void S04_parse_noPrivateKey_isRefusedWithoutShowingIt(String text) {
    assertThatThrownBy(() -> LocalKey.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .satisfies(e -> assertThat(text.length() > 8 && e.toString().contains(text)).isFalse());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 33, 64})
  void S04_of_notThirtyTwoBytes_isRefused(int size) {
    assertThatThrownBy(() -> LocalKey.of(new byte[size]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void S04_parse_smallestAndLargestKey_areValid() {
    // the generator's own address, and that of its negative: published in many wallets' tests
    assertThat(LocalKey.parse("0x" + "0".repeat(63) + "1").address())
        .isEqualTo(Address.parse("0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf"));
    String largest = CURVE_ORDER.subtract(BigInteger.ONE).toString(16);
    assertThat(LocalKey.parse(CharBuffer.wrap(("0x" + largest).toCharArray())).address())
        .isEqualTo(Address.parse(Credentials.create(largest).getAddress()));
  }

  @Test
  void S05_parse_everySpellingOfV_isTheSameSignature() {
    Hash32 hash = Keccak.hash("to be signed".getBytes(StandardCharsets.UTF_8));
    Signature signature = LocalKey.parse(KEY).signRawHash(hash);
    byte[] spelled = signature.toBytes().toArray();
    spelled[64] = (byte) (signature.v() - 27);

    assertThat(Signature.parse(Bytes.of(spelled))).isEqualTo(signature);
    assertThat(Signature.parse(signature.toBytes())).isEqualTo(signature);
  }

  @Test
  void S05_parse_highS_becomesItsLowTwinWithTheOtherParity() {
    Hash32 hash = Keccak.hash("to be signed".getBytes(StandardCharsets.UTF_8));
    Signature low = LocalKey.parse(KEY).signRawHash(hash);
    String high = CURVE_ORDER.subtract(new BigInteger(1, low.s().toBytes())).toString(16);
    Bytes asSigned =
        Bytes.concat(
            Bytes.of(low.r().toBytes()),
            Bytes.parse("0x" + "0".repeat(64 - high.length()) + high),
            Bytes.of((byte) (low.v() == 27 ? 28 : 27)));

    assertThat(Signature.parse(asSigned)).isEqualTo(low);
    assertThatThrownBy(
            () ->
                new Signature(
                    low.r(), Hash32.parse("0x" + "0".repeat(64 - high.length()) + high), 27))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void S05_parse_eip2098Vectors_giveTheirLongForms() {
    // both examples of EIP-2098
    assertThat(
            Signature.parse(
                Bytes.parse(
                    "0x68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b90"
                        + "7e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea52064")))
        .isEqualTo(
            new Signature(
                Hash32.parse("0x68a020a209d3d56c46f38cc50a33f704f4a9a10a59377f8dd762ac66910e9b90"),
                Hash32.parse("0x7e865ad05c4035ab5792787d4a0297a43617ae897930a6fe4d822b8faea52064"),
                27));
    assertThat(
            Signature.parse(
                Bytes.parse(
                    "0x9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76"
                        + "939c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793")))
        .isEqualTo(
            new Signature(
                Hash32.parse("0x9328da16089fcba9bececa81663203989f2df5fe1faa6291a45381c81bd17f76"),
                Hash32.parse("0x139c6d6b623b42da56557e5e734a43dc83345ddfadec52cbe24d0cc64f550793"),
                28));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 26, 29, 35, 37, 255})
  void S05_parse_otherV_isRefused(int v) {
    byte[] bytes = LocalKey.parse(KEY).signRawHash(Hash32.ZERO).toBytes().toArray();
    bytes[64] = (byte) v;
    assertThatThrownBy(() -> Signature.parse(Bytes.of(bytes)))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("INVALID_SIGNATURE"));
  }

  @Test
  void S05_parse_zeros_isRefused() {
    assertThatThrownBy(() -> Signature.parse(Bytes.of(new byte[65])))
        .isInstanceOf(SigningException.class);
    assertThatThrownBy(() -> Signature.parse(Bytes.EMPTY)).isInstanceOf(SigningException.class);
  }

  @Test
  void S12_close_wipesTheKeyAndRefusesToSign() {
    LocalKey key = LocalKey.parse(KEY);
    key.close();
    key.destroy();

    assertThat(key.secret()).containsOnly(0);
    assertThat(key.isDestroyed()).isTrue();
    assertThat(key.address()).isEqualTo(Address.parse(ACCOUNT));
    assertThatThrownBy(() -> key.signRawHash(Hash32.ZERO))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("KEY_DESTROYED"));
  }

  @Test
  void S13_key_inNoTextAndNoSerializedForm() {
    LocalKey key = LocalKey.parse(KEY);

    assertThat(key.toString()).doesNotContainIgnoringCase(KEY.substring(2, 20));
    assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(key))
        .isInstanceOf(NotSerializableException.class);
    assertThat(new ObjectMapper().valueToTree(new Object[] {key.toString()}).toString())
        .doesNotContainIgnoringCase(KEY.substring(2, 20));
  }

  private static TxRequest request(Random random) {
    BigInteger tip = new BigInteger(random.nextInt(100), random);
    return new TxRequest(
        1 + random.nextInt(1_000_000),
        random.nextInt(3) == 0 ? 0 : random.nextLong() >>> (1 + random.nextInt(60)),
        Wei.of(tip),
        Wei.of(tip.add(new BigInteger(random.nextInt(100), random))),
        21_000 + random.nextInt(16_000_000),
        Address.of(bytes(random, 20)),
        Wei.of(new BigInteger(random.nextInt(120), random)),
        Bytes.of(bytes(random, random.nextInt(300))));
  }

  private static byte[] secret(Random random) {
    byte[] secret = bytes(random, 32);
    secret[0] = (byte) (secret[0] & 0x7f);
    secret[31] = (byte) (secret[31] | 1);
    return secret;
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }
}
