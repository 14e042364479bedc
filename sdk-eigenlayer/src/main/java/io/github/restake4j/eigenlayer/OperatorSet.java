package io.github.restake4j.eigenlayer;

import io.github.restake4j.eth.Address;

/**
 * A group of operators that one AVS rewards and slashes by the same rules.
 *
 * @param avs the service, by the address of its contract
 * @param id chosen by the AVS, 0 to 2^32 - 1
 */
public record OperatorSet(Address avs, long id) {
  /** Checks the id. */
  public OperatorSet {
    if (id < 0 || id > 0xffffffffL) {
      throw new IllegalArgumentException("an operator set's id is 0 to 2^32 - 1, not " + id);
    }
  }

  @Override
  public String toString() {
    return "operator set " + id + " of " + avs;
  }
}
