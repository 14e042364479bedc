package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.units.Amount;
import java.util.List;

/**
 * A withdrawal that waits in the queue, as it stood at one block.
 *
 * @param withdrawal what completes it
 * @param pays per strategy, in the withdrawal's order
 * @param slashableUntil last block at which a slash of the old operator still takes from it
 * @param completableAt first block at which the chain takes its completion: one later
 * @param seenAt the block this was read at
 */
public record QueuedWithdrawal(
    Withdrawal withdrawal,
    List<Payout> pays,
    long slashableUntil,
    long completableAt,
    long seenAt) {
  /** Copies the list. */
  public QueuedWithdrawal {
    pays = List.copyOf(pays);
  }

  /** True if it could be completed at the block it was read at. */
  public boolean isCompletable() {
    return seenAt >= completableAt;
  }

  /** Blocks still to wait; zero if it is completable. */
  public long blocksLeft() {
    return Math.max(0, completableAt - seenAt);
  }

  /**
   * What one strategy's part pays.
   *
   * @param shares final once the withdrawal is completable; until then a slash of the old operator
   *     lowers it. Of ETH in pods a slash on the beacon chain lowers it until completion
   * @param tokens what the shares are worth at this block; the strategy's rate moves until
   *     completion
   */
  public record Payout(Amount<WithdrawableShares> shares, Amount<Token> tokens) {}
}
