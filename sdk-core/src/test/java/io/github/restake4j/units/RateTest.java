package io.github.restake4j.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateTest {
  private record Coin(String symbol, int decimals) implements Asset {}

  private static final Coin SHARES = new Coin("shares", 18);

  /** 7 * 10 / 3 = 23.33..., 8 * 10 / 3 = 26.66..., 9 * 10 / 3 = 30. */
  @ParameterizedTest
  @CsvSource({
    "7, FLOOR, 23",
    "7, CEILING, 24",
    "8, FLOOR, 26",
    "8, CEILING, 27",
    "8, HALF_EVEN, 27",
    "9, FLOOR, 30",
    "9, CEILING, 30",
    "9, UNNECESSARY, 30",
    "0, CEILING, 0",
  })
  void convert_tenThirds_roundsAsNamed(long in, RoundingMode rounding, long out) {
    Rate rate = rate(10, 3);

    assertThat(rate.convert(Wei.of(in), SHARES, rounding)).isEqualTo(Amount.of(out, SHARES));
    assertThat(rate.convertToWei(Amount.of(in, SHARES), rounding)).isEqualTo(Wei.of(out));
  }

  @Test
  void convert_unnecessaryButInexact_isRefused() {
    assertThatThrownBy(() -> rate(10, 3).convertToWei(Wei.of(7), RoundingMode.UNNECESSARY))
        .isInstanceOf(ArithmeticException.class);
  }

  /** stETH per share on mainnet was near 1.2 in 2025: 10 shares * 1.2 = 12. */
  @Test
  void convert_wholeEther_isHandArithmetic() {
    Rate perShare =
        new Rate(new BigInteger("1200000000000000000"), new BigInteger("1000000000000000000"));

    assertThat(perShare.convertToWei(Amount.parse("10", SHARES), RoundingMode.FLOOR))
        .isEqualTo(Wei.ofEther("12"));
    assertThat(perShare.inverse().convert(Wei.ofEther("12"), SHARES, RoundingMode.FLOOR))
        .isEqualTo(Amount.parse("10", SHARES));
  }

  @Test
  void U07_convert_thereAndBackWithFloor_neverGivesMore() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Rate rate =
          new Rate(
              new BigInteger(1 + random.nextInt(96), random).add(BigInteger.ONE),
              new BigInteger(1 + random.nextInt(96), random).add(BigInteger.ONE));
      Wei in = Wei.of(new BigInteger(1 + random.nextInt(96), random));

      Amount<Coin> there = rate.convert(in, SHARES, RoundingMode.FLOOR);

      assertThat(rate.inverse().convertToWei(there, RoundingMode.FLOOR))
          .as("seed 7, step %d: %s at %s", i, in, rate)
          .isLessThanOrEqualTo(in);
    }
  }

  @Test
  void convert_resultAboveUint256_isRefused() {
    Wei most = Wei.of(BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));

    assertThat(rate(1, 1).convertToWei(most, RoundingMode.FLOOR)).isEqualTo(most);
    assertThatThrownBy(() -> rate(2, 1).convertToWei(most, RoundingMode.FLOOR))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void new_negativeOrZeroDenominator_isRefused() {
    assertThatThrownBy(() -> rate(1, 0)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> rate(1, -1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> rate(-1, 1)).isInstanceOf(ArithmeticException.class);
    assertThatThrownBy(() -> rate(0, 1).inverse()).isInstanceOf(ArithmeticException.class);
  }

  @Test
  void toBigDecimal_scaleAndRounding_areTheCallers() {
    assertThat(rate(2, 3).toBigDecimal(4, RoundingMode.FLOOR)).hasToString("0.6666");
    assertThat(rate(2, 3).toBigDecimal(4, RoundingMode.CEILING)).hasToString("0.6667");
  }

  private static Rate rate(long numerator, long denominator) {
    return new Rate(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
  }
}
