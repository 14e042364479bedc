package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** The chain is not the expected one, or a contract is not where it should be. */
@SuppressWarnings("serial")
public final class ChainException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The endpoint serves another chain than the client was made for. */
    CHAIN_MISMATCH(false),
    /** There is no contract at the address. */
    NO_CODE(false),
    /** The client's deployment has no address for the contract. */
    NOT_DEPLOYED(false),
    /** The contract is there, but of a version this release does not know. */
    UNKNOWN_GENERATION(false),
    /** The version of the protocol that is deployed lacks the function; a later one has it. */
    NOT_IN_GENERATION(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public ChainException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public ChainException(Code code, String message, @Nullable Throwable cause) {
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
