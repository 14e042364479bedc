package golden;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.Generated;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.List;

/**
 * The contract's calls, events and errors as values. Generated: do not edit.
 *
 * <p>Source: example/contracts&#64;0123abc src/Outputs.sol
 */
@Generated("io.github.restake4j.codegen.AbiGenerator")
public final class OutputsContract {
  private OutputsContract() {}

  /** Calls {@code both()}, selector {@code 0x35f2e0a7}, view. */
  public static AbiCall<BothOutput> both() {
    return AbiCall.of("both()", 0x35f2e0a7, 0, out -> {}, 64, BothOutput::read);
  }

  /** Calls {@code both(uint256)}, selector {@code 0x75de2d6b}, view. */
  public static AbiCall<BothOutput2> both(BigInteger at) {
    return AbiCall.of(
        "both(uint256 at)", 0x75de2d6b, 32, out -> out.uint256(at), 64, BothOutput2::read);
  }

  /** Calls {@code check(address)}, selector {@code 0xc23697a8}, view. */
  public static AbiCall<NoOutput> check(Address who) {
    return AbiCall.of("check(address who)", 0xc23697a8, 32, out -> out.address(who));
  }

  /** Calls {@code list()}, selector {@code 0x0f560cd7}, view. Returns {@code names}. */
  public static AbiCall<List<String>> list() {
    return AbiCall.of(
        "list()", 0x0f560cd7, 0, out -> {}, 32, in -> in.array(32, AbiReader::string));
  }

  /** Calls {@code many()}, selector {@code 0xbeecb1ab}, view. */
  public static AbiCall<ManyOutput> many() {
    return AbiCall.of("many()", 0xbeecb1ab, 0, out -> {}, 768, ManyOutput::read);
  }

  /** Calls {@code old()}, selector {@code 0xb83f8663}, view. */
  public static AbiCall<BigInteger> old() {
    return AbiCall.of("old()", 0xb83f8663, 0, out -> {}, 32, AbiReader::uint256);
  }

  /** Calls {@code pay(bytes)}, selector {@code 0x6eda12f8}, payable. Returns {@code id}. */
  public static AbiCall<Hash32> pay(Bytes data) {
    return AbiCall.of(
        "pay(bytes data)", 0x6eda12f8, 32, out -> out.bytes(data), 32, AbiReader::bytes32);
  }

  /** What {@code both()} returns. */
  public record BothOutput(BigInteger value0, boolean ok) {
    private static BothOutput read(AbiReader in) {
      return new BothOutput(in.uint256(), in.bool());
    }
  }

  /** What {@code both(uint256)} returns. */
  public record BothOutput2(BigInteger value0, boolean ok) {
    private static BothOutput2 read(AbiReader in) {
      return new BothOutput2(in.uint256(), in.bool());
    }
  }

  /** What {@code many()} returns. */
  public record ManyOutput(
      BigInteger a0,
      BigInteger a1,
      BigInteger a2,
      BigInteger a3,
      BigInteger a4,
      BigInteger a5,
      BigInteger a6,
      BigInteger a7,
      BigInteger a8,
      BigInteger a9,
      BigInteger a10,
      BigInteger a11,
      BigInteger a12,
      BigInteger a13,
      BigInteger a14,
      BigInteger a15,
      BigInteger a16,
      BigInteger a17,
      BigInteger a18,
      BigInteger a19,
      BigInteger a20,
      BigInteger a21,
      BigInteger a22,
      BigInteger a23) {
    private static ManyOutput read(AbiReader in) {
      return new ManyOutput(
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256(),
          in.uint256());
    }
  }
}
