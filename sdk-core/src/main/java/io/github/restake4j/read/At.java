package io.github.restake4j.read;

import io.github.restake4j.eth.BlockRef;

/**
 * A value and the block it was read at.
 *
 * @param value what was read
 * @param block number, hash and time of the block; good for {@link Read#at}
 */
public record At<T>(T value, BlockRef.Exact block) {}
