package io.github.restake4j.internal.rpc;

import io.github.restake4j.internal.CallScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets so many requests run at once; the others wait in line, but no longer than they may. */
final class Gate {
  private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
  private int free;

  Gate(int places) {
    this.free = places;
  }

  /**
   * Returns with a place, to be given back by {@link #leave}.
   *
   * @throws io.github.restake4j.error.TransportException TIMEOUT, CANCELLED or INTERRUPTED
   */
  void enter(CallScope scope, String what) {
    scope.check(what);
    CountDownLatch turn = new CountDownLatch(1);
    synchronized (this) {
      if (free > 0) {
        free--;
        return;
      }
      waiting.add(turn);
    }
    Runnable takeBack = scope.onCancel(turn::countDown);
    try {
      boolean rung = turn.await(scope.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (rung && !scope.isCancelled()) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      takeBack.run();
    }
    giveUp(turn);
    scope.check(what);
    // the turn came in the same moment as the end of the wait, and was passed on
    enter(scope, what);
  }

  synchronized void leave() {
    CountDownLatch next = waiting.poll();
    if (next == null) {
      free++;
    } else {
      next.countDown();
    }
  }

  private synchronized void giveUp(CountDownLatch turn) {
    if (!waiting.remove(turn)) {
      leave();
    }
  }
}
