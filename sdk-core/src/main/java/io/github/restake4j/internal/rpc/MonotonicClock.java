package io.github.restake4j.internal.rpc;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Passes at the pace of {@link System#nanoTime}: setting the wall clock does not move it. */
final class MonotonicClock extends Clock {
  private final long startNanos = System.nanoTime();

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(System.nanoTime() - startNanos);
  }
}
