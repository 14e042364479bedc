package io.github.restake4j.task;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.task.Work;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Long work, described but not yet begun: scans, files, reports. Immutable; does nothing until run,
 * and may be run any number of times. Whether a run goes on where an earlier one ended is said
 * where the task is made.
 *
 * <p>Runs throw {@code Restake4jException}s; CANCELLED if they were cancelled, CLOSED if the client
 * was closed meanwhile, INTERRUPTED with the thread's flag set again if the thread was interrupted.
 *
 * @param <T> what comes out
 */
public interface Task<T> {
  /**
   * A task made of a function, for facades.
   *
   * @param name of the threads of its asynchronous runs
   * @param work checks the progress often, and throws what the task documents
   */
  static <T> Task<T> of(String name, Function<Progress, T> work) {
    return Work.of(name, work);
  }

  /** Does the work on the calling thread. */
  T run();

  /**
   * Does the work on the calling thread, reporting to and cancelled by the given progress.
   *
   * @throws TransportException CANCELLED soon after {@link Progress#cancel}
   */
  T run(Progress progress);

  /**
   * Does the work on a thread of its own, which is gone when the work is. Cancelling the future
   * cancels this run and leaves others that share the progress alone.
   */
  CompletableFuture<T> async(Progress progress);
}
