package io.github.restake4j.abi;

import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;

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
    return AbiReader.readAll(data.toArray(), 0, headBytes, "data of", "test()", decoder);
  }
}
