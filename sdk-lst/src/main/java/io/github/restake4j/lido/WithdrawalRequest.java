package io.github.restake4j.lido;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Instant;

/**
 * A place in Lido's withdrawal queue as it stands at one block.
 *
 * @param requestId the queue's ERC-721 token id
 * @param owner who may claim or transfer the place; the zero address once claimed
 * @param amount stETH locked; the most that can be claimed
 * @param shares shares locked at the rate of the request's block
 * @param requestedAt time of the request's block
 * @param status pending, claimable or claimed
 */
public record WithdrawalRequest(
    BigInteger requestId,
    Address owner,
    Amount<Steth> amount,
    Amount<LidoShares> shares,
    Instant requestedAt,
    Status status) {
  /** Where a request stands. */
  public sealed interface Status {}

  /**
   * Waits for an oracle report. What it will pay can still fall in a slashing, never rise above
   * {@link #amount}.
   */
  public record Pending() implements Status {}

  /**
   * Can be claimed; what it pays no longer changes.
   *
   * @param payout exactly what a claim pays; may be a wei or two below the requested amount without
   *     any slashing
   */
  public record Claimable(Wei payout) implements Status {}

  /** Was paid out. */
  public record Claimed() implements Status {}
}
