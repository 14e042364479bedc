package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.MagnitudeSlash;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.units.Amount;

/**
 * What one slash would take from all stakers of an operator in one strategy, if it came now.
 *
 * @param slash the operator's max magnitude before and after
 * @param fromShares out of what is delegated
 * @param fromQueue out of queued withdrawals that can still be slashed
 */
public record OperatorSlashCost(
    MagnitudeSlash slash,
    Amount<WithdrawableShares> fromShares,
    Amount<WithdrawableShares> fromQueue) {
  /** Shares burned or redistributed. */
  public Amount<WithdrawableShares> total() {
    return fromShares.plus(fromQueue);
  }
}
