package io.github.restake4j.eigenlayer.rewards;

import java.util.List;

/**
 * Claims that fit into one transaction.
 *
 * @param claims for {@link Rewards#processClaims}
 * @param gas units that the node's simulation used for all of them
 */
public record ClaimBatch(List<RewardsMerkleClaim> claims, long gas) {
  /** Copies the list. */
  public ClaimBatch {
    claims = List.copyOf(claims);
  }
}
