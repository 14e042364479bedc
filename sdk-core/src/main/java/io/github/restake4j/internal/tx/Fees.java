package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The two fee fields of an EIP-1559 transaction.
 *
 * @param tip maxPriorityFeePerGas, at most {@code max}
 * @param max maxFeePerGas
 */
record Fees(Wei tip, Wei max) {
  /** Below it some pools take no transaction, however empty the blocks. */
  private static final Wei LEAST_TIP = Wei.ofGwei("0.01");

  private static final BigInteger TEN = BigInteger.TEN;
  private static final BigInteger ELEVEN = BigInteger.valueOf(11);

  /**
   * What the network asks now: the middle of recent tips, and room for six full blocks in a row.
   *
   * @param baseFee of the next block
   * @param tips that recent blocks paid, one per block
   */
  static Fees market(Wei baseFee, List<Wei> tips) {
    List<Wei> sorted = new ArrayList<>(tips);
    Collections.sort(sorted);
    Wei middle = sorted.isEmpty() ? Wei.ZERO : sorted.get(sorted.size() / 2);
    Wei tip = middle.compareTo(LEAST_TIP) < 0 ? LEAST_TIP : middle;
    return new Fees(tip, baseFee.times(2).plus(tip));
  }

  /**
   * These fees where the policy allows them, the room above what the next block needs cut to it.
   *
   * @throws RefusedException FEE_ABOVE_POLICY if the next block needs more than the policy allows
   */
  Fees within(TxOptions policy, Wei baseFee) {
    if (tip.compareTo(policy.maxPriorityFeePerGas()) > 0) {
      throw above("a priority fee", tip, policy.maxPriorityFeePerGas());
    }
    if (baseFee.plus(tip).compareTo(policy.maxFeePerGas()) > 0) {
      throw above("a fee", baseFee.plus(tip), policy.maxFeePerGas());
    }
    return max.compareTo(policy.maxFeePerGas()) > 0 ? new Fees(tip, policy.maxFeePerGas()) : this;
  }

  /**
   * These fees for a type of transaction. The older ones pay their whole price, so it has room for
   * two full blocks only.
   */
  Fees forType(TxType type, Wei baseFee) {
    if (type == TxType.DYNAMIC_FEE) {
      return this;
    }
    Wei two = Wei.of(baseFee.smallest().multiply(BigInteger.valueOf(5)).shiftRight(2)).plus(tip);
    Wei price = two.compareTo(max) < 0 ? two : max;
    return new Fees(price, price);
  }

  /**
   * Fees that every pool takes as a replacement of these: 10 % and 1 wei more on both fields, more
   * where the network asks for more.
   *
   * @throws RefusedException FEE_ABOVE_POLICY if that is more than the policy allows
   */
  Fees bumped(Fees market, TxOptions policy) {
    Wei leastMax = bumped(max);
    if (policy.type() != TxType.DYNAMIC_FEE) {
      if (leastMax.compareTo(policy.maxFeePerGas()) > 0) {
        throw above("a replacement's gas price", leastMax, policy.maxFeePerGas());
      }
      Wei price = clamp(market.max, leastMax, policy.maxFeePerGas());
      return new Fees(price, price);
    }
    Wei leastTip = bumped(tip);
    if (leastTip.compareTo(policy.maxPriorityFeePerGas()) > 0) {
      throw above("a replacement's priority fee", leastTip, policy.maxPriorityFeePerGas());
    }
    if (leastMax.compareTo(policy.maxFeePerGas()) > 0) {
      throw above("a replacement's fee", leastMax, policy.maxFeePerGas());
    }
    return new Fees(
        clamp(market.tip, leastTip, policy.maxPriorityFeePerGas()),
        clamp(market.max, leastMax, policy.maxFeePerGas()));
  }

  /**
   * Checks what gas may cost in all.
   *
   * @param spent on earlier steps of the plan
   * @throws RefusedException FEE_ABOVE_POLICY
   */
  void checkTotal(long gasLimit, Wei spent, TxOptions policy) {
    Wei total = max.times(gasLimit).plus(spent);
    if (total.compareTo(policy.maxTotalFee()) > 0) {
      throw above("gas for up to", total, policy.maxTotalFee());
    }
  }

  /** The larger of each field. */
  Fees highest(Fees other) {
    return new Fees(larger(tip, other.tip), larger(max, other.max));
  }

  private static Wei bumped(Wei old) {
    BigInteger tenth =
        old.smallest().multiply(ELEVEN).add(TEN.subtract(BigInteger.ONE)).divide(TEN);
    return Wei.of(tenth.add(BigInteger.ONE));
  }

  private static Wei clamp(Wei wanted, Wei least, Wei most) {
    Wei enough = larger(wanted, least);
    return enough.compareTo(most) > 0 ? most : enough;
  }

  private static Wei larger(Wei a, Wei b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  private static RefusedException above(String what, Wei asked, Wei cap) {
    return new RefusedException(
        RefusedException.Code.FEE_ABOVE_POLICY,
        "the network asks for " + what + " of " + asked + ", the policy allows " + cap);
  }
}
