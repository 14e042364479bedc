package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.units.Wei;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signs, journals and sends. The journal has every byte before it leaves. */
final class Dispatch {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

  /** What a transaction that does nothing costs. */
  private static final long CANCELLATION_GAS = 21_000;

  private final Engine engine;
  private final Client client;
  private final Journal journal;
  private final Preflight preflight;
  private final ConcurrentMap<Address, ReentrantLock> accounts = new ConcurrentHashMap<>();

  Dispatch(Engine engine, Client client, Journal journal, Preflight preflight) {
    this.engine = engine;
    this.client = client;
    this.journal = journal;
    this.preflight = preflight;
  }

  /**
   * Gives the next transaction of an intent a nonce, has it signed and journals it. From the nonce
   * to the journal one transaction of an account goes at a time, so that a signer that refuses
   * leaves no gap: the nonce goes back before anybody has a higher one.
   */
  Stage signNext(LiveIntent<?> live, Script.Next next) {
    ReentrantLock account = accounts.computeIfAbsent(live.sender(), sender -> new ReentrantLock());
    account.lock();
    try {
      long atLeast =
          next instanceof Script.ToSign own
              ? own.quote().pendingNonce()
              : ((Script.Presigned) next).tx().request().nonce();
      long nonce = journal.reserve(live.key(), atLeast);
      try {
        Stage.Sent attempt =
            next instanceof Script.ToSign own
                ? signed(live, own, nonce)
                : presigned((Script.Presigned) next, nonce);
        journal.append(live.key(), new Intent.Signed(journaled(attempt)));
        Stage stage = live.begin(nonce, attempt);
        // until the first delivery comes back
        stage.sendAt(engine.nanos() + engine.longestNanos());
        return stage;
      } catch (RuntimeException e) {
        release(live, e);
        throw e;
      }
    } finally {
      account.unlock();
    }
  }

  private Stage.Sent signed(LiveIntent<?> live, Script.ToSign own, long nonce) {
    TxRequest request =
        new TxRequest(
            client.chain().id(),
            nonce,
            own.quote().fees().tip(),
            own.quote().fees().max(),
            own.quote().gasLimit(),
            own.call().to(),
            own.call().value(),
            own.call().call().calldata());
    RawTx tx = sign(live.signer().orElseThrow(() -> noSigner(live)), request);
    return new Stage.Sent(tx.hash(), Optional.of(tx), own.purpose());
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

  /**
   * Has a transaction signed and reads what came back: it must be the asked one, by the asked
   * account.
   */
  private static RawTx sign(Signer signer, TxRequest request) {
    GasRules.check(request);
    Address account = signer.address();
    Bytes raw;
    try {
      raw = Objects.requireNonNull(signer.signTransaction(request), "the signer gave null");
    } catch (SigningException | RefusedException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new SigningException(
          SigningException.Code.SIGNER_REFUSED, "the signer of " + account + " failed", e);
    }
    RawTx tx;
    try {
      tx = RawTx.decode(raw);
    } catch (IllegalArgumentException e) {
      throw new SigningException(
          SigningException.Code.INVALID_SIGNATURE,
          "what the signer of " + account + " returned is no signed transaction",
          e);
    }
    if (!tx.sender().equals(account)) {
      throw new SigningException(
          SigningException.Code.WRONG_SIGNER,
          "the signer of " + account + " returned a transaction of " + tx.sender());
    }
    if (!tx.request().equals(request)) {
      throw new SigningException(
          SigningException.Code.INVALID_SIGNATURE,
          "the signer of " + account + " signed another transaction than it was asked to");
    }
    return tx;
  }

  private void release(LiveIntent<?> live, RuntimeException cause) {
    try {
      journal.append(live.key(), new Intent.Released());
    } catch (RuntimeException e) {
      // a nonce that cannot be given back stays with its intent; the cause is what the caller needs
      cause.addSuppressed(e);
    }
  }

  /**
   * Sends the bytes of an attempt once. Whatever comes back, the intent goes on: an answer says how
   * soon to look again, never that the transaction is gone.
   */
  void deliver(LiveIntent<?> live, Stage stage, Stage.Sent attempt, boolean mayReprice) {
    if (!attempt.tx().isPresent()) {
      return;
    }
    Optional<SendError> refused = send(attempt);
    long now = engine.nanos();
    synchronized (live) {
      if (!refused.isPresent()) {
        stage.sendWorked(now, engine.intervalNanos());
      } else {
        stage.sendFailed(now, engine.intervalNanos(), engine.longestNanos());
      }
    }
    markBroadcast(live, stage);
    SendError error = refused.orElse(SendError.ALREADY_KNOWN);
    if (live.origin() != LiveIntent.Origin.OURS || !mayReprice) {
      return;
    }
    if (error.isAboutFees()) {
      if (isNewest(live, stage, attempt)) {
        engine.replaceLater(live, Intent.Purpose.CALL);
      } else {
        // a replacement of ours is pooled already
        preferNewest(live, stage);
      }
    } else if (error.isHopeless()) {
      LOG.warn("no node will take {}: closing its nonce", attempt.hash());
      engine.replaceLater(live, Intent.Purpose.CANCELLATION);
    }
  }

  /** Empty if a node has the bytes; UNKNOWN also for no answer at all. */
  private Optional<SendError> send(Stage.Sent attempt) {
    CallScope scope;
    try {
      scope = engine.open();
    } catch (Restake4jException closed) {
      return Optional.of(SendError.UNKNOWN);
    }
    try {
      RpcCall call = RpcCall.of("eth_sendRawTransaction", attempt.raw().toString());
      RpcAnswer answer = client.rpc().sendOnce(call, scope);
      if (answer instanceof RpcAnswer.Failure failure) {
        SendError error = SendError.of(failure.code(), failure.message());
        if (error != SendError.ALREADY_KNOWN) {
          LOG.info("{} was not taken ({}): {}", attempt.hash(), error, failure.message());
          return Optional.of(error);
        }
        return Optional.empty();
      }
      if (!Json.hash(answer.result(call.method()), call.method()).equals(attempt.hash())) {
        // the local hash is the truth; a node that invents another may have done anything
        LOG.warn("the node answered another hash for {}", attempt.hash());
        return Optional.of(SendError.UNKNOWN);
      }
      return Optional.empty();
    } catch (Restake4jException e) {
      LOG.info("no answer to sending {}: {}", attempt.hash(), e.code());
      return Optional.of(SendError.UNKNOWN);
    } finally {
      engine.done(scope);
    }
  }

  private void markBroadcast(LiveIntent<?> live, Stage stage) {
    synchronized (live) {
      if (stage.isMarkedBroadcast()) {
        return;
      }
      stage.markBroadcast();
    }
    try {
      engine.record(live, new Intent.Broadcast());
    } catch (RuntimeException e) {
      // SIGNED already says that bytes may have left
      LOG.info("{} could not be marked as sent: {}", live.key(), e.getMessage());
    }
  }

  private static boolean isNewest(LiveIntent<?> live, Stage stage, Stage.Sent attempt) {
    synchronized (live) {
      return stage.attempts().get(stage.attempts().size() - 1).equals(attempt);
    }
  }

  private static void preferNewest(LiveIntent<?> live, Stage stage) {
    synchronized (live) {
      stage.prefer(stage.attempts().get(stage.attempts().size() - 1));
    }
  }

  /**
   * Signs another transaction at the nonce under way, with higher fees: the same call again, or one
   * that does nothing. Without effect once the step was mined.
   */
  void replace(LiveIntent<?> live, Intent.Purpose purpose) {
    live.replacing().lock();
    try {
      if (purpose == Intent.Purpose.CANCELLATION) {
        live.askCancel();
      }
      Optional<Stage> underWay = live.underWay();
      if (!underWay.isPresent()) {
        return;
      }
      Stage stage = underWay.get();
      CallScope scope = engine.open();
      Stage.Sent attempt;
      try {
        Fees market = preflight.market(scope).fees();
        TxRequest request;
        synchronized (live) {
          if (stage.receipt().isPresent()) {
            return;
          }
          request = replacement(live, stage, purpose, market);
        }
        Intent.Purpose meaning =
            purpose == Intent.Purpose.CANCELLATION ? purpose : newest(live, stage).purpose();
        RawTx tx = sign(live.signer().orElseThrow(() -> noSigner(live)), request);
        attempt = new Stage.Sent(tx.hash(), Optional.of(tx), meaning);
        try {
          engine.record(live, new Intent.Signed(journaled(attempt)));
        } catch (IllegalStateException minedMeanwhile) {
          return;
        }
      } finally {
        engine.done(scope);
      }
      synchronized (live) {
        stage.add(attempt);
      }
      deliver(live, stage, attempt, false);
      engine.wake();
    } finally {
      live.replacing().unlock();
    }
  }

  private static Stage.Sent newest(LiveIntent<?> live, Stage stage) {
    synchronized (live) {
      return stage.attempts().get(stage.attempts().size() - 1);
    }
  }

  private static TxRequest replacement(
      LiveIntent<?> live, Stage stage, Intent.Purpose purpose, Fees market) {
    Fees fees = stage.highestFees().bumped(market, live.options());
    TxRequest old = newest(live, stage).tx().map(RawTx::request).orElseThrow(() -> noSigner(live));
    TxRequest request =
        purpose == Intent.Purpose.CANCELLATION
            ? new TxRequest(
                old.chainId(),
                old.nonce(),
                fees.tip(),
                fees.max(),
                CANCELLATION_GAS,
                live.sender(),
                Wei.ZERO,
                Bytes.EMPTY)
            : new TxRequest(
                old.chainId(),
                old.nonce(),
                fees.tip(),
                fees.max(),
                old.gasLimit(),
                old.to(),
                old.value(),
                old.data());
    fees.checkTotal(request.gasLimit(), live.spent(), live.options());
    return request;
  }

  private static Intent.Attempt journaled(Stage.Sent attempt) {
    return new Intent.Attempt(attempt.hash(), attempt.raw(), attempt.purpose());
  }

  private static IllegalStateException noSigner(LiveIntent<?> live) {
    return new IllegalStateException(live.key() + " has nobody who could sign");
  }
}
