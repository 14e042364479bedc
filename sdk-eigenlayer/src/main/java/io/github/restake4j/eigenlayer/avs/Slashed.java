package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * What a slash did.
 *
 * @param operator who was slashed
 * @param operatorSet who slashed
 * @param slashId under which slashed tokens can be paid out; empty if no tokens were slashed (only
 *     ETH in pods, or nothing), and before EigenLayer 1.5, which has no such ids
 * @param parts one per strategy, sorted by its address; also those where nothing was allocated
 */
public record Slashed(
    Address operator, OperatorSet operatorSet, Optional<BigInteger> slashId, List<Part> parts) {
  /**
   * What a slash did in one strategy.
   *
   * @param strategy where
   * @param wadSlashed share of the operator's <b>whole</b> stake there before, in 1e-18, rounded
   *     down
   * @param maxMagnitude of the operator there afterwards; empty if nothing was allocated, and so
   *     nothing changed
   * @param shares taken from what is delegated and from the queue
   */
  public record Part(
      Strategy strategy,
      BigInteger wadSlashed,
      Optional<Magnitude> maxMagnitude,
      Amount<WithdrawableShares> shares) {}
}
