package io.github.restake4j.internal.rpc;

import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Duration;
import java.util.function.LongUnaryOperator;

/**
 * When a read is tried again: full jitter under a bound that doubles, never earlier than the
 * endpoint asked for. The waiting itself is the caller's, who knows the deadline.
 */
final class Backoff {
  private static final int MOST_DOUBLINGS = 30;

  private final Duration firstPause;
  private final Duration longestPause;
  private final LongUnaryOperator random;
  private final Retry retry;

  /**
   * As the options say.
   *
   * @param random a number from 0 to its argument, both included
   */
  Backoff(String name, RpcOptions options, LongUnaryOperator random) {
    this.firstPause = options.firstPause();
    this.longestPause = options.longestPause();
    this.random = random;
    RetryConfig config =
        RetryConfig.custom()
            .maxAttempts(options.retries() + 1)
            .retryOnException(Backoff::passes)
            .intervalBiFunction((attempt, ended) -> pauseMillis(attempt, ended.getLeft()))
            .build();
    this.retry = Retry.of(name, config);
  }

  /** Counts the attempts of one read. */
  Retry.AsyncContext<Object> attempts() {
    return retry.asyncContext();
  }

  long pauseMillis(int attempt, Throwable failure) {
    long bound = firstPause.toMillis() << Math.min(attempt - 1, MOST_DOUBLINGS);
    long pause = random.applyAsLong(Math.min(bound, longestPause.toMillis()));
    if (failure instanceof TransportException transport) {
      return Math.max(pause, transport.retryAfter().orElse(Duration.ZERO).toMillis());
    }
    return pause;
  }

  private static boolean passes(Throwable failure) {
    if (failure instanceof TransportException transport) {
      return switch (transport.kind()) {
        case CONNECT_FAILED, NO_ANSWER, TIMEOUT, RATE_LIMITED -> true;
        case HTTP_STATUS -> transport.retryable();
        case RESPONSE_TOO_LARGE, CIRCUIT_OPEN, INTERRUPTED, CANCELLED, CLOSED -> false;
      };
    }
    return failure instanceof RpcException rpc
        && rpc.kind() == RpcException.Code.MALFORMED_RESPONSE;
  }
}
