package io.github.restake4j.internal.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.sign.Signature;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;

/** Deterministic ECDSA (RFC 6979) over Ethereum's curve, with low s and the recovery id. */
public final class Secp256k1 {
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
  private static final ECCurve CURVE = PARAMETERS.getCurve();
  private static final SecretComb GENERATOR = new SecretComb(PARAMETERS.getG());

  /** Order of the group; private keys are 1 to n - 1. */
  public static final BigInteger N = PARAMETERS.getN();

  /** The largest s of a signature in canonical form (EIP-2). */
  public static final BigInteger HALF_N = N.shiftRight(1);

  private Secp256k1() {}

  /** True if the number is a private key. */
  public static boolean isPrivateKey(BigInteger d) {
    return d.signum() > 0 && d.compareTo(N) < 0;
  }

  /** The account of a private key, which must be one. */
  public static Address address(BigInteger d) {
    return address(timesG(d));
  }

  /** The public key of a private key, which must be one, in 33 bytes. */
  static byte[] compressedPublicKey(BigInteger d) {
    return timesG(d).getEncoded(true);
  }

  /** Signs; {@code d} must be a private key. */
  public static Signature sign(Hash32 hash, BigInteger d) {
    BigInteger z = new BigInteger(1, hash.toBytes());
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(N, d, hash.toBytes());
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = timesG(k);
      BigInteger r = point.getAffineXCoord().toBigInteger();
      // r at or above n would need a third and fourth recovery id, which Ethereum does not have
      if (r.signum() == 0 || r.compareTo(N) >= 0) {
        continue;
      }
      BigInteger s = BigIntegers.modOddInverse(N, k).multiply(z.add(r.multiply(d))).mod(N);
      if (s.signum() == 0) {
        continue;
      }
      boolean odd = point.getAffineYCoord().testBitZero();
      if (s.compareTo(HALF_N) > 0) {
        s = N.subtract(s);
        odd = !odd;
      }
      return new Signature(word(r), word(s), odd ? 28 : 27);
    }
  }

  /**
   * The account whose key made the signature; empty if no key can have made it. The signature's
   * numbers must be in bounds, which its constructor sees to.
   */
  public static Optional<Address> recover(Hash32 hash, Signature signature) {
    return recoverPoint(hash, signature).map(Secp256k1::address);
  }

  /** As {@link #recover}, the key itself. */
  static Optional<ECPoint> recoverPoint(Hash32 hash, Signature signature) {
    BigInteger r = number(signature.r());
    BigInteger s = number(signature.s());
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (signature.v() == 28 ? 3 : 2);
    System.arraycopy(signature.r().toBytes(), 0, compressed, 1, 32);
    ECPoint point;
    try {
      point = CURVE.decodePoint(compressed);
    } catch (IllegalArgumentException notOnTheCurve) {
      return Optional.empty();
    }
    BigInteger z = new BigInteger(1, hash.toBytes());
    BigInteger inverse = r.modInverse(N);
    BigInteger u1 = inverse.multiply(z).negate().mod(N);
    BigInteger u2 = inverse.multiply(s).mod(N);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(PARAMETERS.getG(), u1, point, u2);
    return key.isInfinity() ? Optional.empty() : Optional.of(key.normalize());
  }

  /** The number a word stands for. */
  public static BigInteger number(Hash32 word) {
    return new BigInteger(1, word.toBytes());
  }

  /** A number below 2^256 as a word. */
  public static Hash32 word(BigInteger number) {
    byte[] bytes = number.toByteArray();
    int from = Math.max(0, bytes.length - Hash32.SIZE);
    byte[] word = new byte[Hash32.SIZE];
    System.arraycopy(bytes, from, word, Hash32.SIZE - (bytes.length - from), bytes.length - from);
    return Hash32.of(word);
  }

  static ECPoint generator() {
    return PARAMETERS.getG();
  }

  private static ECPoint timesG(BigInteger factor) {
    return GENERATOR.times(factor);
  }

  static Address address(ECPoint key) {
    byte[] uncompressed = key.getEncoded(false);
    byte[] hash = Keccak.hash(Arrays.copyOfRange(uncompressed, 1, uncompressed.length)).toBytes();
    return Address.of(Arrays.copyOfRange(hash, 12, 32));
  }
}
