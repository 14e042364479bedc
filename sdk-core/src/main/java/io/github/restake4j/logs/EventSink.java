package io.github.restake4j.logs;

/**
 * Takes what a scan finds. Called on the thread that runs the scan, one call after the other. What
 * it throws ends the run; the next run delivers a batch that failed again, and its first undo
 * covers one that failed.
 *
 * <p>Delivery is <b>at least once</b>: a sink that forgets on {@link #undo} and adds on {@link
 * #take} always holds exactly the events of the scanned part of the chain.
 */
public interface EventSink<E> {
  /**
   * Forget all events of {@code undo.fromBlock()} and later blocks. Called first in every run, with
   * the block it starts from, because an earlier run may have delivered more than its stored cursor
   * knows; and whenever a reorg removed blocks. Forgetting what was never delivered must do
   * nothing.
   */
  void undo(Undo undo);

  /** Add these events. Batches follow each other without a gap, in the order of the chain. */
  void take(EventBatch<E> batch);
}
