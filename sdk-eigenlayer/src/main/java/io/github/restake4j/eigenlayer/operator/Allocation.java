package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eth.Address;
import java.util.Optional;

/**
 * How much of an operator's magnitude in a strategy one operator set has, at one block. A change
 * that is due counts as done, whether or not a transaction has written it down.
 *
 * @param operatorSet that may slash it
 * @param strategy whose shares are meant
 * @param current the magnitude now
 * @param pending the change on its way; empty if there is none
 */
public record Allocation(
    OperatorSet operatorSet, Address strategy, Magnitude current, Optional<Pending> pending) {
  /**
   * A change on its way; until it is through, no other can be made.
   *
   * @param magnitude what it will be; a slash in between lowers it
   * @param effectBlock first block in which it is; what falls can be slashed until the block before
   */
  public record Pending(Magnitude magnitude, long effectBlock) {}

  static Allocation of(
      OperatorSet set, Address strategy, AllocationManagerContract.Allocation value) {
    Magnitude current = Structs.magnitude(value.currentMagnitude());
    Optional<Pending> pending =
        value.effectBlock() == 0
            ? Optional.empty()
            : Optional.of(
                new Pending(
                    Structs.magnitude(value.currentMagnitude().add(value.pendingDiff())),
                    value.effectBlock()));
    return new Allocation(set, strategy, current, pending);
  }
}
