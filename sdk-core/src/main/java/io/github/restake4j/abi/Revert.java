package io.github.restake4j.abi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.List;

/** Why the EVM rolled back, decoded as far as the bytes allow. */
public sealed interface Revert {
  /** The revert data itself. */
  Bytes raw();

  /**
   * A custom error that the client knows.
   *
   * @param contract that was called
   * @param error name
   * @param arguments in order
   * @param raw the revert data
   */
  record Custom(Address contract, String error, List<Object> arguments, Bytes raw)
      implements Revert {}

  /**
   * {@code require(ok, "APP_AUTH_FAILED")}.
   *
   * @param text bounded, control characters escaped
   * @param raw the revert data
   */
  record Reason(String text, Bytes raw) implements Revert {}

  /**
   * Solidity's own checks.
   *
   * @param code 0x11 is arithmetic overflow, 0x12 division by zero
   * @param raw the revert data
   */
  record Panic(BigInteger code, Bytes raw) implements Revert {}

  /**
   * No data, or data that matches no known error.
   *
   * @param raw the revert data
   */
  record Unknown(Bytes raw) implements Revert {}
}
