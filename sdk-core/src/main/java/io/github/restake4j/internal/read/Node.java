package io.github.restake4j.internal.read;

import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.read.At;
import io.github.restake4j.read.Attempt;
import io.github.restake4j.read.Read;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A described read. What differs between kinds is only the cell they open in a run. */
abstract class Node<T> implements Read<T> {
  /** Absent where nothing has to be asked. */
  private final @Nullable Client client;

  /** The block every part of the tree agrees on; absent if none names one. */
  private final @Nullable BlockRef pin;

  Node(@Nullable Client client, @Nullable BlockRef pin) {
    this.client = client;
    this.pin = pin;
  }

  abstract Cell<T> open();

  final @Nullable Client client() {
    return client;
  }

  final @Nullable BlockRef pin() {
    return pin;
  }

  static <T> Node<T> of(Read<? extends T> read) {
    if (read instanceof Node<? extends T> node) {
      // a read only ever hands its value out, so reading it as a supertype is safe
      @SuppressWarnings("unchecked")
      Node<T> same = (Node<T>) node;
      return same;
    }
    throw new IllegalArgumentException("a Read is made by a client or a facade, not implemented");
  }

  @Override
  public final T now() {
    if (client == null) {
      return Run.withoutClient(this);
    }
    return new Run(client, pin, CallScope.of(client.deadline())).value(this);
  }

  @Override
  public final At<T> nowAt() {
    return new Run(required(), pin, CallScope.of(required().deadline())).valueAt(this);
  }

  @Override
  public final CompletableFuture<T> async() {
    if (client == null) {
      return CompletableFuture.completedFuture(now());
    }
    CallScope scope = CallScope.of(client.deadline());
    Run run = new Run(client, pin, scope);
    CompletableFuture<T> future =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            boolean cancelled = super.cancel(mayInterruptIfRunning);
            if (cancelled) {
              scope.cancel();
            }
            return cancelled;
          }
        };
    try {
      client
          .executor()
          .execute(
              () -> {
                try {
                  future.complete(run.value(this));
                } catch (Throwable e) {
                  future.completeExceptionally(e);
                }
              });
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(Client.closed(e));
    }
    return future;
  }

  @Override
  public final Read<T> at(BlockRef block) {
    return new Nodes.Pinned<>(this, Nodes.samePin(pin, block));
  }

  @Override
  public final <R> Read<R> map(Function<? super T, ? extends R> f) {
    return new Nodes.Mapped<>(this, f);
  }

  @Override
  public final <R> Read<R> then(Function<? super T, ? extends Read<? extends R>> next) {
    if (client == null) {
      // nothing has to be asked before the next read is known, which brings the client
      return Node.of(next.apply(now()));
    }
    return new Nodes.Then<>(this, next);
  }

  @Override
  public final Read<Attempt<T>> attempt() {
    return new Nodes.Attempted<>(this);
  }

  @Override
  public final Read<T> once() {
    return new Nodes.Once<>(this);
  }

  private Client required() {
    if (client == null) {
      throw new IllegalStateException("a value that needs no client has no block");
    }
    return client;
  }
}
