package io.github.restake4j.eth;

import java.time.Instant;

/** Which block a read looks at. */
public sealed interface BlockRef {
  /** The newest block when the read starts. */
  BlockRef LATEST = Tag.LATEST;

  /** The newest block that the beacon chain has justified. */
  BlockRef SAFE = Tag.SAFE;

  /** The newest block that the beacon chain has finalized. */
  BlockRef FINALIZED = Tag.FINALIZED;

  /**
   * The canonical block of a number when the read starts.
   *
   * @throws IllegalArgumentException if negative
   */
  static BlockRef number(long number) {
    return new AtNumber(number);
  }

  /** One block, whatever becomes of it. */
  static BlockRef hash(Hash32 hash) {
    return new AtHash(hash);
  }

  /** A moving name, resolved to a hash when the read starts. */
  enum Tag implements BlockRef {
    /** The newest block. */
    LATEST,
    /** The newest justified block. */
    SAFE,
    /** The newest finalized block. */
    FINALIZED
  }

  /**
   * A block by number, resolved to a hash when the read starts.
   *
   * @param number height, zero or more
   */
  record AtNumber(long number) implements BlockRef {
    /** Checks the height. */
    public AtNumber {
      if (number < 0) {
        throw new IllegalArgumentException("a block number cannot be negative: " + number);
      }
    }
  }

  /**
   * A block by hash.
   *
   * @param hash of the block's header
   */
  record AtHash(Hash32 hash) implements BlockRef {}

  /**
   * A block that was seen: what a read reports it looked at, and good for pinning further reads to
   * the same state.
   *
   * @param number height
   * @param hash of the block's header
   * @param timestamp as the header states it, in whole seconds
   */
  record Exact(long number, Hash32 hash, Instant timestamp) implements BlockRef {}
}
