package io.github.restake4j.internal.rpc;

import io.github.restake4j.Chain;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** JSON-RPC to the endpoints of one client. Thread-safe. */
public final class JsonRpc implements RpcSource, AutoCloseable {
  private static final long IDLE_THREAD_SECONDS = 5;

  private final Lines lines;
  private final @Nullable Witness privately;
  private final RpcOptions options;
  private final Events events;
  private final Packing packing = new Packing();
  private final Backoff backoff;
  private final RetryBudget budget;
  private final ExecutorService threads = threads();
  private final Map<Object, CallScope> running = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * To endpoints over a transport, which stays open when this is closed. No I/O yet.
   *
   * @param chain what each endpoint must serve, asked before its first answer is used and now and
   *     then; null to believe any
   */
  public JsonRpc(
      Endpoints endpoints,
      @Nullable Chain chain,
      Transport transport,
      RpcOptions options,
      Events events) {
    this(endpoints, chain, transport, options, events, new MonotonicClock(), JsonRpc::jitter);
  }

  JsonRpc(Endpoint endpoint, Transport transport, RpcOptions options) {
    this(Endpoints.of(endpoint), null, transport, options, Events.to(null));
  }

  JsonRpc(
      Endpoints endpoints,
      @Nullable Chain chain,
      Transport transport,
      RpcOptions options,
      Events events,
      Clock clock,
      LongUnaryOperator random) {
    this.options = options;
    this.events = events;
    this.backoff = new Backoff("restake4j", options, random);
    this.budget = new RetryBudget(options.retryBudget(), clock);
    Set<String> names = new HashSet<>();
    List<Witness> shared = new ArrayList<>();
    for (Endpoint each : endpoints.shared()) {
      Line line = new Line(name(each, names), each, transport, options, clock, events);
      shared.add(new Witness(line, packing, chain, options, clock, events, false));
    }
    this.lines = new Lines(List.copyOf(shared), options, clock, threads);
    this.privately =
        endpoints
            .privately()
            .map(each -> new Line(name(each, names), each, transport, options, clock, events))
            .map(line -> new Witness(line, packing, chain, options, clock, events, true))
            .orElse(null);
  }

  @Override
  public List<RpcAnswer> read(List<RpcCall> calls, CallScope scope) {
    return read(calls, scope, null);
  }

  List<RpcAnswer> read(List<RpcCall> calls, CallScope scope, @Nullable Lease lease) {
    if (calls.isEmpty()) {
      return List.of();
    }
    List<RpcCall> fixed = List.copyOf(calls);
    return within(scope, fixed, () -> new Reading(this, fixed, scope, lease).run());
  }

  /** For the reads of one piece of work, which all go to one endpoint. No I/O yet. */
  public Lease lease() {
    return new Lease(this);
  }

  /**
   * Delivers the call at most once: what may have side effects, {@code eth_sendRawTransaction}.
   * Nothing is ever repeated, rate limits included. An error object comes back as it is. Every
   * failure to get an answer is thrown; {@link TransportException#mayHaveLeft} says whether the
   * call may have been delivered.
   *
   * @throws TransportException any code
   * @throws RpcException MALFORMED_RESPONSE
   */
  public RpcAnswer sendOnce(RpcCall call, CallScope scope) {
    return sendOnce(List.of(call), scope).get(0);
  }

  /**
   * As {@link #sendOnce(RpcCall, CallScope)}, several calls in one request.
   *
   * @param calls at least one, at most {@link #maxBatch}
   * @return one answer per call, in order
   */
  public List<RpcAnswer> sendOnce(List<RpcCall> calls, CallScope scope) {
    List<RpcCall> fixed = List.copyOf(calls);
    return within(scope, fixed, () -> List.of(lines.choose(scope).ask(fixed, scope)));
  }

  /**
   * Sends the same calls to every endpoint at once, to each at most once, as one JSON batch (a
   * plain object if there is one; consecutive batches if there are more than {@link #maxBatch}).
   * Nothing is ever repeated, rate limits included. Returns when all have answered or the scope has
   * ended.
   *
   * @param toPrivate to the private endpoint instead, and to no other
   * @return one delivery per endpoint, in order of preference, also for those that were left out
   * @throws IllegalStateException if there is no private endpoint, or on a thread that must not
   *     block
   * @throws TransportException CLOSED
   */
  public List<Delivery> broadcast(List<RpcCall> calls, CallScope scope, boolean toPrivate) {
    List<Witness> targets = toPrivate ? List.of(privateLine()) : lines.all();
    if (calls.isEmpty()) {
      return List.of();
    }
    List<RpcCall> fixed = List.copyOf(calls);
    return within(scope, fixed, () -> new Broadcast(targets, packing, fixed, scope).run(threads));
  }

  /** True if there is a private endpoint. */
  public boolean hasPrivate() {
    return privately != null;
  }

  /** Calls that every endpoint takes in one batch, as far as is known. */
  public int maxBatch() {
    int most = options.maxBatch();
    for (Witness each : lines.all()) {
      most = Math.min(most, each.line().batchLimit());
    }
    return most;
  }

  /**
   * Leaves an endpoint alone for a while, because it said what cannot be true. A client's only
   * endpoint is still used, but asked for its chain id every time.
   *
   * @param endpoint its name, from a {@link Delivery} or a {@link Lease}
   */
  public void quarantine(String endpoint, Restake4jException why) {
    for (Witness each : lines.all()) {
      if (each.name().equals(endpoint)) {
        each.quarantine(why);
      }
    }
    if (privately != null && privately.name().equals(endpoint)) {
      privately.quarantine(why);
    }
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
    if (fixed.size() > maxBatch()) {
      return lease().read(fixed, scope);
    }
    try {
      return within(scope, fixed, () -> List.of(lines.choose(scope).ask(fixed, scope)));
    } catch (RpcException e) {
      if (fixed.size() > 1 && e.kind() == RpcException.Code.BATCH_REJECTED) {
        return lease().read(fixed, scope);
      }
      throw e;
    }
  }

  /** Pauses; cut short with CLOSED when this is closed. */
  public void pause(Duration time, CallScope scope, String what) {
    Object token = new Object();
    running.put(token, scope);
    try {
      if (closed) {
        throw OkHttpTransport.closedException(what).unsent();
      }
      scope.sleep(time, what);
    } catch (TransportException e) {
      throw closed && e.kind() == TransportException.Code.CANCELLED
          ? OkHttpTransport.closedException(what)
          : e;
    } finally {
      running.remove(token);
    }
  }

  /** To whoever listens to this client. */
  public Events events() {
    return events;
  }

  /** Cuts what runs, also what waits to be tried again; later calls fail with CLOSED. */
  @Override
  public void close() {
    closed = true;
    running.values().forEach(CallScope::cancel);
    threads.shutdownNow();
  }

  Lines lines() {
    return lines;
  }

  Backoff backoff() {
    return backoff;
  }

  RetryBudget budget() {
    return budget;
  }

  private Witness privateLine() {
    if (privately == null) {
      throw new IllegalStateException(
          "the client has no private endpoint: builder().privateRpc(endpoint)");
    }
    return privately;
  }

  private <T> T within(CallScope scope, List<RpcCall> calls, Supplier<T> work) {
    String what = Packing.describe(calls);
    if (options.refuseOn().test(Thread.currentThread())) {
      throw new IllegalStateException(
          what
              + " would block the thread \""
              + Thread.currentThread().getName()
              + "\", which must not wait for the network: use async(), or another thread"
              + " (RpcOptions.refuseOn says which threads are refused)");
    }
    Object token = new Object();
    running.put(token, scope);
    long start = events.start();
    Restake4jException failure = null;
    try {
      if (closed) {
        throw OkHttpTransport.closedException(what).unsent();
      }
      return work.get();
    } catch (TransportException e) {
      // closing cancels what runs; the caller did not
      boolean cut = closed && e.kind() == TransportException.Code.CANCELLED;
      failure = cut ? OkHttpTransport.closedException(what) : e;
      throw failure;
    } catch (Restake4jException e) {
      failure = e;
      throw e;
    } finally {
      running.remove(token);
      events.called(what, calls.size(), start, failure);
    }
  }

  private static String name(Endpoint endpoint, Set<String> taken) {
    String name = endpoint.toString();
    for (int i = 2; !taken.add(name); i++) {
      name = endpoint + " #" + i;
    }
    return name;
  }

  private static long jitter(long bound) {
    return ThreadLocalRandom.current().nextLong(bound + 1);
  }

  /** For what goes to several endpoints at once; made when needed and gone soon after. */
  private static ExecutorService threads() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        IDLE_THREAD_SECONDS,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "restake4j-rpc");
          thread.setDaemon(true);
          return thread;
        });
  }
}
