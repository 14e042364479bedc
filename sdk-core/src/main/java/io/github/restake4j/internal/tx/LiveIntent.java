package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
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
final class LiveIntent<R> {
  /** Who knows the bytes. */
  enum Origin {
    /** Signed here: can be replaced. */
    OURS,
    /** Signed elsewhere, sent here: can be sent again. */
    HANDED_IN,
    /** Signed and sent elsewhere: can be watched. */
    TRACKED
  }

  private final String key;
  private final Address sender;
  private final Origin origin;
  private final Script<R> script;
  private final TxOptions options;
  private final @Nullable Signer signer;
  private final long sinceNanos;
  private final List<Stage> stages = new ArrayList<>();
  private final CompletableFuture<TxOutcome<R>> end = new CompletableFuture<>();
  private final ReentrantLock replacing = new ReentrantLock();
  private int current;
  private boolean advancing;
  private boolean advanceDue;
  private boolean cancelAsked;
  private boolean repricing;
  private boolean ended;
  private boolean unrecorded;

  LiveIntent(
      String key,
      Address sender,
      Origin origin,
      Script<R> script,
      TxOptions options,
      @Nullable Signer signer,
      long sinceNanos) {
    this.key = key;
    this.sender = sender;
    this.origin = origin;
    this.script = script;
    this.options = options;
    this.signer = signer;
    this.sinceNanos = sinceNanos;
  }

  String key() {
    return key;
  }

  Address sender() {
    return sender;
  }

  Origin origin() {
    return origin;
  }

  Script<R> script() {
    return script;
  }

  TxOptions options() {
    return options;
  }

  Optional<Signer> signer() {
    return Optional.ofNullable(signer);
  }

  CompletableFuture<TxOutcome<R>> end() {
    return end;
  }

  ReentrantLock replacing() {
    return replacing;
  }

  /** A new step, which is under way from now on. */
  synchronized Stage begin(long nonce, Stage.Sent attempt) {
    Stage stage = new Stage(nonce);
    stage.add(attempt);
    stages.add(stage);
    current = stages.size() - 1;
    return stage;
  }

  /** Everything the journal has of it; what was not seen mined since is looked for again. */
  synchronized void restore(Intent intent) {
    for (Intent.Step step : intent.steps()) {
      if (step.attempts().isEmpty()) {
        continue;
      }
      Stage stage = new Stage(step.nonce());
      for (Intent.Attempt attempt : step.attempts()) {
        RawTx tx = RawTx.decode(attempt.raw());
        stage.add(new Stage.Sent(attempt.hash(), Optional.of(tx), attempt.purpose()));
      }
      step.inclusion()
          .flatMap(mined -> stage.attempt(mined.transaction()))
          .ifPresent(stage::prefer);
      stages.add(stage);
      current = stages.size() - 1;
    }
    if (intent.end().isPresent()) {
      unrecorded = true;
    } else if (stages.isEmpty()) {
      advanceDue = true;
    }
  }

  /** A further step of a tracked plan, under way once those before it are mined. */
  synchronized void expect(Stage.Sent attempt) {
    Stage stage = new Stage(Stage.UNKNOWN);
    stage.add(attempt);
    stages.add(stage);
  }

  /** The step under way; empty between two steps and before the first. */
  synchronized Optional<Stage> underWay() {
    return ended || advancing || advanceDue || current >= stages.size()
        ? Optional.empty()
        : Optional.of(stages.get(current));
  }

  synchronized List<Stage> before() {
    return new ArrayList<>(stages.subList(0, Math.min(current, stages.size())));
  }

  synchronized int index() {
    return current;
  }

  /** Goes to the next tracked step; false if there is none. */
  synchronized boolean nextTracked() {
    if (current + 1 >= stages.size()) {
      return false;
    }
    current++;
    return true;
  }

  /** The step under way is done; what comes next has to be made. */
  synchronized void stepDone() {
    current = stages.size();
    advanceDue = true;
  }

  synchronized void advanceLater() {
    advanceDue = true;
    advancing = false;
  }

  /** True for the one caller that has to make the next step now. */
  synchronized boolean startAdvancing() {
    if (ended || advancing || !advanceDue) {
      return false;
    }
    advancing = true;
    advanceDue = false;
    return true;
  }

  synchronized void advanced() {
    advancing = false;
  }

  synchronized boolean isAdvanceDue() {
    return advanceDue;
  }

  synchronized void askCancel() {
    cancelAsked = true;
  }

  synchronized boolean isCancelAsked() {
    return cancelAsked;
  }

  synchronized boolean startRepricing() {
    if (repricing || ended) {
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

  synchronized boolean isEnded() {
    return ended;
  }

  /** Ends it; false if it had ended before. */
  synchronized boolean markEnded() {
    boolean first = !ended;
    ended = true;
    return first;
  }

  synchronized List<Hash32> hashes() {
    List<Hash32> hashes = new ArrayList<>();
    for (Stage stage : stages) {
      stage.attempts().forEach(attempt -> hashes.add(attempt.hash()));
    }
    return hashes;
  }

  /** Of the steps that were mined before the one under way, in order. */
  synchronized List<Receipt> receiptsBefore() {
    List<Receipt> receipts = new ArrayList<>();
    for (Stage stage : before()) {
      stage.receipt().ifPresent(receipts::add);
    }
    return receipts;
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

  synchronized TxOutcome<R> unresolved(long now) {
    LinkedHashSet<Hash32> open = new LinkedHashSet<>();
    long nonce = Stage.UNKNOWN;
    if (current < stages.size()) {
      Stage stage = stages.get(current);
      stage.attempts().forEach(attempt -> open.add(attempt.hash()));
      nonce = stage.nonce();
    }
    return new TxOutcome.Unresolved<>(
        receiptsBefore(),
        Collections.unmodifiableSet(open),
        nonce,
        Duration.ofNanos(now - sinceNanos));
  }
}
