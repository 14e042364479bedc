package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * What one operator and its stakers get.
 *
 * @param operator not zero
 * @param amount above zero, at most 1e38 - 1 smallest units
 */
public record OperatorReward(Address operator, Amount<Token> amount) {
  /** Checks the bounds. */
  public OperatorReward {
    if (operator.isZero()) {
      throw new IllegalArgumentException("a reward of " + amount + " for the zero address");
    }
    RewardsSubmission.checkAmount(amount);
  }
}
