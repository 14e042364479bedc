package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What {@code anvil_dumpState} returns: hex of gzipped JSON. */
final class StateDump {
  private StateDump() {}

  /**
   * The same state with blocks and transactions in their order: anvil lists them in any, and two
   * builds shall give the same jar.
   */
  static String sorted(String dump) {
    try {
      byte[] bytes = HexFormat.of().parseHex(dump.substring(2));
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
        String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        ObjectNode state = (ObjectNode) Json.parse(text);
        sort(state, "blocks", block -> RawChain.quantity(block.path("header").path("number")));
        sort(state, "transactions", one -> one.path("block_number").bigIntegerValue());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
          gzip.write(state.toString().getBytes(StandardCharsets.UTF_8));
        }
        return "0x" + HexFormat.of().formatHex(out.toByteArray());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("anvil's dump is not gzipped JSON", e);
    }
  }

  private static void sort(ObjectNode state, String field, Function<JsonNode, BigInteger> by) {
    List<JsonNode> entries = new ArrayList<>();
    state.path(field).forEach(entries::add);
    entries.sort(Comparator.comparing(by));
    ArrayNode sorted = state.putArray(field);
    entries.forEach(sorted::add);
  }
}
