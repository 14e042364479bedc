package io.github.restake4j.logs;

import io.github.restake4j.eth.Bytes;
import java.util.List;

/**
 * Events of a block and all after it no longer count; what replaces them is delivered next.
 *
 * @param fromBlock the first block whose events have to be forgotten
 * @param removed blocks known to have left the chain, oldest first: none when a run begins; after a
 *     reorg those the scan remembers, all of the newest 32 and fewer below them. {@code fromBlock}
 *     may lie deeper than the reorg went
 * @param cursor where a later run goes on after this was done
 */
public record Undo(long fromBlock, List<BlockId> removed, Bytes cursor) {
  /** Copies the blocks. */
  public Undo {
    removed = List.copyOf(removed);
  }
}
