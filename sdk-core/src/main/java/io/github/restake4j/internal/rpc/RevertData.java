package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.eth.Bytes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds revert data in {@code error.data}, which every client fills in its own way. */
final class RevertData {
  private static final int MAX_DEPTH = 4;
  private static final String[] NAMES = {"data", "return", "result"};

  private RevertData() {}

  static Optional<Bytes> in(@Nullable JsonNode data) {
    return find(data, 0);
  }

  private static Optional<Bytes> find(@Nullable JsonNode data, int depth) {
    if (data == null || depth > MAX_DEPTH) {
      return Optional.empty();
    }
    if (data.isTextual()) {
      return hexIn(data.textValue());
    }
    if (!data.isObject()) {
      return Optional.empty();
    }
    for (String name : NAMES) {
      Optional<Bytes> found = find(data.get(name), depth + 1);
      if (found.isPresent()) {
        return found;
      }
    }
    // other text fields are hashes and messages; only further objects may hold the data
    for (JsonNode child : data) {
      Optional<Bytes> found = child.isObject() ? find(child, depth + 1) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The whole text, or what follows a word as in {@code Reverted 0x08c379a0...}. */
  private static Optional<Bytes> hexIn(String text) {
    int start = text.startsWith("0x") ? 0 : text.lastIndexOf(" 0x") + 1;
    if (start == 0 && !text.startsWith("0x")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.parse(text.substring(start)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
