package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** The journal cannot be trusted or written; nothing is signed or sent until it can. */
@SuppressWarnings("serial")
public final class JournalException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** A record that is not the last one is damaged. */
    CORRUPT(false),
    /** A record could not be forced to storage. */
    WRITE_FAILED(true),
    /** Another process holds the journal. */
    SECOND_WRITER(false),
    /** The journal was written by a newer release. */
    FORMAT_NEWER(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public JournalException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public JournalException(Code code, String message, @Nullable Throwable cause) {
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
