package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/**
 * Everything that can go wrong and is not the caller's own mistake; those are {@link
 * IllegalArgumentException} and come before any network call. Branch on the type and {@link
 * #code()}; people read the message, nobody should parse it.
 */
@SuppressWarnings(
    "serial") // an exception of ours is never serialized; it may carry values that cannot be
public abstract sealed class Restake4jException extends RuntimeException
    permits TransportException,
        RpcException,
        DecodingException,
        RevertException,
        ChainException,
        RefusedException,
        JournalException,
        SigningException,
        OutcomeException {

  Restake4jException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /** Stable across releases and listed in the documentation of errors, {@code FEE_ABOVE_POLICY}. */
  public abstract String code();

  /** True when the very same call may succeed later without a change by the caller. */
  public abstract boolean retryable();
}
