package io.github.restake4j.internal.rpc;

import java.util.List;
import java.util.Locale;

/** Tells whether a node refused a batch because of its size. */
final class BatchLimitTexts {
  private static final List<Long> CODES = List.of(-32600L, -32005L, -32003L);
  private static final List<String> TEXTS = List.of("batch", "too large", "too big", "too long");
  private static final List<String> RATE_TEXTS =
      List.of("rate limit", "too many requests", "per second", "capacity");

  private BatchLimitTexts() {}

  /** Of an error object in place of a whole batch. */
  static boolean match(long code, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return contains(text, TEXTS) || (CODES.contains(code) && !contains(text, RATE_TEXTS));
  }

  /** Of one item: the node answers the first calls of a batch and gives up on the rest. */
  static boolean isItemTooLarge(RpcAnswer.Failure failure) {
    return failure.message().toLowerCase(Locale.ROOT).contains("response too large");
  }

  private static boolean contains(String text, List<String> parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
