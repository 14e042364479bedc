package io.github.restake4j.eigenlayer.avs;

import java.time.Duration;
import java.time.Instant;

/**
 * The time that rewards are for.
 *
 * @param start whole seconds, 1970 to 2106; a multiple of the calculation interval since 1970
 * @param duration whole seconds, above zero; a multiple of the calculation interval
 */
public record RewardsPeriod(Instant start, Duration duration) {
  private static final long MOST = 0xffff_ffffL;

  /** Checks what can be checked without a chain. */
  public RewardsPeriod {
    if (start.getNano() != 0 || start.getEpochSecond() < 0 || start.getEpochSecond() > MOST) {
      throw new IllegalArgumentException(
          "rewards start at whole seconds between 1970 and 2106, not at " + start);
    }
    if (duration.getNano() != 0 || duration.getSeconds() <= 0 || duration.getSeconds() > MOST) {
      throw new IllegalArgumentException(
          "rewards are for whole seconds above 0, up to 2^32 - 1, not for " + duration);
    }
  }

  /** When it is over. */
  public Instant end() {
    return start.plus(duration);
  }
}
