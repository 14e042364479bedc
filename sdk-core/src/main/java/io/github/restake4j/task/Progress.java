package io.github.restake4j.task;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * How far a task is, and the way to stop it. One object may watch several tasks; cancelling it
 * cancels them all, for good. Thread-safe.
 */
public final class Progress {
  private final Consumer<? super Step> listener;
  private final List<Runnable> actions = new ArrayList<>();
  private boolean cancelled;

  private Progress(Consumer<? super Step> listener) {
    this.listener = listener;
  }

  /** Hears nothing; may still cancel. */
  public static Progress silent() {
    return new Progress(step -> {});
  }

  /**
   * Tells a listener, on the thread that does the work, so it must return soon. What it throws ends
   * the task.
   */
  public static Progress to(Consumer<? super Step> listener) {
    return new Progress(listener);
  }

  /**
   * Stops the work, from any thread: requests under way and pauses are cut, and the run ends with
   * {@code TransportException} CANCELLED. A second call does nothing.
   */
  public void cancel() {
    List<Runnable> cut;
    synchronized (actions) {
      if (cancelled) {
        return;
      }
      cancelled = true;
      cut = new ArrayList<>(actions);
      actions.clear();
    }
    cut.forEach(Runnable::run);
  }

  /** True once cancelled. */
  public boolean isCancelled() {
    synchronized (actions) {
      return cancelled;
    }
  }

  /** For tasks: says how far the work is. */
  public void report(Step step) {
    listener.accept(step);
  }

  /**
   * For tasks: has an action run on cancellation, at once if it has come already.
   *
   * @return takes the action back
   */
  public Runnable onCancel(Runnable action) {
    synchronized (actions) {
      if (!cancelled) {
        actions.add(action);
        return () -> {
          synchronized (actions) {
            actions.remove(action);
          }
        };
      }
    }
    action.run();
    return () -> {};
  }

  /**
   * For tasks: ends the work here if it was cancelled.
   *
   * @param what for the message
   * @throws TransportException CANCELLED
   */
  public void check(String what) {
    if (isCancelled()) {
      throw new TransportException(TransportException.Code.CANCELLED, what + " was cancelled");
    }
  }

  /**
   * How far a task is.
   *
   * @param doing what is being done, in a few words for people
   * @param done units of work behind, in the unit the task documents
   * @param total units of work in all, where that is known
   * @param trouble why nothing moves just now; the task tries again
   */
  public record Step(
      String doing, long done, OptionalLong total, Optional<Restake4jException> trouble) {}
}
