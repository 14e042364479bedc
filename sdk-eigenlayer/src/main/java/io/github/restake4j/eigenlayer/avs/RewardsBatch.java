package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What submissions of one call have in common, whatever their kind.
 *
 * @param periods one per submission
 * @param strategies all that any of them names
 * @param total what is paid for all
 * @param texts one per submission, the same on every machine
 */
record RewardsBatch(
    List<RewardsPeriod> periods, Set<Address> strategies, Amount<Token> total, List<String> texts) {

  static RewardsBatch of(List<RewardsSubmission> submissions) {
    List<RewardsPeriod> periods = new ArrayList<>();
    Set<Address> strategies = new LinkedHashSet<>();
    List<Amount<Token>> amounts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (RewardsSubmission one : submissions) {
      periods.add(one.period());
      one.strategies().forEach(strategy -> strategies.add(strategy.strategy()));
      amounts.add(one.amount());
      texts.add(text(one.strategies(), one.period()) + " " + one.amount().smallest());
    }
    return new RewardsBatch(periods, strategies, total(amounts), texts);
  }

  static RewardsBatch directed(List<OperatorDirectedRewards> submissions) {
    List<RewardsPeriod> periods = new ArrayList<>();
    Set<Address> strategies = new LinkedHashSet<>();
    List<Amount<Token>> amounts = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (OperatorDirectedRewards one : submissions) {
      periods.add(one.period());
      one.strategies().forEach(strategy -> strategies.add(strategy.strategy()));
      amounts.add(one.amount());
      StringBuilder text = new StringBuilder(text(one.strategies(), one.period()));
      for (OperatorReward reward : one.rewards()) {
        text.append(' ').append(reward.operator()).append(':');
        text.append(reward.amount().smallest());
      }
      texts.add(text.append(' ').append(one.description()).toString());
    }
    return new RewardsBatch(periods, strategies, total(amounts), texts);
  }

  private static Amount<Token> total(List<Amount<Token>> amounts) {
    if (amounts.isEmpty()) {
      throw new IllegalArgumentException("no rewards are submitted");
    }
    Amount<Token> total = Amount.zero(amounts.get(0).unit());
    for (Amount<Token> amount : amounts) {
      total = total.plus(amount);
    }
    return total;
  }

  private static String text(List<StrategyMultiplier> strategies, RewardsPeriod period) {
    StringBuilder text = new StringBuilder();
    text.append(period.start().getEpochSecond()).append('+').append(period.duration().getSeconds());
    strategies.forEach(
        each -> text.append(' ').append(each.strategy()).append('*').append(each.multiplier()));
    return text.toString();
  }

  static List<RewardsCoordinatorContract.RewardsSubmission> structs(
      List<RewardsSubmission> submissions) {
    List<RewardsCoordinatorContract.RewardsSubmission> structs = new ArrayList<>();
    for (RewardsSubmission one : submissions) {
      structs.add(
          new RewardsCoordinatorContract.RewardsSubmission(
              multipliers(one.strategies()),
              one.amount().unit().address(),
              one.amount().smallest(),
              one.period().start().getEpochSecond(),
              one.period().duration().getSeconds()));
    }
    return structs;
  }

  static List<RewardsCoordinatorContract.OperatorDirectedRewardsSubmission> directedStructs(
      List<OperatorDirectedRewards> submissions) {
    List<RewardsCoordinatorContract.OperatorDirectedRewardsSubmission> structs = new ArrayList<>();
    for (OperatorDirectedRewards one : submissions) {
      List<RewardsCoordinatorContract.OperatorReward> rewards = new ArrayList<>();
      for (OperatorReward reward : one.rewards()) {
        rewards.add(
            new RewardsCoordinatorContract.OperatorReward(
                reward.operator(), reward.amount().smallest()));
      }
      structs.add(
          new RewardsCoordinatorContract.OperatorDirectedRewardsSubmission(
              multipliers(one.strategies()),
              one.amount().unit().address(),
              rewards,
              one.period().start().getEpochSecond(),
              one.period().duration().getSeconds(),
              one.description()));
    }
    return structs;
  }

  private static List<RewardsCoordinatorContract.StrategyAndMultiplier> multipliers(
      List<StrategyMultiplier> strategies) {
    List<RewardsCoordinatorContract.StrategyAndMultiplier> structs = new ArrayList<>();
    strategies.forEach(
        each ->
            structs.add(
                new RewardsCoordinatorContract.StrategyAndMultiplier(
                    each.strategy(), each.multiplier())));
    return structs;
  }
}
