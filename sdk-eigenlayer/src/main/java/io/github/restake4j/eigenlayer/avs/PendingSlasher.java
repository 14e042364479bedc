package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eth.Address;

/**
 * A change of an operator set's slasher.
 *
 * @param slasher who may slash from then on
 * @param effectBlock first block in which it may
 */
public record PendingSlasher(Address slasher, long effectBlock) {}
