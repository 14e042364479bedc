package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;

/** JSON-RPC to the endpoint of one client. Thread-safe. */
public final class JsonRpc implements AutoCloseable {
  private final Line line;
  private final Wire wire;
  private final Backoff backoff;
  private final AtomicLong nextId = new AtomicLong(1);
  private final AtomicInteger batchLimit;
  private final Map<Object, CallScope> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /** To an endpoint over a transport, which stays open when this is closed. No I/O yet. */
  public JsonRpc(Endpoint endpoint, Transport transport, RpcOptions options) {
    this(endpoint, transport, options, new MonotonicClock(), JsonRpc::jitter);
  }

  JsonRpc(
      Endpoint endpoint,
      Transport transport,
      RpcOptions options,
      Clock clock,
      LongUnaryOperator random) {
    this.line = new Line(endpoint, transport, options, clock);
    this.wire = new Wire(endpoint, options.maxResponseBytes());
    this.backoff = new Backoff(endpoint.toString(), options, random);
    this.batchLimit = new AtomicInteger(options.maxBatch());
  }

  /** Where it goes to. */
  public Endpoint endpoint() {
    return line.endpoint();
  }

  /**
   * Sends reads in one HTTP request (a batch if there are several; more requests only where the
   * batch passes the limit of the endpoint) and returns one answer per call, in order. Retried
   * within the scope while failures are of a kind that passes; what is answered is not asked again.
   *
   * <p>A call that got an error object, also a rate limit that outlasted the retries, has its
   * {@link RpcAnswer.Failure}; one that got nothing usable while others did has {@link
   * RpcAnswer.Broken}. If no call was answered, or a whole request failed, the failure is thrown.
   *
   * @throws TransportException any code
   * @throws RpcException MALFORMED_RESPONSE, BATCH_REJECTED or RPC_ERROR
   * @throws IllegalArgumentException if a parameter is no plain JSON value, before any I/O
   */
  public List<RpcAnswer> read(List<RpcCall> calls, CallScope scope) {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<RpcCall> fixed = List.copyOf(calls);
    return within(scope, describe(fixed), () -> new Reading(this, fixed, scope).run());
  }

  /**
   * Delivers the call at most once: what may have side effects, {@code eth_sendRawTransaction}.
   * Nothing is ever repeated, rate limits included. An error object comes back as it is. Every
   * failure to get an answer is thrown and leaves open whether the call was delivered, except
   * CIRCUIT_OPEN: then no byte left.
   *
   * @throws TransportException any code
   * @throws RpcException MALFORMED_RESPONSE
   */
  public RpcAnswer sendOnce(RpcCall call, CallScope scope) {
    return within(scope, call.method(), () -> exchange(List.of(call), scope)[0]);
  }

  /**
   * As {@link #read}, but in one exchange and without retries, so that all answers are of one
   * endpoint and one moment: where calls only make sense together. A batch that passes the limit of
   * client or node is read all the same.
   *
   * @throws TransportException any code
   * @throws RpcException MALFORMED_RESPONSE, BATCH_REJECTED or RPC_ERROR
   */
  public List<RpcAnswer> atOnce(List<RpcCall> calls, CallScope scope) {
    List<RpcCall> fixed = List.copyOf(calls);
    if (fixed.size() > batchLimit()) {
      return read(fixed, scope);
    }
    try {
      return within(scope, describe(fixed), () -> List.of(exchange(fixed, scope)));
    } catch (RpcException e) {
      if (fixed.size() > 1 && e.kind() == RpcException.Code.BATCH_REJECTED) {
        return read(fixed, scope);
      }
      throw e;
    }
  }

  /** Pauses; cut short with CLOSED when this is closed. */
  public void pause(Duration time, CallScope scope, String what) {
    within(
        scope,
        what,
        () -> {
          scope.sleep(time, what);
          return time;
        });
  }

  /** Cuts what runs, also what waits to be tried again; later calls fail with CLOSED. */
  @Override
  public void close() {
    closed = true;
    running.values().forEach(CallScope::cancel);
  }

  RpcAnswer[] exchange(List<RpcCall> calls, CallScope scope) {
    String what = describe(calls);
    long firstId = nextId.getAndAdd(calls.size());
    byte[] body = wire.encode(calls, firstId);
    return line.post(body, what, scope, answer -> wire.decode(answer, calls, firstId, what));
  }

  Backoff backoff() {
    return backoff;
  }

  int batchLimit() {
    return batchLimit.get();
  }

  void lowerBatchLimit(int calls) {
    batchLimit.accumulateAndGet(Math.max(1, calls), Math::min);
  }

  static String describe(List<RpcCall> calls) {
    String first = calls.get(0).method();
    return calls.size() == 1 ? first : "a batch of " + calls.size() + " calls (" + first + ", ...)";
  }

  private <T> T within(CallScope scope, String what, Supplier<T> work) {
    Object token = new Object();
    running.put(token, scope);
    try {
      if (closed) {
        throw OkHttpTransport.closedException(what);
      }
      return work.get();
    } catch (TransportException e) {
      // closing cancels what runs; the caller did not
      if (closed && e.kind() == TransportException.Code.CANCELLED) {
        throw OkHttpTransport.closedException(what);
      }
      throw e;
    } finally {
      running.remove(token);
    }
  }

  private static long jitter(long bound) {
    return ThreadLocalRandom.current().nextLong(bound + 1);
  }
}
