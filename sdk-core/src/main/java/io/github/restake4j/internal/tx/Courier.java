package io.github.restake4j.internal.tx;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Delivery;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what is due of a lane, lowest nonces first, each time the very bytes the journal has.
 * Whatever comes back, the intent goes on: an answer says how soon to look again, never that the
 * transaction is gone.
 */
final class Courier {
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
  private static final int MOST_AT_ONCE = 64;

  /** An endpoint that is slower than this does not keep those behind it waiting. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int BUMPS_PER_INTERVAL = 2;

  private final Engine engine;
  private final Client client;

  Courier(Engine engine, Client client) {
    this.engine = engine;
    this.client = client;
  }

  /** What all endpoints together said to one transaction. */
  private record Verdict(
      SendError error, boolean mayHaveLeft, @Nullable Restake4jException cause, String text) {
    boolean isTaken() {
      return error == SendError.ALREADY_KNOWN;
    }
  }

  private record Parcel(Lane.Flight flight, Stage.Sent attempt) {}

  /**
   * Sends until nothing is due.
   *
   * @return true if anything was
   */
  boolean run(Lane lane) {
    boolean any = false;
    for (List<Parcel> due = due(lane); !due.isEmpty(); due = due(lane)) {
      deliver(lane, due);
      any = true;
    }
    return any;
  }

  private List<Parcel> due(Lane lane) {
    List<Parcel> due = new ArrayList<>();
    long now = engine.nanos();
    int most = Math.min(MOST_AT_ONCE, client.rpc().maxBatch());
    int place = 0;
    Boolean privately = null;
    for (Lane.Flight flight : lane.flights()) {
      LiveIntent live = flight.live();
      Stage stage = flight.stage();
      if (live.origin() == LiveIntent.Origin.TRACKED) {
        continue;
      }
      if (++place > lane.depth() || due.size() == most) {
        break;
      }
      boolean way = live.options().privately();
      synchronized (live) {
        Optional<Stage.Sent> attempt = stage.preferred();
        if (live.isOver() || !stage.isOpen() || !attempt.isPresent() || !stage.isSendDue(now)) {
          continue;
        }
        if (privately != null && privately != way) {
          break; // these go another way, and after those before them
        }
        privately = way;
        stage.startDelivery();
        due.add(new Parcel(flight, attempt.get()));
      }
    }
    return due;
  }

  private void deliver(Lane lane, List<Parcel> parcels) {
    List<RpcCall> calls = new ArrayList<>();
    for (Parcel parcel : parcels) {
      calls.add(RpcCall.of("eth_sendRawTransaction", parcel.attempt().raw().toString()));
    }
    boolean privately = parcels.get(0).flight().live().options().privately();
    List<Delivery> deliveries;
    try {
      CallScope scope = engine.open(PATIENCE);
      try {
        engine.reached("sending");
        deliveries = client.rpc().broadcast(calls, scope, privately);
        engine.reached("answered");
      } finally {
        engine.done(scope);
      }
    } catch (Restake4jException e) {
      deliveries = List.of(new Delivery("", List.of(), Optional.of(e), true));
    }
    for (int i = 0; i < parcels.size(); i++) {
      Parcel parcel = parcels.get(i);
      Verdict verdict = verdict(parcel.attempt(), i, deliveries);
      react(lane, parcel, verdict);
    }
  }

  private Verdict verdict(Stage.Sent attempt, int index, List<Delivery> deliveries) {
    SendError worst = SendError.UNKNOWN;
    boolean left = false;
    Restake4jException cause = null;
    String text = "";
    boolean said = false;
    for (Delivery delivery : deliveries) {
      left |= delivery.mayHaveLeft() || index < delivery.answers().size();
      if (index >= delivery.answers().size()) {
        cause = cause == null ? delivery.failure().orElse(null) : cause;
        continue;
      }
      RpcAnswer answer = delivery.answers().get(index);
      if (answer instanceof RpcAnswer.Failure failure) {
        SendError error = SendError.of(failure.code(), failure.message());
        if (error == SendError.ALREADY_KNOWN) {
          return new Verdict(error, true, null, "");
        }
        if (!said || (worst.isHopeless() && !error.isHopeless())) {
          worst = error; // while one node may take it later, it is not hopeless
          text = failure.message();
          cause = failure.asException("eth_sendRawTransaction");
          said = true;
        }
      } else if (answer instanceof RpcAnswer.Broken broken) {
        cause = cause == null ? broken.cause() : cause;
      } else if (isOurs(answer, attempt)) {
        return new Verdict(SendError.ALREADY_KNOWN, true, null, "");
      } else {
        // the local hash is the truth; a node that invents another may have done anything
        String lie = delivery.endpoint() + " answered another hash for " + attempt.hash();
        cause = new RpcException(RpcException.Code.NODE_MISBEHAVIOUR, lie);
        client.rpc().quarantine(delivery.endpoint(), cause);
      }
    }
    return new Verdict(worst, left, cause, text);
  }

  private static boolean isOurs(RpcAnswer answer, Stage.Sent attempt) {
    try {
      return Json.hash(answer.result("eth_sendRawTransaction"), "eth_sendRawTransaction")
          .equals(attempt.hash());
    } catch (Restake4jException malformed) {
      return false;
    }
  }

  private void react(Lane lane, Parcel parcel, Verdict verdict) {
    LiveIntent live = parcel.flight().live();
    Stage stage = parcel.flight().stage();
    long now = engine.nanos();
    boolean news;
    synchronized (live) {
      if (!stage.preferred().filter(parcel.attempt()::equals).isPresent()) {
        stage.sendSoon(now); // replaced meanwhile: the newer one has to be sent still
      } else if (verdict.isTaken()) {
        stage.sendWorked(now, engine.intervalNanos());
      } else {
        stage.sendFailed(now, engine.intervalNanos(), engine.longestNanos());
        retryAfter(verdict.cause()).ifPresent(time -> stage.sendAt(now + time.toNanos()));
      }
      news = verdict.mayHaveLeft() && !stage.isMarkedBroadcast() && live.isCurrent(stage);
      if (news) {
        stage.markBroadcast();
      }
      if (live.isCurrent(stage)) {
        live.waitFor(waiting(verdict.error()), verdict.cause());
      }
    }
    if (news) {
      markBroadcast(live);
    }
    live.handedOver().complete(null);
    if (verdict.isTaken()) {
      return;
    }
    LOG.info("{} was not taken ({}): {}", parcel.attempt().hash(), verdict.error(), verdict.text());
    if (live.isCurrent(stage)) {
      react(lane, live, stage, parcel.attempt(), verdict);
    }
  }

  private static Optional<Duration> retryAfter(@Nullable Restake4jException cause) {
    return cause instanceof TransportException transport
        ? transport.retryAfter()
        : Optional.empty();
  }

  private static TxStatus.Waiting waiting(SendError error) {
    return switch (error) {
      case ALREADY_KNOWN, NONCE_TOO_LOW, NONCE_CONFLICT -> TxStatus.Waiting.INCLUSION;
      case INSUFFICIENT_FUNDS -> TxStatus.Waiting.FUNDS;
      case UNDERPRICED, FEE_CAP_TOO_LOW, REPLACEMENT_UNDERPRICED, NODE_FEE_POLICY ->
          TxStatus.Waiting.FEES;
      case POOL_LIMIT, NONCE_TOO_HIGH -> TxStatus.Waiting.POOL;
      default -> TxStatus.Waiting.ENDPOINT;
    };
  }

  private void react(Lane lane, LiveIntent live, Stage stage, Stage.Sent attempt, Verdict verdict) {
    SendError error = verdict.error();
    boolean oneAtATime = SendError.isAboutDelegation(verdict.text());
    if (oneAtATime) {
      lane.delegated(true);
    } else if (error == SendError.POOL_LIMIT) {
      lane.crowded();
    } else if (error == SendError.NONCE_TOO_HIGH) {
      resendBelow(lane, stage);
    } else if (error == SendError.NONCE_TOO_LOW) {
      engine.wake();
    } else if (error.isAboutFees() && live.signer().isPresent()) {
      reprice(live, stage, attempt);
    } else if (error.isHopeless() && live.signer().isPresent()) {
      LOG.warn("no node will take {}: closing its nonce", attempt.hash());
      live.giveUp(TxOutcome.Why.REFUSED_BEFORE_SEND);
      engine.replaceLater(live, Intent.Purpose.CANCELLATION);
    }
  }

  private void reprice(LiveIntent live, Stage stage, Stage.Sent attempt) {
    boolean bump;
    synchronized (live) {
      boolean isNewest = stage.newest().equals(attempt);
      bump = isNewest && stage.mayBump(BUMPS_PER_INTERVAL);
      if (!isNewest) {
        // a replacement of ours is pooled already
        stage.prefer(stage.newest());
      }
    }
    if (bump) {
      engine.replaceLater(
          live,
          attempt.purpose() == Intent.Purpose.CANCELLATION
              ? attempt.purpose()
              : Intent.Purpose.CALL);
    }
  }

  /** The pool misses those before it. */
  private void resendBelow(Lane lane, Stage stage) {
    for (Lane.Flight flight : lane.flights()) {
      if (flight.stage().nonce() < stage.nonce()) {
        synchronized (flight.live()) {
          if (flight.stage().wasDelivered()) {
            flight.stage().sendAt(engine.nanos());
          }
        }
      }
    }
  }

  private void markBroadcast(LiveIntent live) {
    try {
      engine.record(live, new Intent.Broadcast());
    } catch (RuntimeException e) {
      // SIGNED already says that bytes may have left
      LOG.info("{} could not be marked as sent: {}", live.key(), e.getMessage());
    }
  }
}
