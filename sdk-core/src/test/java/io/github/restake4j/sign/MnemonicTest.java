package io.github.restake4j.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.sign.Bip39;
import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.math.BigInteger;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.web3j.crypto.MnemonicUtils;

/**
 * The vectors that BIP-39 refers to; addresses and seeds with other pass phrases by ethers 6.15.
 */
class MnemonicTest {
  /** Published by Hardhat and anvil; its accounts are in every developer's hands. */
  private static final String TEST = "test test test test test test test test test test test junk";

  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  @ParameterizedTest
  @CsvFileSource(resources = "/sign/bip39-english.csv")
  void S16_vectorsOfBip39_giveTheirWordsSeedsAndRoots(
      String entropy, String phrase, String seed, String root) {
    Mnemonic mnemonic = Mnemonic.parse(phrase, "TREZOR".toCharArray());

    assertThat(Bip39.phrase(Bytes.parse("0x" + entropy).toArray()))
        .containsExactly(phrase.toCharArray());
    assertThat(Bytes.of(mnemonic.seed())).isEqualTo(Bytes.parse("0x" + seed));
    assertThat(Bytes.of(mnemonic.key("m").secret())).isEqualTo(privateKeyOf(root));
  }

  @Test
  void key_byIndex_isTheAccountThatWalletsShow() {
    Mnemonic mnemonic = Mnemonic.parse(TEST);

    assertThat(mnemonic.key(0).address())
        .isEqualTo(Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
    assertThat(mnemonic.key(3).address())
        .isEqualTo(Address.parse("0x90F79bf6EB2c4f870365E785982E1f101E93b906"));
    assertThat(mnemonic.key("m/44'/60'/1'/2147483647/7'").address())
        .isEqualTo(Address.parse("0xE2a13844d4ed8c66c9A48Be9A1C00Fca5435f4F4"));
    assertThatThrownBy(() -> mnemonic.key(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void S16_passphraseInNfcNfdAndNfkd_givesTheSameSeed() {
    String composed = "\u00e9 \u00c5 \ufb01 \u2460 \u337f";
    Bytes seed =
        Bytes.parse(
            "0xff7182a9ba1cf003f3899a7c84d62685e7a00f97d9e5d1891c339eef72531480"
                + "0258227364a0e97693972d5581d2d4c14fc547932a594c80c3d9b560cfc801f8");

    for (Normalizer.Form form : Normalizer.Form.values()) {
      char[] spelled = Normalizer.normalize(composed, form).toCharArray();
      assertThat(Bytes.of(Mnemonic.parse(TEST, spelled).seed())).as(form.name()).isEqualTo(seed);
    }
  }

  @Test
  void S16_trailingSpaceInThePassphrase_counts() {
    assertThat(Mnemonic.parse(TEST, "Am\u00e9lie ".toCharArray()).key(3).address())
        .isEqualTo(Address.parse("0x62EB7967506a4723e32f09370d76b7C3808C1CE8"));
    assertThat(Mnemonic.parse(TEST, "Am\u00e9lie".toCharArray()).key(3).address())
        .isEqualTo(Address.parse("0x87BDc1210Dd3a26D01d8966B9eF328D353674942"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        TEST + " ",
        "  \t" + TEST + "\r\n",
        "Test  TEST test\ntest test test test test test test test Junk"
      })
  void S16_spacesAndCaseAroundWords_doNotCount(String text) {
    Mnemonic mnemonic = Mnemonic.parse(text);

    assertThat(mnemonic.key(0).address())
        .isEqualTo(Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266"));
    assertThat(mnemonic.words()).containsExactly(TEST.toCharArray());
  }

  @Test
  void S16_badChecksum_isTypedAndShowsNoWord() {
    refused("test test test test test test test test test test test test", "checksum");
    refused("junk test test test test test test test test test test test", "checksum");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 13, 14, 16, 23, 25, 27, 1000})
  void S16_otherCountOfWords_isTyped(int count) {
    refused("abandon ".repeat(count), "12, 15, 18, 21 or 24");
  }

  @Test
  void S16_wordsOfOtherLists_areTypedAndNotShown() {
    // Japanese, French, Spanish with an accent; a word cut to four letters; full-width letters
    for (String word :
        new String[] {
          "\u3042\u3044\u3053\u304f\u3057\u3093", "abaisser", "\u00e1baco", "aban", "\uff41bandon"
        }) {
      assertThatThrownBy(() -> Mnemonic.parse(TEST.replaceFirst("test", word)))
          .isInstanceOfSatisfying(
              SigningException.class, e -> assertThat(e.code()).isEqualTo("MNEMONIC_INVALID"))
          .hasMessageContaining("word 1 ")
          .hasMessageNotContaining(word);
    }
    refused(TEST.replace("junk", "junkk"), "word 12 ");
    refused(TEST.replace(" ", "\u3000"), "word 1 ");
  }

  @Test
  void wordList_isTheEnglishOneOfBip39() throws Exception {
    StringBuilder file = new StringBuilder();
    MnemonicUtils.getWords().forEach(word -> file.append(word).append('\n'));

    // SHA-256 of english.txt of BIP-39
    assertThat(
            Bytes.of(
                MessageDigest.getInstance("SHA-256")
                    .digest(file.toString().getBytes(StandardCharsets.US_ASCII))))
        .isEqualTo(
            Bytes.parse("0x2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda"));
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 15, 18, 21, 24})
  void generate_givesThatManyWordsThatCanBeReadAgain(int count) {
    Mnemonic mnemonic = Mnemonic.generate(count);
    String words = new String(mnemonic.words());

    assertThat(words.split(" ")).hasSize(count);
    assertThat(MnemonicUtils.validateMnemonic(words)).isTrue();
    assertThat(Mnemonic.parse(words).key(0).address()).isEqualTo(mnemonic.key(0).address());
    assertThat(Bytes.of(mnemonic.seed()))
        .isEqualTo(Bytes.of(MnemonicUtils.generateSeed(words, "")));
    assertThat(new String(Mnemonic.generate(count).words())).isNotEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 11, 13, 27, -12})
  void generate_otherCount_isRefused(int count) {
    assertThatThrownBy(() -> Mnemonic.generate(count)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_passphraseWithHalfASurrogatePair_isRefused() {
    assertThatThrownBy(() -> Mnemonic.parse(TEST, new char[] {'a', '\ud83d'}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("surrogate");
  }

  @Test
  void S12_close_wipesWordsAndSeedAndLeavesKeysOpen() {
    Mnemonic mnemonic = Mnemonic.parse(CharBuffer.wrap(TEST.toCharArray()));
    LocalKey key = mnemonic.key(0);

    mnemonic.close();
    mnemonic.destroy();

    assertThat(mnemonic.seed()).containsOnly(0);
    assertThat(mnemonic.phrase()).containsOnly('\0');
    assertThat(mnemonic.isDestroyed()).isTrue();
    assertThat(key.isDestroyed()).isFalse();
    for (Runnable use : Arrays.<Runnable>asList(mnemonic::words, () -> mnemonic.key(0))) {
      assertThatThrownBy(use::run)
          .isInstanceOfSatisfying(
              SigningException.class, e -> assertThat(e.code()).isEqualTo("KEY_DESTROYED"));
    }
  }

  @Test
  void S13_wordsInNoTextAndNoSerializedForm() {
    Mnemonic mnemonic = Mnemonic.parse(TEST);

    assertThat(mnemonic.toString()).doesNotContain("test").doesNotContain("junk");
    assertThatThrownBy(
            () -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(mnemonic))
        .isInstanceOf(NotSerializableException.class);
  }

  /** Of the 82 bytes of an extended key, 46 to 77 are the private key. */
  private static Bytes privateKeyOf(String xprv) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < xprv.length(); i++) {
      int digit = BASE58.indexOf(xprv.charAt(i));
      number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    return Bytes.of(number.toByteArray()).slice(46, 78);
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> Mnemonic.parse(text))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("MNEMONIC_INVALID"))
        .hasMessageContaining(why)
        .hasMessageNotContaining("junk");
  }
}
