package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.generators.SCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Wallet;
import org.web3j.crypto.WalletFile;

class KeystoreTest {
  /** Of both examples in the Web3 Secret Storage definition. */
  private static final String SECRET =
      "0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d";

  private static final Address OWNER = LocalKey.parse(SECRET).address();
  private static final String PASSWORD = "testpassword";

  private static final String PBKDF2 =
      """
      {"crypto":{"cipher":"aes-128-ctr",\
      "cipherparams":{"iv":"6087dab2f9fdbbfaddc31a909735c1e6"},\
      "ciphertext":"5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",\
      "kdf":"pbkdf2","kdfparams":{"c":262144,"dklen":32,"prf":"hmac-sha256",\
      "salt":"ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"},\
      "mac":"517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"},\
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";

  private static final String SCRYPT =
      """
      {"crypto":{"cipher":"aes-128-ctr",\
      "cipherparams":{"iv":"83dbcc02d8ccb40e466191a123791e0e"},\
      "ciphertext":"d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",\
      "kdf":"scrypt","kdfparams":{"dklen":32,"n":262144,"r":1,"p":8,\
      "salt":"ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"},\
      "mac":"2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"},\
      "id":"3198bc9c-6672-5ab3-d995-4942343ae5b6","version":3}""";

  private static LocalKey read(String json) {
    return Keystore.read(json, PASSWORD.toCharArray());
  }

  @Test
  void S15_read_pbkdf2ExampleOfTheDefinition_givesItsSecret() {
    assertThat(Bytes.of(read(PBKDF2).secret())).isEqualTo(Bytes.parse(SECRET));
  }

  @Test
  void S15_read_scryptExampleOfTheDefinition_givesItsSecret() {
    assertThat(Bytes.of(read(SCRYPT).secret())).isEqualTo(Bytes.parse(SECRET));
  }

  @Test
  void write_read_givesTheSameKey() {
    LocalKey key = LocalKey.parse(SECRET);
    String json = Keystore.write(key, PASSWORD.toCharArray(), Keystore.Strength.LIGHT);

    assertThat(Bytes.of(read(json).secret())).isEqualTo(Bytes.parse(SECRET));
    assertThat(json).doesNotContain(SECRET.substring(2)).doesNotContain(PASSWORD);
    assertThat(Keystore.write(key, PASSWORD.toCharArray(), Keystore.Strength.LIGHT))
        .isNotEqualTo(json);
  }

  @Test
  void write_readByASecondImplementation_givesTheSameKey() throws Exception {
    String password = "p\u00e4ss \ud83d\udd11";
    String json =
        Keystore.write(LocalKey.parse(SECRET), password.toCharArray(), Keystore.Strength.LIGHT);

    Credentials opened =
        Credentials.create(
            Wallet.decrypt(password, new ObjectMapper().readValue(json, WalletFile.class)));
    assertThat(Address.parse(opened.getAddress())).isEqualTo(OWNER);
  }

  @Test
  void read_writtenByASecondImplementation_givesTheSameKey() throws Exception {
    ECKeyPair pair = Credentials.create(SECRET).getEcKeyPair();
    String json = new ObjectMapper().writeValueAsString(Wallet.createLight(PASSWORD, pair));

    assertThat(read(json).address()).isEqualTo(OWNER);
  }

  @ParameterizedTest
  @CsvSource({"2, 8, 1", "16, 1, 1", "1024, 8, 16", "4096, 3, 2"})
  void kdf_scrypt_equalsBouncyCastle(int n, int r, int p) {
    byte[] password = "pleaseletmein".getBytes(StandardCharsets.US_ASCII);
    byte[] salt = "SodiumChloride".getBytes(StandardCharsets.US_ASCII);

    assertThat(new io.github.restake4j.internal.sign.Kdf.Scrypt(n, r, p).derive(password, salt, 64))
        .isEqualTo(SCrypt.generate(password, salt, n, r, p, 64));
  }

  @Test
  void S15_read_wrongPassword_isTypedAndShowsNothing() {
    assertThatThrownBy(() -> Keystore.read(PBKDF2, "testpasswore".toCharArray()))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("WRONG_PASSWORD"))
        .hasMessageNotContaining("testpass");
  }

  @ParameterizedTest
  @CsvSource({
    "517ead924a9d, 517ead924a9e, WRONG_PASSWORD",
    "5318b4d5bcd2, 5318b4d5bcd3, WRONG_PASSWORD",
    "ae3cd4e70138, ae3cd4e70139, WRONG_PASSWORD",
    "pbkdf2, argon2id, KEYSTORE_UNSUPPORTED",
    "hmac-sha256, hmac-sha1, KEYSTORE_UNSUPPORTED",
    "aes-128-ctr, aes-128-cbc, KEYSTORE_UNSUPPORTED",
    "\"version\":3, \"version\":4, KEYSTORE_UNSUPPORTED",
    "\"version\":3, \"version\":\"3\", KEYSTORE_MALFORMED",
    "\"version\":3, \"version\":3.0, KEYSTORE_MALFORMED",
    "262144, 2147483648, KEYSTORE_TOO_COSTLY",
    "262144, 4194305, KEYSTORE_TOO_COSTLY",
    "262144, 1e99, KEYSTORE_MALFORMED",
    "262144, 0, KEYSTORE_MALFORMED",
    "262144, -1, KEYSTORE_MALFORMED",
    "\"dklen\":32, \"dklen\":31, KEYSTORE_MALFORMED",
    "\"dklen\":32, \"dklen\":2147483647, KEYSTORE_MALFORMED",
    "517ead924a9d, 517ead924a, KEYSTORE_MALFORMED",
    "6087dab2f9fd, 6087dab2f9fz, KEYSTORE_MALFORMED",
    "\"kdfparams\", \"kdfparam\", KEYSTORE_MALFORMED",
    "\"mac\":, \"kdf\":\"pbkdf2\";\"mac\":, KEYSTORE_MALFORMED",
    "\"version\", \"Crypto\":{};\"version\", KEYSTORE_MALFORMED",
  })
  void S15_read_changedPbkdf2_isTyped(String from, String to, String code) {
    String json = PBKDF2.replace(from, to.replace(';', ','));
    assertThat(json).isNotEqualTo(PBKDF2);
    refused(json, code);
  }

  @ParameterizedTest
  @CsvSource({
    "\"n\":262144, \"n\":1073741824, KEYSTORE_TOO_COSTLY",
    "\"n\":262144, \"n\":4294967296, KEYSTORE_TOO_COSTLY",
    "\"n\":262144, \"n\":262143, KEYSTORE_MALFORMED",
    "\"n\":262144, \"n\":1, KEYSTORE_MALFORMED",
    "\"n\":262144, \"n\":0, KEYSTORE_MALFORMED",
    "\"n\":262144, \"n\":-2, KEYSTORE_MALFORMED",
    "\"r\":1, \"r\":1048576, KEYSTORE_TOO_COSTLY",
    "\"r\":1, \"r\":16, KEYSTORE_TOO_COSTLY",
    "\"r\":1, \"r\":0, KEYSTORE_MALFORMED",
    "\"p\":8, \"p\":33, KEYSTORE_TOO_COSTLY",
    "\"p\":8, \"p\":4294967297, KEYSTORE_TOO_COSTLY",
    "\"p\":8, \"p\":-1, KEYSTORE_MALFORMED",
    "\"p\":8, \"p\":null, KEYSTORE_MALFORMED",
  })
  void S15_read_changedScrypt_isRefusedBeforeAnyWork(String from, String to, String code) {
    String json = SCRYPT.replace(from, to);
    assertThat(json).isNotEqualTo(SCRYPT);
    long start = System.nanoTime();
    refused(json, code);
    // the example itself takes hundreds of milliseconds
    assertThat(System.nanoTime() - start).isLessThan(100_000_000L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "3", "{}", "{\"version\":3}", "{\"version\":3} {}", "x"})
  void S15_read_noKeystore_isTypedAndShowsNothing(String text) {
    refused(text, "KEYSTORE_MALFORMED");
    refused("[".repeat(50_000), "KEYSTORE_MALFORMED");
    refused(" ".repeat(200_000), "KEYSTORE_MALFORMED");
  }

  @Test
  void S15_read_statedAddressOfAnotherKey_isRefused() {
    refused(
        PBKDF2.replace(
            "\"version\"", "\"address\":\"f39fd6e51aad88f6f4ce6ab8827279cfffb92266\",\"version\""),
        "KEYSTORE_MALFORMED");
    assertThat(
            read(PBKDF2.replace(
                    "\"version\"",
                    "\"address\":\""
                        + OWNER.toString().toLowerCase(java.util.Locale.ROOT).substring(2)
                        + "\",\"version\""))
                .address())
        .isEqualTo(OWNER);
  }

  @Test
  void read_oldSpellingOfCrypto_isAccepted() {
    assertThat(read(PBKDF2.replace("\"crypto\"", "\"Crypto\"")).address()).isEqualTo(OWNER);
  }

  @Test
  void S12_write_closedKey_isRefused() {
    LocalKey key = LocalKey.parse(SECRET);
    key.close();
    assertThatThrownBy(() -> Keystore.write(key, PASSWORD.toCharArray(), Keystore.Strength.LIGHT))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("KEY_DESTROYED"));
  }

  @Test
  void write_badPassword_isRefused() {
    LocalKey key = LocalKey.parse(SECRET);
    assertThatThrownBy(() -> Keystore.write(key, new char[0]))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Keystore.write(key, new char[] {'a', '\ud83d'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void read_passwordOfTheCaller_isNotChanged() {
    char[] password = "other".toCharArray();
    assertThatThrownBy(() -> Keystore.read(PBKDF2, password)).isInstanceOf(SigningException.class);
    assertThat(Arrays.equals(password, "other".toCharArray())).isTrue();
  }

  private static void refused(String json, String code) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOfSatisfying(SigningException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageNotContaining(PASSWORD)
        .hasMessageNotContaining("5318b4d5");
  }
}
