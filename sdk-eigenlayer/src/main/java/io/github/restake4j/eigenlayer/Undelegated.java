package io.github.restake4j.eigenlayer;

import io.github.restake4j.eth.Address;
import java.util.List;

/**
 * The end of a delegation, from its events.
 *
 * @param staker who is delegated to nobody now
 * @param operator to whom it was; can still lose the queued shares in a slash for the whole delay
 * @param forced true if the operator or its approver did it
 * @param queued one withdrawal per strategy, of everything; empty if nothing was deposited
 */
public record Undelegated(
    Address staker, Address operator, boolean forced, List<Withdrawal> queued) {
  /** Copies the list. */
  public Undelegated {
    queued = List.copyOf(queued);
  }
}
