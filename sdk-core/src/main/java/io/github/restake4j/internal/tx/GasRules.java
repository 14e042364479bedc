package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.TxRequest;
import java.math.BigInteger;
import java.util.List;

/** What the protocol itself says about a transaction's gas; nodes do not always say it in time. */
final class GasRules {
  /** EIP-7825: no transaction may ask for more. */
  static final long CAP = 16_777_216;

  private static final long BASE = 21_000;
  private static final long LISTED_ADDRESS = 2_400;
  private static final long LISTED_KEY = 1_900;
  private static final int PERCENT = 100;

  private GasRules() {}

  /** What the transaction costs before the contract runs (EIP-2028). */
  static long intrinsic(Bytes data) {
    return intrinsic(data, List.of());
  }

  /** With what an access list adds to it (EIP-2930). */
  static long intrinsic(Bytes data, List<AccessTuple> accessList) {
    long zeros = zeros(data);
    long listed = 0;
    for (AccessTuple tuple : accessList) {
      listed += LISTED_ADDRESS + LISTED_KEY * tuple.storageKeys().size();
    }
    return BASE + 4 * zeros + 16 * (data.size() - zeros) + listed;
  }

  /** What it costs at least, however little the contract does (EIP-7623). */
  static long floor(Bytes data) {
    long zeros = zeros(data);
    return BASE + 10 * (zeros + 4 * (data.size() - zeros));
  }

  /**
   * The gas limit for an estimate.
   *
   * @throws RefusedException GAS_OUT_OF_BOUNDS if no honest node can have estimated it
   */
  static long limit(BigInteger estimate, int marginPercent, Bytes data) {
    if (estimate.compareTo(BigInteger.valueOf(intrinsic(data))) < 0) {
      throw refuse(
          "the node estimates "
              + estimate
              + " gas, the transaction alone costs "
              + intrinsic(data));
    }
    if (estimate.compareTo(BigInteger.valueOf(CAP)) > 0) {
      throw refuse("the node estimates " + estimate + " gas, a transaction may take " + CAP);
    }
    long roomy = estimate.longValue() * (PERCENT + marginPercent) / PERCENT;
    return Math.min(CAP, Math.max(roomy, floor(data)));
  }

  /**
   * The last look before a signature.
   *
   * @throws RefusedException GAS_OUT_OF_BOUNDS
   */
  static void check(TxRequest request) {
    long least = Math.max(intrinsic(request.data(), request.accessList()), floor(request.data()));
    if (request.gasLimit() < least) {
      throw refuse("a gas limit of " + request.gasLimit() + " is below the " + least + " it costs");
    }
    if (request.gasLimit() > CAP) {
      throw refuse("a gas limit of " + request.gasLimit() + " is above the cap of " + CAP);
    }
  }

  private static long zeros(Bytes data) {
    long zeros = 0;
    for (byte each : data.toArray()) {
      if (each == 0) {
        zeros++;
      }
    }
    return zeros;
  }

  private static RefusedException refuse(String message) {
    return new RefusedException(RefusedException.Code.GAS_OUT_OF_BOUNDS, message);
  }
}
