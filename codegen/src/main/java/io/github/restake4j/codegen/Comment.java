package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A Javadoc comment, wrapped at 100 columns. */
final class Comment {
  private static final int MAX_COLUMN = 100;

  private static final Pattern SPACE = Pattern.compile(" ");

  private Comment() {}

  /**
   * Lays paragraphs out.
   *
   * @param indent column of the comment
   * @param paragraphs HTML; the first is the summary
   */
  static String of(int indent, String... paragraphs) {
    String margin = " ".repeat(indent);
    if (paragraphs.length == 1 && indent + paragraphs[0].length() + 7 <= MAX_COLUMN) {
      return margin + "/** " + paragraphs[0] + " */\n";
    }
    StringBuilder text = new StringBuilder(margin).append("/**\n");
    for (int i = 0; i < paragraphs.length; i++) {
      if (i > 0) {
        text.append(margin).append(" *\n");
      }
      for (String line : wrapped(i > 0 ? "<p>" + paragraphs[i] : paragraphs[i], indent + 3)) {
        text.append(margin).append(" * ").append(line).append('\n');
      }
    }
    return text.append(margin).append(" */\n").toString();
  }

  private static List<String> wrapped(String paragraph, int indent) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : SPACE.split(paragraph, -1)) {
      if (line.length() > 0 && indent + line.length() + 1 + word.length() > MAX_COLUMN) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.length() > 0 ? " " : "").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  /** Text of a stranger that can neither end the comment nor be read as HTML, tag or escape. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (c < ' ' || c == 0x7f) {
                safe.append(' ');
              } else if (c > '~' || "&<>@{}\\*".indexOf(c) >= 0) {
                safe.append("&#").append(c).append(';');
              } else {
                safe.appendCodePoint(c);
              }
            });
    return safe.toString().trim().replaceAll(" +", " ");
  }
}
