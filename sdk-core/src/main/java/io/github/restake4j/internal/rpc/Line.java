package io.github.restake4j.internal.rpc;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One endpoint: single HTTP exchanges with it, typed failures, its circuit breaker, and what it
 * asked for (to be left alone for a while, smaller batches).
 */
final class Line {
  /** HTTP requests to one endpoint at once. */
  static final int MOST_AT_ONCE = 64;

  /** A slip of an endpoint, or of what stands before it, must not lock it out for a day. */
  private static final Duration LONGEST_HOLD = Duration.ofMinutes(5);

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

  private final String name;
  private final Endpoint endpoint;
  private final Transport transport;
  private final RpcOptions options;
  private final Clock clock;
  private final Events events;
  private final Wire wire;
  private final CircuitBreaker breaker;
  private final Gate gate = new Gate(MOST_AT_ONCE);
  private final Pace pace;
  private final AtomicInteger batchLimit;

  private volatile Instant heldUntil = Instant.MIN;
  private volatile boolean ailing;

  Line(
      String name,
      Endpoint endpoint,
      Transport transport,
      RpcOptions options,
      Clock clock,
      Events events) {
    this.name = name;
    this.endpoint = endpoint;
    this.transport = transport;
    this.options = options;
    this.clock = clock;
    this.events = events;
    this.wire = new Wire(endpoint, options.maxResponseBytes());
    this.pace = new Pace(options.requestsPerSecond(), clock);
    this.batchLimit = new AtomicInteger(options.maxBatch());
    this.breaker =
        CircuitBreaker.of(
            name,
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

  /** Unique in its client; shows no key. */
  String name() {
    return name;
  }

  int batchLimit() {
    return batchLimit.get();
  }

  void lowerBatchLimit(int calls) {
    batchLimit.accumulateAndGet(Math.max(1, calls), Math::min);
  }

  /** False after a failure that says something about the endpoint, until it answers again. */
  boolean isWell() {
    return !ailing && breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  /** Marks it as not answering, for what the circuit breaker does not count. */
  void markAiling() {
    ailing = true;
  }

  /** How long it asked to be left alone from now on. */
  Duration held() {
    Duration left = Duration.between(clock.instant(), heldUntil);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** True if a request would have to wait for its turn. */
  boolean isBusy() {
    return !pace.delay().isZero();
  }

  /** One request with all the calls, never repeated. */
  RpcAnswer[] exchange(Parcel parcel, CallScope scope) {
    return post(
        parcel.body(),
        parcel.what(),
        scope,
        answer -> wire.decode(answer, parcel.calls(), parcel.firstId(), parcel.what()));
  }

  /**
   * One exchange, never repeated. A failure before the transport took over is unsent.
   *
   * @param what for messages
   * @param reader turns the body of a status 200 into a value; its failures count as the endpoint's
   */
  private <T> T post(byte[] body, String what, CallScope scope, Reader<T> reader) {
    try {
      refuseWhileHeld(what);
      gate.enter(scope, what);
    } catch (TransportException e) {
      throw e.unsent();
    }
    try {
      prepare(what, scope);
      return permitted(body, what, scope, reader);
    } finally {
      gate.leave();
    }
  }

  /** Turns the body of an answer into a value. */
  private interface Reader<T> {
    T read(byte[] body);
  }

  private void prepare(String what, CallScope scope) {
    try {
      refuseWhileHeld(what); // another request may have brought the wish meanwhile
      Duration wait = pace.take(scope.remaining());
      if (wait.compareTo(scope.remaining()) > 0) {
        throw TransportException.rateLimited(
            Optional.of(wait),
            what
                + " was not sent: RpcOptions.requestsPerSecond leaves no turn at "
                + name
                + " within the deadline");
      }
      if (!wait.isZero()) {
        scope.sleep(wait, what);
      }
    } catch (TransportException e) {
      throw e.unsent();
    }
  }

  private void refuseWhileHeld(String what) {
    Duration left = held();
    if (!left.isZero()) {
      throw TransportException.rateLimited(
          Optional.of(left),
          what
              + " was not sent: "
              + name
              + " asked to be left alone, for "
              + left
              + " from now on");
    }
  }

  private <T> T permitted(byte[] body, String what, CallScope scope, Reader<T> reader) {
    if (!breaker.tryAcquirePermission()) {
      throw new TransportException(
          TransportException.Code.CIRCUIT_OPEN,
          what
              + " was not sent: too many of the latest calls to "
              + name
              + " failed; it is left alone for up to "
              + options.circuitPause());
    }
    long start = events.start();
    Verdict verdict = Verdict.NONE;
    Restake4jException failure = null;
    try {
      T value = reader.read(content(exchange(body, what, scope), what));
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
        ailing = false;
      } else if (verdict == Verdict.FAULTY && failure != null) {
        breaker.onError(took, TimeUnit.NANOSECONDS, failure);
        ailing = true;
      } else {
        breaker.releasePermission();
      }
      events.attempted(name, what, start, failure);
    }
  }

  private Transport.Answer exchange(byte[] body, String what, CallScope scope) {
    Duration left = scope.remaining();
    Duration timeout =
        left.compareTo(options.attemptTimeout()) < 0 ? left : options.attemptTimeout();
    if (timeout.isZero()) {
      throw new TransportException(
              TransportException.Code.TIMEOUT, what + ": no time was left to ask " + name)
          .unsent();
    }
    Transport.Limits limits =
        new Transport.Limits(options.connectTimeout(), timeout, options.maxResponseBytes());
    Transport.Exchange exchange;
    try {
      exchange = transport.post(endpoint, body, limits);
    } catch (Restake4jException | IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw broken(e, what).unsent();
    }
    Runnable takeBack = scope.onCancel(exchange::cancel);
    try {
      return exchange.answer();
    } catch (TransportException e) {
      throw named(e, what, scope);
    } catch (Restake4jException e) {
      throw e;
    } catch (RuntimeException e) {
      throw broken(e, what);
    } finally {
      takeBack.run();
    }
  }

  /** A transport of the user's threw what it must not; the text may hold keys. */
  private TransportException broken(RuntimeException e, String what) {
    return new TransportException(
        TransportException.Code.NO_ANSWER,
        what + ": the transport to " + name + " failed: " + Excerpt.of(endpoint, e.toString()));
  }

  /** The transport knows the endpoint, but not the call. */
  private static TransportException named(TransportException e, String what, CallScope scope) {
    TransportException named =
        scope.isCancelled()
            ? new TransportException(TransportException.Code.CANCELLED, what + " was cancelled", e)
            : new TransportException(e.kind(), what + ": " + e.getMessage(), e);
    return e.mayHaveLeft() ? named : named.unsent();
  }

  private byte[] content(Transport.Answer answer, String what) {
    int status = answer.status();
    if (status == OK) {
      return answer.body();
    }
    String text =
        name
            + " answered "
            + what
            + " with HTTP status "
            + status
            + ": "
            + Excerpt.of(endpoint, answer.body());
    Optional<Duration> after =
        answer.retryAfter().flatMap(value -> RetryAfter.parse(value, Instant.now()));
    after.ifPresent(this::hold);
    String delayed = text + after.map(time -> " (asks to wait " + time + ")").orElse("");
    if (status == TOO_MANY_REQUESTS) {
      throw TransportException.rateLimited(after, delayed);
    }
    if (status == NO_CONTENT) {
      throw new RpcException(RpcException.Code.MALFORMED_RESPONSE, text);
    }
    throw TransportException.httpStatus(status, after, delayed);
  }

  private synchronized void hold(Duration asked) {
    Duration time = asked.compareTo(LONGEST_HOLD) < 0 ? asked : LONGEST_HOLD;
    Instant until = clock.instant().plus(time);
    if (until.isAfter(heldUntil)) {
      heldUntil = until;
    }
  }

  /** True if the endpoint refused the size of a request. */
  static boolean rejectsSize(Restake4jException e) {
    return (e instanceof RpcException rpc && rpc.kind() == RpcException.Code.BATCH_REJECTED)
        || (e instanceof TransportException transport
            && transport.httpStatus().orElse(0) == PAYLOAD_TOO_LARGE);
  }

  private static Verdict verdictOf(Restake4jException e, CallScope scope) {
    if (e instanceof RpcException rpc) {
      return rpc.kind() == RpcException.Code.MALFORMED_RESPONSE ? Verdict.FAULTY : Verdict.HEALTHY;
    }
    return switch (((TransportException) e).kind()) {
      case CONNECT_FAILED, NO_ANSWER -> Verdict.FAULTY;
      // a deadline that left less than one attempt's time says nothing about the endpoint
      case TIMEOUT -> scope.remaining().isZero() ? Verdict.NONE : Verdict.FAULTY;
      case HTTP_STATUS -> e.retryable() ? Verdict.FAULTY : Verdict.HEALTHY;
      case RATE_LIMITED -> Verdict.HEALTHY;
      case RESPONSE_TOO_LARGE, CIRCUIT_OPEN, INTERRUPTED, CANCELLED, CLOSED -> Verdict.NONE;
    };
  }
}
