package io.github.restake4j.internal.tx;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.TxEngine;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives every sent plan of a client to its end. Each account has a lane, whose worker gives out
 * nonces; one daemon thread looks at everything that is under way, and what may take long
 * (deriving, signing, sending) runs on threads of the engine's own.
 */
public final class Engine implements TxEngine, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

  /** Intervals between two deliveries of the same bytes that no pool will take. */
  private static final long MOST_INTERVALS = 30;

  private static final int FILL_SUFFIX = 8;
  private static final int CLAIMS_PER_LEASE = 4;
  private static final long CLOSE_MILLIS = 400;
  private static final long HAND_OVER_MILLIS = 1_000;

  private final Client client;
  private final Journal journal;
  private final EngineSettings settings;
  private final Preflight preflight;
  private final Courier courier;
  private final Replacing replacing;
  private final Watch watch;
  private final Roster roster = new Roster();
  private final Map<Address, Lane> lanes = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<Void>> starting = new ConcurrentHashMap<>();
  private final Set<LiveIntent> behind = ConcurrentHashMap.newKeySet();
  private final Map<Stage, LiveIntent> undurable = new ConcurrentHashMap<>();
  private final Set<CallScope> scopes = new HashSet<>();
  private final ExecutorService threads;
  private volatile boolean opened;
  private volatile long claimAtNanos;
  private boolean closed;

  /** Does nothing until a plan is sent or the journal is opened. */
  public Engine(Client client, Journal journal, EngineSettings settings) {
    this.client = client;
    this.journal = journal;
    this.settings = settings;
    this.preflight = new Preflight(client);
    this.courier = new Courier(this, client);
    this.replacing = new Replacing(this, journal, preflight);
    this.watch = new Watch(this, client, preflight, roster);
    this.threads = threads();
  }

  private static ExecutorService threads() {
    AtomicInteger count = new AtomicInteger();
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE, // a lane has at most a few at a time
        2,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "restake4j-engine-" + count.incrementAndGet());
          thread.setDaemon(true);
          return thread;
        });
  }

  Preflight preflight() {
    return preflight;
  }

  /** What was given to another wallet under a key. */
  HandingOut handingOut(Client of, String key, Hash32 content) {
    return new HandingOut(of, this, journal, key, content);
  }

  long nanos() {
    return settings.nanos().getAsLong();
  }

  long intervalNanos() {
    return settings.pollInterval().toNanos();
  }

  long longestNanos() {
    return MOST_INTERVALS * intervalNanos();
  }

  /**
   * A point of a transaction's life, for those who test what happens when the process ends there.
   */
  void reached(String point) {
    settings.probe().accept(point);
  }

  Lane lane(Address sender) {
    return lanes.computeIfAbsent(sender, each -> new Lane(each, settings.mostInFlight()));
  }

  List<Lane> lanes() {
    return new ArrayList<>(lanes.values());
  }

  // ---- taking plans in

  /** What to send, and by whom. */
  record Order(
      Script script,
      TxOptions options,
      Address sender,
      LiveIntent.Origin origin,
      @Nullable Signer signer) {}

  /**
   * Takes a plan in; the same key and content again give the intent of the first time.
   *
   * @return completed once the intent is in the journal; cancelling it stops what is not
   */
  Submission submit(Order order) {
    Submission submission = new Submission();
    submit(order, submission);
    return submission;
  }

  /** As {@link #submit(Order)}, for a submission that somebody may have cancelled already. */
  void submit(Order order, Submission submission) {
    requireOpen();
    if (submission.isDone()) {
      return;
    }
    if (!order.options().key().isPresent()) {
      start("tx-" + UUID.randomUUID(), order, submission);
      return;
    }
    String key = order.options().key().get();
    CompletableFuture<Void> mine = new CompletableFuture<>();
    CompletableFuture<Void> other = starting.putIfAbsent(key, mine);
    if (other != null) {
      // whoever came first decides; if nothing came of it, it is our turn
      CompletableFuture<Void> unused = other.thenRun(() -> submitNext(order, submission));
      return;
    }
    CompletableFuture<LiveIntent> unused =
        submission.whenComplete(
            (live, failure) -> {
              starting.remove(key, mine);
              mine.complete(null);
            });
    try {
      Optional<LiveIntent> known = known(key, order, submission);
      if (known.isPresent()) {
        submission.complete(known.get());
      } else {
        start(key, order, submission);
      }
    } catch (RuntimeException e) {
      submission.completeExceptionally(e);
    }
  }

  private void submitNext(Order order, Submission submission) {
    try {
      submit(order, submission);
    } catch (RuntimeException e) {
      submission.completeExceptionally(e);
    }
  }

  /**
   * As {@link #submit(Order)}, and waits; a little longer for the endpoints to have it, so that
   * what a caller asks them next is not behind. Who interrupts or cancels too late to stop it gets
   * the intent all the same.
   */
  LiveIntent send(Order order, CallScope caller) {
    Submission submission = submit(order);
    Runnable takeBack = caller.onCancel(() -> submission.cancel(false));
    try {
      LiveIntent live = await(submission, order);
      awaitHandOver(live);
      return live;
    } finally {
      takeBack.run();
    }
  }

  private static LiveIntent await(Submission submission, Order order) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return submission.get();
        } catch (InterruptedException e) {
          interrupted = true;
          if (submission.cancel(false)) {
            throw new TransportException(
                TransportException.Code.INTERRUPTED,
                "sending " + order.script().name() + " was interrupted");
          }
        }
      }
    } catch (CancellationException e) {
      throw new TransportException(
          TransportException.Code.CANCELLED, "sending " + order.script().name() + " was cancelled");
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void awaitHandOver(LiveIntent live) {
    try {
      live.handedOver().get(HAND_OVER_MILLIS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException slow) {
      LOG.debug("{} is journaled; no endpoint has answered yet", live);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it is journaled, and goes on
    }
  }

  static RuntimeException failure(@Nullable Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException failure
        ? failure
        : new IllegalStateException("unexpected failure", cause);
  }

  /** The intent a key was given before. */
  private Optional<LiveIntent> known(String key, Order order, Submission submission) {
    Optional<Intent> found = journal.find(key);
    if (!found.isPresent()) {
      return Optional.empty();
    }
    Intent intent = found.get();
    if (!intent.content().equals(order.script().content())
        || !intent.sender().equals(order.sender())
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
              + order.script().name()
              + " from "
              + order.sender()
              + " is another plan or has other arguments");
    }
    if (intent.end().equals(Optional.of(Intent.State.REJECTED))) {
      roster.find(key).ifPresent(roster::forget);
      return Optional.empty();
    }
    if (!submission.take()) {
      throw new CancellationException("withdrawn");
    }
    LiveIntent live = adopt(intent);
    live.attach(order.origin(), order.script(), order.options(), order.signer(), nanos());
    signerOf(live);
    goOn(live);
    return Optional.of(live);
  }

  private void signerOf(LiveIntent live) {
    live.signer().ifPresent(signer -> lane(live.sender()).signer(signer));
  }

  /** Lets an intent that has a plan again go on where it stopped. */
  private void goOn(LiveIntent live) {
    if (live.isStepDue() && live.script().isPresent()) {
      lane(live.sender()).park(live);
      work(lane(live.sender()));
    }
    wake();
  }

  private void start(String key, Order order, Submission submission) {
    LiveIntent live =
        new LiveIntent(
            key,
            order.sender(),
            order.origin(),
            order.script(),
            order.options(),
            order.signer(),
            nanos());
    opened = true;
    roster.put(live);
    signerOf(live);
    CompletableFuture<LiveIntent> unused =
        submission.whenComplete(
            (done, failure) -> {
              if (failure != null && !submission.isTaken()) {
                forget(live);
              }
            });
    Lane lane = lane(order.sender());
    lane.arrive(new Lane.Job(live, submission));
    work(lane);
    if (isClosed()) {
      submission.withdraw(closedFailure());
    }
  }

  /** It never came to be. */
  void forget(LiveIntent live) {
    roster.forget(live);
  }

  /** Writes a new intent down. */
  void accept(LiveIntent live) {
    Intent fresh =
        new Intent(
            live.key(),
            client.chain().id(),
            live.sender(),
            live.name(),
            live.content(),
            settings.clock().instant(),
            List.of(),
            Optional.empty());
    if (!journal.accept(fresh).equals(fresh)) {
      throw new JournalException(
          JournalException.Code.SECOND_WRITER,
          "key "
              + live.key()
              + " was accepted by another client a moment ago; send again to join it");
    }
  }

  /** Follows transactions that another wallet sent. */
  LiveIntent track(Script script, TxOptions options, Address sender, List<Hash32> hashes) {
    requireOpen();
    LiveIntent live =
        new LiveIntent(
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
    roster.watch(live);
    wake();
    return live;
  }

  // ---- what the journal has

  @Override
  public List<TxHandle<Receipt>> open() {
    requireOpen();
    opened = true;
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (LiveIntent live : claim()) {
      handles.add(untyped(live));
    }
    wake();
    return handles;
  }

  @Override
  public Optional<TxHandle<Receipt>> find(String key) {
    requireOpen();
    Optional<Intent> intent =
        journal.find(key).filter(found -> found.chainId() == client.chain().id());
    Optional<TxHandle<Receipt>> handle = intent.map(found -> untyped(adopt(found)));
    wake();
    return handle;
  }

  private TxHandle<Receipt> untyped(LiveIntent live) {
    return new Handle<>(this, live, live.options().waitAtMost(), receipt -> receipt);
  }

  /** Everything this owner has to drive, taken up where it is not driven yet. */
  List<LiveIntent> claim() {
    List<LiveIntent> ours = new ArrayList<>();
    for (Intent intent : journal.claim(client.chain().id())) {
      ours.add(adopt(intent));
    }
    return ours;
  }

  /** Takes an intent up that only the journal knows. */
  private LiveIntent adopt(Intent intent) {
    Optional<LiveIntent> known = roster.find(intent.key());
    if (known.isPresent() && !isLeftOpen(known.get(), intent)) {
      return known.get();
    }
    known.ifPresent(roster::forget);
    // it may have ended here since it was read: then its nonce is another's by now
    Intent usable = journal.find(intent.key()).orElse(intent);
    if (usable.state() == Intent.State.RESERVED) {
      // nothing was signed at the nonce: others may have it
      usable = journal.append(intent.key(), new Intent.Released());
    }
    if (usable.state() == Intent.State.ACCEPTED && usable.plan().equals(Filling.NAME)) {
      // whoever wanted to fill is gone; a gap that is still there is found anew
      usable = journal.append(intent.key(), new Intent.Ended(Intent.State.REJECTED));
    }
    LiveIntent fresh = LiveIntent.of(usable, nanos());
    LiveIntent live = roster.add(fresh);
    if (live == fresh) {
      live.handedOver().complete(null);
      Ending.restore(live, usable);
      if (!live.isOver()) {
        for (Stage stage : live.stages()) {
          lane(live.sender()).fly(live, stage);
        }
      }
    }
    return live;
  }

  /** True if its end was seen here while another owner, gone since, had to write it down. */
  private boolean isLeftOpen(LiveIntent live, Intent intent) {
    return live.isOver()
        && !intent.end().isPresent()
        && journal.find(intent.key()).filter(now -> !now.end().isPresent()).isPresent();
  }

  /** True while there is something to look at. */
  boolean hasWork() {
    return !roster.isIdle() || (opened && journal.lease().isPresent());
  }

  /** Renews leases, and takes up what others left, a few times while a lease lasts. */
  void claimIfDue() {
    Optional<Duration> lease = journal.lease();
    if (!lease.isPresent() || nanos() - claimAtNanos < 0) {
      return;
    }
    claimAtNanos = nanos() + lease.get().toNanos() / CLAIMS_PER_LEASE;
    background(
        "claiming open intents",
        () -> {
          for (LiveIntent live : claim()) {
            if (live.regain()) {
              live.stages().forEach(stage -> lane(live.sender()).fly(live, stage));
              goOn(live);
            }
          }
          for (LiveIntent live : roster.watched()) {
            if (live.isLost()) {
              refresh(live);
            }
          }
        });
  }

  /** Another owner drives it now: it is followed like a transaction of another wallet. */
  void lose(LiveIntent live) {
    LOG.warn("{} is driven by another process from now on", live);
    lane(live.sender()).landed(live);
    lane(live.sender()).unpark(live);
    live.lose();
  }

  private void refresh(LiveIntent live) {
    journal.find(live.key()).ifPresent(intent -> live.refresh(intent, nanos()));
  }

  /** A look failed: nothing is known of what is under way. */
  void unseen(LiveIntent live, Restake4jException why) {
    live.underWay()
        .filter(stage -> !stage.wasDelivered())
        .ifPresent(stage -> live.waitFor(TxStatus.Waiting.ENDPOINT, why));
  }

  // ---- lanes

  /** Has a lane's waiting jobs worked on, if nobody does. */
  void work(Lane lane) {
    if (lane.startWork()) {
      background(
          "work on " + lane.sender(),
          () -> {
            for (List<Lane.Job> jobs = lane.take(); !jobs.isEmpty(); jobs = lane.take()) {
              depart(lane, jobs);
            }
          });
    }
  }

  private void depart(Lane lane, List<Lane.Job> jobs) {
    try {
      new Departure(this, client, journal, preflight, lane).run(jobs);
    } catch (RuntimeException e) {
      jobs.forEach(job -> withdraw(job, e));
      LOG.info("{}: {}", lane.sender(), e.getMessage());
    }
  }

  private static void withdraw(Lane.Job job, RuntimeException why) {
    if (job.submission() != null) {
      job.submission().withdraw(why);
    }
  }

  /** Has what is due of a lane sent, if nobody does. */
  void deliver(Lane lane) {
    if (lane.startDelivering()) {
      background(
          "sending of " + lane.sender(),
          () -> {
            boolean any = false;
            do {
              any |= courier.run(lane);
            } while (!lane.isDelivered());
            if (any) {
              wake(); // each look has lanes sent: without news the next one is in its time
            }
          });
    }
  }

  /** Comes back to a step that a passing failure stopped, at the next look. */
  void parkLater(Lane lane, LiveIntent live) {
    lane.park(live);
  }

  /** Keeps an intent until the one before it has succeeded. */
  void parkBehindPredecessor(LiveIntent live) {
    behind.add(live);
  }

  /**
   * True if an intent has to wait for another one; one whose predecessor failed is given up.
   *
   * @throws RefusedException PRECONDITION if nobody knows the predecessor
   */
  boolean isWaitingForPredecessor(LiveIntent live) {
    Optional<String> after = live.options().after();
    if (!after.isPresent()) {
      return false;
    }
    Optional<LiveIntent> before = roster.find(after.get());
    if (before.isPresent() && before.get().isSettled()) {
      if (!(before.get().end().join() instanceof End.Mined)) {
        live.giveUp(TxOutcome.Why.REFUSED_BEFORE_SEND);
      }
      return false;
    }
    if (before.isPresent()) {
      return true;
    }
    Intent intent =
        journal
            .find(after.get())
            .orElseThrow(
                () ->
                    new RefusedException(
                        RefusedException.Code.PRECONDITION,
                        live.name() + " comes after key " + after.get() + ", which is not known"));
    if (intent.end().isPresent()) {
      if (intent.state() != Intent.State.SUCCEEDED) {
        live.giveUp(TxOutcome.Why.REFUSED_BEFORE_SEND);
      }
      return false;
    }
    adopt(intent);
    return true;
  }

  /** Lets those go on whose predecessor is done. */
  void releaseBehind() {
    for (LiveIntent live : new ArrayList<>(behind)) {
      if (live.isOver() || live.isSettled()) {
        behind.remove(live);
      } else if (!isStillBehind(live)) {
        behind.remove(live);
        lane(live.sender()).park(live);
      }
    }
  }

  /** One that waits for what never came to be waits no longer. */
  private boolean isStillBehind(LiveIntent live) {
    try {
      return isWaitingForPredecessor(live);
    } catch (RefusedException unknown) {
      note(live, unknown);
      live.giveUp(TxOutcome.Why.REFUSED_BEFORE_SEND);
      return false;
    }
  }

  /** What was signed, but could not be made durable: it leaves once it is. */
  void undurable(LiveIntent live, Stage stage) {
    undurable.put(stage, live);
    wake();
  }

  /** Tries to make durable what could not be made so. */
  void forceAgain() {
    if (undurable.isEmpty()) {
      return;
    }
    List<Stage> before = new ArrayList<>(undurable.keySet());
    try {
      journal.force();
    } catch (JournalException e) {
      if (e.kind() == JournalException.Code.SECOND_WRITER) {
        // some of them are another owner's now; what is still ours comes back with the next claim
        before.forEach(stage -> Optional.ofNullable(undurable.remove(stage)).ifPresent(this::lose));
      }
      throw e;
    }
    for (Stage stage : before) {
      LiveIntent live = undurable.remove(stage);
      if (live != null) {
        synchronized (live) {
          stage.durable(nanos());
        }
      }
    }
  }

  // ---- changing what is under way

  /** Asks for an intent to come to nothing. */
  void cancel(LiveIntent live) {
    if (live.isSettled()) {
      return;
    }
    requireOpen();
    // taken before the watch sees the wish, so that only one of us signs a cancellation
    Optional<Stage.Sent> newest = live.newest();
    live.giveUp(TxOutcome.Why.CANCELLED);
    if (newest.isPresent()) {
      try {
        replacing.replace(live, Intent.Purpose.CANCELLATION, newest.get());
        deliver(lane(live.sender()));
        awaitHandOver(live);
      } catch (TransportException | RpcException | ChainException | JournalException later) {
        LOG.info("{} will be cancelled later: {}", live.key(), later.getMessage());
      }
    }
    wake();
  }

  /** Replaces now, on the caller's thread. */
  void replace(LiveIntent live, Intent.Purpose purpose) {
    if (!live.isSettled()) {
      requireOpen();
      live.newest().ifPresent(seen -> replacing.replace(live, purpose, seen));
      deliver(lane(live.sender()));
      awaitHandOver(live);
    }
  }

  /** Replaces soon; a policy that forbids it leaves everything as it is. */
  void replaceLater(LiveIntent live, Intent.Purpose purpose) {
    Optional<Stage.Sent> seen = live.newest();
    if (seen.isPresent() && live.startRepricing()) {
      background(
          live.key(),
          () -> {
            try {
              replacing.replace(live, purpose, seen.get());
            } catch (RefusedException e) {
              live.waitFor(TxStatus.Waiting.FEES, e);
              throw e;
            } finally {
              live.repriced();
            }
            deliver(lane(live.sender()));
          });
    }
  }

  /** Ends what was given up and has nothing under way that could be mined. */
  void withdraw(LiveIntent live) {
    TxOutcome.Why why = live.givenUp().orElse(TxOutcome.Why.CANCELLED);
    lane(live.sender()).unpark(live);
    behind.remove(live);
    Ending.end(this, live, Ending.state(why), new End.Withdrawn(live.receipts(), why));
  }

  /** Closes a nonce that nobody has and that others wait behind. */
  void fillLater(Lane lane, long from, long below) {
    Optional<Signer> signer = lane.signer();
    if (!signer.isPresent()) {
      LOG.warn("nonce {} of {} is missing, and nobody here can sign for it", from, lane.sender());
      return;
    }
    background(
        "filling nonce " + from + " of " + lane.sender(),
        () -> fill(lane, signer.get(), from, below));
  }

  private void fill(Lane lane, Signer signer, long missing, long below) {
    long from = Math.max(missing, pendingNonce(lane));
    if (from >= below) {
      LOG.info("nonce {} of {} is pooled by another wallet", missing, lane.sender());
      return;
    }
    String key = "fill-" + from + "-" + UUID.randomUUID().toString().substring(0, FILL_SUFFIX);
    Filling script = new Filling(lane.sender(), from, below);
    LiveIntent live =
        new LiveIntent(
            key, lane.sender(), LiveIntent.Origin.OURS, script, TxOptions.DEFAULT, signer, nanos());
    roster.add(live);
    Stage stage = null;
    try {
      accept(live);
      long nonce = journal.reserve(key, from);
      if (nonce >= below || !live.depart()) {
        // somebody else has it, and will close it
        abandon(live);
        return;
      }
      stage = script.sign(this, preflight, live, nonce);
      journal.force();
      synchronized (live) {
        stage.durable(nanos());
      }
    } catch (RuntimeException e) {
      if (stage == null) {
        try {
          abandon(live);
        } catch (RuntimeException more) {
          e.addSuppressed(more);
        }
      } else {
        undurable(live, stage);
      }
      throw e;
    } finally {
      live.departed();
    }
    deliver(lane);
  }

  private long pendingNonce(Lane lane) {
    CallScope scope = scope();
    try {
      return preflight.pendingNonce(lane.sender(), scope);
    } finally {
      done(scope);
    }
  }

  /** A filler that nobody signed. */
  private void abandon(LiveIntent live) {
    try {
      record(live, new Intent.Ended(Intent.State.REJECTED));
    } finally {
      live.over();
      roster.forget(live);
    }
  }

  // ---- bookkeeping

  /** Journals a change, where the journal still wants to know, and tells the listener. */
  void record(LiveIntent live, Intent.Change change) {
    if (live.isRecorded()) {
      Intent after = journal.append(live.key(), change);
      live.state(after.state());
      settings.events().intent(after, change);
    }
  }

  void note(Object live, RuntimeException failure) {
    LOG.info("{}: {}", live, failure.getMessage());
  }

  /** Calls back on the client's executor, with what is there when the wait is over. */
  void whenSettled(LiveIntent live, Duration most, Consumer<End> action) {
    CompletableFuture<End> first = new CompletableFuture<>();
    CompletableFuture<Void> unused = first.thenAccept(end -> complete(() -> action.accept(end)));
    CompletableFuture<End> unused2 = live.end().whenComplete((end, failure) -> first.complete(end));
    if (!first.isDone()) {
      watch.expire(
          nanos() + most.toNanos(), () -> first.complete(new End.Left(live.unresolved(nanos()))));
    }
  }

  void complete(Runnable completion) {
    try {
      client.executor().execute(completion);
    } catch (RejectedExecutionException closing) {
      completion.run();
    }
  }

  void background(String what, Runnable work) {
    try {
      threads.execute(
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

  /** Bounds one piece of I/O; cut by {@link #close}. */
  CallScope open(Duration most) {
    CallScope scope = CallScope.of(most);
    synchronized (scopes) {
      requireOpen();
      scopes.add(scope);
    }
    return scope;
  }

  CallScope scope() {
    return open(client.deadline());
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
      throw closedFailure();
    }
  }

  private static RefusedException closedFailure() {
    return new RefusedException(RefusedException.Code.CLOSED, "the client was closed");
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
    threads.shutdown();
    watch.stop();
    for (Lane lane : lanes()) {
      lane.abandon().forEach(job -> withdraw(job, closedFailure()));
    }
    for (LiveIntent live : roster.watched()) {
      live.settle(new End.Left(live.unresolved(nanos())));
    }
    try {
      if (!threads.awaitTermination(CLOSE_MILLIS, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
