package io.github.restake4j.sign;

import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.sign.Kdf;
import io.github.restake4j.internal.sign.Secrets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.modes.SICBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Keys in encrypted files: the Web3 Secret Storage format, version 3, that geth, Besu and most
 * wallets write. AES-128-CTR under a key derived from a password with scrypt or PBKDF2.
 *
 * <p>Passwords are taken as {@code char[]}, used as they are in UTF-8, and left to the caller to
 * overwrite; copies made here are overwritten before a method returns.
 */
public final class Keystore {
  private static final int HALF = 16;
  private static final int DERIVED = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** How hard a password is made to guess. */
  public enum Strength {
    /** scrypt with n 2^18, r 8, p 1: 256 MiB and about a second. For servers and desktops. */
    STANDARD(1 << 18, 1),
    /** scrypt with n 2^12, r 8, p 6: 4 MiB. For phones; choose a strong password. */
    LIGHT(1 << 12, 6);

    private final int n;
    private final int p;

    Strength(int n, int p) {
      this.n = n;
      this.p = p;
    }

    private Kdf kdf() {
      return new Kdf.Scrypt(n, 8, p);
    }
  }

  private Keystore() {}

  /**
   * Opens a keystore. Takes as long and as much memory as its author asked for, within bounds that
   * are checked first: 256 MiB for scrypt, four times the work of {@link Strength#STANDARD}, 2^22
   * rounds of PBKDF2.
   *
   * @param json content of the file
   * @param password not changed
   * @return the key; close it when it is no longer needed
   * @throws SigningException WRONG_PASSWORD if the check sum does not fit; KEYSTORE_MALFORMED,
   *     KEYSTORE_UNSUPPORTED or KEYSTORE_TOO_COSTLY before the password is looked at
   */
  public static LocalKey read(String json, char[] password) {
    KeystoreFile file = KeystoreFile.parse(json);
    byte[] bytes = Secrets.utf8(password);
    byte[] derived = new byte[0];
    byte[] secret = new byte[0];
    try {
      derived = file.kdf().derive(bytes, file.salt().toArray(), file.derivedSize());
      if (!MessageDigest.isEqual(mac(derived, file.cipher()).toArray(), file.mac().toArray())) {
        throw new SigningException(
            SigningException.Code.WRONG_PASSWORD,
            "the keystore does not open: a wrong password, or it was changed");
      }
      secret = crypt(derived, file.iv(), file.cipher().toArray());
      LocalKey key = open(secret);
      if (file.address().isPresent() && !file.address().get().equals(key.address())) {
        key.close();
        throw malformed("the keystore states another address than that of its key");
      }
      return key;
    } finally {
      Secrets.wipe(bytes, derived, secret);
    }
  }

  /** As {@link #write(LocalKey, char[], Strength)} with {@link Strength#STANDARD}. */
  public static String write(LocalKey key, char[] password) {
    return write(key, password, Strength.STANDARD);
  }

  /**
   * Encrypts a key under a password, with fresh random salt and start value.
   *
   * @param key stays open
   * @param password not changed; may not be empty
   * @return content of a file, in which the address can be read
   * @throws SigningException KEY_DESTROYED, or KEYSTORE_TOO_COSTLY if this process lacks the memory
   * @throws IllegalArgumentException if the password is empty
   */
  public static String write(LocalKey key, char[] password, Strength strength) {
    if (password.length == 0) {
      throw new IllegalArgumentException("a keystore needs a password");
    }
    byte[] bytes = Secrets.utf8(password);
    byte[] secret = key.secretCopy();
    byte[] derived = new byte[0];
    try {
      byte[] salt = random(DERIVED);
      derived = strength.kdf().derive(bytes, salt, DERIVED);
      Bytes iv = Bytes.wrap(random(HALF));
      Bytes cipher = Bytes.wrap(crypt(derived, iv, secret));
      KeystoreFile file =
          new KeystoreFile(
              Optional.of(key.address()),
              strength.kdf(),
              DERIVED,
              Bytes.wrap(salt),
              iv,
              cipher,
              mac(derived, cipher));
      return file.write(UUID.randomUUID().toString());
    } finally {
      Secrets.wipe(bytes, secret, derived);
    }
  }

  private static LocalKey open(byte[] secret) {
    try {
      return LocalKey.of(secret);
    } catch (IllegalArgumentException e) {
      throw malformed("the keystore holds a number that is no private key");
    }
  }

  private static Bytes mac(byte[] derived, Bytes cipher) {
    byte[] second = Arrays.copyOfRange(derived, HALF, DERIVED);
    try {
      return Bytes.wrap(Keccak.hash(second, cipher.toArray()).toBytes());
    } finally {
      Secrets.wipe(second);
    }
  }

  private static byte[] crypt(byte[] derived, Bytes iv, byte[] text) {
    SICBlockCipher cipher = (SICBlockCipher) SICBlockCipher.newInstance(AESEngine.newInstance());
    cipher.init(true, new ParametersWithIV(new KeyParameter(derived, 0, HALF), iv.toArray()));
    byte[] out = new byte[text.length];
    cipher.processBytes(text, 0, text.length, out, 0);
    return out;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private static SigningException malformed(String message) {
    return new SigningException(SigningException.Code.KEYSTORE_MALFORMED, message);
  }
}
