package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AbiWriterTest {

  @Test
  void call_staticAndDynamicParameters_isTheExampleOfTheSpecification() {
    // Solidity documentation, "Contract ABI Specification", use of dynamic types:
    // f(uint256,uint32[],bytes10,bytes) with (0x123, [0x456, 0x789], "1234567890", "Hello, world!")
    Bytes calldata =
        AbiWriter.call(
            "f(uint256,uint32[],bytes10,bytes)",
            0x8be65246,
            128,
            out ->
                out.uint256(BigInteger.valueOf(0x123))
                    .array(32, List.of(0x456L, 0x789L), (each, v) -> each.uintAsLong(32, v))
                    .fixedBytes(10, Bytes.parse("0x31323334353637383930"))
                    .bytes(Bytes.parse("0x48656c6c6f2c20776f726c6421")));
    Bytes expected =
        Bytes.concat(
            Bytes.parse("0x8be65246"),
            Words.of(
                "123",
                "80",
                "31323334353637383930" + "0".repeat(44),
                "e0",
                "2",
                "456",
                "789",
                "d",
                "48656c6c6f2c20776f726c6421" + "0".repeat(38)));
    assertThat(calldata).isEqualTo(expected);
  }

  @Test
  void call_nestedDynamicArrays_isTheExampleOfTheSpecification() {
    // g(uint256[][],string[]) with ([[1, 2], [3]], ["one", "two", "three"])
    Bytes calldata =
        AbiWriter.call(
            "g(uint256[][],string[])",
            0x2289b18c,
            64,
            out ->
                out.array(
                        32,
                        List.of(numbers(1, 2), numbers(3)),
                        (each, v) -> each.array(32, v, AbiWriter::uint256))
                    .array(32, List.of("one", "two", "three"), AbiWriter::string));
    Bytes expected =
        Bytes.concat(
            Bytes.parse("0x2289b18c"),
            Words.of(
                "40",
                "140",
                "2",
                "40",
                "a0",
                "2",
                "1",
                "2",
                "1",
                "3",
                "3",
                "60",
                "a0",
                "e0",
                "3",
                "6f6e65" + "0".repeat(58),
                "3",
                "74776f" + "0".repeat(58),
                "5",
                "7468726565" + "0".repeat(54)));
    assertThat(calldata).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24})
  void A10_smallUnsigned_outOfRange_namesTheBound(int bits) {
    assertRefused(
        "x(uint" + bits + " a)", out -> out.uintAsInt(bits, 1 << bits), "a is", "2^" + bits);
    assertRefused(
        "x(uint" + bits + " a)", out -> out.uintAsInt(bits, -1), "a is -1", "0 to 2^" + bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {64, 96, 128, 160, 256})
  void A10_wideUnsigned_outOfRange_namesTheBound(int bits) {
    BigInteger above = BigInteger.ONE.shiftLeft(bits);
    String declaration = "x(uint" + bits + " a)";
    assertRefused(declaration, out -> out.uint(bits, above), "a is " + above, "2^" + bits + "-1");
    assertRefused(declaration, out -> out.uint(bits, BigInteger.ONE.negate()), "a is -1", "0 to");
    Bytes most =
        AbiWriter.call(declaration, 0, 32, out -> out.uint(bits, above.subtract(BigInteger.ONE)));
    assertThat(most.slice(4, 36)).isEqualTo(Words.of("f".repeat(bits / 4)));
  }

  @Test
  void A10_signed_outOfRange_namesBothBounds() {
    BigInteger least = BigInteger.ONE.shiftLeft(255).negate();
    assertRefused(
        "x(int256 a)",
        out -> out.int256(least.subtract(BigInteger.ONE)),
        "expected -2^255 to 2^255-1");
    assertRefused("x(int256 a)", out -> out.int256(least.negate()), "expected -2^255 to 2^255-1");
    assertRefused("x(int8 a)", out -> out.sintAsInt(8, 128), "a is 128, expected -2^7 to 2^7-1");
    assertRefused("x(int40 a)", out -> out.sintAsLong(40, -1L << 40), "expected -2^39 to");
    assertThat(AbiWriter.call("x(int256 a)", 0, 32, out -> out.int256(least)).slice(4, 36))
        .isEqualTo(Words.of(Words.power(255, 0)));
    assertThat(AbiWriter.call("x(int8 a)", 0, 32, out -> out.sintAsInt(8, -128)).slice(4, 36))
        .isEqualTo(Words.of(Words.power(256, -128)));
  }

  @Test
  void A10_everyWidth_takesItsBoundsAndNothingBeyond() {
    int refused = 0;
    for (int bits = 8; bits <= 256; bits += 8) {
      BigInteger two = BigInteger.ONE.shiftLeft(bits);
      BigInteger half = BigInteger.ONE.shiftLeft(bits - 1);
      Shape unsigned = new Shape("uint", bits, List.of());
      Shape signed = new Shape("int", bits, List.of());
      assertWritten(unsigned, two.subtract(BigInteger.ONE));
      assertWritten(unsigned, BigInteger.ZERO);
      assertWritten(signed, half.subtract(BigInteger.ONE));
      assertWritten(signed, half.negate());
      refused += assertBeyond(unsigned, two, "0 to 2^" + bits + "-1");
      refused += assertBeyond(unsigned, BigInteger.ONE.negate(), "0 to 2^" + bits + "-1");
      String range = "-2^" + (bits - 1) + " to 2^" + (bits - 1) + "-1";
      refused += assertBeyond(signed, half, range);
      refused += assertBeyond(signed, half.not(), range);
    }
    // only what int32 and int64 cannot hold is no Java value to pass
    assertThat(refused).isEqualTo(4 * 32 - 4);
  }

  private static void assertWritten(Shape type, BigInteger value) {
    Object java = java(type, value);
    Bytes call = AbiWriter.call("x(" + type.text() + " a)", 0, 32, out -> type.write(out, java));
    BigInteger word = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(256)) : value;
    assertThat(call.slice(4, 36)).isEqualTo(Words.of(word.toString(16)));
  }

  private static int assertBeyond(Shape type, BigInteger value, String range) {
    Object java;
    try {
      java = java(type, value);
    } catch (ArithmeticException notEvenJava) {
      return 0;
    }
    String declaration = "x(" + type.text() + " a)";
    assertRefused(
        declaration, out -> type.write(out, java), "a is " + value + ", expected " + range);
    return 1;
  }

  private static Object java(Shape type, BigInteger value) {
    boolean signed = type.kind().equals("int");
    if (type.size() <= (signed ? 32 : 24)) {
      return value.intValueExact();
    }
    return type.size() <= (signed ? 64 : 56) ? value.longValueExact() : (Object) value;
  }

  @Test
  void A10_fixedSizes_notMet_nameBothSizes() {
    assertRefused(
        "x(uint256[3] a)",
        96,
        out -> out.inlineArray(3, numbers(1, 2), AbiWriter::uint256),
        "a has 2 elements, expected 3");
    assertRefused(
        "x(uint256[3] a)",
        96,
        out -> out.inlineArray(3, numbers(1, 2, 3, 4), AbiWriter::uint256),
        "a has 4 elements, expected 3");
    assertRefused(
        "x(string[2] a)",
        out -> out.fixedArray(2, List.of("a", "b", "c"), AbiWriter::string),
        "a has 3 elements, expected 2");
    assertRefused(
        "x(bytes4 a)",
        out -> out.fixedBytes(4, Bytes.parse("0xaabbccddee")),
        "a has 5 bytes, expected 4");
    assertRefused(
        "x(string[2] a)",
        out -> out.fixedArray(2, List.of("a"), AbiWriter::string),
        "a has 1 elements, expected 2");
    assertRefused(
        "x(bytes4 a)",
        out -> out.fixedBytes(4, Bytes.parse("0xaabb")),
        "a has 2 bytes, expected 4");
  }

  @Test
  @SuppressWarnings("NullAway") // null is what the test is about
  void A10_null_isRefusedWithItsPlace() {
    assertRefused("x(address owner)", out -> out.address(null), "owner is null");
    assertRefused(
        "x(bool on, uint256[] amounts)",
        64,
        out -> out.bool(true).array(32, Arrays.asList(BigInteger.ONE, null), AbiWriter::uint256),
        "amounts[1] is null");
    assertRefused("x(string text)", out -> out.string(null), "text is null");
    assertRefused("x(bytes b)", out -> out.bytes(null), "b is null");
    assertRefused("x(bytes4 b)", out -> out.fixedBytes(4, null), "b is null");
    assertRefused("x(bytes32 b)", out -> out.bytes32(null), "b is null");
    assertRefused("x(uint64 n)", out -> out.uint(64, null), "n is null");
    assertRefused("x(int256 n)", out -> out.int256(null), "n is null");
    assertRefused("x(bool[] l)", out -> out.array(32, null, AbiWriter::bool), "l is null");
    assertRefused("x(bool[1] l)", out -> out.inlineArray(1, null, AbiWriter::bool), "l is null");
    assertRefused("x(bytes[1] l)", out -> out.fixedArray(1, null, AbiWriter::bytes), "l is null");
    assertRefused("x((bool b) s)", out -> out.inlineTuple(null, (o, v) -> {}), "s is null");
    assertRefused("x((bytes b) s)", out -> out.tuple(32, null, (o, v) -> {}), "s is null");
  }

  @Test
  void A10_badValueInNestedStruct_isNamedByItsWholePath() {
    // order.legs[1].to.ids[2], behind a static tuple and an inline array
    BigInteger bad = BigInteger.ONE.shiftLeft(128);
    AbiWriter.Encoder<BigInteger> uint128 = (out, v) -> out.uint(128, v);
    AbiWriter.Encoder<BigInteger> to =
        (out, v) ->
            out.address(Address.ZERO)
                .array(32, List.of(BigInteger.ONE, BigInteger.TWO, v), uint128);
    AbiWriter.Encoder<BigInteger> leg = (out, v) -> out.bool(true).tuple(64, v, to);
    assertRefused(
        "x((uint256 a, uint256[2] b) head, ((bool on, (address who, uint128[] ids) to)[] legs) order)",
        128,
        out ->
            out.inlineTuple(
                    1,
                    (o, v) ->
                        o.uint256(BigInteger.ONE).inlineArray(2, numbers(1, 2), AbiWriter::uint256))
                .tuple(
                    32,
                    bad,
                    (o, v) ->
                        o.array(
                            32, List.of(BigInteger.ONE, v), (each, w) -> each.tuple(64, w, leg))),
        "order.legs[1].to.ids[2] is " + bad);
    assertRefused(
        "x((uint256 a, int8[2][2] b) head)",
        160,
        out ->
            out.inlineTuple(
                1,
                (o, v) ->
                    o.uint256(BigInteger.ONE)
                        .inlineArray(
                            2,
                            List.of(List.of(1, 2), List.of(3, 999)),
                            (each, row) ->
                                each.inlineArray(2, row, (cell, w) -> cell.sintAsInt(8, w)))),
        "head.b[1][1] is 999");
  }

  @Test
  void string_halfASurrogatePair_isRefused() {
    assertRefused("x(string text)", out -> out.string("a\uD83D"), "text has half a surrogate pair");
  }

  private static List<BigInteger> numbers(long... values) {
    return Arrays.stream(values).mapToObj(BigInteger::valueOf).toList();
  }

  private static void assertRefused(String declaration, AbiWriter.Body body, String... words) {
    assertRefused(declaration, 32, body, words);
  }

  private static void assertRefused(
      String declaration, int headBytes, AbiWriter.Body body, String... words) {
    assertThatThrownBy(() -> AbiWriter.call(declaration, 1, headBytes, body))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(declaration + ": ")
        .hasMessageContainingAll(words);
  }
}
