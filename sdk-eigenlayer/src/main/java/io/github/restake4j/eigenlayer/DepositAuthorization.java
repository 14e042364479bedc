package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;

/**
 * What a staker signs to let somebody else pay for its deposit. Good once, for exactly this.
 *
 * @param strategy where to
 * @param amount tokens that the sender of the transaction pays
 * @param staker who signs and is credited
 * @param nonce of the staker in StrategyManager; any other deposit by signature uses it up
 * @param expiry last second it is good for
 * @param typedData EIP-712, for a wallet to show
 */
public record DepositAuthorization(
    Strategy strategy,
    Amount<Token> amount,
    Address staker,
    BigInteger nonce,
    Instant expiry,
    TypedData typedData) {

  /**
   * Has the staker sign here.
   *
   * @throws io.github.restake4j.error.SigningException WRONG_SIGNER if the signer is not the
   *     staker, or what it signs is not its own
   */
  public Signed signBy(Signer signer) {
    return new Signed(this, EigenDomain.sign(signer, typedData, staker, "the deposit"));
  }

  /**
   * With the signature of a staker whose key signed elsewhere.
   *
   * @param signature 65 bytes r, s, v, or 64 bytes in EIP-2098 form
   * @throws io.github.restake4j.error.SigningException if it is not the staker's
   */
  public Signed signed(Bytes signature) {
    return new Signed(this, EigenDomain.verified(signature, typedData, staker, "the deposit"));
  }

  /**
   * With the signature of a staker that is a contract (EIP-1271). Only the chain can tell whether
   * it is good: the plan is refused by simulation if not.
   */
  public Signed signedByContract(Bytes signature) {
    return new Signed(this, signature);
  }

  /**
   * An authorization and its signature.
   *
   * @param authorization what was signed
   * @param signature as the contract takes it
   */
  public record Signed(DepositAuthorization authorization, Bytes signature) {}
}
