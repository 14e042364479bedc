package io.github.restake4j.logs;

import io.github.restake4j.eth.Hash32;

/**
 * One block of one branch of the chain.
 *
 * @param number height, zero or more
 * @param hash of the header
 */
public record BlockId(long number, Hash32 hash) {
  /** Checks the height. */
  public BlockId {
    if (number < 0) {
      throw new IllegalArgumentException("a block number cannot be negative: " + number);
    }
  }
}
