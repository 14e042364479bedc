package io.github.restake4j.internal.read;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One node of a read during one run: open, then done with a value or a failure. Confined to the
 * run's thread.
 */
abstract class Cell<T> {
  private boolean done;
  private @Nullable T value;
  private @Nullable RuntimeException failure;

  /** Goes as far as it can with the answers that are there, and asks for those it needs next. */
  final void step(Run run) {
    if (!done) {
      advance(run);
    }
  }

  abstract void advance(Run run);

  final void succeed(T result) {
    done = true;
    value = result;
  }

  final void fail(RuntimeException cause) {
    done = true;
    failure = cause;
  }

  final boolean isDone() {
    return done;
  }

  final @Nullable RuntimeException failure() {
    return failure;
  }

  /** Only of a cell that is done and did not fail. */
  final T value() {
    return Objects.requireNonNull(value, "a read gave null");
  }
}
