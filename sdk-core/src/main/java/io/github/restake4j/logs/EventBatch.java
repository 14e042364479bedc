package io.github.restake4j.logs;

import io.github.restake4j.eth.Bytes;
import java.util.List;

/**
 * All events of a row of blocks.
 *
 * @param fromBlock the first block, the one after the last batch's last
 * @param toBlock the last block
 * @param events in the order of the chain; often none
 * @param dropped what the node sent besides
 * @param cursor where a later run goes on after this batch, for {@link EventScan#resume}; store it
 *     together with what the events changed
 */
public record EventBatch<E>(
    long fromBlock, long toBlock, List<Emitted<E>> events, Dropped dropped, Bytes cursor) {
  /** Copies the events. */
  public EventBatch {
    events = List.copyOf(events);
  }
}
