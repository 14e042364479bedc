package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** No usable answer came back: the connection, the deadline, the size or the endpoint's mood. */
@SuppressWarnings("serial")
public final class TransportException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The connection could not be made or broke before a whole answer was there. */
    CONNECT_FAILED(true),
    /** The deadline passed before a whole answer was there. */
    TIMEOUT(true),
    /** The endpoint answered with an HTTP status other than 200. */
    HTTP_STATUS(true),
    /** The endpoint asked to be called less often. */
    RATE_LIMITED(true),
    /** The answer passed the client's size limit and was cut off. */
    RESPONSE_TOO_LARGE(false),
    /** Too many recent calls to this endpoint failed; it is left alone for a while. */
    CIRCUIT_OPEN(true),
    /** The calling thread was interrupted; its flag is set again. */
    INTERRUPTED(true),
    /** The caller cancelled the call. */
    CANCELLED(true),
    /** The client was closed. */
    CLOSED(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public TransportException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public TransportException(Code code, String message, @Nullable Throwable cause) {
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
