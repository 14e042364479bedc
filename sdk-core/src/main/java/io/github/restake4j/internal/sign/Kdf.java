package io.github.restake4j.internal.sign;

import io.github.restake4j.error.SigningException;
import java.math.BigInteger;

/**
 * What turns a password into key bytes, with costs that a stranger's file cannot raise without
 * bound.
 */
public sealed interface Kdf {
  /** scrypt's n * r * p, at most: four times geth's standard setting. */
  long MAX_MIXES = 1L << 23;

  /** Memory of scrypt's table, at most: what geth's standard setting takes. */
  long MAX_SCRYPT_BYTES = 1L << 28;

  /** Rounds of PBKDF2, at most: sixteen times the format's published example. */
  long MAX_ROUNDS = 1L << 22;

  /**
   * The first bytes of the derived key.
   *
   * @throws SigningException KEYSTORE_TOO_COSTLY if this process has not the memory
   */
  byte[] derive(byte[] password, byte[] salt, int size);

  /** As the V3 format calls it. */
  String name();

  /**
   * RFC 7914.
   *
   * @param n power of two, size of the table
   * @param r size of a block, in 128 bytes
   * @param p repetitions
   */
  record Scrypt(int n, int r, int p) implements Kdf {
    @Override
    public byte[] derive(byte[] password, byte[] salt, int size) {
      try {
        return ScryptMix.generate(password, salt, n, r, p, size);
      } catch (OutOfMemoryError e) {
        throw new SigningException(
            SigningException.Code.KEYSTORE_TOO_COSTLY,
            "scrypt needs " + 128L * n * r + " bytes of memory, which this process has not");
      }
    }

    @Override
    public String name() {
      return "scrypt";
    }
  }

  /**
   * RFC 8018 with HMAC-SHA-256.
   *
   * @param rounds iterations
   */
  record Pbkdf2(int rounds) implements Kdf {
    @Override
    public byte[] derive(byte[] password, byte[] salt, int size) {
      return ScryptMix.pbkdf2(password, salt, rounds, size);
    }

    @Override
    public String name() {
      return "pbkdf2";
    }
  }

  /**
   * Checks the parameters and their cost; allocates nothing.
   *
   * @throws SigningException KEYSTORE_MALFORMED or KEYSTORE_TOO_COSTLY
   */
  static Kdf scrypt(BigInteger n, BigInteger r, BigInteger p) {
    if (n.compareTo(BigInteger.ONE) <= 0 || n.bitCount() != 1) {
      throw malformed("scrypt's n is a power of two above 1, not " + shown(n));
    }
    if (r.signum() <= 0 || p.signum() <= 0) {
      throw malformed("scrypt's r and p are above 0, not " + shown(r) + " and " + shown(p));
    }
    BigInteger bytes = n.multiply(r).shiftLeft(7);
    if (bytes.compareTo(BigInteger.valueOf(MAX_SCRYPT_BYTES)) > 0) {
      throw costly("scrypt with n " + shown(n) + " and r " + shown(r) + " needs too much memory");
    }
    if (n.multiply(r).multiply(p).compareTo(BigInteger.valueOf(MAX_MIXES)) > 0) {
      throw costly(
          "scrypt with n "
              + shown(n)
              + ", r "
              + shown(r)
              + " and p "
              + shown(p)
              + " takes too long");
    }
    return new Scrypt(n.intValue(), r.intValue(), p.intValue());
  }

  /**
   * Checks the parameter and its cost; allocates nothing.
   *
   * @throws SigningException KEYSTORE_MALFORMED or KEYSTORE_TOO_COSTLY
   */
  static Kdf pbkdf2(BigInteger rounds) {
    if (rounds.signum() <= 0) {
      throw malformed("pbkdf2's c is above 0, not " + shown(rounds));
    }
    if (rounds.compareTo(BigInteger.valueOf(MAX_ROUNDS)) > 0) {
      throw costly("pbkdf2 with c " + shown(rounds) + " takes too long");
    }
    return new Pbkdf2(rounds.intValue());
  }

  private static String shown(BigInteger number) {
    return number.bitLength() > 64 ? "a number of " + number.bitLength() + " bits" : "" + number;
  }

  private static SigningException malformed(String message) {
    return new SigningException(SigningException.Code.KEYSTORE_MALFORMED, message);
  }

  private static SigningException costly(String message) {
    return new SigningException(SigningException.Code.KEYSTORE_TOO_COSTLY, message);
  }
}
