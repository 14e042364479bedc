package io.github.restake4j.internal.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.Signature;
import java.math.BigInteger;
import java.util.Optional;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;

/**
 * The public key of an account, learnt from one signature of it. Whether it made another one costs
 * a third of what recovering that one's key does, and says the same: a signature recovers to this
 * key if and only if it verifies under it with the nonce point that its v names. Thread-safe.
 */
public final class KnownKey {
  private static final Comb GENERATOR = new Comb(Secp256k1.generator());

  private final ECPoint point;
  private final Address address;
  private volatile @Nullable Comb comb;

  KnownKey(ECPoint point, Address address) {
    this.point = point;
    this.address = address;
  }

  /** The key that made a signature; empty if no key can have. */
  public static Optional<KnownKey> of(Hash32 hash, Signature signature) {
    return Secp256k1.recoverPoint(hash, signature)
        .map(point -> new KnownKey(point, Secp256k1.address(point)));
  }

  /** The account. */
  public Address address() {
    return address;
  }

  /** True exactly if {@link Secp256k1#recover} gives this account's key for the signature. */
  public boolean made(Hash32 hash, Signature signature) {
    BigInteger r = Secp256k1.number(signature.r());
    BigInteger inverse = BigIntegers.modOddInverseVar(Secp256k1.N, Secp256k1.number(signature.s()));
    BigInteger z = new BigInteger(1, hash.toBytes());
    // if s R = z G + r Q, then Q = (s R - z G) / r, which is how a key is recovered
    ECPoint nonce =
        GENERATOR
            .sum(inverse.multiply(z).mod(Secp256k1.N), comb(), inverse.multiply(r).mod(Secp256k1.N))
            .normalize();
    return !nonce.isInfinity()
        && nonce.getAffineXCoord().toBigInteger().equals(r)
        && nonce.getAffineYCoord().testBitZero() == (signature.v() == 28);
  }

  /** Made at the first use: an account that signs once needs none. */
  private Comb comb() {
    Comb made = comb;
    if (made == null) {
      made = new Comb(point);
      comb = made;
    }
    return made;
  }
}
