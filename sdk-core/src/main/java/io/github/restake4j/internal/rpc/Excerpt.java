package io.github.restake4j.internal.rpc;

import io.github.restake4j.rpc.Endpoint;
import java.nio.charset.StandardCharsets;

/** What may be shown of text that came from the network. */
final class Excerpt {
  /** Longest quotation, in characters. */
  static final int MOST = 512;

  /** Enough to find a whole key that begins within the quotation. */
  private static final int LOOKED_AT = 4 * MOST;

  private Excerpt() {}

  /** At most 512 characters, without the endpoint's keys and without control characters. */
  static String of(Endpoint endpoint, String text) {
    String start = text.length() > LOOKED_AT ? text.substring(0, LOOKED_AT) : text;
    String clean = endpoint.redact(start);
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < clean.length() && shown.length() < MOST; i++) {
      char c = clean.charAt(i);
      shown.append(unprintable(c) ? ' ' : c);
    }
    return shown.toString();
  }

  /** The start of a body; see {@link #of(Endpoint, String)}. */
  static String of(Endpoint endpoint, byte[] body) {
    int length = Math.min(body.length, LOOKED_AT);
    return of(endpoint, new String(body, 0, length, StandardCharsets.UTF_8));
  }

  /** Controls, and the invisible characters that reorder or hide text. */
  private static boolean unprintable(char c) {
    int type = Character.getType(c);
    return Character.isISOControl(c)
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.SURROGATE;
  }
}
