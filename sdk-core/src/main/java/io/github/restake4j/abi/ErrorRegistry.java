package io.github.restake4j.abi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;

/** The custom errors one client knows by name. Thread-safe. */
public final class ErrorRegistry {
  /** Decodes revert data; never throws, whatever the bytes. */
  public Revert decode(Address contract, Bytes data) {
    return new Revert.Unknown(data);
  }
}
