package io.github.restake4j.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.internal.sign.Bip39;
import io.github.restake4j.internal.sign.HdKey;
import io.github.restake4j.internal.sign.HdPath;
import io.github.restake4j.internal.sign.Secrets;
import java.security.SecureRandom;
import java.util.List;
import javax.security.auth.Destroyable;

/**
 * Twelve to twenty-four English words that stand for any number of keys (BIP-39), which are found
 * by paths (BIP-32, BIP-44). Close it when the keys were taken: words and seed are overwritten; the
 * keys stay open.
 *
 * <p>Words and seed are in no message, {@code toString} or serialized form of this class. Safe for
 * concurrent use.
 */
public final class Mnemonic implements AutoCloseable, Destroyable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final char[] words;
  private final byte[] seed;
  private boolean destroyed;

  private Mnemonic(char[] words, char[] passphrase) {
    this.words = words;
    try {
      this.seed = Bip39.seed(words, passphrase);
    } catch (RuntimeException e) {
      Secrets.wipe(words);
      throw e;
    }
  }

  /**
   * A new one from the system's secure random numbers, without a pass phrase. Have the user write
   * down {@link #words}.
   *
   * @param words 12, 15, 18, 21 or 24
   * @throws IllegalArgumentException if it is another number
   */
  public static Mnemonic generate(int words) {
    if (words < 12 || words > 24 || words % 3 != 0) {
      throw new IllegalArgumentException("a mnemonic has 12, 15, 18, 21 or 24 words, not " + words);
    }
    byte[] entropy = new byte[words / 3 * 4];
    RANDOM.nextBytes(entropy);
    try {
      return new Mnemonic(Bip39.phrase(entropy), new char[0]);
    } finally {
      Secrets.wipe(entropy);
    }
  }

  /**
   * One that a user entered, without a pass phrase.
   *
   * @param words of the English list, in either case, between any spaces or line breaks; to be able
   *     to overwrite them, pass a {@code CharBuffer} around a {@code char[]}
   * @throws SigningException MNEMONIC_INVALID if count, a word or the checksum is wrong; the
   *     message says where and does not contain the words
   */
  public static Mnemonic parse(CharSequence words) {
    return parse(words, new char[0]);
  }

  /**
   * As {@link #parse(CharSequence)}, with a pass phrase: every pass phrase gives other keys, and
   * none is wrong. It is brought into Unicode form NFKD, so that it does not matter on which
   * keyboard it was typed; spaces count.
   *
   * @param passphrase not changed; if it has other than ASCII characters, the JDK's normalizer
   *     makes a {@code String} of it, which cannot be overwritten
   * @throws IllegalArgumentException if the pass phrase has half a surrogate pair
   */
  public static Mnemonic parse(CharSequence words, char[] passphrase) {
    return new Mnemonic(Bip39.checked(words), passphrase);
  }

  /**
   * The words with single spaces between them, in an array of the caller's own to be overwritten
   * after they were shown.
   *
   * @throws SigningException KEY_DESTROYED after {@link #close}
   */
  public synchronized char[] words() {
    requireOpen();
    return words.clone();
  }

  /**
   * The key of an Ethereum account, {@code m/44'/60'/0'/0/index}: what wallets number from 0.
   *
   * @throws IllegalArgumentException if the index is negative
   * @throws SigningException KEY_DESTROYED after {@link #close}
   */
  public LocalKey key(int index) {
    if (index < 0) {
      throw new IllegalArgumentException("the index of an account is 0 or more, not " + index);
    }
    return key("m/44'/60'/0'/0/" + index);
  }

  /**
   * The key at a path.
   *
   * @param path {@code m} and up to 15 numbers below 2^31, hardened ones with {@code '}
   * @throws IllegalArgumentException if it is no path
   * @throws SigningException KEY_DESTROYED after {@link #close}
   */
  public LocalKey key(String path) {
    List<Long> indices = HdPath.parse(path);
    HdKey at;
    synchronized (this) {
      requireOpen();
      at = HdKey.master(seed);
    }
    for (long index : indices) {
      HdKey parent = at;
      try {
        at = parent.child(index);
      } finally {
        parent.wipe();
      }
    }
    byte[] secret = at.key();
    try {
      return LocalKey.of(secret);
    } finally {
      Secrets.wipe(secret);
      at.wipe();
    }
  }

  /** Overwrites words and seed. A second call does nothing. */
  @Override
  public void close() {
    destroy();
  }

  /** As {@link #close}. */
  @Override
  public synchronized void destroy() {
    Secrets.wipe(words);
    Secrets.wipe(seed);
    destroyed = true;
  }

  @Override
  public synchronized boolean isDestroyed() {
    return destroyed;
  }

  /** Never the words. */
  @Override
  public String toString() {
    return "Mnemonic";
  }

  /** The array itself, to see in tests that it is right and overwritten. */
  byte[] seed() {
    return seed;
  }

  /** The array itself, to see in tests that it was overwritten. */
  char[] phrase() {
    return words;
  }

  private void requireOpen() {
    if (destroyed) {
      throw new SigningException(SigningException.Code.KEY_DESTROYED, "the mnemonic was closed");
    }
  }
}
