package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorRegistryTest {
  private static final Address CONTRACT =
      Address.parse("0x889edC2eDab5f40e902b864aD4d7AdE8E412F9B1");
  private static final Bytes REASON = Bytes.parse("0x08c379a0");
  private static final Bytes PANIC = Bytes.parse("0x4e487b71");

  // selectors as facts of the deployed contracts list them
  private static final AbiError<BigInteger> TOO_LARGE =
      AbiError.of(
          "RequestAmountTooLarge(uint256 _amountOfStETH)", 0x8ebfb78d, 32, AbiReader::uint256);
  private static final AbiError<String> TEXT =
      AbiError.of("Text(string text)", 0x01020304, 32, AbiReader::string);

  private final ErrorRegistry errors = new ErrorRegistry();

  @BeforeEach
  void addErrors() {
    errors.add(List.of(TOO_LARGE, TEXT));
  }

  @Test
  void decode_knownError_isNamedWithArguments() {
    Bytes data =
        Bytes.concat(
            selector(TOO_LARGE), Words.of(new BigInteger("1001000000000000000000").toString(16)));
    Revert revert = errors.decode(CONTRACT, data);
    assertThat(revert)
        .isEqualTo(
            new Revert.Custom(
                CONTRACT,
                "RequestAmountTooLarge",
                List.of(new BigInteger("1001000000000000000000")),
                data));
    assertThat(revert.text()).isEqualTo("RequestAmountTooLarge(1001000000000000000000)");
    assertThat(TOO_LARGE.text(data)).isEqualTo(revert.text());
  }

  @Test
  void meaning_explainedError_isItsWords() {
    Revert revert =
        errors.decode(CONTRACT, Bytes.concat(selector(TOO_LARGE), Words.of("3635c9adc5dea00001")));
    assertThat(errors.meaning(revert).signature()).isEqualTo("RequestAmountTooLarge(uint256)");
    assertThat(errors.meaning(revert).contracts()).isEmpty();

    errors.explain(
        ErrorMeaning.table("\nRequestAmountTooLarge(uint256)|Queue Old|too much|split it\n"));
    errors.explain(ErrorMeaning.table("RequestAmountTooLarge(uint256)|Other|later|words"));

    ErrorMeaning meaning = errors.meaning(revert);
    assertThat(meaning.contracts()).containsExactly("Queue", "Old");
    assertThat(meaning).hasToString("RequestAmountTooLarge(uint256): too much; split it");
  }

  @Test
  void meaning_whateverTheBytes_isThere() {
    for (Bytes data :
        List.of(
            Bytes.EMPTY,
            Bytes.parse("0x01"),
            Bytes.parse("0xdeadbeef"),
            Bytes.concat(REASON, Words.of("20", "1", "61" + "0".repeat(62))),
            Bytes.concat(PANIC, Words.of("11")),
            Bytes.concat(PANIC, Words.of("77")))) {
      ErrorMeaning meaning = errors.meaning(errors.decode(CONTRACT, data));
      assertThat(meaning.means()).isNotEmpty();
      assertThat(meaning.whatToDo()).isNotEmpty();
    }
    Revert overflow = errors.decode(CONTRACT, Bytes.concat(PANIC, Words.of("11")));
    assertThat(errors.meaning(overflow).means()).isEqualTo("arithmetic overflow or underflow");
  }

  @Test
  void table_lineOfAnotherForm_isRefused() {
    for (String line : List.of("A()|C|means", "A()|C||do", "A()|C|means|do|more", "|||")) {
      assertThatThrownBy(() -> ErrorMeaning.table(line))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(line);
    }
  }

  @Test
  void A09_errorString_wellFormed_isReason() {
    Bytes data =
        Bytes.concat(
            REASON, Words.of("20", "f", "4150505f415554485f4641494c4544" + "0".repeat(34)));
    assertThat(errors.decode(CONTRACT, data)).isEqualTo(new Revert.Reason("APP_AUTH_FAILED", data));
  }

  @Test
  void A09_errorString_badOffsetOrLength_isUnknownWithItsBytes() {
    for (Bytes body :
        List.of(
            Words.of("40", "1", "61" + "0".repeat(62)),
            Words.of("20", "21", "61" + "0".repeat(62)),
            Words.of("20", Words.power(256, -1)),
            Words.of("20"),
            Words.of(Words.power(32, 32), "0"),
            Bytes.EMPTY)) {
      Bytes data = Bytes.concat(REASON, body);
      assertThat(errors.decode(CONTRACT, data)).isEqualTo(new Revert.Unknown(data));
    }
  }

  @Test
  void A09_panic_isExplained() {
    Bytes data = Bytes.concat(PANIC, Words.of("11"));
    Revert revert = errors.decode(CONTRACT, data);
    assertThat(revert).isEqualTo(new Revert.Panic(BigInteger.valueOf(0x11), data));
    assertThat(revert.text()).isEqualTo("Panic(0x11): arithmetic overflow or underflow");
    Bytes unknown = Bytes.concat(PANIC, Words.of("ff"));
    assertThat(errors.decode(CONTRACT, unknown).text()).isEqualTo("Panic(0xff): unknown panic");
    Bytes cut = Bytes.concat(PANIC, Bytes.of((byte) 1));
    assertThat(errors.decode(CONTRACT, cut)).isEqualTo(new Revert.Unknown(cut));
  }

  @Test
  void A09_shortOrUnknownData_isUnknownWithItsBytes() {
    for (String hex : List.of("0x", "0x01", "0x0102", "0x010203", "0xdeadbeef", "0xdeadbeef00")) {
      Bytes data = Bytes.parse(hex);
      assertThat(errors.decode(CONTRACT, data)).isEqualTo(new Revert.Unknown(data));
    }
  }

  @Test
  void A09_megabyteOfText_isCutInTextAndKeptInRaw() {
    byte[] text = new byte[1 << 20];
    Arrays.fill(text, (byte) 'x');
    Bytes data = Bytes.concat(selector(TEXT), Words.of("20", "100000"), Bytes.wrap(text));
    Revert revert = errors.decode(CONTRACT, data);
    assertThat(revert.raw()).isEqualTo(data);
    assertThat(revert.text()).hasSizeLessThan(2_000).contains("(1048576 characters)");
    Bytes unknown = Bytes.concat(Bytes.parse("0xdeadbeef"), Bytes.wrap(text));
    assertThat(errors.decode(CONTRACT, unknown).text()).hasSizeLessThan(1_000);
  }

  @Test
  void A09_megabyteOfEveryKind_isKeptAndNamedShortly() {
    AbiError<Bytes> wrapped = AbiError.of("Wrapped(bytes inner)", 0x11223344, 32, AbiReader::bytes);
    errors.add(List.of(wrapped));
    byte[] zeros = new byte[1 << 20];
    byte[] ones = new byte[1 << 20];
    Arrays.fill(ones, (byte) 0xff);
    Bytes head = Words.of("20", "100000");
    for (byte[] megabyte : List.of(zeros, ones)) {
      for (Bytes start :
          List.of(
              Bytes.concat(REASON, head),
              Bytes.concat(REASON, Words.of("20", Words.power(256, -1))),
              REASON,
              PANIC,
              Bytes.concat(PANIC, Words.of("11")),
              selector(TOO_LARGE),
              Bytes.concat(selector(wrapped), head),
              Bytes.concat(selector(wrapped), Words.of("20", "100004"), REASON),
              Bytes.parse("0xdeadbeef"),
              Bytes.EMPTY)) {
        Bytes data = Bytes.concat(start, Bytes.wrap(megabyte));
        Revert revert = errors.decode(CONTRACT, data);
        assertThat(revert.raw()).isEqualTo(data);
        assertThat(revert.text()).hasSizeLessThan(10_000); // control characters are written out
        assertThat(errors.meaning(revert).means()).isNotEmpty();
      }
    }
    assertThat(errors.decode(CONTRACT, Bytes.concat(REASON, head, Bytes.wrap(ones))))
        .isInstanceOf(Revert.Reason.class);
    assertThat(errors.decode(CONTRACT, Bytes.concat(selector(wrapped), head, Bytes.wrap(ones))))
        .isInstanceOf(Revert.Custom.class);
  }

  @Test
  void A09_errorsNestedInErrors_areNamedAtTheOutermostAndKept() {
    AbiError<Bytes> wrapped = AbiError.of("Wrapped(bytes inner)", 0x11223344, 32, AbiReader::bytes);
    errors.add(List.of(wrapped));
    Bytes data = Bytes.concat(PANIC, Words.of("11"));
    for (int depth = 0; depth < 200; depth++) {
      byte[] padded = Arrays.copyOf(data.toArray(), (data.size() + 31) / 32 * 32);
      data =
          Bytes.concat(
              selector(wrapped),
              Words.of("20", Integer.toHexString(data.size())),
              Bytes.wrap(padded));
      Revert revert = errors.decode(CONTRACT, data);
      assertThat(revert).isInstanceOf(Revert.Custom.class);
      assertThat(revert.raw()).isEqualTo(data);
      assertThat(revert.text()).startsWith("Wrapped(0x").hasSizeLessThan(2_000);
    }
  }

  @Test
  void A09_textWithControlCharacters_isEscaped() {
    byte[] text = "a\u001b[2J\nb\u202Ec".getBytes(StandardCharsets.UTF_8);
    Bytes data =
        Bytes.concat(
            REASON,
            Words.of("20", Integer.toHexString(text.length)),
            Bytes.of(Arrays.copyOf(text, 32)));
    assertThat(errors.decode(CONTRACT, data))
        .isEqualTo(new Revert.Reason("a\\u{1b}[2J\\nb\\u{202e}c", data));
  }

  @Test
  void A09_nestedErrorInBytes_staysBytes() {
    AbiError<Bytes> wrapped = AbiError.of("Wrapped(bytes inner)", 0x11223344, 32, AbiReader::bytes);
    errors.add(List.of(wrapped));
    Bytes data = Bytes.concat(selector(wrapped), Words.of("20", "4", "08c379a0" + "0".repeat(56)));
    assertThat(errors.decode(CONTRACT, data).text()).isEqualTo("Wrapped(0x08c379a0)");
  }

  @Test
  void add_twoErrorsOfOneSelector_takesTheOneThatFits() {
    AbiError<Bytes> twin =
        AbiError.of("Twin(bytes data, bool b)", 0x01020304, 64, AbiReader::bytes);
    errors.add(List.of(twin));
    Bytes data = Bytes.concat(selector(twin), Words.of("40", "1", "0"));
    assertThat(errors.decode(CONTRACT, data).text()).isEqualTo("Twin(0x, true)");
  }

  @Test
  void A13_randomBytes_neverThrow() {
    Random random = new Random(9);
    Bytes[] starts = {REASON, PANIC, selector(TOO_LARGE), selector(TEXT), Bytes.EMPTY};
    for (int i = 0; i < 20_000; i++) {
      byte[] body =
          new byte[random.nextInt(6) * 32 + (random.nextInt(4) == 0 ? random.nextInt(32) : 0)];
      for (int at = 31; at < body.length; at += 32) {
        body[at] = (byte) (random.nextInt(4) * 32);
      }
      if (random.nextBoolean() && body.length > 0) {
        body[random.nextInt(body.length)] = (byte) random.nextInt();
      }
      Bytes data = Bytes.concat(starts[i % starts.length], Bytes.wrap(body));
      assertThatCode(() -> assertThat(errors.decode(CONTRACT, data).raw()).isEqualTo(data))
          .doesNotThrowAnyException();
    }
  }

  private static Bytes selector(AbiError<?> error) {
    return Bytes.parse(String.format("0x%08x", error.selector()));
  }
}
