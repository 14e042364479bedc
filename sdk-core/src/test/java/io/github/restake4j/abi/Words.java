package io.github.restake4j.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Hand-made ABI bytes: each argument is one word, as hex digits padded on the left. */
final class Words {
  private Words() {}

  /** Words of hex digits, right-aligned. */
  static Bytes of(String... hex) {
    StringBuilder text = new StringBuilder("0x");
    for (String word : hex) {
      text.append("0".repeat(64 - word.length())).append(word);
    }
    return Bytes.parse(text);
  }

  /** 2^exponent plus a difference, as the hex digits of a word. */
  static String power(int exponent, long plus) {
    return BigInteger.ONE.shiftLeft(exponent).add(BigInteger.valueOf(plus)).toString(16);
  }

  static <T> T read(Bytes data, int headBytes, AbiReader.Decoder<T> decoder) {
    return both(data.toArray(), 0, headBytes, "data of", "test()", decoder);
  }

  /** Reads bytes and their hex text in either case; all three must come to the same end. */
  static <T> T both(
      byte[] data, int start, int head, String kind, String name, AbiReader.Decoder<T> decoder) {
    String text = Bytes.of(data).toString();
    String upper = "0x" + text.substring(2).toUpperCase(Locale.ROOT);
    T value;
    try {
      value = AbiReader.readAll(data, start, head, kind, name, decoder);
    } catch (DecodingException refused) {
      for (String hex : List.of(text, upper)) {
        assertThatThrownBy(() -> hex(hex, start, head, kind, name, decoder))
            .isInstanceOf(DecodingException.class)
            .hasMessage(refused.getMessage());
      }
      throw refused;
    }
    assertThat(hex(text, start, head, kind, name, decoder)).isEqualTo(value);
    assertThat(hex(upper, start, head, kind, name, decoder)).isEqualTo(value);
    return value;
  }

  static <T> T hex(
      String text, int start, int head, String kind, String name, AbiReader.Decoder<T> decoder) {
    byte[] ascii = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
    EncodedHex data = new EncodedHex(ascii, 1, ascii.length - 1, kind, name);
    return AbiReader.readAll(data, start, head, kind, name, decoder);
  }
}
