package io.github.restake4j.internal.task;

import io.github.restake4j.task.Progress;
import io.github.restake4j.task.Task;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A task made of a function. Each asynchronous run has a thread of its own: it may last for months,
 * so it must not take one of the few that the client's reads share.
 */
public final class Work<T> implements Task<T> {
  private final String name;
  private final Function<Progress, T> work;

  private Work(String name, Function<Progress, T> work) {
    this.name = name;
    this.work = work;
  }

  /**
   * A task.
   *
   * @param name of its threads
   * @param work checks the progress often, and ends soon after the client was closed
   */
  public static <T> Task<T> of(String name, Function<Progress, T> work) {
    return new Work<>(name, work);
  }

  @Override
  public T run() {
    return run(Progress.silent());
  }

  @Override
  public T run(Progress progress) {
    return work.apply(progress);
  }

  @Override
  public CompletableFuture<T> async(Progress progress) {
    Progress own = Progress.to(progress::report);
    Runnable takeBack = progress.onCancel(own::cancel);
    CompletableFuture<T> future =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean first = super.cancel(mayInterruptIfRunning);
            own.cancel();
            return first;
          }
        };
    Thread thread =
        new Thread(
            () -> {
              try {
                future.complete(work.apply(own));
              } catch (Throwable e) {
                future.completeExceptionally(e);
              } finally {
                takeBack.run();
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return future;
  }
}
