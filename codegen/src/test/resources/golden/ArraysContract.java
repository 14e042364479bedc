package golden;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.abi.AbiWriter;
import io.github.restake4j.abi.Generated;
import io.github.restake4j.abi.NoOutput;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.List;

/**
 * The contract's calls, events and errors as values. Generated: do not edit.
 *
 * <p>Source: example/contracts&#64;0123abc src/Arrays.sol
 */
@Generated("io.github.restake4j.codegen.AbiGenerator")
public final class ArraysContract {
  private ArraysContract() {}

  /**
   * Calls {@code fixedSizes(uint256[40],string[2],bytes4[3][],uint16[][2][])}, selector {@code
   * 0x651a1d74}, nonpayable.
   */
  public static AbiCall<List<List<BigInteger>>> fixedSizes(
      List<BigInteger> many,
      List<String> texts,
      List<List<Bytes>> ids,
      List<List<List<Integer>>> deep) {
    return AbiCall.of(
        "fixedSizes(uint256[40] many, string[2] texts, bytes4[3][] ids, uint16[][2][] deep)",
        0x651a1d74,
        1376,
        out ->
            out.inlineArray(40, many, AbiWriter::uint256)
                .fixedArray(2, texts, AbiWriter::string)
                .array(
                    96,
                    ids,
                    (each, item) ->
                        each.inlineArray(3, item, (each2, item2) -> each2.fixedBytes(4, item2)))
                .array(
                    32,
                    deep,
                    (each, item) ->
                        each.fixedArray(
                            2,
                            item,
                            (each2, item2) ->
                                each2.array(
                                    32, item2, (each3, item3) -> each3.uintAsInt(16, item3)))),
        192,
        in -> in.inlineArray(3, each -> each.inlineArray(2, AbiReader::uint256)));
  }

  /** Calls {@code lambdas(uint8[],uint8[][],uint8[])}, selector {@code 0xe1208294}, nonpayable. */
  public static AbiCall<NoOutput> lambdas(
      List<Integer> out, List<List<Integer>> each, List<Integer> item) {
    return AbiCall.of(
        "lambdas(uint8[] out, uint8[][] each, uint8[] item)",
        0xe1208294,
        96,
        out_ ->
            out_.array(32, out, (each_, item_) -> each_.uintAsInt(8, item_))
                .array(
                    32,
                    each,
                    (each_, item_) ->
                        each_.array(32, item_, (each2, item2) -> each2.uintAsInt(8, item2)))
                .array(32, item, (each_, item_) -> each_.uintAsInt(8, item_)));
  }

  /**
   * Calls {@code numbers(uint24,uint32,uint56,uint64,int32,int40,int64,int72,int256)}, selector
   * {@code 0x49b67b90}, pure.
   */
  public static AbiCall<Integer> numbers(
      int a, long b, long c, BigInteger d, int e, long f, long g, BigInteger h, BigInteger i) {
    return AbiCall.of(
        "numbers(uint24 a, uint32 b, uint56 c, uint64 d, int32 e, int40 f, int64 g, int72 h, "
            + "int256 i)",
        0x49b67b90,
        288,
        out ->
            out.uintAsInt(24, a)
                .uintAsLong(32, b)
                .uintAsLong(56, c)
                .uint(64, d)
                .sintAsInt(32, e)
                .sintAsLong(40, f)
                .sintAsLong(64, g)
                .sint(72, h)
                .int256(i),
        32,
        in -> in.sintAsInt(8));
  }

  /**
   * Calls {@code words(bytes1,bytes31,bytes32,function,bytes)}, selector {@code 0x75983b8a}, pure.
   */
  public static AbiCall<List<Bytes>> words(Bytes a, Bytes b, Hash32 c, Bytes callback, Bytes d) {
    return AbiCall.of(
        "words(bytes1 a, bytes31 b, bytes32 c, function callback, bytes d)",
        0x75983b8a,
        160,
        out -> out.fixedBytes(1, a).fixedBytes(31, b).bytes32(c).fixedBytes(24, callback).bytes(d),
        32,
        in -> in.array(32, each -> each.fixedBytes(4)));
  }
}
