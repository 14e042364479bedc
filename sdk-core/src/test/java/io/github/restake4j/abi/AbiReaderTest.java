package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AbiReaderTest {
  private static final String ONES = "f".repeat(64);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10000000",
        "7fffffff",
        "80000000",
        "ffffffff",
        "100000001",
        "7fffffffffffffff",
        "8000000000000000",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void A01_arrayLength_moreThanTheDataHolds_isMalformed(String length) {
    Bytes data = Words.of("20", length, "1", "2");
    assertMalformed(() -> Words.read(data, 32, in -> in.array(32, AbiReader::uint256)));
    assertMalformed(() -> Words.read(data, 32, AbiReader::bytes));
    assertMalformed(() -> Words.read(data, 32, AbiReader::string));
    assertMalformed(
        () -> Words.read(data, 32, in -> in.array(32, each -> each.array(32, AbiReader::bool))));
  }

  @Test
  void A01_arrayLength_exactlyWhatTheDataHolds_isRead() {
    List<BigInteger> read =
        Words.read(Words.of("20", "2", "7", ONES), 32, in -> in.array(32, AbiReader::uint256));
    assertThat(read).containsExactly(BigInteger.valueOf(7), new BigInteger(ONES, 16));
  }

  @ParameterizedTest
  @CsvSource({
    "0, into the head",
    "1, odd",
    "21, one past",
    "40, past the end by a word",
    "100000020, 2^32+32",
    "8000000000000020, sign bit",
    "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0, 2^256-32"
  })
  void A02_offset_notTheNextUnreadByte_isMalformed(String offset, String why) {
    Bytes data = Words.of(offset, "1", "5");
    assertThat(why).isNotEmpty();
    assertMalformed(() -> Words.read(data, 32, in -> in.array(32, AbiReader::uint256)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "1f",
        "21",
        "40",
        "7fffffff",
        "100000020",
        "8000000000000020",
        "10000000000000020",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffe0",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void A02_offset_ofEveryDynamicType_neitherWrapsNorSkips(String offset) {
    assertOffset(offset, AbiReader::string, "0");
    assertOffset(offset, AbiReader::bytes, "0");
    assertOffset(offset, in -> in.array(32, AbiReader::uint256), "0");
    assertOffset(offset, in -> in.array(64, each -> each.inlineArray(2, AbiReader::bool)), "0");
    assertOffset(offset, in -> in.tuple(32, AbiReader::bytes), "20", "0");
    assertOffset(offset, in -> in.fixedArray(1, AbiReader::string), "20", "0");
    // the same one and two levels further in
    Bytes inner = Words.of("20", "1", offset, "0");
    assertMalformed(
        () -> Words.read(inner, 32, in -> in.array(32, each -> each.array(32, AbiReader::bool))));
    Bytes innermost = Words.of("20", "1", "20", offset, "0");
    assertMalformed(
        () ->
            Words.read(
                innermost, 32, in -> in.array(32, each -> each.tuple(32, AbiReader::string))));
  }

  private static <T> void assertOffset(
      String offset, AbiReader.Decoder<T> decoder, String... tail) {
    String[] words = new String[tail.length + 1];
    System.arraycopy(tail, 0, words, 1, tail.length);
    words[0] = "20";
    T read = Words.read(Words.of(words), 32, decoder);
    assertThat((Object) read).isNotNull();
    words[0] = offset;
    assertMalformed(() -> Words.read(Words.of(words), 32, decoder));
  }

  @Test
  void A02_offsets_thatShareOneTail_areMalformed() {
    Bytes aliased = Words.of("40", "40", "1", "9");
    AbiReader.Decoder<List<List<BigInteger>>> twoArrays =
        in -> List.of(in.array(32, AbiReader::uint256), in.array(32, AbiReader::uint256));
    assertMalformed(() -> Words.read(aliased, 64, twoArrays));
    assertThat(Words.read(Words.of("40", "80", "1", "9", "0"), 64, twoArrays))
        .containsExactly(List.of(BigInteger.valueOf(9)), List.of());
  }

  @Test
  void A02_aliasingBomb_isMalformedAtTheSecondElement() {
    // uint256[][][][]: each level points all its elements at one and the same next level
    Bytes bomb = Words.of("20", "2", "40", "40", "2", "40", "40", "2", "40", "40", "0");
    assertMalformed(
        () ->
            Words.read(
                bomb,
                32,
                in ->
                    in.array(
                        32,
                        a -> a.array(32, b -> b.array(32, c -> c.array(32, AbiReader::uint256))))));
  }

  @Test
  void A05_length_notThatOfTheTypes_isRefused() {
    byte[] long33 = new byte[33];
    byte[] short31 = new byte[31];
    assertCode("ABI_EMPTY", () -> Words.read(Bytes.EMPTY, 32, AbiReader::uint256));
    assertCode("ABI_MALFORMED", () -> Words.read(Bytes.wrap(short31), 32, AbiReader::uint256));
    assertCode("ABI_TRAILING_BYTES", () -> Words.read(Bytes.wrap(long33), 32, AbiReader::uint256));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"z", "zz", "0", "0g", "g0", " ", "\n", "00z", "0x", "00 ", "ZZZZZZZZ", "\u0130"})
  void A05_tail_thatIsNoHex_isRefusedNotIgnored(String tail) {
    String word = Words.of("7").toString();
    assertThat(Words.hex(word, 0, 32, "data of", "test()", AbiReader::uint256)).isEqualTo(7);
    assertThatThrownBy(() -> Words.hex(word + tail, 0, 32, "data of", "test()", AbiReader::uint256))
        .isInstanceOfSatisfying(
            DecodingException.class,
            e -> assertThat(e.code()).isIn("ABI_MALFORMED", "ABI_TRAILING_BYTES"));
    String letters = word + tail.repeat(64);
    assertThatThrownBy(() -> Words.hex(letters, 0, 32, "data of", "test()", AbiReader::uint256))
        .isInstanceOf(DecodingException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0X", "1x00", "00000000", "0x0", "0x123", " 0x12", "0x12 "})
  void A05_textOfAnotherForm_isMalformed(String text) {
    assertMalformed(() -> Words.hex(text, 0, 32, "data of", "test()", AbiReader::uint256));
    assertMalformed(() -> Words.hex(text, 0, 0, "data of", "test()", in -> 0));
  }

  @Test
  void A05_characterThatIsNoDigit_isMalformedWhereverItStands() {
    // a number, an address, a text of 5 bytes with padding, an array of a bool, a bytes3
    String words =
        Words.of(
                "90f3",
                "11".repeat(20),
                "a0",
                "e0",
                "abcdef" + "0".repeat(58),
                "5",
                "48656c6c6f" + "0".repeat(54),
                "1",
                "1")
            .toString();
    AbiReader.Decoder<List<Object>> decoder =
        in ->
            List.of(
                in.uint256(),
                in.address(),
                in.string(),
                in.array(32, AbiReader::bool),
                in.fixedBytes(3));
    assertThat(Words.hex(words, 0, 160, "data of", "test()", decoder)).hasSize(5);
    for (char wrong : "/:@G`gzO\u0000\u0010\u00b0\u00ff\n\"-+".toCharArray()) {
      for (int at = 2; at < words.length(); at++) {
        String text = words.substring(0, at) + wrong + words.substring(at + 1);
        assertMalformed(() -> Words.hex(text, 0, 160, "data of", "test()", decoder));
      }
    }
  }

  @Test
  void A06_dirtyBits_areRefusedForEveryFamily() {
    assertDirty("1ff", in -> in.uintAsInt(8));
    assertDirty("1000000", in -> in.uintAsInt(24));
    assertDirty("100000000", in -> in.uintAsLong(32));
    assertDirty("100000000000000", in -> in.uintAsLong(56));
    assertDirty(Words.power(64, 0), in -> in.uint(64));
    assertDirty(Words.power(96, 1), in -> in.uint(96));
    assertDirty(Words.power(255, 0), in -> in.uint(248));
    assertDirty(ONES, in -> in.uintAsInt(8));
    assertDirty("2", AbiReader::bool);
    assertDirty(Words.power(64, 0), AbiReader::bool);
    assertDirty(Words.power(160, 0), AbiReader::address);
    assertDirty(ONES, AbiReader::address);
    assertDirty("80", in -> in.sintAsInt(8));
    assertDirty(Words.power(256, -129), in -> in.sintAsInt(8));
    assertDirty("80000000", in -> in.sintAsInt(32));
    assertDirty(Words.power(63, 0), in -> in.sintAsLong(64));
    assertDirty(Words.power(127, 0), in -> in.sint(128));
    assertDirty(Words.power(128, -1), in -> in.sint(128));
    assertDirty("aabbccdd" + "0".repeat(55) + "1", in -> in.fixedBytes(4));
    assertDirty("aabbccdd01" + "0".repeat(54), in -> in.fixedBytes(4));
  }

  @ParameterizedTest
  @CsvSource({
    "uint8, ff, 1ff",
    "bool, 1, 2",
    "bool, 0, 8000000000000000000000000000000000000000000000000000000000000001",
    "address, ff, ff00000000000000000000000000000000000000000000000000000000000001",
    "address, ff, ffffffffffffffffffffffff00000000000000000000000000000000000000ff",
    "bytes4, aabbccdd00000000000000000000000000000000000000000000000000000000,"
        + " aabbccdd000000000000000000000000000000000000000000000000000000ff",
    "int8, 7f, 80",
    "int8, ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff80,"
        + " ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "int128, 0, ffffffffffffffffffffffffffffffff",
    "uint64, 1, 10000000000000000"
  })
  void A06_dirtyBits_areRefusedWhereverTheValueStands(String type, String clean, String dirty) {
    String[] declarations = {
      "f(T)", "f(T[1])", "f((T))", "f((T[1])[1])", "f(T[])", "f((string,T))", "f((T,bytes)[])"
    };
    String[][] before = {{}, {}, {}, {}, {"20", "1"}, {"20", "40"}, {"20", "1", "20"}};
    String[][] after = {{}, {}, {}, {}, {}, {"0"}, {"40", "0"}};
    for (int i = 0; i < declarations.length; i++) {
      AbiType.Tuple tuple = AbiDeclaration.parse(declarations[i].replace("T", type)).tuple();
      int head = tuple.bodyHeadBytes();
      Bytes good = words(before[i], clean, after[i]);
      Bytes bad = words(before[i], dirty, after[i]);
      assertThat(Words.read(good, head, tuple::readBody)).as(declarations[i]).hasSize(1);
      assertCode("ABI_DIRTY_BITS", () -> Words.read(bad, head, tuple::readBody));
    }
  }

  private static Bytes words(String[] before, String value, String[] after) {
    return Bytes.concat(Words.of(before), Words.of(value), Words.of(after));
  }

  @Test
  void A06_padding_notZero_isRefused() {
    Bytes data = Words.of("20", "1", "ab" + "0".repeat(61) + "1");
    assertCode("ABI_DIRTY_BITS", () -> Words.read(data, 32, AbiReader::bytes));
    assertCode("ABI_DIRTY_BITS", () -> Words.read(data, 32, AbiReader::string));
  }

  @Test
  void read_extremesOfEachFamily_areExact() {
    assertRead("ff", in -> in.uintAsInt(8), 255);
    assertRead("ffffff", in -> in.uintAsInt(24), 0xffffff);
    assertRead("ffffffff", in -> in.uintAsLong(32), 0xffffffffL);
    assertRead("f".repeat(16), in -> in.uint(64), new BigInteger("18446744073709551615"));
    assertRead(ONES, AbiReader::uint256, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    assertRead(Words.power(256, -128), in -> in.sintAsInt(8), -128);
    assertRead("7f", in -> in.sintAsInt(8), 127);
    assertRead(Words.power(256, -(1L << 31)), in -> in.sintAsInt(32), Integer.MIN_VALUE);
    assertRead(ONES.substring(16) + "8" + "0".repeat(15), in -> in.sintAsLong(64), Long.MIN_VALUE);
    assertRead(ONES, AbiReader::int256, BigInteger.ONE.negate());
    assertRead(Words.power(255, 0), AbiReader::int256, BigInteger.ONE.shiftLeft(255).negate());
    assertRead(
        Words.power(255, -1),
        AbiReader::int256,
        BigInteger.ONE.shiftLeft(255).subtract(BigInteger.ONE));
    assertRead(
        "f".repeat(32) + "8" + "0".repeat(31),
        in -> in.sint(128),
        BigInteger.ONE.shiftLeft(127).negate());
    assertRead("1", AbiReader::bool, true);
    assertRead("0", AbiReader::bool, false);
    assertRead(ONES, AbiReader::bytes32, Hash32.parse("0x" + ONES));
    assertRead("aabbccdd" + "0".repeat(56), in -> in.fixedBytes(4), Bytes.parse("0xaabbccdd"));
    assertRead("f".repeat(40), AbiReader::address, Address.parse("0x" + "f".repeat(40)));
  }

  @Test
  void string_notUtf8_isReplacedNotRefused() {
    Bytes data = Words.of("20", "3", "61ff62" + "0".repeat(58));
    assertThat(Words.read(data, 32, AbiReader::string)).isEqualTo("a\uFFFDb");
  }

  @Test
  void array_result_isImmutable() {
    List<BigInteger> read =
        Words.read(Words.of("20", "1", "7"), 32, in -> in.array(32, AbiReader::uint256));
    assertThatThrownBy(() -> read.set(0, BigInteger.ONE))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private static <T> void assertRead(String word, AbiReader.Decoder<T> decoder, T expected) {
    assertThat(Words.read(Words.of(word), 32, decoder)).isEqualTo(expected);
  }

  private static void assertDirty(String word, AbiReader.Decoder<?> decoder) {
    assertCode("ABI_DIRTY_BITS", () -> Words.read(Words.of(word), 32, decoder));
  }

  private static void assertMalformed(Runnable decode) {
    assertCode("ABI_MALFORMED", decode);
  }

  private static void assertCode(String code, Runnable decode) {
    assertThatThrownBy(decode::run)
        .isInstanceOfSatisfying(DecodingException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining("data of test()");
  }
}
