package golden;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.AbiConstructor;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.AbiWriter;
import io.github.restake4j.abi.Generated;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.List;

/**
 * The contract's calls, events and errors as values. Generated: do not edit.
 *
 * <p>Answers calls it has no function for ({@code fallback}, nonpayable).
 *
 * <p>Takes plain ether ({@code receive}).
 *
 * <p>Source: example/contracts&#64;0123abc src/Overloads.sol
 */
@Generated("io.github.restake4j.codegen.AbiGenerator")
public final class OverloadsContract {
  private OverloadsContract() {}

  /**
   * What to send to create the contract: {@code creationCode} and the arguments of {@code
   * constructor(address)}, nonpayable.
   */
  public static Bytes deployData(Bytes creationCode, Address owner) {
    return AbiConstructor.data(
        creationCode, "constructor(address owner)", 32, out -> out.address(owner));
  }

  /** Calls {@code $dollar(uint256)}, selector {@code 0x8b895ded}, nonpayable. */
  public static AbiCall<NoOutput> $dollar(BigInteger $) {
    return AbiCall.of("$dollar(uint256 $)", 0x8b895ded, 32, out -> out.uint256($));
  }

  /** Calls {@code _1inch()}, selector {@code 0x1e34b76f}, nonpayable. */
  public static AbiCall<NoOutput> _1inch() {
    return AbiCall.of("_1inch()", 0x1e34b76f, 0, out -> {});
  }

  /** Calls {@code _both()}, selector {@code 0x14ef5f6f}, nonpayable. */
  public static AbiCall<NoOutput> _both() {
    return AbiCall.of("_both()", 0x14ef5f6f, 0, out -> {});
  }

  /** Calls {@code _hidden(uint256,uint256,uint256)}, selector {@code 0xef5b3aad}, nonpayable. */
  public static AbiCall<NoOutput> hidden(BigInteger a, BigInteger a_, BigInteger arg2) {
    return AbiCall.of(
        "_hidden(uint256 a, uint256 a, uint256)",
        0xef5b3aad,
        96,
        out -> out.uint256(a).uint256(a_).uint256(arg2));
  }

  /** Calls {@code both()}, selector {@code 0x35f2e0a7}, nonpayable. */
  public static AbiCall<NoOutput> both() {
    return AbiCall.of("both()", 0x35f2e0a7, 0, out -> {});
  }

  /**
   * Calls {@code class(bool,bool,bool)}, selector {@code 0x2a45e857}, view. Returns {@code object}.
   */
  public static AbiCall<Boolean> class_(boolean new_, boolean val_, boolean in_) {
    return AbiCall.of(
        "class(bool new, bool val, bool in)",
        0x2a45e857,
        96,
        out -> out.bool(new_).bool(val_).bool(in_),
        32,
        AbiReader::bool);
  }

  /** Calls {@code create(address,(address,address)[])}, selector {@code 0x92db38e7}, nonpayable. */
  public static AbiCall<NoOutput> createPairArray(Address owner, List<Pair> items) {
    return AbiCall.of(
        "create(address owner, (address left, address right)[] items)",
        0x92db38e7,
        64,
        out -> out.address(owner).array(64, items, Pair::write));
  }

  /** Calls {@code create(address,(uint256,uint256)[])}, selector {@code 0x48ca1a23}, nonpayable. */
  public static AbiCall<NoOutput> createPointArray(Address owner, List<Point> items) {
    return AbiCall.of(
        "create(address owner, (uint256 x, uint256 y)[] items)",
        0x48ca1a23,
        64,
        out -> out.address(owner).array(64, items, Point::write));
  }

  /** Calls {@code set(address)}, selector {@code 0x2801617e}, nonpayable. */
  public static AbiCall<NoOutput> set(Address value) {
    return AbiCall.of("set(address value)", 0x2801617e, 32, out -> out.address(value));
  }

  /** Calls {@code set(uint128)}, selector {@code 0x4178462f}, nonpayable. */
  public static AbiCall<NoOutput> setUint128(BigInteger value) {
    return AbiCall.of("set(uint128 value)", 0x4178462f, 32, out -> out.uint(128, value));
  }

  /** Calls {@code set(uint256)}, selector {@code 0x60fe47b1}, nonpayable. */
  public static AbiCall<NoOutput> setUint256(BigInteger value) {
    return AbiCall.of("set(uint256 value)", 0x60fe47b1, 32, out -> out.uint256(value));
  }

  /** Calls {@code set(uint32)}, selector {@code 0x58e3ca1c}, nonpayable. */
  public static AbiCall<NoOutput> setUint32(long value) {
    return AbiCall.of("set(uint32 value)", 0x58e3ca1c, 32, out -> out.uintAsLong(32, value));
  }

  /** Calls {@code set(uint8)}, selector {@code 0x24b8ba5f}, nonpayable. */
  public static AbiCall<NoOutput> setUint8(int value) {
    return AbiCall.of("set(uint8 value)", 0x24b8ba5f, 32, out -> out.uintAsInt(8, value));
  }

  /** Calls {@code toString()}, selector {@code 0x47e46806}, pure. */
  public static AbiCall<String> toString_() {
    return AbiCall.of("toString()", 0x47e46806, 0, out -> {}, 32, AbiReader::string);
  }

  /** Calls {@code wait(uint256)}, selector {@code 0xfcd662b6}, nonpayable. */
  public static AbiCall<NoOutput> wait_(BigInteger out) {
    return AbiCall.of("wait(uint256 out)", 0xfcd662b6, 32, out_ -> out_.uint256(out));
  }

  /** Struct {@code Lib.Pair}. */
  public record Pair(Address left, Address right) {
    private static void write(AbiWriter out, Pair value) {
      out.address(value.left).address(value.right);
    }
  }

  /** Struct {@code Lib.Point}. */
  public record Point(BigInteger x, BigInteger y) {
    private static void write(AbiWriter out, Point value) {
      out.uint256(value.x).uint256(value.y);
    }
  }
}
