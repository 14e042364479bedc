package io.github.restake4j.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UnitsTest {
  private static final BigInteger MAX_UINT256 =
      BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  /** Six decimals, as the dollar tokens have them. */
  private record Coin(String symbol, int decimals) implements Asset {}

  private static final Coin DOLLAR = new Coin("USDX", 6);
  private static final Coin POINT = new Coin("PT", 0);

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000000000000000000",
    "2.5, 2500000000000000000",
    "0.000000000000000001, 1",
    "00001.10, 1100000000000000000",
    "115792089237316195423570985008687907853269984665640564039457.584007913129639935,"
        + " 115792089237316195423570985008687907853269984665640564039457584007913129639935",
  })
  void ofEther_decimalText_countsWei(String text, BigInteger wei) {
    assertThat(Wei.ofEther(text).smallest()).isEqualTo(wei);
  }

  static Stream<String> U05_parse_noPlainDecimal_isRefused() {
    return Stream.of(
        "1e18",
        "1,5",
        " 1",
        "1 ",
        "+1",
        "-1",
        "NaN",
        "Infinity",
        "",
        ".",
        "1.",
        ".5",
        "1.2.3",
        "0x10",
        "\u0661",
        "\uff11",
        "1_000",
        "1\n",
        "1d",
        "1L",
        "9".repeat(79));
  }

  @ParameterizedTest
  @MethodSource
  void U05_parse_noPlainDecimal_isRefused(String text) {
    assertThatThrownBy(() -> Wei.ofEther(text)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> Wei.ofGwei(text)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> Gwei.ofEther(text)).isInstanceOf(NumberFormatException.class);
    assertThatThrownBy(() -> Amount.parse(text, DOLLAR)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void U05_parse_moreDecimalsThanTheUnit_isRefusedNotRounded() {
    assertThatThrownBy(() -> Wei.ofEther("1.0000000000000000001"))
        .isInstanceOf(ArithmeticException.class)
        .hasMessageContaining("18");
    assertThatThrownBy(() -> Wei.ofEther("1.0000000000000000000"))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.ofGwei("1.0000000001")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Gwei.ofEther("1.0000000001")).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Amount.parse("1.0000001", DOLLAR))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Amount.parse("1.0", POINT)).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void U04_of_outOfUint256_isRefused() {
    assertThat(Wei.of(MAX_UINT256).smallest()).isEqualTo(MAX_UINT256);
    BigInteger over = MAX_UINT256.add(BigInteger.ONE);
    assertThatThrownBy(() -> Wei.of(over)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.of(-1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.of(MAX_UINT256).plus(Wei.of(1)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.of(1).minus(Wei.of(2))).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Wei.of(1).times(-1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Amount.of(over, DOLLAR)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Amount.of(-1, DOLLAR)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(
            () ->
                Wei.ofEther(
                    "115792089237316195423570985008687907853269984665640564039457.584007913129639936"))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void U04_gwei_outOfUint64_isRefused() {
    BigInteger most = new BigInteger("18446744073709551615");
    assertThat(Gwei.of(most).smallest()).isEqualTo(most);
    assertThatThrownBy(() -> Gwei.of(most.add(BigInteger.ONE)))
        .isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Gwei.of(-1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> Gwei.of(most).plus(Gwei.of(1)))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void U09_weiGweiEther_areThreeNamesForExactCounts() {
    assertThat(Wei.ofGwei("0.05").smallest()).isEqualTo(BigInteger.valueOf(50_000_000));
    assertThat(Wei.ofGwei("1000000000")).isEqualTo(Wei.ofEther("1"));
    assertThat(Gwei.ofEther("32").smallest()).isEqualTo(BigInteger.valueOf(32_000_000_000L));
    assertThat(Gwei.ofEther("32").toWei()).isEqualTo(Wei.ofEther("32"));
    assertThat((Object) Gwei.of(1)).isNotEqualTo(Wei.of(1));
    assertThat((Object) Amount.of(1, new Coin("ETH", 18))).isNotEqualTo(Wei.of(1));
  }

  @Test
  void gwei_exactly_refusesWhatTruncateDrops() {
    Wei odd = Wei.of(1_999_999_999L);

    assertThatThrownBy(() -> Gwei.exactly(odd)).isInstanceOf(ArithmeticException.class);
    assertThat(Gwei.truncateToGwei(odd)).isEqualTo(Gwei.of(1));
    assertThat(Gwei.exactly(Wei.of(2_000_000_000L))).isEqualTo(Gwei.of(2));
  }

  @Test
  void toString_showsUnitAndAllDigits() {
    assertThat(Wei.ofEther("2.5")).hasToString("2.500000000000000000 ETH");
    assertThat(Wei.of(1)).hasToString("0.000000000000000001 ETH");
    assertThat(Wei.ZERO).hasToString("0.000000000000000000 ETH");
    assertThat(Gwei.ofEther("32")).hasToString("32.000000000 ETH");
    assertThat(Amount.parse("1234567.89", DOLLAR)).hasToString("1234567.890000 USDX");
    assertThat(Amount.of(7, POINT)).hasToString("7 PT");
  }

  @Test
  void amount_otherUnitAtRunTime_doesNotMix() {
    Amount<Coin> dollars = Amount.of(1, DOLLAR);
    Amount<Coin> points = Amount.of(1, POINT);

    assertThatThrownBy(() -> dollars.plus(points)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dollars.minus(points)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dollars.compareTo(points))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(dollars).isNotEqualTo(points);
  }

  @Test
  void amount_as_wantsSymbolAndDecimals() {
    Amount<Coin> dollars = Amount.of(5, DOLLAR);

    assertThat(dollars.as(new Coin("USDX", 6))).isEqualTo(dollars);
    assertThatThrownBy(() -> dollars.as(new Coin("USDX", 18)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> dollars.as(new Coin("USDY", 6)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void amount_sumAndDifference_areExact() {
    assertThat(Amount.of(7, DOLLAR).plus(Amount.of(5, DOLLAR))).isEqualTo(Amount.of(12, DOLLAR));
    assertThat(Amount.of(7, DOLLAR).minus(Amount.of(7, DOLLAR))).isEqualTo(Amount.zero(DOLLAR));
    assertThatThrownBy(() -> Amount.of(7, DOLLAR).minus(Amount.of(8, DOLLAR)))
        .isInstanceOf(ArithmeticException.class);
    assertThat(Amount.of(7, DOLLAR)).isLessThan(Amount.of(8, DOLLAR));
  }
}
