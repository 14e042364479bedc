package io.github.restake4j.logs;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.task.Task;
import java.time.Duration;
import java.util.List;

/**
 * Events of the chain from one block on, in order, described but not yet looked for. Immutable;
 * does no I/O until a task made of it runs.
 *
 * <p>A run asks for ranges of blocks with {@code eth_getLogs}, as wide as the node lets it: it
 * narrows a range that the node refuses or cannot answer in time, follows the limits that error
 * texts name, and widens again. The newest 32 blocks are asked for one by one, by hash, and only
 * after their headers were seen to build on the last delivered block. When the chain turns out to
 * have left that block, the run finds the newest remembered one that is still there, tells the sink
 * what to undo, and delivers the blocks that took their place.
 *
 * <p>Of each range the node must know the last block, so one that lags cannot pass off blocks it
 * does not have as blocks without events. Logs outside of what was asked, logs marked as removed,
 * and repeated ones are dropped and counted.
 *
 * <p>Failures that pass are tried again, after a pause of {@link #every}: a bounded run gives up
 * when it made no headway for {@link #patience}, one that follows does not. Runs throw:
 *
 * <ul>
 *   <li>{@code TransportException}: any code; TIMEOUT also if the block to scan to does not come
 *   <li>{@code RpcException}: LOGS_TOO_LARGE if a single block has more logs than node or client
 *       can take; RPC_ERROR if the node refuses even a single block
 *   <li>{@code ChainException} CHAIN_MISMATCH: another chain id, or a reorg deeper than {@link
 *       #deepestReorg}
 *   <li>{@code DecodingException}: a log of one of the named contracts does not hold what its event
 *       writes
 *   <li>whatever the sink throws
 * </ul>
 *
 * @param <E> what logs become: a record per event, or a type they share
 */
public interface EventScan<E> {
  /**
   * The last block: a number, or the newest block, the safe one or the finalized one when a run
   * begins. Default: the newest. A scan that follows goes on after it: behind the tag, or, from a
   * number, not at all.
   *
   * @throws IllegalArgumentException if the block is named by hash
   */
  EventScan<E> to(BlockRef last);

  /**
   * Goes on where a run of the same scan was: same chain, first block and filters.
   *
   * @param cursor of a batch, an undo or a result
   * @throws IllegalArgumentException if it is of another scan, or damaged
   */
  EventScan<E> resume(Bytes cursor);

  /**
   * Keeps the cursor in the client's journal and goes on from there in each run. It is stored after
   * the sink took a batch, durable with the journal's next force, and before the sink undoes one,
   * forced: a crash costs repetition, never events. One run at a time per name.
   *
   * @param name 1 to 200 characters, unique among the scans of the journal
   */
  EventScan<E> named(String name);

  /** Tells the time of each event's block: one more header per block with events. */
  EventScan<E> withTimes();

  /**
   * Blocks asked for at once, at most. Default 10,000, 1 to 1,000,000; runs begin with 1,000 and
   * learn.
   */
  EventScan<E> widestRange(int blocks);

  /**
   * How deep a reorg may go below what was delivered; a deeper one is taken for another chain.
   * Default 1,000 blocks, 1 to 1,000,000.
   */
  EventScan<E> deepestReorg(int blocks);

  /**
   * Pause between looks for new blocks, and before something that failed is tried again. Default:
   * the client's poll interval. Above zero and at most an hour.
   */
  EventScan<E> every(Duration interval);

  /**
   * For how long, in pauses, a bounded run puts up with making no headway. Default one minute, zero
   * to a day.
   */
  EventScan<E> patience(Duration longest);

  /** Scans up to the last block. Progress counts blocks. */
  Task<Scanned> into(EventSink<E> sink);

  /**
   * Scans up to the newest, safe or finalized block and then each further one, until cancelled or
   * the client is closed: the task has no result. Progress counts blocks.
   *
   * @throws IllegalStateException if the last block is a number
   */
  Task<Scanned> follow(EventSink<E> sink);

  /**
   * Scans up to the last block and keeps all in memory, from the first block in each run.
   *
   * @param atMost events; more end the run with {@link TransportException} RESPONSE_TOO_LARGE
   * @throws IllegalArgumentException if {@code atMost} is not above zero
   * @throws IllegalStateException if the scan has a cursor, which would hide the events before it
   */
  Task<List<Emitted<E>>> collect(int atMost);
}
