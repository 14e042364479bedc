package io.github.restake4j.internal.sign;

import io.github.restake4j.error.SigningException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/** A private key of a tree of keys (BIP-32). Wipe it when its child or its key was taken. */
public final class HdKey {
  /** Added to an index where the child is hardened. */
  public static final long HARDENED = 1L << 31;

  private static final int HALF = 32;

  /** The key, then the chain code. */
  private final byte[] halves;

  private HdKey(byte[] halves) {
    this.halves = halves;
  }

  /** The root of the tree of a seed. */
  public static HdKey master(byte[] seed) {
    byte[] halves = hmac("Bitcoin seed".getBytes(StandardCharsets.US_ASCII), seed);
    if (!Secp256k1.isPrivateKey(left(halves))) {
      Secrets.wipe(halves);
      throw noKey("the seed");
    }
    return new HdKey(halves);
  }

  /**
   * A child.
   *
   * @param index 0 to 2^32 - 1; {@link #HARDENED} and above are hardened
   */
  public HdKey child(long index) {
    byte[] key = key();
    BigInteger d = new BigInteger(1, key);
    byte[] data = new byte[37];
    if (index >= HARDENED) {
      System.arraycopy(key, 0, data, 1, HALF);
    } else {
      System.arraycopy(Secp256k1.compressedPublicKey(d), 0, data, 0, 33);
    }
    for (int i = 0; i < 4; i++) {
      data[33 + i] = (byte) (index >>> (24 - 8 * i));
    }
    byte[] chainCode = Arrays.copyOfRange(halves, HALF, 2 * HALF);
    byte[] child = hmac(chainCode, data);
    Secrets.wipe(key, data, chainCode);
    BigInteger left = left(child);
    BigInteger sum = left.add(d).mod(Secp256k1.N);
    if (left.compareTo(Secp256k1.N) >= 0 || sum.signum() == 0) {
      Secrets.wipe(child);
      throw noKey("child " + index);
    }
    byte[] word = Secp256k1.word(sum).toBytes();
    System.arraycopy(word, 0, child, 0, HALF);
    Secrets.wipe(word);
    return new HdKey(child);
  }

  /** A copy of the 32 bytes of the private key. */
  public byte[] key() {
    return Arrays.copyOf(halves, HALF);
  }

  /** Overwrites the key and the chain code. */
  public void wipe() {
    Secrets.wipe(halves);
  }

  private static BigInteger left(byte[] halves) {
    byte[] left = Arrays.copyOf(halves, HALF);
    try {
      return new BigInteger(1, left);
    } finally {
      Secrets.wipe(left);
    }
  }

  private static byte[] hmac(byte[] key, byte[] data) {
    HMac mac = new HMac(new SHA512Digest());
    mac.init(new KeyParameter(key));
    mac.update(data, 0, data.length);
    byte[] out = new byte[2 * HALF];
    mac.doFinal(out, 0);
    return out;
  }

  /** Less likely than a hash collision, but BIP-32 says what to do: take the next index. */
  private static SigningException noKey(String what) {
    return new SigningException(
        SigningException.Code.MNEMONIC_INVALID, what + " gives no private key");
  }
}
