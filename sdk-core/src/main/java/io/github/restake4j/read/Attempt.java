package io.github.restake4j.read;

import io.github.restake4j.error.Restake4jException;
import java.util.Optional;
import java.util.function.Function;

/** A read that may have failed, as a value. */
public sealed interface Attempt<T> {
  /**
   * It worked.
   *
   * @param value what was read
   */
  record Value<T>(T value) implements Attempt<T> {}

  /**
   * It failed.
   *
   * @param cause why
   */
  record Failed<T>(Restake4jException cause) implements Attempt<T> {}

  /** One of the two functions, applied. */
  default <R> R fold(
      Function<? super T, ? extends R> worked,
      Function<? super Restake4jException, ? extends R> failed) {
    return this instanceof Value<T> v
        ? worked.apply(v.value)
        : failed.apply(((Failed<T>) this).cause);
  }

  /** The value, if there is one. */
  default Optional<T> optional() {
    return fold(Optional::of, cause -> Optional.empty());
  }

  /** The value, or the failure thrown. */
  default T orThrow() {
    return fold(
        value -> value,
        cause -> {
          throw cause;
        });
  }
}
