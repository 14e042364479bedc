package io.github.restake4j.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.internal.sign.Secp256k1;
import java.math.BigInteger;
import java.util.Arrays;
import javax.security.auth.Destroyable;

/**
 * A private key in this process's memory. Signs deterministically (RFC 6979) with low s.
 *
 * <p>{@link #close} overwrites the key; signing afterwards throws. What the Java virtual machine
 * copied while it ran (garbage collection, swap, heap dumps) cannot be overwritten from here, and
 * the arithmetic is not constant in time: use a remote or hardware signer where that matters. The
 * key is in no message, {@code toString} or serialized form of this class.
 *
 * <p>Safe for concurrent use.
 */
public final class LocalKey implements Signer, AutoCloseable, Destroyable {
  private static final int SIZE = 32;

  private final byte[] secret;
  private final Address address;
  private boolean destroyed;

  private LocalKey(byte[] secret) {
    BigInteger d = new BigInteger(1, secret);
    if (!Secp256k1.isPrivateKey(d)) {
      Arrays.fill(secret, (byte) 0);
      throw new IllegalArgumentException("a private key is a number from 1 to n - 1");
    }
    this.secret = secret;
    this.address = Secp256k1.address(d);
  }

  /**
   * A key from its 32 bytes, which are copied; overwrite yours.
   *
   * @throws IllegalArgumentException if there are not 32, or they are zero or at least the order n
   *     of the curve
   */
  public static LocalKey of(byte[] secret) {
    if (secret.length != SIZE) {
      throw new IllegalArgumentException("a private key has 32 bytes, not " + secret.length);
    }
    return new LocalKey(secret.clone());
  }

  /**
   * A key from {@code 0x} and 64 hex digits. A {@code String} stays in memory until it is
   * collected; to be able to overwrite it, pass a {@code CharBuffer} around a {@code char[]}.
   *
   * @throws IllegalArgumentException if the text is anything else, or as {@link #of} does; the
   *     message does not contain it
   */
  public static LocalKey parse(CharSequence hex) {
    if (hex.length() != 2 + 2 * SIZE || hex.charAt(0) != '0' || hex.charAt(1) != 'x') {
      throw new IllegalArgumentException("a private key is 0x and 64 hex digits");
    }
    byte[] secret = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      int high = digit(hex.charAt(2 + 2 * i));
      int low = digit(hex.charAt(3 + 2 * i));
      if ((high | low) < 0) {
        Arrays.fill(secret, (byte) 0);
        throw new IllegalArgumentException("a private key is 0x and 64 hex digits");
      }
      secret[i] = (byte) (high << 4 | low);
    }
    return new LocalKey(secret);
  }

  @Override
  public Address address() {
    return address;
  }

  @Override
  public Bytes signTransaction(TxRequest transaction) {
    return RawTx.encode(transaction, sign(RawTx.signingHash(transaction)));
  }

  @Override
  public Signature signTypedData(TypedData data) {
    return sign(data.hash());
  }

  @Override
  public Signature signMessage(Bytes message) {
    return sign(Signatures.messageHash(message));
  }

  /**
   * Signs 32 bytes as they are. Whoever chooses them can make this key sign a transaction: pass
   * only hashes you made yourself from data you understand. Nothing in this SDK calls it.
   *
   * @throws SigningException KEY_DESTROYED after {@link #close}
   */
  public Signature signRawHash(Hash32 hash) {
    return sign(hash);
  }

  /** Overwrites the key. A second call does nothing. */
  @Override
  public void close() {
    destroy();
  }

  /** As {@link #close}. */
  @Override
  public synchronized void destroy() {
    Arrays.fill(secret, (byte) 0);
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** The account; never the key. */
  @Override
  public String toString() {
    return "LocalKey of " + address;
  }

  /** The array itself, to see in tests that it was overwritten. */
  byte[] secret() {
    return secret;
  }

  /** A copy for whoever overwrites it. */
  synchronized byte[] secretCopy() {
    requireOpen();
    return secret.clone();
  }

  private Signature sign(Hash32 hash) {
    BigInteger d;
    synchronized (this) {
      requireOpen();
      d = new BigInteger(1, secret);
    }
    return Secp256k1.sign(hash, d);
  }

  private void requireOpen() {
    if (destroyed) {
      throw new SigningException(
          SigningException.Code.KEY_DESTROYED, "the key of " + address + " was closed");
    }
  }

  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
      return c - 'a' + 10;
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
  }
}
