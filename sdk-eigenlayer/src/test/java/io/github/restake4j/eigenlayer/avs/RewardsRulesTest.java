package io.github.restake4j.eigenlayer.avs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.tx.TxSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each rule about time at its last second and the one after, with mainnet's numbers. */
class RewardsRulesTest {
  private static final long DAY = 86_400;
  private static final long NOW = 1_900_000_000L;
  private static final long TODAY = 1_899_936_000L; // 21,990 days
  private static final RewardsLimits LIMITS =
      new RewardsLimits(
          Duration.ofDays(1),
          Duration.ofDays(730),
          Duration.ofDays(168),
          Duration.ofDays(30),
          Instant.ofEpochSecond(1_710_979_200));

  private static List<String> unmet(long start, long duration, long now, boolean over) {
    RewardsPeriod period =
        new RewardsPeriod(Instant.ofEpochSecond(start), Duration.ofSeconds(duration));
    return RewardsRules.check(period, LIMITS, Instant.ofEpochSecond(now), over).stream()
        .filter(check -> !check.met())
        .map(TxSpec.Check::text)
        .toList();
  }

  private static void taken(long start, long duration, long now, boolean over) {
    assertThat(unmet(start, duration, now, over)).isEmpty();
  }

  private static void refused(long start, long duration, long now, boolean over, String why) {
    assertThat(unmet(start, duration, now, over)).singleElement().asString().contains(why);
  }

  @Test
  void duration_ofTheLongestAndOneMoreDay() {
    taken(TODAY, 63_072_000, NOW, false);
    refused(TODAY, 63_072_000 + DAY, NOW, false, "is at most 63072000");
  }

  @Test
  void durationAndStart_offTheInterval() {
    refused(TODAY, DAY + 1, NOW, false, "the duration of 86401 s is a multiple of");
    refused(TODAY + 1, DAY, NOW, false, "the one before is 2030-03-17T00:00:00Z");
  }

  @Test
  void start_atTheLongestBackAndASecondLater() {
    long now = TODAY;
    taken(now - 14_515_200, DAY, now, false);
    refused(now - 14_515_200, DAY, now + 1, false, "the longest back");
  }

  @Test
  void start_beforeTheFirstRewards() {
    long genesis = 1_710_979_200L;
    taken(genesis, DAY, genesis + DAY, false);
    refused(genesis - DAY, DAY, genesis, false, "the first rewards at 2024-03-21T00:00:00Z");
  }

  @Test
  void start_atTheFurthestAheadAndASecondEarlier() {
    long now = TODAY;
    taken(now + 2_592_000, DAY, now, false);
    refused(now + 2_592_000, DAY, now - 1, false, "the furthest ahead");
  }

  @Test
  void period_thatMustBeOver_endsStrictlyBeforeNow() {
    refused(TODAY - DAY, DAY, TODAY, true, "the period is over");
    taken(TODAY - DAY, DAY, TODAY + 1, true);
  }

  @Test
  void startAtOrBefore_roundsDownToTheInterval() {
    assertThat(LIMITS.startAtOrBefore(Instant.ofEpochSecond(NOW)))
        .isEqualTo(Instant.ofEpochSecond(TODAY));
    assertThat(LIMITS.startAtOrBefore(Instant.ofEpochSecond(TODAY)))
        .isEqualTo(Instant.ofEpochSecond(TODAY));
  }
}
