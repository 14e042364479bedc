package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eth.Address;
import java.util.HashSet;
import java.util.List;

/**
 * An operator set to be made.
 *
 * @param id chosen by the AVS, 0 to 2^32 - 1; they need not follow each other
 * @param strategies whose allocations the set can slash, each once; may be empty, and be changed
 *     later
 * @param slasher the one account that may slash; before EigenLayer 1.9 only the AVS itself
 */
public record NewOperatorSet(long id, List<Address> strategies, Address slasher) {
  /** Checks what can be checked without a chain. */
  public NewOperatorSet {
    strategies = List.copyOf(strategies);
    if (id < 0 || id > 0xffffffffL) {
      throw new IllegalArgumentException("an operator set's id is 0 to 2^32 - 1, not " + id);
    }
    if (slasher.isZero()) {
      throw new IllegalArgumentException("operator set " + id + " needs a slasher, not zero");
    }
    if (new HashSet<>(strategies).size() < strategies.size()) {
      throw new IllegalArgumentException(
          "operator set " + id + " names a strategy twice: " + strategies);
    }
  }
}
