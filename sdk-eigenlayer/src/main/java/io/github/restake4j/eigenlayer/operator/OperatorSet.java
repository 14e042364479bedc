package io.github.restake4j.eigenlayer.operator;

import io.github.restake4j.eigenlayer.contract.AllocationManagerContract;
import io.github.restake4j.eth.Address;

/**
 * A set of operators that an AVS defined: who may be slashed together, in which strategies.
 *
 * @param avs the service's address in EigenLayer
 * @param id chosen by the AVS, 0 to 2^32 - 1; not sequential
 */
public record OperatorSet(Address avs, long id) {
  private static final long MAX_ID = 0xffff_ffffL;

  /**
   * Checks the id.
   *
   * @throws IllegalArgumentException if it is no uint32
   */
  public OperatorSet {
    if (id < 0 || id > MAX_ID) {
      throw new IllegalArgumentException(
          "the id of an operator set is 0 to " + MAX_ID + ", not " + id);
    }
  }

  static OperatorSet of(AllocationManagerContract.OperatorSet set) {
    return new OperatorSet(set.avs(), set.id());
  }

  AllocationManagerContract.OperatorSet struct() {
    return new AllocationManagerContract.OperatorSet(avs, id);
  }

  @Override
  public String toString() {
    return "operator set " + id + " of " + avs;
  }
}
