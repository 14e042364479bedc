package io.github.restake4j.tx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A hand-off as text that can be stored. */
final class HandoffJson {
  private static final String WHAT = "a stored hand-off";
  private static final long VERSION = 1;

  private HandoffJson() {}

  static String write(Handoff handoff) {
    ObjectNode root = StrictJson.JSON.createObjectNode();
    root.put("handoff", VERSION);
    if (handoff instanceof Handoff.Sign sign) {
      root.put("typedData", sign.typedDataJson());
    } else if (handoff instanceof Handoff.Send send) {
      ArrayNode list = root.putArray("transactions");
      for (UnsignedTx each : send.transactions()) {
        list.addObject()
            .put("chainId", each.chainId())
            .put("from", each.from().toString())
            .put("to", each.to().toString())
            .put("value", each.value().smallest().toString())
            .put("data", each.data().toString());
      }
    } else if (handoff instanceof Handoff.Sent sent) {
      ArrayNode list = root.putArray("sent");
      sent.hashes().forEach(hash -> list.add(hash.toString()));
    }
    return root.toString();
  }

  static Handoff parse(String json) {
    JsonNode root = StrictJson.object(json, WHAT);
    if (StrictJson.count(root, "handoff") != VERSION) {
      throw new IllegalArgumentException(WHAT + " is of another version");
    }
    if (root.size() != 2) {
      throw new IllegalArgumentException(WHAT + " has one of typedData, transactions and sent");
    }
    if (root.has("typedData")) {
      String typedData = StrictJson.text(root, "typedData");
      TypedData.parse(typedData);
      return new Handoff.Sign(typedData);
    }
    if (root.has("sent")) {
      List<Hash32> hashes = new ArrayList<>();
      for (JsonNode each : root.path("sent")) {
        hashes.add(Hash32.parse(each.asText()));
      }
      return new Handoff.Sent(hashes);
    }
    JsonNode list = root.path("transactions");
    if (!list.isArray()) {
      throw new IllegalArgumentException(WHAT + " has one of typedData, transactions and sent");
    }
    List<UnsignedTx> transactions = new ArrayList<>();
    for (JsonNode each : list) {
      transactions.add(transaction(each));
    }
    return new Handoff.Send(transactions);
  }

  private static UnsignedTx transaction(JsonNode node) {
    if (!node.isObject() || node.size() != 5) {
      throw new IllegalArgumentException(
          "a transaction has exactly chainId, from, to, value and data");
    }
    String value = StrictJson.text(node, "value");
    if (!value.matches("[0-9]{1,78}")) {
      throw new IllegalArgumentException("value is no whole number of wei");
    }
    return new UnsignedTx(
        StrictJson.count(node, "chainId"),
        Address.parse(StrictJson.text(node, "from")),
        Address.parse(StrictJson.text(node, "to")),
        Wei.of(new BigInteger(value)),
        Bytes.parse(StrictJson.text(node, "data")));
  }
}
