package io.github.restake4j.eigenlayer.avs;

import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eth.Address;

/**
 * An operator set to be made whose slashed tokens go to somebody instead of being burned.
 *
 * @param set without ETH in pods and without the EIGEN strategy, which cannot be redistributed
 * @param recipient of slashed tokens, for ever: it can never be changed; not zero and not the
 *     address that burns
 */
public record RedistributingOperatorSet(NewOperatorSet set, Address recipient) {
  static final Address BURN = Address.parse("0x00000000000000000000000000000000000e16e4");

  /** Checks what can be checked without a chain. */
  public RedistributingOperatorSet {
    if (recipient.isZero() || recipient.equals(BURN)) {
      throw new IllegalArgumentException(
          "operator set "
              + set.id()
              + " cannot redistribute to "
              + recipient
              + "; a set that burns is made by createOperatorSets");
    }
    if (set.strategies().contains(Strategy.BEACON_CHAIN_ETH.address())) {
      throw new IllegalArgumentException(
          "operator set " + set.id() + " redistributes, which ETH in pods cannot be");
    }
  }
}
