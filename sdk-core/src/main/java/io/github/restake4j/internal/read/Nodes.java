package io.github.restake4j.internal.read;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.Client;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The kinds of reads that combine others. */
final class Nodes {
  private Nodes() {}

  /** The one block of two parts; absent only if neither names one. */
  static @Nullable BlockRef commonPin(@Nullable BlockRef a, @Nullable BlockRef b) {
    if (a == null) {
      return b;
    }
    return b == null ? a : samePin(a, b);
  }

  static BlockRef samePin(@Nullable BlockRef a, BlockRef b) {
    if (a != null && !a.equals(b)) {
      throw new IllegalArgumentException(
          "a read is pinned to " + a + " and cannot be read at " + b);
    }
    return b;
  }

  static @Nullable Client commonClient(@Nullable Client a, @Nullable Client b) {
    if (a != null && b != null && a != b) {
      throw new IllegalArgumentException("reads of two clients do not mix");
    }
    return a == null ? b : a;
  }

  /** Known already. */
  static final class Known<T> extends Node<T> {
    private final T value;

    Known(T value) {
      super(null, null);
      this.value = value;
    }

    @Override
    Cell<T> open() {
      return new Cell<>() {
        @Override
        void advance(Run run) {
          succeed(value);
        }
      };
    }
  }

  /** Another read under a pin. */
  static final class Pinned<T> extends Node<T> {
    private final Node<T> inner;

    Pinned(Node<T> inner, BlockRef block) {
      super(inner.client(), block);
      this.inner = inner;
    }

    @Override
    Cell<T> open() {
      return inner.open();
    }
  }

  /** A transformed value. */
  static final class Mapped<T, R> extends Node<R> {
    private final Node<T> inner;
    private final Function<? super T, ? extends R> f;

    Mapped(Node<T> inner, Function<? super T, ? extends R> f) {
      super(inner.client(), inner.pin());
      this.inner = inner;
      this.f = f;
    }

    @Override
    Cell<R> open() {
      Cell<T> source = inner.open();
      return new Cell<>() {
        @Override
        void advance(Run run) {
          source.step(run);
          if (!source.isDone()) {
            return;
          }
          RuntimeException failure = source.failure();
          if (failure != null) {
            fail(failure);
            return;
          }
          R result;
          try {
            result = f.apply(source.value());
          } catch (RuntimeException e) {
            fail(e);
            return;
          }
          succeed(result);
        }
      };
    }
  }

  /** A read that depends on the value of another. */
  static final class Then<T, R> extends Node<R> {
    private final Node<T> inner;
    private final Function<? super T, ? extends Read<? extends R>> next;

    Then(Node<T> inner, Function<? super T, ? extends Read<? extends R>> next) {
      super(inner.client(), inner.pin());
      this.inner = inner;
      this.next = next;
    }

    @Override
    Cell<R> open() {
      Cell<T> source = inner.open();
      return new Cell<>() {
        private @Nullable Cell<R> second;

        @Override
        void advance(Run run) {
          Cell<R> following = second;
          if (following == null) {
            source.step(run);
            if (!source.isDone()) {
              return;
            }
            RuntimeException failure = source.failure();
            if (failure != null) {
              fail(failure);
              return;
            }
            try {
              Node<R> node = Node.of(next.apply(source.value()));
              run.admit(node);
              following = node.open();
            } catch (RuntimeException e) {
              fail(e);
              return;
            }
            second = following;
          }
          following.step(run);
          if (following.isDone()) {
            RuntimeException failure = following.failure();
            if (failure != null) {
              fail(failure);
            } else {
              succeed(following.value());
            }
          }
        }
      };
    }
  }

  /** Several reads in the same rounds. */
  static final class All<T> extends Node<List<T>> {
    private final List<Node<T>> parts;

    All(@Nullable Client client, @Nullable BlockRef pin, List<Node<T>> parts) {
      super(client, pin);
      this.parts = parts;
    }

    @Override
    Cell<List<T>> open() {
      List<Cell<T>> cells = new ArrayList<>(parts.size());
      for (Node<T> part : parts) {
        cells.add(part.open());
      }
      return new Cell<>() {
        @Override
        void advance(Run run) {
          for (Cell<T> cell : cells) {
            cell.step(run);
          }
          List<T> values = new ArrayList<>(cells.size());
          for (Cell<T> cell : cells) {
            if (!cell.isDone()) {
              return; // a later failure must not overtake one that was declared earlier
            }
            RuntimeException failure = cell.failure();
            if (failure != null) {
              fail(failure);
              return;
            }
            values.add(cell.value());
          }
          succeed(Collections.unmodifiableList(values));
        }
      };
    }
  }

  /** A read whose own failure is a value. */
  static final class Attempted<T> extends Node<Attempt<T>> {
    private final Node<T> inner;

    Attempted(Node<T> inner) {
      super(inner.client(), inner.pin());
      this.inner = inner;
    }

    @Override
    Cell<Attempt<T>> open() {
      Cell<T> source = inner.open();
      return new Cell<>() {
        @Override
        void advance(Run run) {
          source.step(run);
          if (!source.isDone()) {
            return;
          }
          RuntimeException failure = source.failure();
          if (failure == null) {
            succeed(new Attempt.Value<>(source.value()));
          } else if (failure instanceof Restake4jException cause && isOwn(cause)) {
            succeed(new Attempt.Failed<>(cause));
          } else {
            fail(failure);
          }
        }
      };
    }

    /** Interruption, cancellation and deadlines belong to the whole run. */
    private static boolean isOwn(Restake4jException cause) {
      return !(cause instanceof TransportException);
    }
  }

  /** A read whose value, once there, is kept for the life of the client. */
  static final class Once<T> extends Node<T> {
    private final Node<T> inner;
    private final AtomicReference<@Nullable T> kept = new AtomicReference<>();

    Once(Node<T> inner) {
      super(inner.client(), inner.pin());
      this.inner = inner;
    }

    @Override
    Cell<T> open() {
      return new Cell<>() {
        private @Nullable Cell<T> source;

        @Override
        void advance(Run run) {
          T known = kept.get();
          if (known != null) {
            succeed(known);
            return;
          }
          Cell<T> reading = source;
          if (reading == null) {
            reading = inner.open();
            source = reading;
          }
          reading.step(run);
          if (!reading.isDone()) {
            return;
          }
          RuntimeException failure = reading.failure();
          if (failure != null) {
            fail(failure);
            return;
          }
          kept.compareAndSet(null, reading.value());
          succeed(reading.value());
        }
      };
    }
  }
}
