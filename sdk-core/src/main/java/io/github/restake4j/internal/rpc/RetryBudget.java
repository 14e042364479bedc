package io.github.restake4j.internal.rpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How often all reads of one client together may try again: a bucket of tokens. Thread-safe. */
final class RetryBudget {
  /** A repetition costs this many parts, so that fractions of one can be given back. */
  private static final long PARTS = 1000;

  private static final long PARTS_PER_ANSWER = PARTS / 2;

  /** An empty bucket is full again after this time. */
  private static final long MILLIS_TO_FILL = 10_000;

  private final long most;
  private final Clock clock;
  private long parts;
  private Instant filledAt;

  RetryBudget(int repetitions, Clock clock) {
    this.most = repetitions * PARTS;
    this.clock = clock;
    this.parts = most;
    this.filledAt = clock.instant();
  }

  /** True if one more repetition is allowed, which it then counts. */
  synchronized boolean take() {
    Instant now = clock.instant();
    long millis = Math.min(MILLIS_TO_FILL, Duration.between(filledAt, now).toMillis());
    if (millis > 0) {
      parts = Math.min(most, parts + most * millis / MILLIS_TO_FILL);
      filledAt = now;
    }
    if (parts < PARTS) {
      return false;
    }
    parts -= PARTS;
    return true;
  }

  /** An endpoint answered. */
  synchronized void give() {
    parts = Math.min(most, parts + PARTS_PER_ANSWER);
  }
}
