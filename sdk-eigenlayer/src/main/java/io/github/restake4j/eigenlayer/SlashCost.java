package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.MagnitudeSlash;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.units.Amount;

/**
 * What one slash would cost a staker in one strategy, if it came now.
 *
 * @param slash the operator's max magnitude before and after
 * @param before the stake now
 * @param after the stake then
 * @param queuedBefore what the staker's queued withdrawals that can still be slashed pay now
 * @param queuedAfter what they would pay then
 */
public record SlashCost(
    MagnitudeSlash slash,
    StrategyStake before,
    StrategyStake after,
    Amount<WithdrawableShares> queuedBefore,
    Amount<WithdrawableShares> queuedAfter) {
  /** What the staker would lose, deposited and queued together. */
  public Amount<WithdrawableShares> loss() {
    return before.withdrawable().minus(after.withdrawable()).plus(queuedBefore.minus(queuedAfter));
  }
}
