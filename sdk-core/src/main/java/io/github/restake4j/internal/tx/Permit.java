package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.tx.TxSpec;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An EIP-2612 permit, signed or to be signed.
 *
 * @param data what is signed
 * @param owner who grants
 * @param spender who may take
 * @param value smallest units
 * @param nonce of the owner at the token
 * @param deadline last second of its validity, since 1970
 */
record Permit(
    TypedData data,
    Address owner,
    Address spender,
    BigInteger value,
    BigInteger nonce,
    BigInteger deadline) {
  private static final String TYPE = "Permit";
  private static final String[] FIELDS = {
    "address owner", "address spender", "uint256 value", "uint256 nonce", "uint256 deadline"
  };

  /**
   * A permit with its signature.
   *
   * @param permit what was signed
   * @param signature of the owner
   */
  record Signed(Permit permit, Signature signature) {
    TxSpec.SignedPermit forCall() {
      return new TxSpec.SignedPermit(
          permit.value, permit.deadline, signature.v(), signature.r(), signature.s());
    }
  }

  static Permit of(
      long chainId,
      Address token,
      TxSpec.PermitDomain domain,
      Address owner,
      Address spender,
      BigInteger value,
      BigInteger nonce,
      BigInteger deadline) {
    TypedData data =
        TypedData.builder(TYPE)
            .domainName(domain.name())
            .domainVersion(domain.version())
            .chainId(chainId)
            .verifyingContract(token)
            .type(TYPE, FIELDS)
            .message(
                Map.of(
                    "owner", owner,
                    "spender", spender,
                    "value", value,
                    "nonce", nonce,
                    "deadline", deadline))
            .build();
    return new Permit(data, owner, spender, value, nonce, deadline);
  }

  /**
   * Reads a permit that was given out as JSON.
   *
   * @throws IllegalArgumentException if it is typed data, but no permit
   */
  static Permit parse(String json) {
    TypedData data = TypedData.parse(json);
    Map<String, Object> fields = data.message();
    if (!data.primaryType().equals(TYPE)
        || !(fields.get("owner") instanceof Address owner)
        || !(fields.get("spender") instanceof Address spender)
        || !(fields.get("value") instanceof BigInteger value)
        || !(fields.get("nonce") instanceof BigInteger nonce)
        || !(fields.get("deadline") instanceof BigInteger deadline)
        || fields.size() != FIELDS.length) {
      throw new IllegalArgumentException("the typed data is no EIP-2612 permit: " + json);
    }
    return new Permit(data, owner, spender, value, nonce, deadline);
  }

  Address token() {
    return data.verifyingContract()
        .orElseThrow(() -> new IllegalArgumentException("the permit names no token"));
  }

  /** As a call would take it, with a signature of zeros in place of the one that is missing. */
  TxSpec.SignedPermit unsigned() {
    return new TxSpec.SignedPermit(value, deadline, 27, Hash32.ZERO, Hash32.ZERO);
  }

  /**
   * The permit with a signature that is the owner's.
   *
   * @throws SigningException CHAIN_MISMATCH, WRONG_SIGNER
   */
  Signed with(Signature signature, long chainId) {
    if (data.chainId().orElse(0) != chainId) {
      throw new SigningException(
          SigningException.Code.CHAIN_MISMATCH,
          "the permit is for chain id " + data.chainId() + ", the client is on " + chainId);
    }
    Optional<Address> signer = signature.signer(data.hash());
    if (!signer.equals(Optional.of(owner))) {
      throw new SigningException(
          SigningException.Code.WRONG_SIGNER,
          "the permit's signature is not of its owner "
              + owner
              + " but of "
              + signer.map(Address::toString).orElse("nobody"));
    }
    return new Signed(this, signature);
  }

  /** Has the owner sign; whatever the signer returns is checked. */
  Signed signBy(Signer signer, long chainId) {
    Signature signature;
    try {
      signature = Objects.requireNonNull(signer.signTypedData(data), "the signer gave null");
    } catch (SigningException | RefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SigningException(
          SigningException.Code.SIGNER_REFUSED, "the signer of " + owner + " failed", e);
    }
    return with(signature, chainId);
  }

  /** True if the token would take it now for what is asked. */
  boolean fits(
      Address from,
      Address asset,
      Address taker,
      BigInteger needed,
      BigInteger nonceNow,
      Instant now) {
    return owner.equals(from)
        && token().equals(asset)
        && spender.equals(taker)
        && value.equals(needed)
        && nonce.equals(nonceNow)
        && deadline.compareTo(BigInteger.valueOf(now.getEpochSecond())) >= 0;
  }
}
