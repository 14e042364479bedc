package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;

/** The start of a JSON value as text, without writing out what may be megabytes. */
final class Shown {
  private static final int ENOUGH = 2 * Excerpt.MOST;

  private Shown() {}

  static String start(JsonNode node) {
    StringBuilder text = new StringBuilder();
    append(text, node);
    return text.toString();
  }

  private static void append(StringBuilder text, JsonNode node) {
    if (text.length() > ENOUGH) {
      return;
    }
    if (node.isObject()) {
      text.append('{');
      Iterator<Map.Entry<String, JsonNode>> fields = node.properties().iterator();
      while (fields.hasNext() && text.length() <= ENOUGH) {
        Map.Entry<String, JsonNode> field = fields.next();
        text.append('"').append(field.getKey()).append("\":");
        append(text, field.getValue());
        text.append(fields.hasNext() ? "," : "");
      }
      text.append('}');
    } else if (node.isArray()) {
      text.append('[');
      for (int i = 0; i < node.size() && text.length() <= ENOUGH; i++) {
        append(text, node.get(i));
        text.append(i + 1 < node.size() ? "," : "");
      }
      text.append(']');
    } else if (node.isTextual()) {
      String value = node.textValue();
      text.append('"').append(value, 0, Math.min(value.length(), ENOUGH)).append('"');
    } else {
      text.append(node.asText());
    }
  }
}
