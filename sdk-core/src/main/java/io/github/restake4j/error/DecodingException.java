package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** Bytes from a contract are not what its interface promises. */
@SuppressWarnings("serial")
public final class DecodingException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The call succeeded without data although the function returns something. */
    ABI_EMPTY(false),
    /** An offset, a length or a count does not fit the data. */
    ABI_MALFORMED(false),
    /** A word has bits set outside its type, or padding that is not zero. */
    ABI_DIRTY_BITS(false),
    /** More bytes than the types account for. */
    ABI_TRAILING_BYTES(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public DecodingException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public DecodingException(Code code, String message, @Nullable Throwable cause) {
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
