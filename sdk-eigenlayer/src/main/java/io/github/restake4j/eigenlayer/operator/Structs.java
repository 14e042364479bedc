package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Receipt;
import java.math.BigInteger;

/** Between what AllocationManager speaks and what this package does. */
final class Structs {
  private Structs() {}

  static OperatorSet set(AllocationManagerContract.OperatorSet struct) {
    return new OperatorSet(struct.avs(), struct.id());
  }

  static AllocationManagerContract.OperatorSet struct(OperatorSet set) {
    return new AllocationManagerContract.OperatorSet(set.avs(), set.id());
  }

  static Magnitude magnitude(BigInteger wad) {
    if (wad.signum() < 0 || wad.compareTo(Magnitude.FULL.wad()) > 0) {
      throw new DecodingException(
          DecodingException.Code.ABI_MALFORMED,
          "AllocationManager answered " + wad + " where a magnitude, 0 to 1e18, was expected");
    }
    return new Magnitude(wad);
  }

  static DecodingException missing(String what, Receipt receipt) {
    return new DecodingException(
        DecodingException.Code.ABI_EMPTY,
        "transaction " + receipt.transactionHash() + " was mined, but has no event " + what);
  }
}
