package io.github.restake4j.internal.sign;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;

/**
 * Multiples of one point, worked out beforehand, so that a product takes 16 doublings instead of
 * 256, and the sum of two products no more. Looks its tables up by the numbers it multiplies with,
 * so these must be public: signatures that are checked. Keys and nonces are for {@link SecretComb}.
 */
final class Comb {
  private static final int TEETH = 8;
  private static final int SPACING = 32;
  private static final int BLOCKS = 2;
  private static final int COLUMNS = SPACING / BLOCKS;

  private final ECCurve curve;
  private final ECPoint[][] tables = new ECPoint[BLOCKS][];

  Comb(ECPoint point) {
    this.curve = point.getCurve();
    ECPoint shifted = point;
    for (int block = 0; block < BLOCKS; block++) {
      tables[block] = table(shifted, TEETH, SPACING, curve.getInfinity());
      shifted = shifted.timesPow2(COLUMNS);
    }
  }

  /**
   * All sums of a base and teeth, which are a point shifted by multiples of the spacing.
   *
   * @return one point for each set of teeth, normalized
   */
  static ECPoint[] table(ECPoint point, int teeth, int spacing, ECPoint base) {
    ECPoint[] table = new ECPoint[1 << teeth];
    table[0] = base;
    ECPoint tooth = point;
    for (int i = 0; i < teeth; i++) {
      for (int below = 0; below < 1 << i; below++) {
        table[(1 << i) + below] = table[below].add(tooth);
      }
      tooth = tooth.timesPow2(spacing);
    }
    point.getCurve().normalizeAll(table);
    return table;
  }

  /** a times this comb's point, plus b times the other's; both factors are below 2^256. */
  ECPoint sum(BigInteger a, Comb other, BigInteger b) {
    ECPoint sum = curve.getInfinity();
    for (int column = COLUMNS - 1; column >= 0; column--) {
      sum = sum.twice();
      for (int block = 0; block < BLOCKS; block++) {
        int from = column + block * COLUMNS;
        sum = sum.add(tables[block][teeth(a, from)]).add(other.tables[block][teeth(b, from)]);
      }
    }
    return sum;
  }

  private static int teeth(BigInteger factor, int from) {
    int teeth = 0;
    for (int i = 0; i < TEETH; i++) {
      if (factor.testBit(from + i * SPACING)) {
        teeth |= 1 << i;
      }
    }
    return teeth;
  }
}
