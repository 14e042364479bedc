package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.List;

/**
 * Rewards that the protocol shares out by stake.
 *
 * @param strategies whose stake counts, each once; kept sorted by address, as the contract wants
 *     them
 * @param amount in all, above 0, at most 1e38 - 1 smallest units
 * @param period what for
 */
public record RewardsSubmission(
    List<StrategyMultiplier> strategies, Amount<Token> amount, RewardsPeriod period) {
  static final BigInteger MOST = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

  /** Sorts the strategies and checks what can be checked without a chain. */
  public RewardsSubmission {
    strategies = StrategyMultiplier.sorted(strategies);
    checkAmount(amount);
  }

  static void checkAmount(Amount<Token> amount) {
    if (amount.isZero() || amount.smallest().compareTo(MOST) > 0) {
      throw new IllegalArgumentException(
          "one submission carries more than 0, at most 1e38 - 1 smallest units, not " + amount);
    }
  }
}
