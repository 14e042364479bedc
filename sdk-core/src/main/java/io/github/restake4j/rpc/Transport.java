package io.github.restake4j.rpc;

import io.github.restake4j.error.TransportException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Carries request bodies to endpoints and brings answers back. The one shipped is made by {@code
 * io.github.restake4j.rpc.okhttp.OkHttp}; implement it to use another HTTP client. Thread-safe.
 *
 * <p>An implementation delivers a body at most once: it repeats nothing, follows no redirect, and
 * puts no URL, header or body into a message, log or thread name.
 */
public interface Transport extends AutoCloseable {
  /**
   * Prepares one HTTP POST of JSON. Nothing is sent until {@link Exchange#answer}.
   *
   * @param body complete; not changed by the caller afterwards
   * @throws IllegalArgumentException if the endpoint's URL cannot be used
   */
  Exchange post(Endpoint endpoint, byte[] body, Limits limits);

  /**
   * Prepares one HTTP GET; needed only for REST APIs beside the node. Nothing is sent until {@link
   * Exchange#answer}.
   *
   * @throws UnsupportedOperationException if the transport only posts, which is the default
   */
  default Exchange get(Endpoint endpoint, Limits limits) {
    throw new UnsupportedOperationException(
        "the client's transport has no HTTP GET, which the API at " + endpoint + " needs");
  }

  /**
   * Cuts what runs and frees what this transport opened; a client passed in stays open. Exchanges
   * end with CLOSED from then on.
   */
  @Override
  void close();

  /** One request and its answer; used once. */
  interface Exchange {
    /**
     * Sends the request and waits for the whole answer, of any HTTP status.
     *
     * @throws TransportException CONNECT_FAILED only if no byte of the body left, NO_ANSWER if one
     *     may have; TIMEOUT, RESPONSE_TOO_LARGE, CANCELLED, CLOSED, or INTERRUPTED with the
     *     thread's flag set again; these are {@link TransportException#unsent} if it is certain
     *     that no byte of the body left or will
     */
    Answer answer();

    /** Cuts the exchange at once, from any thread, before or during {@link #answer}. */
    void cancel();
  }

  /**
   * What bounds one exchange.
   *
   * @param connectTimeout for TCP and TLS together, above zero
   * @param timeout for the whole exchange, waiting for a free connection included, above zero
   * @param maxResponseBytes of the answer's body after decompression, above zero
   */
  record Limits(Duration connectTimeout, Duration timeout, int maxResponseBytes) {
    /** Checks the three. */
    public Limits {
      if (connectTimeout.isZero() || connectTimeout.isNegative()) {
        throw new IllegalArgumentException("connectTimeout is not above zero: " + connectTimeout);
      }
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout is not above zero: " + timeout);
      }
      if (maxResponseBytes <= 0) {
        throw new IllegalArgumentException("maxResponseBytes is not above 0: " + maxResponseBytes);
      }
    }
  }

  /** An HTTP answer, read to its end. */
  final class Answer {
    private final int status;
    private final @Nullable String retryAfter;
    private final byte[] body;

    /**
     * An answer as it came.
     *
     * @param retryAfter value of the header {@code Retry-After}, null if there was none
     * @param body decompressed; handed over, not copied
     */
    public Answer(int status, @Nullable String retryAfter, byte[] body) {
      this.status = status;
      this.retryAfter = retryAfter;
      this.body = body;
    }

    /** The HTTP status. */
    public int status() {
      return status;
    }

    /** The header {@code Retry-After} as it came. */
    public Optional<String> retryAfter() {
      return Optional.ofNullable(retryAfter);
    }

    /** The body itself, not a copy. */
    public byte[] body() {
      return body;
    }

    /** Status and size; never the content. */
    @Override
    public String toString() {
      return "HTTP " + status + " with " + body.length + " bytes";
    }
  }
}
