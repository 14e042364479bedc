package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eth.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How much stake in a strategy counts when rewards are shared out.
 *
 * @param strategy whitelisted, or ETH in pods
 * @param multiplier what its shares are multiplied with, 1 to 2^96 - 1; only the ratio between the
 *     strategies of one submission matters, 1e18 is usual
 */
public record StrategyMultiplier(Address strategy, BigInteger multiplier) {
  private static final int BITS = 96;

  /** Checks the bounds. */
  public StrategyMultiplier {
    if (multiplier.signum() <= 0 || multiplier.bitLength() > BITS) {
      throw new IllegalArgumentException(
          "the multiplier of strategy " + strategy + " is 1 to 2^96 - 1, not " + multiplier);
    }
  }

  /** In the order the contract wants, each strategy once. */
  static List<StrategyMultiplier> sorted(List<StrategyMultiplier> strategies) {
    List<StrategyMultiplier> sorted = new ArrayList<>(strategies);
    sorted.sort(Comparator.comparing(StrategyMultiplier::strategy));
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("rewards for the stake of no strategy");
    }
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).strategy().equals(sorted.get(i - 1).strategy())) {
        throw new IllegalArgumentException(
            "rewards name strategy " + sorted.get(i).strategy() + " twice");
      }
    }
    return List.copyOf(sorted);
  }
}
