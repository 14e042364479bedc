package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.util.List;
import java.util.Optional;

/**
 * An operator as its stakers see it.
 *
 * @param operator its address
 * @param isRegistered false if it is no operator; nobody can delegate to it then
 * @param approver who must sign for each new staker; empty if all are welcome
 * @param stakes per strategy asked for
 */
public record OperatorState(
    Address operator, boolean isRegistered, Optional<Address> approver, List<Stake> stakes) {
  /** Copies the list. */
  public OperatorState {
    stakes = List.copyOf(stakes);
  }

  /**
   * What is delegated to an operator in one strategy.
   *
   * @param shares of all its stakers together, without what is in the queue; a few units more than
   *     the sum of what they can withdraw, because that is rounded down for each
   * @param maxMagnitude what slashing has left of stakes there from the start; a new staker starts
   *     afresh
   */
  public record Stake(Amount<WithdrawableShares> shares, Magnitude maxMagnitude) {}
}
