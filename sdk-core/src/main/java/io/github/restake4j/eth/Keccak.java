package io.github.restake4j.eth;

import org.bouncycastle.crypto.digests.KeccakDigest;

/** Keccak-256 as Ethereum uses it (not the later SHA3-256 standard). */
public final class Keccak {
  private Keccak() {}

  /** The hash of all parts, one after the other. */
  public static Hash32 hash(byte[]... parts) {
    KeccakDigest digest = new KeccakDigest(256);
    for (byte[] part : parts) {
      digest.update(part, 0, part.length);
    }
    byte[] out = new byte[Hash32.SIZE];
    digest.doFinal(out, 0);
    return Hash32.of(out);
  }

  /** The hash of a byte string. */
  public static Hash32 hash(Bytes bytes) {
    return hash(bytes.toArray());
  }
}
