package io.github.restake4j.eigenlayer;

import io.github.restake4j.eth.Address;
import java.util.Optional;

/**
 * Whom a staker is delegated to. Operator and approver can end a delegation at any time: then there
 * is no operator here, and all the staker had is in the queue.
 *
 * @param staker whose delegation
 * @param operator all strategies together are delegated to; empty if none
 * @param approver who approves new stakers of that operator and may end delegations; empty if none
 */
public record DelegationState(
    Address staker, Optional<Address> operator, Optional<Address> approver) {
  /** True if the staker is an operator, which can never undelegate. */
  public boolean isOperator() {
    return operator.isPresent() && operator.get().equals(staker);
  }
}
