package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.units.Amount;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rewards for a time that is over, whose share for each operator the AVS has decided.
 *
 * @param strategies whose stake counts among an operator's stakers, each once; kept sorted
 * @param rewards at least one, each operator once, all in one token, at most 1e38 - 1 smallest
 *     units in all; kept sorted by operator, as the contract wants them
 * @param period what for; must be over when the submission is mined
 * @param description for people; kept in an event only
 */
public record OperatorDirectedRewards(
    List<StrategyMultiplier> strategies,
    List<OperatorReward> rewards,
    RewardsPeriod period,
    String description) {
  /** Sorts both lists and checks what can be checked without a chain. */
  public OperatorDirectedRewards {
    strategies = StrategyMultiplier.sorted(strategies);
    List<OperatorReward> sorted = new ArrayList<>(rewards);
    sorted.sort(Comparator.comparing(OperatorReward::operator));
    if (sorted.isEmpty()) {
      throw new IllegalArgumentException("rewards for no operator");
    }
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i).operator().equals(sorted.get(i - 1).operator())) {
        throw new IllegalArgumentException(
            "rewards name operator " + sorted.get(i).operator() + " twice");
      }
    }
    rewards = List.copyOf(sorted);
    RewardsSubmission.checkAmount(sum(rewards));
  }

  /** All operators' together. */
  public Amount<Token> amount() {
    return sum(rewards);
  }

  private static Amount<Token> sum(List<OperatorReward> rewards) {
    Amount<Token> all = Amount.zero(rewards.get(0).amount().unit());
    for (OperatorReward reward : rewards) {
      all = all.plus(reward.amount());
    }
    return all;
  }
}
