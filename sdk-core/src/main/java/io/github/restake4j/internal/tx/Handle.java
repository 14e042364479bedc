package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOutcome;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a caller holds of a live intent. */
final class Handle<R> implements TxHandle<R> {
  private final Engine engine;
  private final LiveIntent<R> live;

  Handle(Engine engine, LiveIntent<R> live) {
    this.engine = engine;
    this.live = live;
  }

  LiveIntent<R> live() {
    return live;
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
  public TxOutcome<R> await() {
    try {
      return live.end().get(live.options().waitAtMost().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return live.unresolved(engine.nanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransportException(
          TransportException.Code.INTERRUPTED,
          "waiting for " + live.script().name() + " was interrupted; the transaction goes on",
          e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("an outcome that is no outcome", e.getCause());
    }
  }

  @Override
  public CompletableFuture<TxOutcome<R>> async() {
    return engine.future(live);
  }

  @Override
  public void cancel() {
    requireOurs("cancelled");
    engine.replace(live, Intent.Purpose.CANCELLATION);
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
              + live.script().name()
              + " were signed by another wallet; only that wallet can have them "
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
    return "TxHandle[" + live.script().name() + ", key " + key() + ", " + hashes() + "]";
  }
}
