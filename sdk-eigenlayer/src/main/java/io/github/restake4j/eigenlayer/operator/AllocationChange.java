package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.shares.Magnitude;

/**
 * What asking for a target would do, if it were mined next.
 *
 * @param target as asked
 * @param before the magnitude now
 * @param blocks from the block it is mined in until it takes effect: 0 at once, the operator's
 *     allocation delay for more, the deallocation delay and one for less that can be slashed
 */
public record AllocationChange(AllocationTarget target, Magnitude before, long blocks) {}
