package io.github.restake4j.error;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** No usable answer came back: the connection, the deadline, the size or the endpoint's mood. */
@SuppressWarnings("serial")
public final class TransportException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The connection could not be made: nothing of the request left. */
    CONNECT_FAILED(true),
    /** The connection broke before a whole answer was there; the request may have arrived. */
    NO_ANSWER(true),
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

  private static final int NO_STATUS = 0;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_EARLY = 425;
  private static final int SERVER_ERROR = 500;

  private final Code code;
  private final int httpStatus;
  private final @Nullable Duration retryAfter;
  private final boolean unsent;

  /** With a message that names the call, the unit and what was expected. */
  public TransportException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public TransportException(Code code, String message, @Nullable Throwable cause) {
    this(code, message, cause, NO_STATUS, null, false);
  }

  private TransportException(
      Code code,
      String message,
      @Nullable Throwable cause,
      int httpStatus,
      @Nullable Duration retryAfter,
      boolean unsent) {
    super(message, cause);
    this.code = code;
    this.httpStatus = httpStatus;
    this.retryAfter = retryAfter;
    this.unsent = unsent;
  }

  /** The endpoint answered with an HTTP status other than 200, and may have said when to return. */
  public static TransportException httpStatus(
      int status, Optional<Duration> retryAfter, String message) {
    return new TransportException(
        Code.HTTP_STATUS, message, null, status, retryAfter.orElse(null), false);
  }

  /** The endpoint asked to be called less often, and may have said when to come back. */
  public static TransportException rateLimited(Optional<Duration> retryAfter, String message) {
    return new TransportException(
        Code.RATE_LIMITED, message, null, NO_STATUS, retryAfter.orElse(null), false);
  }

  /**
   * The same failure with the certainty that nothing of the request left, and none will. For those
   * who implement a {@code Transport}.
   */
  public TransportException unsent() {
    if (!mayHaveLeft()) {
      return this;
    }
    TransportException same =
        new TransportException(
            code, String.valueOf(getMessage()), getCause(), httpStatus, retryAfter, true);
    same.setStackTrace(getStackTrace());
    return same;
  }

  /** What exactly, for a {@code switch}. */
  public Code kind() {
    return code;
  }

  /** The HTTP status of an HTTP_STATUS failure, 100 to 599; otherwise empty. */
  public OptionalInt httpStatus() {
    return httpStatus == NO_STATUS ? OptionalInt.empty() : OptionalInt.of(httpStatus);
  }

  /** How long the endpoint asked to be left alone, if it said so. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  /**
   * False only if it is certain that nothing of the request left this process: then whatever it
   * carried is not on its way. True says nothing either way.
   */
  public boolean mayHaveLeft() {
    return !unsent && code != Code.CONNECT_FAILED && code != Code.CIRCUIT_OPEN;
  }

  @Override
  public String code() {
    return code.name();
  }

  /** By code; an HTTP status passes only if it is 408, 425 or 500 and above. */
  @Override
  public boolean retryable() {
    if (httpStatus != NO_STATUS) {
      return httpStatus == REQUEST_TIMEOUT || httpStatus == TOO_EARLY || httpStatus >= SERVER_ERROR;
    }
    return code.retryable;
  }
}
