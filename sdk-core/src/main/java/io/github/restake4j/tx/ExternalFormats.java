package io.github.restake4j.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Hand-offs in the formats of other wallets. */
final class ExternalFormats {
  private static final String CALLS_VERSION = "2.0.0";

  /** Of the transaction builder whose file format this is. */
  private static final String BUILDER_VERSION = "1.18.3";

  private ExternalFormats() {}

  static String walletCalls(Handoff.Send send, boolean atomicRequired) {
    UnsignedTx first = send.transactions().get(0);
    ArrayNode parameters = StrictJson.JSON.createArrayNode();
    ObjectNode batch = parameters.addObject();
    batch.put("version", CALLS_VERSION);
    batch.put("from", first.from().toString());
    batch.put("chainId", hex(BigInteger.valueOf(first.chainId())));
    batch.put("atomicRequired", atomicRequired);
    ArrayNode calls = batch.putArray("calls");
    for (UnsignedTx each : send.transactions()) {
      calls
          .addObject()
          .put("to", each.to().toString())
          .put("value", hex(each.value().smallest()))
          .put("data", each.data().toString());
    }
    return parameters.toString();
  }

  static String safeFile(Handoff.Send send, String name, Instant created) {
    UnsignedTx first = send.transactions().get(0);
    ObjectNode file = StrictJson.JSON.createObjectNode();
    file.put("version", "1.0");
    file.put("chainId", Long.toString(first.chainId()));
    file.put("createdAt", created.toEpochMilli());
    ObjectNode meta = file.putObject("meta");
    meta.put("name", name);
    meta.put("description", "");
    meta.put("txBuilderVersion", BUILDER_VERSION);
    meta.put("createdFromSafeAddress", first.from().toString());
    meta.put("createdFromOwnerAddress", "");
    ArrayNode transactions = file.putArray("transactions");
    for (UnsignedTx each : send.transactions()) {
      ObjectNode transaction =
          transactions
              .addObject()
              .put("to", each.to().toString())
              .put("value", each.value().smallest().toString())
              .put("data", each.data().toString());
      transaction.putNull("contractMethod");
      transaction.putNull("contractInputsValues");
    }
    meta.put("checksum", safeChecksum(file));
    return file.toString();
  }

  /** What the builder calculates: over everything but the name, with sorted members. */
  static String safeChecksum(ObjectNode file) {
    ObjectNode nameless = file.deepCopy();
    ((ObjectNode) nameless.get("meta")).putNull("name");
    StringBuilder text = new StringBuilder();
    serialize(nameless, text);
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return Keccak.hash(Bytes.wrap(bytes)).toString();
  }

  private static void serialize(JsonNode node, StringBuilder out) {
    if (node.isArray()) {
      out.append('[');
      String comma = "";
      for (JsonNode each : node) {
        out.append(comma);
        serialize(each, out);
        comma = ",";
      }
      out.append(']');
    } else if (node.isObject()) {
      List<String> names = new ArrayList<>();
      node.fieldNames().forEachRemaining(names::add);
      Collections.sort(names);
      ArrayNode keys = StrictJson.JSON.createArrayNode();
      names.forEach(keys::add);
      out.append('{').append(keys);
      for (String name : names) {
        serialize(node.get(name), out);
        out.append(',');
      }
      out.append('}');
    } else {
      out.append(node);
    }
  }

  private static String hex(BigInteger number) {
    return "0x" + number.toString(16);
  }
}
