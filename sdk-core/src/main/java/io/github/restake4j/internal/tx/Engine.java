package io.github.restake4j.internal.tx;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives every sent plan of a client to its end. One daemon thread, started with the first plan,
 * asks for the receipts of all open intents in one request per round; what may take long (deriving
 * a next step, signing) runs on the client's executor.
 */
public final class Engine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
  private static final int STRIPES = 64;

  /** Intervals between two deliveries of the same bytes that no pool will take. */
  private static final long MOST_INTERVALS = 30;

  private final Client client;
  private final Journal journal;
  private final long intervalNanos;
  private final LongSupplier nanos;
  private final Clock clock;
  private final Preflight preflight;
  private final Dispatch dispatch;
  private final Watch watch;
  private final Roster roster = new Roster();
  private final ReentrantLock[] keys = new ReentrantLock[STRIPES];
  private final Set<CallScope> scopes = new HashSet<>();
  private boolean closed;

  /** An engine of its own thread and clocks; does nothing until a plan is sent. */
  public Engine(Client client, Journal journal, Duration pollInterval) {
    this(client, journal, pollInterval, System::nanoTime, Clock.systemUTC());
  }

  Engine(Client client, Journal journal, Duration pollInterval, LongSupplier nanos, Clock clock) {
    this.client = client;
    this.journal = journal;
    this.intervalNanos = pollInterval.toNanos();
    this.nanos = nanos;
    this.clock = clock;
    this.preflight = new Preflight(client);
    this.dispatch = new Dispatch(this, client, journal, preflight);
    this.watch = new Watch(this, client, preflight, dispatch, roster);
    for (int i = 0; i < STRIPES; i++) {
      keys[i] = new ReentrantLock();
    }
  }

  Preflight preflight() {
    return preflight;
  }

  long nanos() {
    return nanos.getAsLong();
  }

  long intervalNanos() {
    return intervalNanos;
  }

  long longestNanos() {
    return MOST_INTERVALS * intervalNanos;
  }

  /**
   * Sends a plan; the same key and content again give the handle of the first time.
   *
   * @param caller stops what has not been journaled yet
   */
  <R> TxHandle<R> send(
      Script<R> script,
      TxOptions options,
      Address sender,
      LiveIntent.Origin origin,
      @Nullable Signer signer,
      CallScope caller) {
    requireOpen();
    if (!options.key().isPresent()) {
      return start("tx-" + UUID.randomUUID(), script, options, sender, origin, signer, caller);
    }
    String key = options.key().get();
    ReentrantLock lock = keys[Math.floorMod(key.hashCode(), STRIPES)];
    lock.lock();
    try {
      Optional<Handle<R>> known = known(key, script, options, sender, origin, signer);
      return known.isPresent()
          ? known.get()
          : start(key, script, options, sender, origin, signer, caller);
    } finally {
      lock.unlock();
    }
  }

  /** The handle a key was given before. */
  private <R> Optional<Handle<R>> known(
      String key,
      Script<R> script,
      TxOptions options,
      Address sender,
      LiveIntent.Origin origin,
      @Nullable Signer signer) {
    Optional<Intent> found = journal.find(key);
    if (!found.isPresent()) {
      return Optional.empty();
    }
    Intent intent = found.get();
    if (!intent.content().equals(script.content())
        || !intent.sender().equals(sender)
        || intent.chainId() != client.chain().id()) {
      throw new RefusedException(
          RefusedException.Code.IDEMPOTENCY_CONFLICT,
          "key "
              + key
              + " belongs to "
              + intent.plan()
              + " from "
              + intent.sender()
              + " on chain id "
              + intent.chainId()
              + ", accepted "
              + intent.acceptedAt()
              + "; "
              + script.name()
              + " from "
              + sender
              + " is another plan or has other arguments");
    }
    if (intent.end().equals(Optional.of(Intent.State.REJECTED))) {
      return Optional.empty();
    }
    Optional<Handle<R>> live = roster.find(key);
    return live.isPresent()
        ? live
        : Optional.of(resume(intent, script, options, sender, origin, signer));
  }

  /** Takes an intent up that only the journal knows. */
  private <R> Handle<R> resume(
      Intent intent,
      Script<R> script,
      TxOptions options,
      Address sender,
      LiveIntent.Origin origin,
      @Nullable Signer signer) {
    LiveIntent<R> live =
        new LiveIntent<>(intent.key(), sender, origin, script, options, signer, nanos());
    live.restore(intent);
    return admit(live);
  }

  private <R> TxHandle<R> start(
      String key,
      Script<R> script,
      TxOptions options,
      Address sender,
      LiveIntent.Origin origin,
      @Nullable Signer signer,
      CallScope caller) {
    LiveIntent<R> live = new LiveIntent<>(key, sender, origin, script, options, signer, nanos());
    CallScope scope = open();
    Runnable takeBack = caller.onCancel(scope::cancel);
    Stage stage;
    try {
      Script.Next first = script.next(Wei.ZERO, scope);
      scope.check(script.name());
      Intent fresh =
          new Intent(
              key,
              client.chain().id(),
              sender,
              script.name(),
              script.content(),
              clock.instant(),
              List.of(),
              Optional.empty());
      if (!journal.accept(fresh).equals(fresh)) {
        throw new JournalException(
            JournalException.Code.SECOND_WRITER,
            "key " + key + " was accepted by another client a moment ago; send again to join it");
      }
      try {
        stage = dispatch.signNext(live, first);
      } catch (RuntimeException e) {
        reject(live, e);
        throw e;
      }
    } finally {
      takeBack.run();
      done(scope);
    }
    Handle<R> handle = admit(live);
    live.underWay()
        .flatMap(Stage::preferred)
        .ifPresent(attempt -> dispatch.deliver(live, stage, attempt, true));
    wake();
    return handle;
  }

  /** Follows transactions that another wallet sent. */
  <R> TxHandle<R> track(Script<R> script, TxOptions options, Address sender, List<Hash32> hashes) {
    requireOpen();
    LiveIntent<R> live =
        new LiveIntent<>(
            "tracked-" + hashes.get(0),
            sender,
            LiveIntent.Origin.TRACKED,
            script,
            options,
            null,
            nanos());
    for (Hash32 hash : hashes) {
      live.expect(new Stage.Sent(hash, Optional.empty(), Intent.Purpose.CALL));
    }
    live.stopRecording();
    Handle<R> handle = new Handle<>(this, live);
    join(live);
    return handle;
  }

  private <R> Handle<R> admit(LiveIntent<R> live) {
    Handle<R> handle = new Handle<>(this, live);
    roster.add(live.key(), handle);
    join(live);
    return handle;
  }

  private void join(LiveIntent<?> live) {
    roster.watch(live);
    if (isClosed()) {
      leave(live);
    }
    wake();
  }

  private void reject(LiveIntent<?> live, RuntimeException cause) {
    try {
      journal.append(live.key(), new Intent.Ended(Intent.State.REJECTED));
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }

  /** Replaces now, on the caller's thread. */
  void replace(LiveIntent<?> live, Intent.Purpose purpose) {
    if (!live.isEnded()) {
      requireOpen();
      dispatch.replace(live, purpose);
    }
  }

  /** Replaces soon; a policy that forbids it leaves everything as it is. */
  void replaceLater(LiveIntent<?> live, Intent.Purpose purpose) {
    if (live.startRepricing()) {
      background(
          live.key(),
          () -> {
            try {
              dispatch.replace(live, purpose);
            } finally {
              live.repriced();
            }
          });
    }
  }

  /** Makes the next step of a plan soon. */
  void advanceLater(LiveIntent<?> live) {
    if (live.startAdvancing()) {
      background(live.key(), () -> watch.advance(live));
    }
  }

  private void background(String what, Runnable work) {
    try {
      client
          .executor()
          .execute(
              () -> {
                try {
                  work.run();
                } catch (Restake4jException e) {
                  LOG.info("{}: {}", what, e.getMessage());
                } catch (RuntimeException e) {
                  LOG.warn("{}: unexpected failure", what, e);
                }
              });
    } catch (RejectedExecutionException e) {
      LOG.info("{}: the client is closing", what);
    }
  }

  /** Journals a change, where the journal still wants to know. */
  void record(LiveIntent<?> live, Intent.Change change) {
    if (live.isRecorded()) {
      journal.append(live.key(), change);
    }
  }

  /**
   * A future that is completed on the client's executor, with what is there when the wait is over.
   */
  <R> CompletableFuture<TxOutcome<R>> future(LiveIntent<R> live) {
    CompletableFuture<TxOutcome<R>> future = new CompletableFuture<>();
    CompletableFuture<?> unused =
        live.end()
            .whenComplete(
                (outcome, failure) ->
                    complete(
                        () -> {
                          if (failure != null) {
                            future.completeExceptionally(failure);
                          } else {
                            future.complete(outcome);
                          }
                        }));
    if (live.end().isDone()) {
      return future;
    }
    watch.expire(
        nanos() + live.options().waitAtMost().toNanos(),
        () -> complete(() -> future.complete(live.unresolved(nanos()))));
    return future;
  }

  private void complete(Runnable completion) {
    try {
      client.executor().execute(completion);
    } catch (RejectedExecutionException closing) {
      completion.run();
    }
  }

  /** Bounds one piece of I/O; cut by {@link #close}. */
  CallScope open() {
    CallScope scope = CallScope.of(client.deadline());
    synchronized (scopes) {
      requireOpen();
      scopes.add(scope);
    }
    return scope;
  }

  void done(CallScope scope) {
    synchronized (scopes) {
      scopes.remove(scope);
    }
  }

  void wake() {
    watch.wake();
  }

  boolean isClosed() {
    synchronized (scopes) {
      return closed;
    }
  }

  private void requireOpen() {
    if (isClosed()) {
      throw new RefusedException(RefusedException.Code.CLOSED, "the client was closed");
    }
  }

  /**
   * Stops within a second: what is on the wire is cut, nothing is sent afterwards, whoever waits
   * gets an unresolved outcome. The journal keeps what is open, and is the caller's to close.
   */
  @Override
  public void close() {
    List<CallScope> running;
    synchronized (scopes) {
      if (closed) {
        return;
      }
      closed = true;
      running = List.copyOf(scopes);
    }
    running.forEach(CallScope::cancel);
    watch.stop();
    for (LiveIntent<?> live : roster.watched()) {
      leave(live);
    }
  }

  private <R> void leave(LiveIntent<R> live) {
    live.end().complete(live.unresolved(nanos()));
  }
}
