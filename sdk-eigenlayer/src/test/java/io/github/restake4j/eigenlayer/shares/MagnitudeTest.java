package io.github.restake4j.eigenlayer.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

class MagnitudeTest {
  @Test
  void of_fraction_countsWads() {
    assertThat(Magnitude.of("0.7").wad()).isEqualTo(new BigInteger("700000000000000000"));
    assertThat(Magnitude.of("0.000000000000000001").wad()).isOne();
    assertThat(Magnitude.of("1")).isEqualTo(Magnitude.FULL);
    assertThat(Magnitude.of("0.0")).isEqualTo(Magnitude.ZERO);
  }

  @Test
  void of_anythingElse_isRefusedAtOnce() {
    for (String text :
        List.of(
            "1e999999999",
            "1e-5",
            "-0.1",
            "+1",
            ".5",
            "0.",
            "2",
            "",
            " 1",
            "0.0000000000000000001",
            "1.1")) {
      assertThatThrownBy(() -> Magnitude.of(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
