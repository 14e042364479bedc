package io.github.restake4j.read;

import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.read.Reads;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Something to be read from the chain, described but not yet read. Immutable, bound to one client,
 * does no I/O until run, and may be run any number of times.
 *
 * <p>However many reads are combined, all of them look at <b>one block</b>, named by its hash. A
 * round is one HTTP request: a JSON-RPC batch of multicalls plus what cannot be put into one. The
 * requests of a run are one for the header, one per level of dependency ({@link #then}), and more
 * only where a round passes the node's limits. A block that vanishes in a reorg while it is read
 * makes the run start over, at most twice.
 *
 * <p>Runs throw, in the order the reads were declared, the first failure: {@code
 * TransportException}, {@code RpcException}, {@code RevertException} (with the contract's decoded
 * error), {@code DecodingException}, {@code ChainException} (wrong chain, no contract at an
 * address). {@link #attempt} is the only way to isolate a failure. Made by clients and facades; not
 * meant to be implemented.
 *
 * @param <T> what comes out
 */
public interface Read<T> {
  /** Runs at the newest block, or the one given to {@link #at}, and waits. */
  T now();

  /** As {@link #now}, and says which block was looked at. */
  At<T> nowAt();

  /** Runs on the client's executor. Cancelling the future cancels the HTTP call. */
  CompletableFuture<T> async();

  /**
   * The same read at another block. Pins the whole tree.
   *
   * @throws IllegalArgumentException if a part of it is already pinned to a different block
   */
  Read<T> at(BlockRef block);

  /** The read with its value transformed; what {@code f} throws, the run throws. */
  <R> Read<R> map(Function<? super T, ? extends R> f);

  /** One more round, at the same block, that depends on the value of this one. */
  <R> Read<R> then(Function<? super T, ? extends Read<? extends R>> next);

  /**
   * The read with its own failure as a value: a revert, an undecodable answer, a missing contract.
   * What fails the whole run (transport, deadline, cancellation) still throws.
   */
  Read<Attempt<T>> attempt();

  /**
   * The same read, asked at most once: its first value is kept and given out from then on, whatever
   * the block. For what does not change, such as addresses and decimals. A failure is not kept.
   */
  Read<T> once();

  /** A value that is known already, as a read that asks nothing. */
  static <T> Read<T> known(T value) {
    return Reads.known(value);
  }

  /**
   * Both, in the same rounds.
   *
   * @throws IllegalArgumentException if they belong to different clients, or are pinned to
   *     different blocks
   */
  static <A, B, R> Read<R> zip(
      Read<? extends A> a, Read<? extends B> b, BiFunction<? super A, ? super B, ? extends R> f) {
    return Reads.zip(a, b, f);
  }

  /**
   * All, in the same rounds, values in the order given.
   *
   * @throws IllegalArgumentException if they belong to different clients, or are pinned to
   *     different blocks
   */
  static <T> Read<List<T>> all(Collection<? extends Read<? extends T>> reads) {
    return Reads.all(reads);
  }
}
