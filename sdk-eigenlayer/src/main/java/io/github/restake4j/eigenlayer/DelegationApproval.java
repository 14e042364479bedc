package io.github.restake4j.eigenlayer;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TypedData;
import java.time.Instant;

/**
 * What an operator's approver signs to let one staker delegate. Good once.
 *
 * @param approver who signs
 * @param staker who may delegate
 * @param operator to whom
 * @param salt never used before by this approver
 * @param expiry last second it is good for
 * @param typedData EIP-712, for a wallet to show
 */
public record DelegationApproval(
    Address approver,
    Address staker,
    Address operator,
    Hash32 salt,
    Instant expiry,
    TypedData typedData) {

  /**
   * Has the approver sign here.
   *
   * @throws io.github.restake4j.error.SigningException WRONG_SIGNER if the signer is not the
   *     approver, or what it signs is not its own
   */
  public Signed signBy(Signer signer) {
    return new Signed(this, EigenDomain.sign(signer, typedData, approver, "the approval"));
  }

  /**
   * With the signature of an approver whose key signed elsewhere.
   *
   * @param signature 65 bytes r, s, v, or 64 bytes in EIP-2098 form
   * @throws io.github.restake4j.error.SigningException if it is not the approver's
   */
  public Signed signed(Bytes signature) {
    return new Signed(this, EigenDomain.verified(signature, typedData, approver, "the approval"));
  }

  /**
   * With the signature of an approver that is a contract (EIP-1271). Only the chain can tell
   * whether it is good: the plan is refused by simulation if not.
   */
  public Signed signedByContract(Bytes signature) {
    return new Signed(this, signature);
  }

  /**
   * An approval and its signature.
   *
   * @param approval what was signed
   * @param signature as the contract takes it
   */
  public record Signed(DelegationApproval approval, Bytes signature) {}
}
