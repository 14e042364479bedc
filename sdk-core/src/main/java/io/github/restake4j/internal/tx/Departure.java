package io.github.restake4j.internal.tx;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a lane's work: everything that waits is derived and quoted together, journaled,
 * signed, forced once, and then handed on for delivery. The journal has every byte before it
 * leaves.
 */
final class Departure {
  /** Enough to fill a request; few enough that sending overlaps with signing. */
  private static final int MOST_FORCED_AT_ONCE = 64;

  private final Engine engine;
  private final Client client;
  private final Journal journal;
  private final Preflight preflight;
  private final Lane lane;
  private final List<Case> cases = new ArrayList<>();

  Departure(Engine engine, Client client, Journal journal, Preflight preflight, Lane lane) {
    this.engine = engine;
    this.client = client;
    this.journal = journal;
    this.preflight = preflight;
    this.lane = lane;
  }

  /** A job on its way through the turn. */
  private static final class Case {
    private final LiveIntent live;
    private final Lane.Job job;
    private Script.@Nullable Next next;
    private @Nullable RuntimeException failure;
    private boolean accepted;
    private boolean early;
    private @Nullable Stage stage;
    private boolean kept;
    private boolean takenBack;

    Case(Lane.Job job) {
      this.job = job;
      this.live = job.live();
      this.accepted = job.submission() == null;
    }

    boolean isOpen() {
      return failure == null;
    }

    void run(Runnable work) {
      if (failure == null) {
        try {
          work.run();
        } catch (RuntimeException e) {
          failure = e;
        } catch (Error e) {
          // a signer without its library must not leave its caller waiting
          failure = new IllegalStateException(live + " failed", e);
        }
      }
    }
  }

  /** Does the turn; every job in it is admitted, sent, parked or failed afterwards. */
  void run(List<Lane.Job> jobs) {
    for (Lane.Job job : jobs) {
      // who asked twice for a step's turn may find it done: it must not get a second nonce
      if (job.submission() != null || job.live().isStepDue()) {
        cases.add(new Case(job));
      }
    }
    CallScope scope = engine.scope();
    long began = engine.nanos();
    try {
      cases.forEach(each -> each.run(() -> requireWanted(each)));
      prepare(scope);
    } catch (RuntimeException e) {
      cases.forEach(each -> each.failure = each.failure == null ? e : each.failure);
    } finally {
      engine.done(scope);
      lane.priced(engine.nanos() - began);
    }
    for (int from = 0; from < cases.size(); from += MOST_FORCED_AT_ONCE) {
      depart(cases.subList(from, Math.min(cases.size(), from + MOST_FORCED_AT_ONCE)));
      engine.deliver(lane);
    }
  }

  private void depart(List<Case> part) {
    for (Case each : part) {
      each.run(() -> accept(each));
      each.run(() -> sign(each));
    }
    force(part);
    for (Case each : part) {
      try {
        finish(each);
      } catch (RuntimeException e) {
        // one that cannot be ended now must not keep those after it from being sent
        engine.note(each.live, e);
        admit(each);
      } finally {
        each.live.departed();
      }
    }
  }

  private static void requireWanted(Case each) {
    if (each.job.submission() != null && each.job.submission().isDone()) {
      throw cancelled(each);
    }
  }

  private static TransportException cancelled(Case each) {
    return new TransportException(
        TransportException.Code.CANCELLED, "sending " + each.live.name() + " was cancelled");
  }

  /** Works out all next transactions, in as few requests as their plans allow. */
  private void prepare(CallScope scope) {
    Map<Client, List<Case>> own = new LinkedHashMap<>();
    boolean signed = false;
    for (Case each : cases) {
      each.run(() -> each.early = engine.isWaitingForPredecessor(each.live));
      if (!each.isOpen() || each.early || each.live.givenUp().isPresent()) {
        continue;
      }
      Script script = each.live.script().orElse(null);
      if (script instanceof Script.Own plan) {
        own.computeIfAbsent(plan.client(), key -> new ArrayList<>()).add(each);
      } else if (script instanceof Script.Signed handedIn) {
        signed = true;
        each.run(() -> each.next = handedIn.step(each.live.steps()));
      }
    }
    if (signed) {
      preflight.checkChain(scope);
    }
    for (List<Case> ofOneClient : own.values()) {
      quote(ofOneClient, derived(ofOneClient), scope);
    }
  }

  private static Script.Own plan(Case each) {
    return (Script.Own) each.live.script().orElseThrow(IllegalStateException::new);
  }

  private List<Derivation> derived(List<Case> own) {
    List<Case> asked = new ArrayList<>();
    List<Read<Attempt<Derivation>>> reads = new ArrayList<>();
    for (Case each : own) {
      each.run(() -> reads.add(plan(each).derivation().attempt()));
      if (each.isOpen()) {
        asked.add(each);
      }
    }
    own.retainAll(asked);
    List<Attempt<Derivation>> attempts = Read.all(reads).now();
    List<Derivation> derived = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      Case each = asked.get(i);
      if (attempts.get(i) instanceof Attempt.Value<Derivation> known) {
        derived.add(known.value());
      } else if (attempts.get(i) instanceof Attempt.Failed<Derivation> failed) {
        each.failure = failed.cause();
        own.remove(each);
      }
    }
    return derived;
  }

  private void quote(List<Case> own, List<Derivation> derived, CallScope scope) {
    List<Case> asked = new ArrayList<>();
    List<Derivation.Step> steps = new ArrayList<>();
    List<Preflight.Wanted> wanted = new ArrayList<>();
    for (int i = 0; i < own.size(); i++) {
      Case each = own.get(i);
      Derivation found = derived.get(i);
      if (found.toSign().isPresent()) {
        each.run(() -> each.next = plan(each).signFirst(found, each.live.spent(), scope));
        continue;
      }
      asked.add(each);
      steps.add(found.steps().get(0));
      wanted.add(
          new Preflight.Wanted(
              found.steps().get(0).call(), each.live.spent(), each.live.options()));
    }
    if (asked.isEmpty()) {
      return;
    }
    List<Preflight.Quoted> quotes = preflight.quote(lane.sender(), wanted, scope);
    for (int i = 0; i < asked.size(); i++) {
      Preflight.Quoted quoted = quotes.get(i);
      Case each = asked.get(i);
      if (quoted.failure() != null) {
        each.failure = quoted.failure();
        continue;
      }
      Preflight.Quote quote = Objects.requireNonNull(quoted.quote());
      lane.delegated(quote.delegated());
      each.next = new Script.ToSign(steps.get(i).kind(), steps.get(i).call(), quote);
    }
  }

  private void accept(Case each) {
    Submission submission = each.job.submission();
    if (submission == null) {
      return;
    }
    if (!submission.take()) {
      throw cancelled(each);
    }
    engine.accept(each.live);
    each.accepted = true;
    engine.reached("accepted");
  }

  /** From here to {@link #force} nothing is durable, and nothing leaves. */
  private void sign(Case each) {
    LiveIntent live = each.live;
    Script.Next next = each.next;
    if (next == null || live.givenUp().isPresent()) {
      return;
    }
    if (each.job.submission() != null && !lane.isFree()) {
      return; // it will be priced again when its turn comes
    }
    if (!live.depart()) {
      return; // somebody was faster to end it
    }
    long atLeast =
        next instanceof Script.ToSign own
            ? own.quote().pendingNonce()
            : ((Script.Presigned) next).tx().request().nonce();
    long nonce = journal.reserve(live.key(), atLeast);
    engine.reached("reserved");
    Stage.Sent attempt;
    try {
      attempt =
          next instanceof Script.ToSign own
              ? signed(live, own, nonce)
              : presigned((Script.Presigned) next, nonce);
      engine.record(live, new Intent.Signed(attempt.journaled()));
    } catch (RuntimeException e) {
      release(live, e);
      throw e;
    }
    each.stage = live.begin(nonce, attempt, engine.nanos());
    lane.fly(live, each.stage);
    engine.reached("signed");
  }

  private Stage.Sent signed(LiveIntent live, Script.ToSign own, long nonce) {
    TxRequest request =
        new TxRequest(
            live.options().type(),
            client.chain().id(),
            nonce,
            own.quote().fees().tip(),
            own.quote().fees().max(),
            own.quote().gasLimit(),
            own.call().to(),
            own.call().value(),
            own.call().call().calldata(),
            live.options().accessList());
    return Signing.sign(live, lane, request, own.purpose());
  }

  private static Stage.Sent presigned(Script.Presigned given, long nonce) {
    if (given.tx().request().nonce() != nonce) {
      throw new RefusedException(
          RefusedException.Code.PRECONDITION,
          "the transaction is signed for nonce "
              + given.tx().request().nonce()
              + ", which another transaction has; the next free one is "
              + nonce);
    }
    return new Stage.Sent(given.tx().hash(), Optional.of(given.tx()), given.purpose());
  }

  private void release(LiveIntent live, RuntimeException cause) {
    try {
      engine.record(live, new Intent.Released());
    } catch (RuntimeException e) {
      // a nonce that cannot be given back stays with its intent; the cause is what the caller needs
      cause.addSuppressed(e);
    }
  }

  private void force(List<Case> part) {
    try {
      journal.force();
      engine.reached("forced");
    } catch (RuntimeException e) {
      for (Case each : part) {
        if (each.job.submission() != null) {
          each.failure = each.failure == null ? e : each.failure;
          takeBack(each, each.failure);
        } else if (each.stage != null) {
          // signed, perhaps durable, and nobody may send it: the engine forces again before it does
          keepUndurable(each.live, each.stage, e);
          each.kept = true;
        }
      }
      try {
        journal.force(); // where others had more luck meanwhile, the refusals have to follow
      } catch (RuntimeException again) {
        engine.note("what could not be journaled", again);
      }
    }
  }

  /** Ends a new one that is not to be; whether the journal could be told so is kept. */
  private void takeBack(Case each, RuntimeException failure) {
    if (each.takenBack) {
      return;
    }
    try {
      if (each.accepted) {
        engine.record(each.live, new Intent.Ended(Intent.State.REJECTED));
      }
      each.takenBack = true;
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
  }

  private void keepUndurable(LiveIntent live, Stage stage, RuntimeException failure) {
    if (failure instanceof JournalException journal
        && journal.kind() == JournalException.Code.SECOND_WRITER) {
      engine.lose(live);
    } else {
      engine.undurable(live, stage);
    }
  }

  private void finish(Case each) {
    LiveIntent live = each.live;
    RuntimeException failure = each.failure;
    if (failure != null) {
      failed(each, failure);
      return;
    }
    Stage stage = each.stage;
    if (stage != null && !each.kept) {
      synchronized (live) {
        stage.durable(engine.nanos());
      }
    } else if (stage == null && live.givenUp().isPresent()) {
      engine.withdraw(live);
    } else if (stage == null) {
      waiting(each);
    }
    if (stage == null || each.kept) {
      live.handedOver().complete(null);
    }
    admit(each);
  }

  /** Whoever waits for it gets what the journal has. */
  private static void admit(Case each) {
    if (each.job.submission() != null) {
      each.job.submission().complete(each.live);
    }
  }

  private void waiting(Case each) {
    LiveIntent live = each.live;
    if (each.early) {
      live.waitFor(TxStatus.Waiting.PREDECESSOR, null);
      engine.parkBehindPredecessor(live);
    } else if (live.script().isPresent() && live.isStepDue() && !live.isLost()) {
      live.waitFor(TxStatus.Waiting.SLOT, null);
      lane.park(live);
    }
  }

  private void failed(Case each, RuntimeException failure) {
    LiveIntent live = each.live;
    if (each.job.submission() != null) {
      refused(each, each.job.submission(), failure);
    } else if (isPassing(failure)) {
      live.waitFor(
          failure instanceof RefusedException ? TxStatus.Waiting.FEES : TxStatus.Waiting.ENDPOINT,
          failure instanceof Restake4jException known ? known : null);
      engine.parkLater(lane, live);
    } else {
      engine.note(live, failure);
      live.giveUp(TxOutcome.Why.REFUSED_BEFORE_SEND);
      engine.withdraw(live);
    }
  }

  /** A new one came to nothing, unless the journal has it and cannot be told so. */
  private void refused(Case each, Submission submission, RuntimeException failure) {
    LiveIntent live = each.live;
    takeBack(each, failure);
    if (!each.takenBack && each.stage != null) {
      // it may go out, here or after a restart: whoever sent it has to know
      keepUndurable(live, each.stage, failure);
      submission.complete(live);
      return;
    }
    if (!each.takenBack) {
      live.giveUp(TxOutcome.Why.REFUSED_BEFORE_SEND);
      engine.wake(); // the next looks try to end it
      submission.completeExceptionally(failure);
      return;
    }
    lane.landed(live);
    live.settle(new End.Withdrawn(List.of(), TxOutcome.Why.REFUSED_BEFORE_SEND));
    live.over();
    engine.forget(live);
    submission.completeExceptionally(failure);
  }

  /** A refusal ends the plan, whatever it says of itself; a lost connection does not. */
  private static boolean isPassing(RuntimeException e) {
    return e instanceof TransportException
        || e instanceof RpcException
        || e instanceof JournalException
        || (e instanceof Restake4jException failure
            && !(e instanceof RefusedException)
            && failure.retryable());
  }
}
