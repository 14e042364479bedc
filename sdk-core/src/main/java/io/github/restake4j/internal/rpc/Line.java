package io.github.restake4j.internal.rpc;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** One endpoint: single HTTP exchanges with it, typed failures, and its circuit breaker. */
final class Line {
  private static final int OK = 200;
  private static final int NO_CONTENT = 204;
  private static final int PAYLOAD_TOO_LARGE = 413;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int HALF_OF_PERCENT = 50;

  /** What an outcome says about the endpoint. */
  private enum Verdict {
    HEALTHY,
    FAULTY,
    NONE
  }

  private final Endpoint endpoint;
  private final Transport transport;
  private final RpcOptions options;
  private final CircuitBreaker breaker;

  Line(Endpoint endpoint, Transport transport, RpcOptions options, Clock clock) {
    this.endpoint = endpoint;
    this.transport = transport;
    this.options = options;
    this.breaker =
        CircuitBreaker.of(
            endpoint.toString(),
            CircuitBreakerConfig.custom()
                .slidingWindow(
                    options.circuitWindow(),
                    Math.max(1, options.circuitWindow() / 2),
                    SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(HALF_OF_PERCENT)
                .waitDurationInOpenState(options.circuitPause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock)
                .build());
  }

  Endpoint endpoint() {
    return endpoint;
  }

  /**
   * One exchange, never repeated.
   *
   * @param what for messages
   * @param reader turns the body of a status 200 into a value; its failures count as the endpoint's
   */
  <T> T post(byte[] body, String what, CallScope scope, Function<byte[], T> reader) {
    scope.check(what);
    if (!breaker.tryAcquirePermission()) {
      throw new TransportException(
          TransportException.Code.CIRCUIT_OPEN,
          what
              + " was not sent: too many of the latest calls to "
              + endpoint
              + " failed; it is left alone for up to "
              + options.circuitPause());
    }
    long start = System.nanoTime();
    Verdict verdict = Verdict.NONE;
    Throwable failure = null;
    try {
      T value = reader.apply(content(exchange(body, what, scope), what));
      verdict = Verdict.HEALTHY;
      return value;
    } catch (TransportException | RpcException e) {
      verdict = verdictOf(e, scope);
      failure = e;
      throw e;
    } finally {
      long took = System.nanoTime() - start;
      if (verdict == Verdict.HEALTHY) {
        breaker.onSuccess(took, TimeUnit.NANOSECONDS);
      } else if (verdict == Verdict.FAULTY && failure != null) {
        breaker.onError(took, TimeUnit.NANOSECONDS, failure);
      } else {
        breaker.releasePermission();
      }
    }
  }

  private Transport.Answer exchange(byte[] body, String what, CallScope scope) {
    Duration left = scope.remaining();
    Duration timeout =
        left.compareTo(options.attemptTimeout()) < 0 ? left : options.attemptTimeout();
    if (timeout.isZero()) {
      scope.check(what);
    }
    Transport.Exchange exchange =
        transport.post(
            endpoint,
            body,
            new Transport.Limits(options.connectTimeout(), timeout, options.maxResponseBytes()));
    Runnable takeBack = scope.onCancel(exchange::cancel);
    try {
      return exchange.answer();
    } catch (TransportException e) {
      throw named(e, what, scope);
    } finally {
      takeBack.run();
    }
  }

  /** The transport knows the endpoint, but not the call. */
  private static TransportException named(TransportException e, String what, CallScope scope) {
    if (scope.isCancelled()) {
      return new TransportException(TransportException.Code.CANCELLED, what + " was cancelled", e);
    }
    return new TransportException(e.kind(), what + ": " + e.getMessage(), e);
  }

  private byte[] content(Transport.Answer answer, String what) {
    int status = answer.status();
    if (status == OK) {
      return answer.body();
    }
    String text =
        endpoint
            + " answered "
            + what
            + " with HTTP status "
            + status
            + ": "
            + Excerpt.of(endpoint, answer.body());
    Optional<Duration> after =
        answer.retryAfter().flatMap(value -> RetryAfter.parse(value, Instant.now()));
    String delayed = text + after.map(time -> " (asks to wait " + time + ")").orElse("");
    if (status == TOO_MANY_REQUESTS) {
      throw TransportException.rateLimited(after, delayed);
    }
    if (status == NO_CONTENT) {
      throw new RpcException(RpcException.Code.MALFORMED_RESPONSE, text);
    }
    throw TransportException.httpStatus(status, after, delayed);
  }

  /** True if the endpoint refused the size of a request. */
  static boolean isPayloadTooLarge(TransportException e) {
    return e.httpStatus().orElse(0) == PAYLOAD_TOO_LARGE;
  }

  private Verdict verdictOf(Restake4jException e, CallScope scope) {
    if (e instanceof RpcException rpc) {
      return rpc.kind() == RpcException.Code.MALFORMED_RESPONSE ? Verdict.FAULTY : Verdict.HEALTHY;
    }
    return switch (((TransportException) e).kind()) {
      case CONNECT_FAILED -> Verdict.FAULTY;
      // a deadline that left less than one attempt's time says nothing about the endpoint
      case TIMEOUT -> scope.remaining().isZero() ? Verdict.NONE : Verdict.FAULTY;
      case HTTP_STATUS -> e.retryable() ? Verdict.FAULTY : Verdict.HEALTHY;
      case RATE_LIMITED -> Verdict.HEALTHY;
      case RESPONSE_TOO_LARGE, CIRCUIT_OPEN, INTERRUPTED, CANCELLED, CLOSED -> Verdict.NONE;
    };
  }
}
