package io.github.restake4j.internal.logs;

import io.github.restake4j.internal.rpc.RpcAnswer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the refusal of a log query says about the width a node accepts. Every provider has words of
 * its own, and several codes mean other things elsewhere, so only the text is read.
 *
 * @param known true if the text speaks of a limit at all
 * @param lastBlock where the node proposes to end the same query
 * @param blocks how many blocks the node takes at once
 */
record LogLimit(boolean known, OptionalLong lastBlock, OptionalLong blocks) {
  private static final int HEX = 16;
  private static final int THOUSAND = 1_000;
  private static final int MAX_DIGITS = 12;

  /** A refusal without any numbers: the time was up, or the answer too large. */
  static final LogLimit UNNAMED = new LogLimit(true, OptionalLong.empty(), OptionalLong.empty());

  private static final List<String> WORDS =
      List.of(
          "more than",
          "too large",
          "too big",
          "too many",
          "too wide",
          "too long",
          "too much",
          "range",
          "limit",
          "maximum",
          "max ",
          "exceed",
          "response size",
          "timeout",
          "timed out",
          "time out",
          "smaller than",
          "not supported on free");

  /** {@code this block range should work: [0x0, 0x7cf]}, {@code retry with the range 100-199}. */
  private static final Pattern PROPOSAL =
      Pattern.compile(
          "range[a-z: ]{0,30}\\[?(0x[0-9a-f]{1,12}|[0-9]{1,12}) ?(?:,|-|to) ?"
              + "(0x[0-9a-f]{1,12}|[0-9]{1,12})");

  /** {@code limited to a 10,000 blocks range}, {@code up to a 2k block range}. */
  private static final Pattern COUNT_FIRST =
      Pattern.compile("([0-9][0-9,]{0,12})(k?)[ -]?(?:blocks?\\b|range\\b)");

  /** {@code max range: 800}, {@code maximum is set to 2048}, {@code the limit is 100}. */
  private static final Pattern WORD_FIRST =
      Pattern.compile(
          "(?:max(?:imum)?|limit|smaller than)\\b((?:[ a-z:=_-]){0,40}?)([0-9][0-9,]{0,12})(k?)\\b"
              + "(?! ?(?:[kmg]?i?b\\b|bytes|results|logs|seconds|ms\\b|s\\b|addresses|topics))");

  private static final Pattern OF_SOMETHING_ELSE =
      Pattern.compile("result|log|response|address|topic|event|second|compute|byte|item|record");

  private static final Pattern BLOCK_MISSING =
      Pattern.compile(
          "unknown block|header not found|header for hash not found|block not found|"
              + "block hash not found|resource not found|blockoutofrange|beyond (?:the )?current head|"
              + "beyond head|after last accepted block|could not find block|invalid block range|"
              + "block is not available|one of the blocks specified in filter|not currently canonical|"
              + "hash is not canonical|filter block not found");

  /** Reads a refusal. */
  static LogLimit of(RpcAnswer.Failure failure) {
    String text = failure.message().toLowerCase(Locale.ROOT);
    boolean known = false;
    for (String word : WORDS) {
      known |= text.contains(word);
    }
    return known ? new LogLimit(true, lastBlock(text), blocks(text)) : UNKNOWN;
  }

  /** A refusal that speaks of something else. */
  private static final LogLimit UNKNOWN =
      new LogLimit(false, OptionalLong.empty(), OptionalLong.empty());

  /** True if the node says that it does not have a block of the query: it lags, or a reorg came. */
  static boolean isBlockMissing(RpcAnswer.Failure failure) {
    return BLOCK_MISSING.matcher(failure.message().toLowerCase(Locale.ROOT)).find();
  }

  private static OptionalLong lastBlock(String text) {
    Matcher found = PROPOSAL.matcher(text);
    return found.find() ? OptionalLong.of(number(found.group(2))) : OptionalLong.empty();
  }

  private static OptionalLong blocks(String text) {
    Matcher count = COUNT_FIRST.matcher(text);
    if (count.find()) {
      return count(count.group(1), count.group(2));
    }
    Matcher word = WORD_FIRST.matcher(text);
    while (word.find()) {
      if (!OF_SOMETHING_ELSE.matcher(word.group(1)).find()) {
        return count(word.group(2), word.group(3));
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong count(String digits, String thousands) {
    String plain = digits.replace(",", "");
    if (plain.isEmpty() || plain.length() > MAX_DIGITS) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(plain) * (thousands.isEmpty() ? 1 : THOUSAND));
  }

  private static long number(String text) {
    return text.startsWith("0x") ? Long.parseLong(text.substring(2), HEX) : Long.parseLong(text);
  }
}
