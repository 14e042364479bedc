package io.github.restake4j.internal.rpc;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Spreads the requests to one endpoint over time: so many per second, in bursts of as many. */
final class Pace {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final long nanosEach;
  private final Duration burst;
  private final Clock clock;

  /** When the next request would be due if all were spread evenly; may lie a burst in the past. */
  private Instant next;

  /** With 0 for no limit. */
  Pace(int perSecond, Clock clock) {
    this.nanosEach = perSecond == 0 ? 0 : NANOS_PER_SECOND / perSecond;
    this.burst = Duration.ofNanos(nanosEach * Math.max(0, perSecond - 1));
    this.clock = clock;
    this.next = Instant.EPOCH;
  }

  /** How long the next request has to wait. */
  synchronized Duration delay() {
    if (nanosEach == 0) {
      return Duration.ZERO;
    }
    Duration ahead = Duration.between(clock.instant(), next);
    return ahead.isNegative() ? Duration.ZERO : ahead;
  }

  /** Takes the next turn if it comes within the time; returns how long to wait for it. */
  synchronized Duration take(Duration longest) {
    Duration wait = delay();
    if (nanosEach != 0 && wait.compareTo(longest) <= 0) {
      Instant earliest = clock.instant().minus(burst);
      next = (next.isBefore(earliest) ? earliest : next).plusNanos(nanosEach);
    }
    return wait;
  }
}
