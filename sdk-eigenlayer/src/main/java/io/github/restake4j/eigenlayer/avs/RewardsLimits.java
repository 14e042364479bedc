package io.github.restake4j.eigenlayer.avs;

import java.time.Duration;
import java.time.Instant;

/**
 * What RewardsCoordinator allows; constants of the deployed code, and different between networks
 * and releases.
 *
 * @param calculationInterval what start and duration are multiples of
 * @param maxDuration longest a submission may be for
 * @param maxRetroactive how far back it may start
 * @param maxFuture how far ahead it may start
 * @param genesis before which none may start
 */
public record RewardsLimits(
    Duration calculationInterval,
    Duration maxDuration,
    Duration maxRetroactive,
    Duration maxFuture,
    Instant genesis) {
  /** The latest permitted start at or before a time: rounded down to the interval. */
  public Instant startAtOrBefore(Instant time) {
    long interval = calculationInterval.getSeconds();
    return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), interval) * interval);
  }
}
