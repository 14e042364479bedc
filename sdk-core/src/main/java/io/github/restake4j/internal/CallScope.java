package io.github.restake4j.internal;

import io.github.restake4j.error.TransportException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What bounds one piece of blocking work: a deadline on the monotonic clock, and the caller's wish
 * to stop. Thread-safe.
 */
public final class CallScope {
  private final long startNanos = System.nanoTime();
  private final Duration allowed;
  private final List<Runnable> onCancel = new ArrayList<>();
  private boolean cancelled;

  private CallScope(Duration allowed) {
    this.allowed = allowed;
  }

  /** A scope that ends after the given time. */
  public static CallScope of(Duration allowed) {
    return new CallScope(allowed);
  }

  /** Time left; zero if none. */
  public Duration remaining() {
    long left = allowed.toNanos() - (System.nanoTime() - startNanos);
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** Stops the work as soon as it notices; running HTTP calls are cut. */
  public void cancel() {
    List<Runnable> actions;
    synchronized (onCancel) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      actions = new ArrayList<>(onCancel);
      onCancel.clear();
    }
    actions.forEach(Runnable::run);
  }

  /**
   * Runs the action on cancellation, at once if it has come already; the returned handle takes it
   * back.
   */
  public Runnable onCancel(Runnable action) {
    synchronized (onCancel) {
      if (!cancelled) {
        onCancel.add(action);
        return () -> {
          synchronized (onCancel) {
            onCancel.remove(action);
          }
        };
      }
    }
    action.run();
    return () -> {};
  }

  /** True once cancelled. */
  public boolean isCancelled() {
    synchronized (onCancel) {
      return cancelled;
    }
  }

  /**
   * Throws if the work should not go on.
   *
   * @throws TransportException CANCELLED, TIMEOUT or INTERRUPTED
   */
  public void check(String what) {
    if (isCancelled()) {
      throw new TransportException(TransportException.Code.CANCELLED, what + " was cancelled");
    }
    if (remaining().isZero()) {
      throw new TransportException(
          TransportException.Code.TIMEOUT, what + " took longer than " + allowed);
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new TransportException(TransportException.Code.INTERRUPTED, what + " was interrupted");
    }
  }

  /** Sleeps, but no longer than the scope lasts; ends early when cancelled. */
  public void sleep(Duration time, String what) {
    check(what);
    Object bell = new Object();
    boolean[] rung = {false};
    Runnable takeBack =
        onCancel(
            () -> {
              synchronized (bell) {
                rung[0] = true;
                bell.notifyAll();
              }
            });
    try {
      long end = System.nanoTime() + Math.min(time.toNanos(), remaining().toNanos());
      synchronized (bell) {
        for (long left = end - System.nanoTime();
            left > 0 && !rung[0];
            left = end - System.nanoTime()) {
          TimeUnit.NANOSECONDS.timedWait(bell, left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      takeBack.run();
    }
    check(what);
  }
}
