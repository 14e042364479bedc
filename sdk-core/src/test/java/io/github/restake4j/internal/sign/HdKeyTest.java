package io.github.restake4j.internal.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The test vectors of BIP-32, whose third and fourth are about leading zeros. */
class HdKeyTest {
  private static final String ONE = "0x000102030405060708090a0b0c0d0e0f";
  private static final String TWO =
      "0xfffcf9f6f3f0edeae7e4e1dedbd8d5d2cfccc9c6c3c0bdbab7b4b1aeaba8a5a2"
          + "9f9c999693908d8a8784817e7b7875726f6c696663605d5a5754514e4b484542";
  private static final String THREE =
      "0x4b381541583be4423346c643850da4b320e46a87ae3d2a4e6da11eba819cd4ac"
          + "ba45d239319ac14f863b8d5ab5a0d0c64d2e8a1e7d1457df2e5a3c51c73235be";
  private static final String FOUR =
      "0x3ddd5602285899a946114506157c7997e5444528f3003f6134712147db19b678";

  private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        ONE
            + ",m,xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6Ln"
            + "F5kejMRNNU3TGtRBeJgk33yuGBxrMPHi",
        ONE
            + ",m/0'/1/2'/2/1000000000,xprvA41z7zogVVwxVSgdKUHDy1SKmdb533PjDz7J6N6mV6uS3ze1ai8FHa8"
            + "kmHScGpWmj4WggLyQjgPie1rFSruoUihUZREPSL39UNdE3BBDu76",
        TWO
            + ",m/0/2147483647H/1/2147483646h/2,xprvA2nrNbFZABcdryreWet9Ea4LvTJcGsqrMzxHx98MMrotbir"
            + "7yrKCEXw7nadnHM8Dq38EGfSh6dqA9QWTyefMLEcBYJUuekgW4BYPJcr9E7j",
        THREE
            + ",m/0',xprv9uPDJpEQgRQfDcW7BkF7eTya6RPxXeJCqCJGHuCJ4GiRVLzkTXBAJMu2qaMWPrS7AANYqdq6vcB"
            + "cBUdJCVVFceUvJFjaPdGZ2y9WACViL4L",
        FOUR
            + ",m/0'/1',xprv9xJocDuwtYCMNAo3Zw76WENQeAS6WGXQ55RCy7tDJ8oALr4FWkuVoHJeHVAcAqiZLE7Je3vZ"
            + "JHxspZdFHfnBEjHqU5hG1Jaj32dVoS6XLT1"
      })
  void child_vectorsOfBip32_giveTheirKeys(String seed, String path, String xprv) {
    HdKey key = HdKey.master(Bytes.parse(seed).toArray());
    for (long index : HdPath.parse(path)) {
      key = key.child(index);
    }

    assertThat(Bytes.of(key.key())).isEqualTo(privateKeyOf(xprv));
    key.wipe();
    assertThat(key.key()).containsOnly(0);
  }

  /** Of the 82 bytes of an extended key, 46 to 77 are the private key. */
  static Bytes privateKeyOf(String xprv) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < xprv.length(); i++) {
      int digit = BASE58.indexOf(xprv.charAt(i));
      number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(digit));
    }
    return Bytes.of(number.toByteArray()).slice(46, 78);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "M/0",
        "0/1",
        "m/",
        "m/0''",
        "m/-1",
        "m/2147483648",
        "m/0x1",
        "m/ 1",
        "/m",
        "m/99999999999",
        "m/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1/1"
      })
  void parse_noPath_isRefused(String path) {
    assertThatThrownBy(() -> HdPath.parse(path)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_rootAlone_isNoStep() {
    assertThat(HdPath.parse("m")).isEmpty();
  }
}
