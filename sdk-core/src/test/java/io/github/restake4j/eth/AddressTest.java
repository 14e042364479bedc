package io.github.restake4j.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {
  private static final String CHECKSUMMED = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed";

  /** The vectors of EIP-55. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
      })
  void toString_eip55Vector_isChecksummed(String checksummed) {
    assertThat(Address.parse(checksummed.toLowerCase(Locale.ROOT))).hasToString(checksummed);
    assertThat(Address.parse(checksummed)).hasToString(checksummed);
  }

  static Stream<String> U01_parse_wrongText_isRefused() {
    String digits = CHECKSUMMED.substring(2);
    return Stream.of(
        "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", // first letter in the wrong case
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", // last letter in the wrong case
        digits,
        "0X" + digits,
        "0x" + digits.substring(1),
        "0x" + digits + "0",
        "0x" + digits.substring(0, 20) + " " + digits.substring(21),
        " 0x" + digits,
        "0x" + digits + " ",
        "0x\u0430" + digits.substring(1), // Cyrillic a
        "0x\uff15" + digits.substring(1), // full-width 5
        "0x\u0665" + digits.substring(1), // Arabic-Indic 5
        "0xg" + digits.substring(1),
        "-0x" + digits.substring(1),
        "0x",
        "");
  }

  @ParameterizedTest
  @MethodSource
  void U01_parse_wrongText_isRefused(String text) {
    assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void U01_parse_allLowerOrAllUpper_isAccepted() {
    String digits = CHECKSUMMED.substring(2);

    assertThat(Address.parse("0x" + digits.toLowerCase(Locale.ROOT))).hasToString(CHECKSUMMED);
    assertThat(Address.parse("0x" + digits.toUpperCase(Locale.ROOT))).hasToString(CHECKSUMMED);
  }

  @Test
  void U01_parse_badChecksum_showsTheRightOne() {
    assertThatThrownBy(() -> Address.parse("0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"))
        .hasMessageContaining(CHECKSUMMED);
  }

  @Test
  void U01_parse_controlCharacters_areNotRepeatedInTheMessage() {
    assertThatThrownBy(() -> Address.parse("\u001b[31m" + CHECKSUMMED))
        .extracting(Throwable::getMessage)
        .asString()
        .doesNotContain("\u001b");
  }

  @Test
  void U02_isZero_onlyForTwentyZeroBytes() {
    assertThat(Address.ZERO.isZero()).isTrue();
    assertThat(Address.parse("0x0000000000000000000000000000000000000000").isZero()).isTrue();
    assertThat(Address.parse("0x0000000000000000000000000000000000000001").isZero()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 19, 21, 32})
  void of_notTwentyBytes_isRefused(int size) {
    assertThatThrownBy(() -> Address.of(new byte[size]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("" + size);
  }

  @Test
  void of_arrayChangedLater_keepsItsValue() {
    byte[] bytes = new byte[Address.SIZE];
    Address address = Address.of(bytes);
    bytes[0] = 1;
    address.toBytes()[1] = 1;

    assertThat(address).isEqualTo(Address.ZERO);
  }

  @Test
  void compareTo_highByte_isUnsigned() {
    Address low = Address.parse("0x7f00000000000000000000000000000000000000");
    Address high = Address.parse("0x8000000000000000000000000000000000000000");

    assertThat(low).isLessThan(high);
    assertThat(high).isEqualByComparingTo(Address.parse(high.toString()));
  }

  @Test
  void equals_sameBytes_isEqualWithOneHash() {
    Address lower = Address.parse(CHECKSUMMED.toLowerCase(Locale.ROOT));

    assertThat(lower)
        .isEqualTo(Address.parse(CHECKSUMMED))
        .hasSameHashCodeAs(Address.parse(CHECKSUMMED));
    assertThat(lower).isNotEqualTo(Address.ZERO);
  }
}
