package io.github.restake4j.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import java.util.List;

/**
 * What a transaction says beforehand that it will touch (EIP-2930): an account and some of its
 * storage. Costs 2400 gas, and 1900 for each key.
 *
 * @param address the account
 * @param storageKeys slots of its storage, in the order they are signed in
 */
public record AccessTuple(Address address, List<Hash32> storageKeys) {
  /** Copies the list. */
  public AccessTuple {
    storageKeys = List.copyOf(storageKeys);
  }
}
