package io.github.restake4j.internal.rpc;

import java.util.List;
import java.util.Locale;

/** Tells "call less often" from what else nodes say under the same codes. */
final class RateLimitTexts {
  private static final long LIMIT_EXCEEDED = -32005;
  private static final List<Long> CODES = List.of(429L, -32029L, -32016L, LIMIT_EXCEEDED);

  private static final List<String> TEXTS =
      List.of(
          "rate limit",
          "ratelimit",
          "too many requests",
          "request limit reached",
          "requests per second",
          "per second limit",
          "compute units per second",
          "capacity exceeded",
          "exceeded its capacity",
          "request count exceeded");

  /** What -32005 also stands for: queries and transactions that are too large. */
  private static final List<String> OTHER_LIMITS =
      List.of("range", "results", "gas", "logs", "response size", "too large", "batch", "blocks");

  private RateLimitTexts() {}

  static boolean match(long code, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (contains(text, TEXTS)) {
      return true;
    }
    if (!CODES.contains(code)) {
      return false;
    }
    return code != LIMIT_EXCEEDED || !contains(text, OTHER_LIMITS);
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
