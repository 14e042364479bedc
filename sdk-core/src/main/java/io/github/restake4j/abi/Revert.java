package io.github.restake4j.abi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.List;

/** Why the EVM rolled back, decoded as far as the bytes allow. */
public sealed interface Revert {
  /** All bytes the contract gave as its reason. */
  Bytes raw();

  /** One line for people; bounded, and free of control characters. */
  String text();

  /**
   * A custom error, {@code revert RequestAmountTooLarge(1001e18)}.
   *
   * @param contract the contract that was called; the error may come from one it called in turn
   * @param error the error's name
   * @param arguments in the order of its declaration, values as in {@link AbiArgument#value};
   *     strings are cut after 1,024 characters and their control characters escaped
   * @param raw all bytes
   */
  record Custom(Address contract, String error, List<Object> arguments, Bytes raw)
      implements Revert {
    /** Copies the arguments. */
    public Custom {
      arguments = List.copyOf(arguments);
    }

    @Override
    public String text() {
      return AbiText.shownCall(error, arguments);
    }
  }

  /**
   * A text, {@code require(ok, "APP_AUTH_FAILED")}.
   *
   * @param text the contract's words, cut after 1,024 characters, control characters escaped
   * @param raw all bytes
   */
  record Reason(String text, Bytes raw) implements Revert {}

  /**
   * A check the compiler put in, Solidity's {@code Panic(uint256)}.
   *
   * @param code 0x11 is arithmetic overflow, 0x12 division by zero; {@link #meaning} knows them all
   * @param raw all bytes
   */
  record Panic(BigInteger code, Bytes raw) implements Revert {

    /** What the code stands for, in words; {@code unknown panic} for one that Solidity lacks. */
    public String meaning() {
      if (code.bitLength() > 7) {
        return "unknown panic";
      }
      return switch (code.intValue()) {
        case 0x00 -> "a compiler-inserted check failed";
        case 0x01 -> "assertion failed";
        case 0x11 -> "arithmetic overflow or underflow";
        case 0x12 -> "division or modulo by zero";
        case 0x21 -> "number is no member of the enum";
        case 0x22 -> "storage byte array is wrongly encoded";
        case 0x31 -> "pop of an empty array";
        case 0x32 -> "array index out of bounds";
        case 0x41 -> "too much memory allocated";
        case 0x51 -> "call of an internal function that was never set";
        default -> "unknown panic";
      };
    }

    @Override
    public String text() {
      return "Panic(0x" + code.toString(16) + "): " + meaning();
    }
  }

  /**
   * No data, or data that matches no known error.
   *
   * @param raw all bytes
   */
  record Unknown(Bytes raw) implements Revert {
    @Override
    public String text() {
      return raw.isEmpty() ? "no reason given" : "unknown error " + AbiText.of(raw);
    }
  }
}
