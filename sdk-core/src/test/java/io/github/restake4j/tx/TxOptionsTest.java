package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.units.Wei;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TxOptionsTest {
  @Test
  void builder_nothingSet_isSafeOnMainnet() {
    TxOptions options = TxOptions.builder().build();

    assertThat(options.key()).isEmpty();
    assertThat(options.waitAtMost()).isEqualTo(Duration.ofMinutes(10));
    assertThat(options.confirmations()).isEqualTo(1);
    assertThat(options.maxFeePerGas()).isEqualTo(Wei.ofGwei("500"));
    assertThat(options.maxPriorityFeePerGas()).isEqualTo(Wei.ofGwei("50"));
    assertThat(options.maxTotalFee()).isEqualTo(Wei.ofEther("1"));
    assertThat(options.allowance()).isEqualTo(TxOptions.Allowance.PERMIT);
    assertThat(options.permitValidity()).isEqualTo(Duration.ofMinutes(30));
    assertThat(options.gasMarginPercent()).isEqualTo(25);
  }

  @Test
  void toBuilder_everything_isKept() {
    TxOptions options =
        TxOptions.builder()
            .key("order-1")
            .waitAtMost(Duration.ofSeconds(3))
            .confirmations(7)
            .maxFeePerGas(Wei.ofGwei("9"))
            .maxPriorityFeePerGas(Wei.ofGwei("8"))
            .maxTotalFee(Wei.ofGwei("7"))
            .allowance(TxOptions.Allowance.NONE)
            .permitValidity(Duration.ofMinutes(6))
            .gasMarginPercent(5)
            .build();

    assertThat(options.toBuilder().build()).hasToString(options.toString());
    assertThat(options.toString())
        .contains("order-1", "PT3S", "confirmations=7", "NONE", "PT6M", "gasMarginPercent=5");
  }

  static Stream<Consumer<TxOptions.Builder>> outOfBounds() {
    return Stream.of(
        b -> b.key(""),
        b -> b.key("x".repeat(201)),
        b -> b.key("line\nbreak"),
        b -> b.key("\u00e4"),
        b -> b.waitAtMost(Duration.ZERO),
        b -> b.waitAtMost(Duration.ofDays(366)),
        b -> b.confirmations(0),
        b -> b.confirmations(10_001),
        b -> b.maxFeePerGas(Wei.ZERO),
        b -> b.maxPriorityFeePerGas(Wei.ZERO),
        b -> b.maxTotalFee(Wei.ZERO),
        b -> b.permitValidity(Duration.ofSeconds(59)),
        b -> b.permitValidity(Duration.ofDays(366)),
        b -> b.gasMarginPercent(-1),
        b -> b.gasMarginPercent(401));
  }

  @ParameterizedTest
  @MethodSource("outOfBounds")
  void setters_outOfBounds_refuseOnTheSpot(Consumer<TxOptions.Builder> setter) {
    assertThatThrownBy(() -> setter.accept(TxOptions.builder()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
