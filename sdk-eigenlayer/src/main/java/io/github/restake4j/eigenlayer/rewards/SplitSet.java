package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eth.Address;
import java.time.Instant;

/**
 * A change of an operator's split, as its event recorded it.
 *
 * @param operator whose split it is
 * @param place which rewards it is of
 * @param before basis points until then
 * @param bips basis points from {@code activatedAt} on
 * @param activatedAt first second in which it counts
 */
public record SplitSet(Address operator, Place place, int before, int bips, Instant activatedAt) {
  /** Which rewards a split is of. */
  public sealed interface Place {
    /**
     * Those of an AVS.
     *
     * @param avs who pays
     */
    record Avs(Address avs) implements Place {}

    /**
     * Those of an operator set.
     *
     * @param operatorSet whose
     */
    record Set(OperatorSet operatorSet) implements Place {}

    /** Those EigenLayer itself pays. */
    record ProgrammaticIncentives() implements Place {}
  }
}
