package io.github.restake4j.internal.sign;

import java.math.BigInteger;
import org.bouncycastle.math.ec.ECLookupTable;
import org.bouncycastle.math.ec.ECPoint;

/**
 * As {@link Comb}, for factors that nobody may learn: the same steps whatever the factor, and each
 * table is read whole at each step. Every entry has an offset of its block added, which is taken
 * off at the end, so that no step meets the point at infinity or a point twice, which are added in
 * another time.
 */
final class SecretComb {
  private static final int TEETH = 6;

  /** Six teeth span 258 bits. */
  private static final int SPACING = 43;

  private static final int BLOCKS = 4;
  private static final int COLUMNS = (SPACING + BLOCKS - 1) / BLOCKS;
  private static final int BYTES = 32;

  private final ECLookupTable[] tables = new ECLookupTable[BLOCKS];
  private final ECPoint withoutOffsets;

  SecretComb(ECPoint point) {
    ECPoint shifted = point;
    // any multiples will do that the teeth do not make among themselves
    ECPoint offset = point.timesPow2(TEETH * SPACING + 1).add(point).twice();
    ECPoint offsets = point.getCurve().getInfinity();
    for (int block = 0; block < BLOCKS; block++) {
      ECPoint[] table = Comb.table(shifted, TEETH, SPACING, offset.normalize());
      tables[block] = point.getCurve().createCacheSafeLookupTable(table, 0, table.length);
      shifted = shifted.timesPow2(COLUMNS);
      BigInteger times = BigInteger.ONE.shiftLeft(columns(block)).subtract(BigInteger.ONE);
      offsets = offsets.add(offset.multiply(times));
      offset = offset.timesPow2(TEETH * SPACING + 1).add(point).twice();
    }
    this.withoutOffsets = offsets.negate().normalize();
  }

  /** The last block has a column less. */
  private static int columns(int block) {
    return Math.min(COLUMNS, SPACING - block * COLUMNS);
  }

  /** The product, normalized; the factor is below 2^256. */
  ECPoint times(BigInteger factor) {
    byte[] word = Secp256k1.word(factor).toBytes();
    ECPoint product = withoutOffsets.getCurve().getInfinity();
    for (int column = COLUMNS - 1; column >= 0; column--) {
      product = product.twice();
      for (int block = 0; block < BLOCKS; block++) {
        if (column < columns(block)) {
          product = product.add(tables[block].lookup(teeth(word, column + block * COLUMNS)));
        }
      }
    }
    return product.add(withoutOffsets).normalize();
  }

  private static int teeth(byte[] word, int from) {
    int teeth = 0;
    for (int i = 0; i < TEETH; i++) {
      int bit = from + i * SPACING;
      if (bit < BYTES * Byte.SIZE) {
        int place = word[BYTES - 1 - bit / Byte.SIZE];
        teeth |= (place >> (bit % Byte.SIZE) & 1) << i;
      }
    }
    return teeth;
  }
}
