package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Intent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaneTest {
  private static final Address SENDER = Address.parse("0x" + "11".repeat(20));

  private final Lane lane = new Lane(SENDER, 16);

  private void arrive(int count) {
    for (int i = 0; i < count; i++) {
      Intent intent =
          new Intent(
              "key-" + i,
              1,
              SENDER,
              "plan",
              Hash32.parse("0x" + "22".repeat(32)),
              Instant.EPOCH,
              List.of(),
              Optional.empty());
      lane.arrive(new Lane.Job(LiveIntent.of(intent, 0), new Submission()));
    }
  }

  @Test
  void take_crowd_growsWhilePricingIsQuickAndStartsAnewWhenItIsNot() {
    arrive(2_000);
    assertThat(lane.startWork()).isTrue();

    assertThat(lane.take()).hasSize(64);
    lane.priced(Duration.ofMillis(200).toNanos());
    assertThat(lane.take()).hasSize(128);
    lane.priced(Duration.ofMillis(20).toNanos());
    assertThat(lane.take()).hasSize(256);
    lane.priced(Duration.ofMillis(20).toNanos());
    assertThat(lane.take()).hasSize(512);
    lane.priced(Duration.ofMillis(20).toNanos());
    assertThat(lane.take()).hasSize(512);
    lane.priced(Duration.ofMillis(201).toNanos());
    assertThat(lane.take()).hasSize(64);
  }

  @Test
  void take_inTheOrderTheyCame_untilNothingIsLeft() {
    arrive(3);
    assertThat(lane.startWork()).isTrue();
    assertThat(lane.startWork()).isFalse();

    assertThat(lane.take())
        .extracting(job -> job.live().key())
        .containsExactly("key-0", "key-1", "key-2");
    assertThat(lane.take()).isEmpty();
    assertThat(lane.startWork()).isFalse();
  }
}
