package io.github.restake4j.abi;

import io.github.restake4j.eth.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Turns decoded values, which strangers wrote, into text that is safe to print. */
final class AbiText {
  /** Longest text of one string argument, in characters of the original. */
  static final int MAX_STRING = 1024;

  /** Longest text of a whole list of arguments. */
  private static final int MAX_TEXT = 4096;

  private static final int MAX_BYTES = 256;

  private AbiText() {}

  static String of(Object value) {
    StringBuilder text = new StringBuilder();
    append(text, displayable(value));
    return text.toString();
  }

  /** {@code Name(a, b)}. */
  static String call(String name, List<?> arguments) {
    List<Object> shown = new ArrayList<>(arguments.size());
    for (Object argument : arguments) {
      shown.add(displayable(argument));
    }
    return shownCall(name, shown);
  }

  /** {@code Name(a, b)}, of arguments that are displayable already. */
  static String shownCall(String name, List<?> arguments) {
    StringBuilder text = new StringBuilder(name);
    appendAll(text, "(", arguments, ")");
    return text.toString();
  }

  private static void append(StringBuilder text, Object value) {
    if (value instanceof String string) {
      text.append('"').append(string).append('"');
    } else if (value instanceof Bytes bytes && bytes.size() > MAX_BYTES) {
      text.append(bytes.slice(0, MAX_BYTES)).append("... (").append(bytes.size()).append(" bytes)");
    } else if (value instanceof List<?> list) {
      boolean tuple = !list.isEmpty() && list.get(0) instanceof AbiArgument;
      appendAll(text, tuple ? "(" : "[", list, tuple ? ")" : "]");
    } else if (value instanceof AbiArgument argument) {
      text.append(argument.name()).append(argument.name().isEmpty() ? "" : "=");
      append(text, argument.value());
    } else {
      text.append(value);
    }
  }

  private static void appendAll(StringBuilder text, String open, List<?> values, String close) {
    text.append(open);
    for (int i = 0; i < values.size(); i++) {
      text.append(i > 0 ? ", " : "");
      if (text.length() > MAX_TEXT) {
        text.append("... ").append(values.size() - i).append(" more");
        break;
      }
      append(text, values.get(i));
    }
    text.append(close);
  }

  /** The same values with every string in them made displayable. */
  static Object displayable(Object value) {
    if (value instanceof String string) {
      return displayable(string);
    }
    if (value instanceof AbiArgument argument) {
      return new AbiArgument(argument.name(), argument.type(), displayable(argument.value()));
    }
    if (value instanceof List<?> list) {
      List<Object> shown = new ArrayList<>(list.size());
      for (Object element : list) {
        shown.add(displayable(element));
      }
      return Collections.unmodifiableList(shown);
    }
    return value;
  }

  /** Cuts after {@link #MAX_STRING} characters and escapes all that could steer a terminal. */
  static String displayable(String string) {
    StringBuilder text = new StringBuilder(Math.min(string.length(), MAX_STRING) + 16);
    int at = 0;
    while (at < string.length() && at < MAX_STRING) {
      int c = string.codePointAt(at);
      at += Character.charCount(c);
      if (printable(c)) {
        text.appendCodePoint(c);
      } else if (c == '\n') {
        text.append("\\n");
      } else {
        text.append(String.format(Locale.ROOT, "\\u{%x}", c));
      }
    }
    if (at < string.length()) {
      text.append("... (").append(string.length()).append(" characters)");
    }
    return text.toString();
  }

  private static boolean printable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
