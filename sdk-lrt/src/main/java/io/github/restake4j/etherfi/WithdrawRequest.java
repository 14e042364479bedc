package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;

/** A withdrawal request as it stands at one block. */
public sealed interface WithdrawRequest {
  /** The ERC-721 token id. */
  BigInteger requestId();

  /**
   * Waits for finalization. What it will pay can still fall with the rate, never rise above {@code
   * amount}.
   *
   * @param requestId the ERC-721 token id
   * @param owner who will get the ETH; may transfer the request
   * @param amount eETH locked; the most that can be claimed
   * @param shares behind it at the rate of the request's block
   */
  record Pending(
      BigInteger requestId, Address owner, Amount<Eeth> amount, Amount<EethShares> shares)
      implements WithdrawRequest {}

  /**
   * Finalized and not claimed.
   *
   * @param requestId the ERC-721 token id
   * @param owner who will get the ETH, whoever claims
   * @param amount eETH locked; the most that can be claimed
   * @param shares behind it at the rate of the request's block
   * @param payout exactly what a claim pays at this block
   * @param isFixed true if the payout no longer changes; false for requests finalized by the code
   *     before June 2026, which are paid at the rate of the claim's block and can still fall
   */
  record Claimable(
      BigInteger requestId,
      Address owner,
      Amount<Eeth> amount,
      Amount<EethShares> shares,
      Wei payout,
      boolean isFixed)
      implements WithdrawRequest {}

  /**
   * Frozen by a guardian of ether.fi: can neither be claimed nor transferred until governance makes
   * it valid again, and may be handed to somebody else.
   *
   * @param requestId the ERC-721 token id
   * @param owner of the request
   * @param amount eETH locked
   * @param shares behind it at the rate of the request's block
   */
  record Invalidated(
      BigInteger requestId, Address owner, Amount<Eeth> amount, Amount<EethShares> shares)
      implements WithdrawRequest {}

  /**
   * Was paid out; the contract forgot amount and owner.
   *
   * @param requestId the ERC-721 token id
   */
  record Claimed(BigInteger requestId) implements WithdrawRequest {}

  /**
   * No request had this id up to this block. The contract's {@code isFinalized} does not tell this
   * and {@link Claimed} apart.
   *
   * @param requestId the id that was asked for
   */
  record NeverMade(BigInteger requestId) implements WithdrawRequest {}
}
