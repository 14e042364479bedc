package io.github.restake4j.internal.sign;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of one point, worked out beforehand, so that a product takes 43 doublings instead of
 * 256, and the sum of two products no more. Looks its tables up by the numbers it multiplies with,
 * so these must be public: signatures that are checked, never keys or nonces.
 */
final class Comb {
  private static final int TEETH = 6;

  /** Six of them span more than the 256 bits of a factor. */
  private static final int SPACING = 43;

  private final ECCurve curve;
  private final ECPoint[] table = new ECPoint[1 << TEETH];

  Comb(ECPoint point) {
    this.curve = point.getCurve();
    ECPoint tooth = point;
    for (int i = 0; i < TEETH; i++) {
      table[1 << i] = tooth;
      tooth = tooth.timesPow2(SPACING);
    }
    table[0] = curve.getInfinity();
    for (int i = 1; i < table.length; i++) {
      int lowest = Integer.lowestOneBit(i);
      if (lowest != i) {
        table[i] = table[i - lowest].add(table[lowest]);
      }
    }
    curve.normalizeAll(table);
  }

  /** a times this comb's point, plus b times the other's; both factors are below 2^256. */
  ECPoint sum(BigInteger a, Comb other, BigInteger b) {
    ECPoint sum = curve.getInfinity();
    for (int i = SPACING - 1; i >= 0; i--) {
      sum = sum.twice().add(table[column(a, i)]).add(other.table[column(b, i)]);
    }
    return sum;
  }

  private static int column(BigInteger factor, int from) {
    int column = 0;
    for (int i = 0; i < TEETH; i++) {
      if (factor.testBit(from + i * SPACING)) {
        column |= 1 << i;
      }
    }
    return column;
  }
}
