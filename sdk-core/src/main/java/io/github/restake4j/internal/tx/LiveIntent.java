package io.github.restake4j.internal.tx;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import io.github.restake4j.units.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An intent the engine drives. Mutable state is guarded by the object itself and touched without
 * I/O; whoever signs another attempt holds {@link #replacing} meanwhile.
 */
final class LiveIntent {
  /** Who knows the bytes. */
  enum Origin {
    /** Signed here: can be replaced, given a signer. */
    OURS,
    /** Signed elsewhere, sent here: can be sent again. */
    HANDED_IN,
    /** Signed and sent elsewhere: can be watched. */
    TRACKED
  }

  private final String key;
  private final Address sender;
  private final String name;
  private final Hash32 content;
  private final long sinceNanos;
  private final List<Stage> stages = new ArrayList<>();
  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final ReentrantLock replacing = new ReentrantLock();
  private Origin origin;
  private @Nullable Script script;
  private TxOptions options;
  private @Nullable Signer signer;
  private int current;
  private boolean stepDue;
  private boolean departing;
  private TxOutcome.@Nullable Why giveUp;
  private boolean repricing;
  private CompletableFuture<Void> handedOver = new CompletableFuture<>();
  private boolean settled;
  private boolean over;
  private boolean ending;
  private boolean unrecorded;
  private boolean lost;
  private Origin driven = Origin.OURS;
  private Intent.State state = Intent.State.ACCEPTED;
  private TxStatus.@Nullable Waiting waiting;
  private @Nullable Restake4jException cause;

  LiveIntent(
      String key,
      Address sender,
      Origin origin,
      Script script,
      TxOptions options,
      @Nullable Signer signer,
      long sinceNanos) {
    this(key, sender, script.name(), script.content(), sinceNanos, options);
    this.origin = origin;
    this.script = script;
    this.signer = signer;
  }

  private LiveIntent(
      String key, Address sender, String name, Hash32 content, long sinceNanos, TxOptions options) {
    this.key = key;
    this.sender = sender;
    this.name = name;
    this.content = content;
    this.sinceNanos = sinceNanos;
    this.options = options;
    this.origin = Origin.OURS;
    this.stepDue = true;
  }

  /**
   * An intent that only the journal knows: everything it has of it, and what was not seen mined
   * since is looked for again.
   */
  static LiveIntent of(Intent intent, long nowNanos) {
    LiveIntent live =
        new LiveIntent(
            intent.key(),
            intent.sender(),
            intent.plan(),
            intent.content(),
            nowNanos,
            TxOptions.DEFAULT);
    live.restore(intent, nowNanos);
    return live;
  }

  private synchronized void restore(Intent intent, long now) {
    for (Intent.Step step : intent.steps()) {
      if (step.attempts().isEmpty()) {
        continue;
      }
      Stage stage = new Stage(stages.size(), step.nonce());
      for (Intent.Attempt attempt : step.attempts()) {
        RawTx tx = RawTx.decode(attempt.raw());
        stage.add(new Stage.Sent(attempt.hash(), Optional.of(tx), attempt.purpose()));
      }
      step.inclusion()
          .flatMap(mined -> stage.attempt(mined.transaction()))
          .ifPresent(stage::prefer);
      stage.stuckAt(now + options.bumpInterval().toNanos());
      stages.add(stage);
    }
    current = Math.max(0, stages.size() - 1);
    stepDue = stages.isEmpty();
    state = intent.state();
    unrecorded = intent.end().isPresent();
  }

  /** Somebody else drives it: nothing is sent, replaced or recorded here any more. */
  synchronized void lose() {
    if (!lost) {
      driven = origin;
    }
    lost = true;
    unrecorded = true;
    origin = Origin.TRACKED;
  }

  /** It is ours to drive again; false if it always was. */
  synchronized boolean regain() {
    boolean was = lost;
    if (was) {
      lost = false;
      unrecorded = false;
      origin = driven;
      // what was seen meanwhile is not in the journal: it has to be seen again
      for (Stage stage : stages) {
        stage.reopened();
        stage.durable(sinceNanos);
      }
    }
    return was;
  }

  synchronized boolean isLost() {
    return lost && !settled;
  }

  /** What the one who drives it has added meanwhile. */
  synchronized void refresh(Intent intent, long now) {
    LiveIntent other = of(intent, now);
    for (Stage fresh : other.stages) {
      if (fresh.index() >= stages.size()) {
        stages.add(fresh);
        continue;
      }
      Stage known = stages.get(fresh.index());
      for (Stage.Sent attempt : fresh.attempts()) {
        if (!known.attempt(attempt.hash()).isPresent()) {
          known.add(attempt);
        }
      }
    }
    if (stepDue && !other.stepDue && current + 1 < stages.size()) {
      current++;
    }
    stepDue = other.stepDue;
    state = intent.state();
  }

  /** Puts the plan, its signer and options to what the journal had. */
  synchronized void attach(
      Origin from, Script plan, TxOptions chosen, @Nullable Signer by, long now) {
    if (script != null) {
      return;
    }
    origin = from;
    script = plan;
    options = chosen;
    signer = by;
    stages.forEach(stage -> stage.stuckAt(now + chosen.bumpInterval().toNanos()));
  }

  String key() {
    return key;
  }

  Address sender() {
    return sender;
  }

  String name() {
    return name;
  }

  Hash32 content() {
    return content;
  }

  CompletableFuture<End> end() {
    return end;
  }

  /** Completed once the delivery of its newest attempt came back, or has to wait for its turn. */
  synchronized CompletableFuture<Void> handedOver() {
    return handedOver;
  }

  /** There is a new attempt to be delivered. */
  synchronized void handOver() {
    handedOver = new CompletableFuture<>();
  }

  ReentrantLock replacing() {
    return replacing;
  }

  synchronized Origin origin() {
    return origin;
  }

  synchronized Optional<Script> script() {
    return Optional.ofNullable(script);
  }

  synchronized TxOptions options() {
    return options;
  }

  synchronized Optional<Signer> signer() {
    return Optional.ofNullable(signer);
  }

  /**
   * Starts to work on the step that is due. Until {@link #departed} nobody else starts, replaces or
   * withdraws it.
   *
   * @return false if it is not due, was given up, or is another's to drive
   */
  synchronized boolean depart() {
    boolean may = isStepDue() && giveUp == null && !lost;
    departing |= may;
    return may;
  }

  /** It is durable and under way, or did not come about. */
  synchronized void departed() {
    departing = false;
  }

  /** A new step; nothing of it is sent before it is durable. */
  synchronized Stage begin(long nonce, Stage.Sent attempt, long now) {
    Stage stage = new Stage(stages.size(), nonce);
    stage.add(attempt);
    stage.hold();
    stage.stuckAt(now + options.bumpInterval().toNanos());
    stages.add(stage);
    current = stages.size() - 1;
    stepDue = false;
    return stage;
  }

  /** A further step of a tracked plan, under way once those before it are mined. */
  synchronized void expect(Stage.Sent attempt) {
    Stage stage = new Stage(stages.size(), Stage.UNKNOWN);
    stage.add(attempt);
    stages.add(stage);
    stepDue = false;
  }

  /** The step under way; empty between two steps, before the first, and until it has departed. */
  synchronized Optional<Stage> underWay() {
    return settled || over || stepDue || departing || current >= stages.size()
        ? Optional.empty()
        : Optional.of(stages.get(current));
  }

  /** What was signed last for the step under way. */
  synchronized Optional<Stage.Sent> newest() {
    return underWay().filter(Stage::isOpen).map(Stage::newest);
  }

  /** The steps up to the one under way, and it; those of a tracked plan come one at a time. */
  synchronized List<Stage> stages() {
    return new ArrayList<>(stages.subList(0, Math.min(current + 1, stages.size())));
  }

  synchronized boolean isCurrent(Stage stage) {
    return stage.index() == current && !stepDue;
  }

  /** How many steps have a nonce. */
  synchronized int steps() {
    return stages.size();
  }

  /** Goes to the next tracked step; false if there is none. */
  synchronized boolean nextTracked() {
    if (current + 1 >= stages.size()) {
      return false;
    }
    current++;
    return true;
  }

  /** The step under way is done, what comes next has to be made; false if that was said before. */
  synchronized boolean stepDone() {
    boolean first = !stepDue;
    stepDue = true;
    return first;
  }

  synchronized boolean isStepDue() {
    return stepDue && !departing && !settled && !over;
  }

  /** Sends none of the steps after this; the first reason counts. */
  synchronized void giveUp(TxOutcome.Why why) {
    if (giveUp == null) {
      giveUp = why;
    }
  }

  synchronized Optional<TxOutcome.Why> givenUp() {
    return Optional.ofNullable(giveUp);
  }

  /** True if the time of its options is over and it is not given up yet. */
  synchronized boolean isLate(long now) {
    return giveUp == null
        && options.giveUpAfter().filter(most -> now - sinceNanos >= most.toNanos()).isPresent();
  }

  synchronized boolean startRepricing() {
    if (repricing || settled || over) {
      return false;
    }
    repricing = true;
    return true;
  }

  synchronized void repriced() {
    repricing = false;
  }

  /** The journal has its end already, or never had it. */
  synchronized void stopRecording() {
    unrecorded = true;
  }

  synchronized boolean isRecorded() {
    return !unrecorded;
  }

  synchronized void state(Intent.State now) {
    state = now;
  }

  synchronized boolean isSettled() {
    return settled;
  }

  /** True once nothing about it can change any more. */
  synchronized boolean isOver() {
    return over;
  }

  /** True for the one who ends it; the others leave it to him. */
  synchronized boolean startEnd() {
    boolean first = !ending && !over;
    ending = true;
    return first;
  }

  /** It could not be ended now. */
  synchronized void endFailed() {
    ending = false;
  }

  synchronized void over() {
    over = true;
    waiting = null;
    cause = null;
  }

  /** Gives the outcome to whoever waits; false if there was one before. */
  boolean settle(End outcome) {
    synchronized (this) {
      if (settled) {
        return false;
      }
      settled = true;
      waiting = null;
      cause = null;
    }
    end.complete(outcome);
    return true;
  }

  synchronized void waitFor(TxStatus.Waiting what, @Nullable Restake4jException why) {
    if (!settled) {
      waiting = what;
      cause = why;
    }
  }

  synchronized TxStatus status() {
    return new TxStatus(
        state,
        over || (settled && state.isEnd()) ? Optional.empty() : Optional.ofNullable(waiting),
        Optional.ofNullable(cause));
  }

  synchronized List<Hash32> hashes() {
    List<Hash32> hashes = new ArrayList<>();
    for (Stage stage : stages) {
      stage.attempts().forEach(attempt -> hashes.add(attempt.hash()));
    }
    return hashes;
  }

  /** Of the steps that were mined before the one given, in order. */
  synchronized List<Receipt> receiptsBefore(int index) {
    List<Receipt> receipts = new ArrayList<>();
    for (Stage stage : stages.subList(0, Math.min(index, stages.size()))) {
      stage.receipt().ifPresent(receipts::add);
    }
    return receipts;
  }

  /** Of all steps that were mined and done. */
  synchronized List<Receipt> receipts() {
    return receiptsBefore(stepDue ? stages.size() : current);
  }

  /** What gas has cost so far. */
  synchronized Wei spent() {
    Wei spent = Wei.ZERO;
    for (Stage stage : stages) {
      if (stage.receipt().isPresent()) {
        spent = spent.plus(stage.receipt().get().fee());
      }
    }
    return spent;
  }

  synchronized TxOutcome.Unresolved<?> unresolved(long now) {
    LinkedHashSet<Hash32> open = new LinkedHashSet<>();
    long nonce = Stage.UNKNOWN;
    if (!stepDue && current < stages.size()) {
      Stage stage = stages.get(current);
      stage.attempts().forEach(attempt -> open.add(attempt.hash()));
      nonce = stage.nonce();
    }
    return new TxOutcome.Unresolved<>(
        receipts(),
        Collections.unmodifiableSet(open),
        nonce,
        Duration.ofNanos(Math.max(0, now - sinceNanos)));
  }

  @Override
  public String toString() {
    return name + " " + key;
  }
}
