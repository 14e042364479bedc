package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** A signature could not be made or is not the expected one. */
@SuppressWarnings("serial")
public final class SigningException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The key was wiped. */
    KEY_DESTROYED(false),
    /** The signer would not sign. */
    SIGNER_REFUSED(false),
    /** The signer cannot sign this kind of data; a plan then goes another way if it has one. */
    NOT_SUPPORTED(false),
    /** The signature recovers to another address than the signer's. */
    WRONG_SIGNER(false),
    /** The signature is not a valid one. */
    INVALID_SIGNATURE(false),
    /** What was to be signed is for another chain. */
    CHAIN_MISMATCH(false),
    /** Typed data names no contract that could be meant: the zero address, or the signer itself. */
    SUSPICIOUS_DOMAIN(false),
    /** The remote signer did not answer; nothing is known to have been signed. */
    SIGNER_UNREACHABLE(true),
    /** The password does not open the keystore, or its content was changed. */
    WRONG_PASSWORD(false),
    /** Not a keystore, or one with parts missing, doubled or out of bounds. */
    KEYSTORE_MALFORMED(false),
    /** A keystore of a version, cipher or key derivation that is not known here. */
    KEYSTORE_UNSUPPORTED(false),
    /** Opening the keystore would take more time or memory than any honest one does. */
    KEYSTORE_TOO_COSTLY(false),
    /** Not a mnemonic phrase: a word count, a word or the checksum is wrong. */
    MNEMONIC_INVALID(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public SigningException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public SigningException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What exactly, for a {@code switch}. */
  public Code kind() {
    return code;
  }

  @Override
  public String code() {
    return code.name();
  }

  @Override
  public boolean retryable() {
    return code.retryable;
  }
}
