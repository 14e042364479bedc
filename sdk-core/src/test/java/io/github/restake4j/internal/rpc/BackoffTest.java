package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackoffTest {
  private static final RpcOptions OPTIONS =
      RpcOptions.builder()
          .firstPause(Duration.ofMillis(200))
          .longestPause(Duration.ofSeconds(5))
          .retries(20)
          .build();
  private final Exception failure =
      new TransportException(TransportException.Code.CONNECT_FAILED, "refused");

  @Test
  void T30_upperBounds_doubleUpToTheLongestPause() {
    Backoff longest = backoff(bound -> bound);
    List<Long> pauses = new ArrayList<>();
    for (int attempt = 1; attempt <= 8; attempt++) {
      pauses.add(longest.pauseMillis(attempt, failure));
    }

    assertThat(pauses).containsExactly(200L, 400L, 800L, 1600L, 3200L, 5000L, 5000L, 5000L);
    assertThat(longest.pauseMillis(1_000_000, failure)).isEqualTo(5000);
  }

  @Test
  void T30_thousandRuns_areSpreadOverTheWholeRange() {
    Random random = new Random(30);
    Backoff jittered = backoff(bound -> (long) random.nextInt((int) bound + 1));
    int[] quarters = new int[4];
    for (int i = 0; i < 1000; i++) {
      long pause = jittered.pauseMillis(1, failure);
      assertThat(pause).isBetween(0L, 200L);
      quarters[(int) Math.min(3, pause / 50)]++;
    }

    for (int count : quarters) {
      assertThat(count).isBetween(180, 320);
    }
  }

  @Test
  void T30_retryAfter_isALowerBound() {
    Backoff shortest = backoff(bound -> 0);

    assertThat(shortest.pauseMillis(1, limited(Duration.ofSeconds(7)))).isEqualTo(7000);
    assertThat(backoff(bound -> bound).pauseMillis(1, limited(Duration.ZERO))).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "120, PT2M",
    "' 5 ', PT5S",
    "'Sun, 06 Nov 1994 08:49:37 GMT', PT37S",
    "'Sun, 06 Nov 1994 08:48:59 GMT', PT0S",
  })
  void retryAfter_secondsOrDate_isADelay(String value, Duration expected) {
    Instant now = Instant.parse("1994-11-06T08:49:00Z");

    assertThat(RetryAfter.parse(value, now)).contains(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "0x10", "\u0661"})
  void retryAfter_rubbish_isIgnored(String value) {
    assertThat(RetryAfter.parse(value, Instant.EPOCH)).isEmpty();
  }

  private static Backoff backoff(LongUnaryOperator random) {
    return new Backoff("test", OPTIONS, random);
  }

  private static Exception limited(Duration delay) {
    return TransportException.rateLimited(Optional.of(delay), "slow down");
  }
}
