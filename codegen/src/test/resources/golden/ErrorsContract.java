package golden;

import io.github.restake4j.abi.AbiError;
import io.github.restake4j.abi.AbiEvent;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.Generated;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;

/**
 * The contract's calls, events and errors as values. Generated: do not edit.
 *
 * <p>Source: example/contracts&#64;0123abc src/Errors.sol
 */
@Generated("io.github.restake4j.codegen.AbiGenerator")
public final class ErrorsContract {
  private ErrorsContract() {}

  /** Struct {@code Lib.Point}. */
  public record Point(BigInteger x, BigInteger y) {
    private static Point read(AbiReader in) {
      return new Point(in.uint256(), in.uint256());
    }
  }

  /**
   * Event {@code Paused(address)}, topic {@code
   * 0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258}.
   */
  public record Paused(Address by) {
    /** Recognizes and decodes its logs. */
    public static final AbiEvent<Paused> EVENT =
        AbiEvent.of(
            "Paused(address by)",
            "0x62e78cea01bee320cd4e420270b5ea74000d11b0c9f74754ebdbfc544b05a258",
            0,
            32,
            (topics, data) -> new Paused(data.address()));
  }

  /** Error {@code Odd((uint256,uint256),bytes,string)}, selector {@code 0x0f62583f}. */
  public record Odd(Point point, Bytes ERROR_, String value2) {
    /** Recognizes and decodes its revert data. */
    public static final AbiError<Odd> ERROR =
        AbiError.of(
            "Odd((uint256 x, uint256 y) point, bytes ERROR, string)", 0x0f62583f, 128, Odd::read);

    private static Odd read(AbiReader in) {
      return new Odd(Point.read(in), in.bytes(), in.string());
    }
  }

  /** Error {@code PAUSED(uint256)}, selector {@code 0x842b68c0}. */
  public record PAUSEDError(BigInteger until) {
    /** Recognizes and decodes its revert data. */
    public static final AbiError<PAUSEDError> ERROR =
        AbiError.of("PAUSED(uint256 until)", 0x842b68c0, 32, PAUSEDError::read);

    private static PAUSEDError read(AbiReader in) {
      return new PAUSEDError(in.uint256());
    }
  }

  /** Error {@code Paused()}, selector {@code 0x9e87fac8}. */
  public record PausedError2() {
    /** Recognizes and decodes its revert data. */
    public static final AbiError<PausedError2> ERROR =
        AbiError.of("Paused()", 0x9e87fac8, 0, in -> new PausedError2());
  }

  /** Error {@code String(string)}, selector {@code 0x589e6a98}. */
  public record StringError(String text) {
    /** Recognizes and decodes its revert data. */
    public static final AbiError<StringError> ERROR =
        AbiError.of("String(string text)", 0x589e6a98, 32, StringError::read);

    private static StringError read(AbiReader in) {
      return new StringError(in.string());
    }
  }

  /** Error {@code TooLarge(uint256)}, selector {@code 0x1f4d5abe}. */
  public record TooLargeUint256(BigInteger amount) {
    /** Recognizes and decodes its revert data. */
    public static final AbiError<TooLargeUint256> ERROR =
        AbiError.of("TooLarge(uint256 amount)", 0x1f4d5abe, 32, TooLargeUint256::read);

    private static TooLargeUint256 read(AbiReader in) {
      return new TooLargeUint256(in.uint256());
    }
  }

  /** Error {@code TooLarge(uint256,uint256)}, selector {@code 0x677fd0e3}. */
  public record TooLargeUint256Uint256(BigInteger amount, BigInteger most) {
    /** Recognizes and decodes its revert data. */
    public static final AbiError<TooLargeUint256Uint256> ERROR =
        AbiError.of(
            "TooLarge(uint256 amount, uint256 most)", 0x677fd0e3, 64, TooLargeUint256Uint256::read);

    private static TooLargeUint256Uint256 read(AbiReader in) {
      return new TooLargeUint256Uint256(in.uint256(), in.uint256());
    }
  }
}
