package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eth.Address;

/**
 * A change of an allocation, as its {@code AllocationUpdated} event recorded it.
 *
 * @param operator whose magnitude it is
 * @param operatorSet that may slash it
 * @param strategy whose shares are meant
 * @param magnitude what it is from {@code effectBlock} on
 * @param effectBlock the block of the transaction, or a later one where a delay runs
 */
public record AllocationUpdate(
    Address operator,
    OperatorSet operatorSet,
    Address strategy,
    Magnitude magnitude,
    long effectBlock) {}
