package io.github.restake4j.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RpcOptionsTest {
  @Test
  void defaults_suitMainnet() {
    RpcOptions options = RpcOptions.defaults();

    assertThat(options.maxBatch()).isEqualTo(100);
    assertThat(options.maxLag()).isEqualTo(3);
    assertThat(options.healthInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.quarantine()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.retryBudget()).isEqualTo(50);
    assertThat(options.requestsPerSecond()).isZero();
  }

  @Test
  void toBuilder_keepsEveryValue() {
    Predicate<Thread> none = thread -> false;
    RpcOptions options =
        RpcOptions.builder()
            .maxLag(1)
            .healthInterval(Duration.ofSeconds(2))
            .quarantine(Duration.ofSeconds(3))
            .retryBudget(4)
            .requestsPerSecond(5)
            .refuseOn(none)
            .build()
            .toBuilder()
            .build();

    assertThat(options.maxLag()).isEqualTo(1);
    assertThat(options.healthInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.quarantine()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.retryBudget()).isEqualTo(4);
    assertThat(options.requestsPerSecond()).isEqualTo(5);
    assertThat(options.refuseOn()).isSameAs(none);
  }

  @Test
  void setters_outOfBounds_areRefusedOnTheSpot() {
    for (Consumer<RpcOptions.Builder> bad :
        List.<Consumer<RpcOptions.Builder>>of(
            b -> b.maxLag(-1),
            b -> b.retryBudget(-1),
            b -> b.requestsPerSecond(-1),
            b -> b.healthInterval(Duration.ZERO),
            b -> b.quarantine(Duration.ofHours(2)))) {
      assertThatThrownBy(() -> bad.accept(RpcOptions.builder()))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(" to ");
    }
  }
}
