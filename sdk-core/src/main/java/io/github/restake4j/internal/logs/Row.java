package io.github.restake4j.internal.logs;

import io.github.restake4j.internal.rpc.BlockHeader;
import io.github.restake4j.logs.BlockId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of asking for a row of blocks. */
sealed interface Row<E> {
  /**
   * All of it.
   *
   * @param blocks on the way, oldest first; the last is the row's last
   * @param before the block before the first, as the first one's header names it
   */
  record Whole<E>(long from, List<BlockId> blocks, @Nullable BlockId before, Sieve<E> logs)
      implements Row<E> {
    long to() {
      return blocks.get(blocks.size() - 1).number();
    }
  }

  /** Too wide; the width has learnt. */
  record TooWide<E>() implements Row<E> {}

  /** The first block does not build on the block delivered last. */
  record Forked<E>() implements Row<E> {}

  /** The block before one, or null for the first block of all. */
  static @Nullable BlockId before(BlockHeader first) {
    return first.number() == 0 ? null : new BlockId(first.number() - 1, first.parentHash());
  }
}
