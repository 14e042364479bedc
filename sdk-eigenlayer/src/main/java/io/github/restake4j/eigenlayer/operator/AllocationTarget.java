package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eth.Address;

/**
 * What an allocation shall be: a target, not a difference.
 *
 * @param operatorSet that may slash it
 * @param strategy whose shares are meant
 * @param magnitude in all; {@link Magnitude#ZERO} takes everything back
 */
public record AllocationTarget(OperatorSet operatorSet, Address strategy, Magnitude magnitude) {
  @Override
  public String toString() {
    return operatorSet + ", strategy " + strategy + ": " + magnitude;
  }
}
