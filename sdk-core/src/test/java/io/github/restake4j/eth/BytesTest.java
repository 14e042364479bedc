package io.github.restake4j.eth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.units.Wei;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesTest {
  @Test
  void parse_hex_readsEitherCase() {
    assertThat(Bytes.parse("0x00fFA1").toArray()).containsExactly((byte) 0, (byte) 255, (byte) 161);
    assertThat(Bytes.parse("0x00fFA1")).hasToString("0x00ffa1");
    assertThat(Bytes.parse("0x")).isEqualTo(Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "00", "0X00", "0x0", "0x0g", "0x 0", "0x00 ", "x00", "\uff10x00"})
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> Bytes.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "0", "00", "0X00", "0x0", "0x0g", "0x 0", "0x00 ", "x00", "\uff10x00"})
  void parse_anythingElseInAnArray_isRefused(String text) {
    byte[] ascii = ("0x11" + text + "22").getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Bytes.parse(ascii, 4, ascii.length - 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_textWithinAnArray_readsOnlyIt() {
    byte[] ascii = "990x00fFA199".getBytes(StandardCharsets.US_ASCII);

    assertThat(Bytes.parse(ascii, 2, 10)).isEqualTo(Bytes.parse("0x00ffa1"));
    assertThat(Bytes.parse(ascii, 2, 4)).isEqualTo(Bytes.EMPTY);
    assertThatThrownBy(() -> Bytes.parse(ascii, 2, 13))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  /** The digits of each size come from String.format, byte by byte. */
  @Test
  void copyHexTo_everySmallSize_writesDigitsThere() {
    for (int size = 0; size < 40; size++) {
      byte[] bytes = new byte[size];
      StringBuilder digits = new StringBuilder("0x");
      for (int i = 0; i < size; i++) {
        bytes[i] = (byte) (i % 3 == 0 || (i > 20 && i < 30) ? 0 : i * 37);
        digits.append(String.format("%02x", bytes[i]));
      }
      byte[] target = new byte[digits.length() + 3];

      Bytes.of(bytes).copyHexTo(target, 2);

      assertThat(new String(target, StandardCharsets.US_ASCII)).isEqualTo("\0\0" + digits + "\0");
      assertThat(Bytes.of(bytes)).hasToString(digits.toString());
    }
  }

  @Test
  void copyHexTo_noRoom_writesNothing() {
    byte[] target = new byte[6];

    assertThatThrownBy(() -> Bytes.of((byte) 1, (byte) 2).copyHexTo(target, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(target).containsOnly(0);
  }

  @Test
  void parse_longWrongText_isQuotedBriefly() {
    assertThatThrownBy(() -> Bytes.parse("z".repeat(1_000_000))).message().hasSizeLessThan(200);
  }

  @Test
  void of_arrayChangedLater_keepsItsValue() {
    byte[] array = {1, 2};
    Bytes bytes = Bytes.of(array);
    array[0] = 9;
    bytes.toArray()[1] = 9;

    assertThat(bytes).hasToString("0x0102");
  }

  @Test
  void slice_middle_isACopyOfThatRange() {
    Bytes bytes = Bytes.parse("0x00010203");

    assertThat(bytes.slice(1, 3)).hasToString("0x0102");
    assertThat(bytes.slice(4, 4)).isEqualTo(Bytes.EMPTY);
    assertThatThrownBy(() -> bytes.slice(3, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> bytes.slice(2, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> bytes.get(4)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void concat_parts_keepTheirOrder() {
    assertThat(Bytes.concat(Bytes.parse("0x01"), Bytes.EMPTY, Bytes.parse("0x0203")))
        .hasToString("0x010203");
  }

  @Test
  void hash32_parse_wantsExactlySixtyFourDigits() {
    String digits = "ab".repeat(32);

    assertThat(Hash32.parse("0x" + digits)).hasToString("0x" + digits);
    for (String wrong :
        List.of(digits, "0x" + digits.substring(2), "0x" + digits + "00", "0x" + digits + "0")) {
      assertThatThrownBy(() -> Hash32.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void hash32_compareTo_isUnsigned() {
    assertThat(Hash32.parse("0x7f" + "00".repeat(31)))
        .isLessThan(Hash32.parse("0x80" + "00".repeat(31)));
  }

  /** Of the empty string, and of "abc": the Keccak team's own test vectors. */
  @Test
  void keccak_knownVectors_match() {
    assertThat(Keccak.hash(Bytes.EMPTY))
        .hasToString("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
    byte[] a = "a".getBytes(StandardCharsets.US_ASCII);
    byte[] bc = "bc".getBytes(StandardCharsets.US_ASCII);
    assertThat(Keccak.hash(a, bc))
        .hasToString("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
  }

  @Test
  void receipt_fee_isGasTimesPrice() {
    Receipt receipt =
        new Receipt(
            Hash32.ZERO,
            Hash32.ZERO,
            1,
            0,
            Address.ZERO,
            Optional.empty(),
            true,
            21_000,
            Wei.ofGwei("1.5"),
            List.of());

    assertThat(receipt.fee()).hasToString("0.000031500000000000 ETH");
  }

  @Test
  void log_fiveTopics_isRefused() {
    assertThatThrownBy(
            () ->
                new Log(
                    Address.ZERO,
                    Collections.nCopies(5, Hash32.ZERO),
                    Bytes.EMPTY,
                    1,
                    Hash32.ZERO,
                    Hash32.ZERO,
                    0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void blockRef_negativeNumber_isRefused() {
    assertThatThrownBy(() -> BlockRef.number(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThat(BlockRef.number(0)).isEqualTo(new BlockRef.AtNumber(0));
  }
}
