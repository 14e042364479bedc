package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eth.Address;
import java.math.BigInteger;

/**
 * Slashed shares of one strategy that left EigenLayer as tokens, to the set's recipient or to be
 * burned.
 *
 * @param strategy where they were
 * @param shares in the strategy's smallest units
 */
public record PaidOut(Address strategy, BigInteger shares) {}
