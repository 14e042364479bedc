package io.github.restake4j.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.sign.Secp256k1;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;

/**
 * A secp256k1 signature in canonical form: r is 1 to n - 1, s is 1 to n / 2 (EIP-2).
 *
 * @param r first half
 * @param s second half, the low one of the two that are valid
 * @param v 27 or 28
 */
public record Signature(Hash32 r, Hash32 s, int v) {
  private static final int LEGACY_SIZE = 65;
  private static final int COMPACT_SIZE = 64;

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if r, s or v is out of bounds, a high s included
   */
  public Signature {
    BigInteger first = Secp256k1.number(r);
    BigInteger second = Secp256k1.number(s);
    if (first.signum() == 0 || first.compareTo(Secp256k1.N) >= 0) {
      throw new IllegalArgumentException("r of a signature is 1 to n - 1, not " + r);
    }
    if (second.signum() == 0 || second.compareTo(Secp256k1.HALF_N) > 0) {
      throw new IllegalArgumentException("s of a signature is 1 to n / 2, not " + s);
    }
    if (v != 27 && v != 28) {
      throw new IllegalArgumentException("v of a signature is 27 or 28, not " + v);
    }
  }

  /**
   * A signature from its numbers; a high s is not accepted.
   *
   * @throws IllegalArgumentException if one is out of bounds
   */
  public static Signature canonical(BigInteger r, BigInteger s, int v) {
    if (r.signum() < 0 || s.signum() < 0 || r.bitLength() > 256 || s.bitLength() > 256) {
      throw new IllegalArgumentException("r and s of a signature have 256 bits");
    }
    return new Signature(Secp256k1.word(r), Secp256k1.word(s), v);
  }

  /**
   * Reads what wallets and remote signers return: 65 bytes r, s, v with v 0, 1, 27 or 28, or the 64
   * bytes of EIP-2098. A high s is replaced by its low twin, and v with it: both are signatures of
   * the same key.
   *
   * @throws SigningException INVALID_SIGNATURE if it is anything else
   */
  public static Signature parse(Bytes signature) {
    byte[] bytes = signature.toArray();
    if (bytes.length != LEGACY_SIZE && bytes.length != COMPACT_SIZE) {
      throw invalid("a signature has 65 bytes (or 64, EIP-2098), not " + bytes.length);
    }
    byte[] second = Arrays.copyOfRange(bytes, 32, 64);
    int v;
    if (bytes.length == COMPACT_SIZE) {
      v = (second[0] & 0x80) == 0 ? 27 : 28;
      second[0] &= 0x7f;
    } else {
      int last = bytes[64] & 0xff;
      v = last < 27 ? last + 27 : last;
    }
    BigInteger s = new BigInteger(1, second);
    if (v != 27 && v != 28) {
      throw invalid("v of a signature is 0, 1, 27 or 28, not " + (bytes[64] & 0xff));
    }
    if (s.compareTo(Secp256k1.HALF_N) > 0 && s.compareTo(Secp256k1.N) < 0) {
      s = Secp256k1.N.subtract(s);
      v = 27 + 28 - v;
    }
    try {
      return new Signature(Hash32.of(Arrays.copyOf(bytes, 32)), Secp256k1.word(s), v);
    } catch (IllegalArgumentException e) {
      throw new SigningException(
          SigningException.Code.INVALID_SIGNATURE, String.valueOf(e.getMessage()), e);
    }
  }

  /** The account whose key made this signature over a hash; empty if no key can have. */
  public Optional<Address> signer(Hash32 hash) {
    return Secp256k1.recover(hash, this);
  }

  /** 65 bytes: r, s, v. */
  public Bytes toBytes() {
    return Bytes.concat(Bytes.wrap(r.toBytes()), Bytes.wrap(s.toBytes()), Bytes.of((byte) v));
  }

  private static SigningException invalid(String message) {
    return new SigningException(SigningException.Code.INVALID_SIGNATURE, message);
  }
}
