package io.github.restake4j.eigenlayer;

import io.github.restake4j.eth.Address;

/**
 * A change of operator, from its events.
 *
 * @param left the old operator and the withdrawals queued from it
 * @param operator the new one; gets the shares only when those withdrawals are completed as shares
 */
public record Redelegated(Undelegated left, Address operator) {}
