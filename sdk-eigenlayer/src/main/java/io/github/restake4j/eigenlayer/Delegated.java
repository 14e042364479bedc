package io.github.restake4j.eigenlayer;

import io.github.restake4j.eth.Address;

/**
 * A delegation, as its {@code StakerDelegated} event recorded it.
 *
 * @param staker who delegated everything
 * @param operator to whom
 */
public record Delegated(Address staker, Address operator) {}
