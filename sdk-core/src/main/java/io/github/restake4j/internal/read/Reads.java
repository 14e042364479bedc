package io.github.restake4j.internal.read;

import io.github.restake4j.read.Read;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/** Makes reads. */
public final class Reads {
  private Reads() {}

  /** Both. */
  public static <A, B, R> Read<R> zip(
      Read<? extends A> a, Read<? extends B> b, BiFunction<? super A, ? super B, ? extends R> f) {
    throw new IllegalStateException("not wired: " + a + b + f);
  }

  /** All. */
  public static <T> Read<List<T>> all(Collection<? extends Read<? extends T>> reads) {
    throw new IllegalStateException("not wired: " + reads);
  }
}
