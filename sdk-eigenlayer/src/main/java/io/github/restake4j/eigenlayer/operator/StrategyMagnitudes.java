package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.shares.Magnitude;

/**
 * An operator's magnitudes in one strategy, at one block.
 *
 * @param max what slashing has left; starts whole and only falls
 * @param encumbered promised to operator sets, deallocations on their way out included
 * @param allocatable {@code max} less {@code encumbered}: can be promised now
 */
public record StrategyMagnitudes(Magnitude max, Magnitude encumbered, Magnitude allocatable) {}
