package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eth.Address;

/**
 * A new allocation delay, as its event recorded it. No function of the contract tells a pending
 * delay: keep this.
 *
 * @param operator whose allocations it delays
 * @param blocks from an allocation to its effect
 * @param effectBlock first block in which it holds
 */
public record AllocationDelaySet(Address operator, long blocks, long effectBlock) {}
