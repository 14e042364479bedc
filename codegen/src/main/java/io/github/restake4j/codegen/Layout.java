package io.github.restake4j.codegen;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Breaks one declaration or statement into lines of at most 100 columns.
 *
 * <p>Text is grouped in levels. A level that fits into the rest of the line stays on it; in one
 * that does not, every unified break becomes a line break, a fill break only where the text up to
 * the next break does not fit.
 */
final class Layout {
  private static final int MAX_COLUMN = 100;

  /** Tells whether a break was taken, for indents that depend on it. */
  static final class Tag {
    private boolean broken;
  }

  private interface Doc {
    int width();
  }

  private record Text(String text) implements Doc {
    @Override
    public int width() {
      return text.length();
    }
  }

  private record Break(String flat, boolean unified, @Nullable Tag tag) implements Doc {
    @Override
    public int width() {
      return flat.length();
    }
  }

  private static final class Level implements Doc {
    private final int indent;
    private final @Nullable Tag condition;
    private final List<Doc> docs = new ArrayList<>();

    /** Known once all is written; asked for again at each level above. */
    private int width = -1;

    Level(int indent, @Nullable Tag condition) {
      this.indent = indent;
      this.condition = condition;
    }

    @Override
    public int width() {
      if (width < 0) {
        int sum = 0;
        for (Doc doc : docs) {
          sum += doc.width();
        }
        width = sum;
      }
      return width;
    }

    int indent() {
      return condition == null || condition.broken ? indent : 0;
    }
  }

  private final Deque<Level> open = new ArrayDeque<>();
  private Level textLevel;
  private final StringBuilder out = new StringBuilder();

  private Layout() {
    textLevel = new Level(0, null);
    open.push(textLevel);
  }

  static Layout start() {
    return new Layout();
  }

  /** Opens a level whose breaks are indented by so much more than those outside. */
  Layout open(int indent) {
    open.push(new Level(indent, null));
    return this;
  }

  /** Opens a level that is only indented if a break was taken. */
  Layout open(int indent, Tag condition) {
    open.push(new Level(indent, condition));
    return this;
  }

  Layout close() {
    Level closed = open.pop();
    open.element().docs.add(closed);
    return this;
  }

  /** Text joins the level of the last break, so what follows a level counts as part of it. */
  Layout text(String text) {
    textLevel.docs.add(new Text(text));
    return this;
  }

  /** A break that is taken whenever its level does not fit. */
  Layout line(String flat) {
    return add(new Break(flat, true, null));
  }

  /** A break that is taken only where needed. */
  Layout fill(String flat) {
    return add(new Break(flat, false, null));
  }

  /** The same, remembered. */
  Layout fill(String flat, Tag tag) {
    return add(new Break(flat, false, tag));
  }

  private Layout add(Break one) {
    textLevel = open.element();
    textLevel.docs.add(one);
    return this;
  }

  /**
   * The text, without a line break at its end.
   *
   * @param indent column of the first line
   */
  String render(int indent) {
    out.append(" ".repeat(indent));
    broken(open.element(), indent, indent);
    return out.toString();
  }

  private int level(Level level, int indent, int column) {
    int width = level.width();
    if (column + width <= MAX_COLUMN) {
      flat(level);
      return column + width;
    }
    return broken(level, indent + level.indent(), column);
  }

  private int broken(Level level, int indent, int start) {
    int column = start;
    boolean mustBreak = false;
    List<Doc> docs = level.docs;
    int at = 0;
    while (at < docs.size()) {
      Break one = docs.get(at) instanceof Break found ? found : null;
      int from = one == null ? at : at + 1;
      int to = from;
      int width = 0;
      while (to < docs.size() && !(docs.get(to) instanceof Break)) {
        width += docs.get(to).width();
        to++;
      }
      if (one != null) {
        boolean taken = one.unified() || mustBreak || column + one.width() + width > MAX_COLUMN;
        if (one.tag() != null) {
          one.tag().broken = taken;
        }
        if (taken) {
          out.append('\n').append(" ".repeat(indent));
          column = indent;
        } else {
          out.append(one.flat());
          column += one.width();
        }
      }
      mustBreak = column + width > MAX_COLUMN;
      for (Doc doc : docs.subList(from, to)) {
        if (doc instanceof Level inner) {
          column = level(inner, indent, column);
        } else {
          flat(doc);
          column += doc.width();
        }
      }
      at = to;
    }
    return column;
  }

  private void flat(Doc doc) {
    if (doc instanceof Text text) {
      out.append(text.text());
    } else if (doc instanceof Break one) {
      out.append(one.flat());
    } else if (doc instanceof Level level) {
      level.docs.forEach(this::flat);
    }
  }
}
