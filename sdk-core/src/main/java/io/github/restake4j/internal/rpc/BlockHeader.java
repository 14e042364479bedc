package io.github.restake4j.internal.rpc;

import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.units.Wei;
import java.time.Instant;
import java.util.Optional;

/**
 * What we use of a block's header.
 *
 * @param number height
 * @param hash of the header, as the node states it
 * @param parentHash of the block before
 * @param timestamp in whole seconds
 * @param baseFeePerGas wei per unit of gas; empty on chains without EIP-1559
 * @param gasLimit units of gas
 */
public record BlockHeader(
    long number,
    Hash32 hash,
    Hash32 parentHash,
    Instant timestamp,
    Optional<Wei> baseFeePerGas,
    long gasLimit) {
  /** For pinning reads to this block. */
  public BlockRef.Exact ref() {
    return new BlockRef.Exact(number, hash, timestamp);
  }
}
