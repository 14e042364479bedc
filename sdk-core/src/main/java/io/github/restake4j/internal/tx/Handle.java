package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What a caller holds of a live intent. */
final class Handle<R> implements TxHandle<R> {
  private final Engine engine;
  private final LiveIntent live;
  private final Duration waitAtMost;
  private final Function<? super Receipt, ? extends R> result;

  Handle(
      Engine engine,
      LiveIntent live,
      Duration waitAtMost,
      Function<? super Receipt, ? extends R> result) {
    this.engine = engine;
    this.live = live;
    this.waitAtMost = waitAtMost;
    this.result = result;
  }

  @Override
  public String key() {
    return live.key();
  }

  @Override
  public List<Hash32> hashes() {
    return Collections.unmodifiableList(live.hashes());
  }

  @Override
  public TxStatus status() {
    return live.status();
  }

  @Override
  public TxOutcome<R> await() {
    try {
      return live.end().get(waitAtMost.toNanos(), TimeUnit.NANOSECONDS).outcome(result);
    } catch (TimeoutException e) {
      return unresolved();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Code.INTERRUPTED,
          "waiting for " + live.name() + " was interrupted; the transaction goes on",
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("an outcome that is no outcome", e.getCause());
    }
  }

  @Override
  public CompletableFuture<TxOutcome<R>> async() {
    CompletableFuture<TxOutcome<R>> future = new CompletableFuture<>();
    engine.whenSettled(
        live,
        waitAtMost,
        end -> {
          try {
            future.complete(end.outcome(result));
          } catch (RuntimeException e) {
            future.completeExceptionally(e);
          }
        });
    return future;
  }

  private TxOutcome<R> unresolved() {
    return new End.Left(live.unresolved(engine.nanos())).outcome(result);
  }

  @Override
  public void cancel() {
    requireOurs("cancelled");
    engine.cancel(live);
  }

  @Override
  public void speedUp() {
    requireOurs("sped up");
    engine.replace(live, Intent.Purpose.CALL);
  }

  private void requireOurs(String what) {
    if (live.origin() != LiveIntent.Origin.OURS) {
      throw new RefusedException(
          RefusedException.Code.NOT_OURS,
          "the transactions of "
              + live.name()
              + " were signed by another wallet; only that wallet can have them "
              + what);
    }
    if (!live.isSettled() && !live.signer().isPresent()) {
      throw new RefusedException(
          RefusedException.Code.NOT_OURS,
          live.name()
              + " is known from the journal only; send the plan again under key "
              + live.key()
              + " to have it "
              + what);
    }
  }

  /** Handles of one intent are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Handle<?> that && that.live == live;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(live);
  }

  @Override
  public String toString() {
    return "TxHandle[" + live.name() + ", key " + key() + ", " + hashes() + "]";
  }
}
