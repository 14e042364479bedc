package io.github.restake4j.eigenlayer;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TypedData;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** EIP-712 as EigenLayer's contracts use it, and the check of what comes back signed. */
final class EigenDomain {
  /** Of the releases v1.5 and later, then of those before. */
  private static final List<String> VERSIONS = List.of("1", "v1", "1.");

  private EigenDomain() {}

  /**
   * Typed data under the domain that the contract itself names.
   *
   * @throws ChainException UNKNOWN_GENERATION if no version known here gives its separator: a
   *     signature would be worthless
   */
  static TypedData typedData(
      long chainId,
      Address contract,
      Hash32 separator,
      String struct,
      String[] fields,
      Map<String, ?> message) {
    for (String version : VERSIONS) {
      TypedData data =
          TypedData.builder(struct)
              .domainName("EigenLayer")
              .domainVersion(version)
              .chainId(chainId)
              .verifyingContract(contract)
              .type(struct, fields)
              .message(message)
              .build();
      if (data.domainSeparator().equals(separator)) {
        return data;
      }
    }
    throw new ChainException(
        ChainException.Code.UNKNOWN_GENERATION,
        "the EIP-712 domain of "
            + contract
            + " is none this release knows: its domainSeparator() is "
            + separator);
  }

  /** Has a signer sign; what it returns is checked. */
  static Bytes sign(Signer signer, TypedData data, Address expected, String what) {
    if (!signer.address().equals(expected)) {
      throw new SigningException(
          SigningException.Code.WRONG_SIGNER,
          what + " is for " + expected + " to sign, not for " + signer.address());
    }
    Signature signature =
        Objects.requireNonNull(signer.signTypedData(data), "the signer gave null");
    return verified(signature, data, expected, what);
  }

  /** A signature from elsewhere, as the contracts take it: 65 bytes, low s, v 27 or 28. */
  static Bytes verified(Bytes signature, TypedData data, Address expected, String what) {
    return verified(Signature.parse(signature), data, expected, what);
  }

  private static Bytes verified(
      Signature signature, TypedData data, Address expected, String what) {
    Address signer = signature.signer(data.hash()).orElse(Address.ZERO);
    if (!signer.equals(expected)) {
      throw new SigningException(
          SigningException.Code.WRONG_SIGNER,
          what + " must be signed by " + expected + ", but its signature is of " + signer);
    }
    return signature.toBytes();
  }

  static BigInteger seconds(Instant expiry) {
    return BigInteger.valueOf(expiry.getEpochSecond());
  }

  /** Whole seconds since 1970, as the contracts count. */
  static Instant whole(String call, Instant expiry) {
    if (expiry.getEpochSecond() < 0) {
      throw new IllegalArgumentException(call + " cannot expire before 1970: " + expiry);
    }
    return Instant.ofEpochSecond(expiry.getEpochSecond());
  }
}
