package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.eth.Hash32;
import java.time.Instant;

/**
 * A posted Merkle root of all earnings since the beginning. A later one replaces an earlier one
 * only in that it knows more: one claim against the newest pays everything.
 *
 * @param index its place among all roots, from 0
 * @param root of the tree of earners
 * @param calculatedUntil end of the time whose rewards it counts
 * @param activatedAt first second in which it can be claimed from
 * @param isDisabled true if it was withdrawn before it became active; it never can be claimed from
 */
public record DistributionRoot(
    long index, Hash32 root, Instant calculatedUntil, Instant activatedAt, boolean isDisabled) {
  static DistributionRoot of(long index, RewardsCoordinatorContract.DistributionRoot value) {
    return new DistributionRoot(
        index,
        value.root(),
        Instant.ofEpochSecond(value.rewardsCalculationEndTimestamp()),
        Instant.ofEpochSecond(value.activatedAt()),
        value.disabled());
  }

  /** Whether it can be claimed from in a block of this time. */
  public boolean isClaimableAt(Instant blockTime) {
    return !isDisabled && !blockTime.isBefore(activatedAt);
  }
}
