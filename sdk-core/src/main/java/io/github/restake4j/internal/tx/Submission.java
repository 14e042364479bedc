package io.github.restake4j.internal.tx;

import java.util.concurrent.CompletableFuture;

/**
 * A plan on its way into the journal. Either the engine takes it, then it completes with its intent
 * or with why it could not be journaled; or it is withdrawn before, and nothing came of it. Which
 * of the two is decided once: nobody is told "cancelled" of what goes out.
 */
final class Submission extends CompletableFuture<LiveIntent> {
  private boolean taken;
  private boolean withdrawn;

  /** The engine writes it down now; false if it was withdrawn before. */
  synchronized boolean take() {
    taken = !withdrawn;
    return taken;
  }

  synchronized boolean isTaken() {
    return taken;
  }

  private synchronized boolean withdraw() {
    withdrawn = !taken;
    return withdrawn;
  }

  /** Without effect once the engine has taken it. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return withdraw() ? super.cancel(mayInterruptIfRunning) : isCancelled();
  }

  /** As {@link #cancel}, for a reason of the engine's own. */
  boolean withdraw(RuntimeException why) {
    boolean done = withdraw();
    if (done) {
      completeExceptionally(why);
    }
    return done;
  }
}
