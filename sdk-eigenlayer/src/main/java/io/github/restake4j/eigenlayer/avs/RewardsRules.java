package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.tx.TxSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The contract's rules about time, {@code _validateCommonRewardsSubmission} and what calls it,
 * eigenlayer-contracts f84a515.
 */
final class RewardsRules {
  private RewardsRules() {}

  /**
   * What the contract will ask of a period.
   *
   * @param limits of the deployed code
   * @param now of the block the answer is as of
   * @param over whether the period has to be over; otherwise it may not start too far ahead
   */
  static List<TxSpec.Check> check(
      RewardsPeriod period, RewardsLimits limits, Instant now, boolean over) {
    long interval = limits.calculationInterval().getSeconds();
    long start = period.start().getEpochSecond();
    long duration = period.duration().getSeconds();
    List<TxSpec.Check> checks = new ArrayList<>();
    checks.add(
        AvsContracts.condition(
            "the duration of " + duration + " s is at most " + limits.maxDuration().getSeconds(),
            duration <= limits.maxDuration().getSeconds()));
    checks.add(
        AvsContracts.condition(
            "the duration of " + duration + " s is a multiple of the interval of " + interval,
            duration % interval == 0));
    checks.add(
        AvsContracts.condition(
            "the start at "
                + start
                + " ("
                + period.start()
                + ") is a multiple of the interval of "
                + interval
                + " s; the one before is "
                + limits.startAtOrBefore(period.start()),
            start % interval == 0));
    Instant earliest = now.minus(limits.maxRetroactive());
    checks.add(
        AvsContracts.condition(
            "the start at " + period.start() + " is not before " + earliest + ", the longest back",
            !period.start().isBefore(earliest)));
    checks.add(
        AvsContracts.condition(
            "the start at "
                + period.start()
                + " is not before the first rewards at "
                + limits.genesis(),
            !period.start().isBefore(limits.genesis())));
    if (over) {
      checks.add(
          AvsContracts.condition(
              "the period is over: it ends at " + period.end() + ", the chain is at " + now,
              period.end().isBefore(now)));
    } else {
      Instant latest = now.plus(limits.maxFuture());
      checks.add(
          AvsContracts.condition(
              "the start at " + period.start() + " is not after " + latest + ", the furthest ahead",
              !period.start().isAfter(latest)));
    }
    return checks;
  }
}
