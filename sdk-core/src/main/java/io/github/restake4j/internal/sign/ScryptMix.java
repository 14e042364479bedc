package io.github.restake4j.internal.sign;

import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.Pack;

/**
 * RFC 7914, also where that text forbids it: the published example of the keystore format has n
 * 2^18 with r 1, which BouncyCastle's own scrypt refuses.
 */
final class ScryptMix {
  private static final int SALSA_WORDS = 16;

  private ScryptMix() {}

  static byte[] generate(byte[] password, byte[] salt, int n, int r, int p, int size) {
    int blockBytes = 128 * r;
    byte[] blocks = pbkdf2(password, salt, 1, p * blockBytes);
    int[] block = new int[blockBytes / 4];
    for (int i = 0; i < p; i++) {
      Pack.littleEndianToInt(blocks, i * blockBytes, block);
      mix(block, n, r);
      Pack.intToLittleEndian(block, blocks, i * blockBytes);
    }
    byte[] derived = pbkdf2(password, blocks, 1, size);
    Secrets.wipe(blocks);
    Arrays.fill(block, 0);
    return derived;
  }

  static byte[] pbkdf2(byte[] password, byte[] salt, int rounds, int size) {
    PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
    generator.init(password, salt, rounds);
    return ((KeyParameter) generator.generateDerivedMacParameters(8 * size)).getKey();
  }

  private static void mix(int[] block, int n, int r) {
    int[][] table = new int[n][];
    int[] other = new int[block.length];
    int[] salsa = new int[SALSA_WORDS];
    int[] mixed = new int[SALSA_WORDS];
    for (int i = 0; i < n; i++) {
      table[i] = block.clone();
      mixBlock(block, other, salsa, mixed, r);
    }
    for (int i = 0; i < n; i++) {
      int[] row = table[block[block.length - SALSA_WORDS] & (n - 1)];
      for (int k = 0; k < block.length; k++) {
        block[k] ^= row[k];
      }
      mixBlock(block, other, salsa, mixed, r);
    }
    for (int[] row : table) {
      Arrays.fill(row, 0);
    }
  }

  /** Salsa20/8 over the parts in turn; even ones go to the first half, odd ones to the second. */
  private static void mixBlock(int[] block, int[] other, int[] salsa, int[] mixed, int r) {
    System.arraycopy(block, block.length - SALSA_WORDS, salsa, 0, SALSA_WORDS);
    for (int part = 0; part < 2 * r; part++) {
      for (int k = 0; k < SALSA_WORDS; k++) {
        salsa[k] ^= block[part * SALSA_WORDS + k];
      }
      Salsa20Engine.salsaCore(8, salsa, mixed);
      System.arraycopy(mixed, 0, salsa, 0, SALSA_WORDS);
      System.arraycopy(mixed, 0, other, (part / 2 + (part % 2) * r) * SALSA_WORDS, SALSA_WORDS);
    }
    System.arraycopy(other, 0, block, 0, block.length);
  }
}
