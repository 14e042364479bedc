package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Bytes and quantities as JSON-RPC writes them. */
final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  static String of(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }

  static String of(long number) {
    return "0x" + Long.toHexString(number);
  }

  /** Null if the text is not {@code 0x} and whole bytes. */
  static byte @Nullable [] bytes(String text) {
    if (!text.startsWith("0x") || text.length() % 2 != 0) {
      return null;
    }
    try {
      return FORMAT.parseHex(text, 2, text.length());
    } catch (IllegalArgumentException malformed) {
      return null;
    }
  }

  /** Null if the node is not a hexadecimal quantity below 2^63. */
  static @Nullable Long number(JsonNode quantity) {
    String text = quantity.asText("");
    if (!text.matches("0x[0-9a-fA-F]{1,16}")) {
      return null;
    }
    long number = Long.parseUnsignedLong(text.substring(2), 16);
    return number < 0 ? null : (Long) number;
  }
}
