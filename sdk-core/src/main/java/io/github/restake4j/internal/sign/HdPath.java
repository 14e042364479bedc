package io.github.restake4j.internal.sign;

import java.util.ArrayList;
import java.util.List;

/** A path through a tree of keys, {@code m/44'/60'/0'/0/0}. */
public final class HdPath {
  private static final int MAX_DEPTH = 16;

  private HdPath() {}

  /**
   * The indices on the way; {@code '}, {@code h} and {@code H} mark hardened ones.
   *
   * @throws IllegalArgumentException if the text is no such path
   */
  public static List<Long> parse(String path) {
    String[] parts = path.split("/", -1);
    if (!parts[0].equals("m") || parts.length > MAX_DEPTH) {
      throw refuse();
    }
    List<Long> indices = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i];
      boolean hardened = !part.isEmpty() && "'hH".indexOf(part.charAt(part.length() - 1)) >= 0;
      String digits = hardened ? part.substring(0, part.length() - 1) : part;
      if (!digits.matches("[0-9]{1,10}") || Long.parseLong(digits) >= HdKey.HARDENED) {
        throw refuse();
      }
      indices.add(Long.parseLong(digits) + (hardened ? HdKey.HARDENED : 0));
    }
    return indices;
  }

  private static IllegalArgumentException refuse() {
    return new IllegalArgumentException(
        "a path of keys reads like m/44'/60'/0'/0/0, with numbers below 2^31");
  }
}
