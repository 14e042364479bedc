package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The expressions that read and write one type. */
final class Codec {
  private static final int SHORT_ITEM = 10;
  private static final Pattern DOT = Pattern.compile("\\.");
  private static final Pattern AFTER_COMMA = Pattern.compile("(?<=, )");
  private static final Pattern BEFORE_SPACE = Pattern.compile("(?= )");

  /**
   * One expression.
   *
   * @param width its columns on one line
   * @param writer adds it to a layout
   */
  record Expression(int width, Consumer<Layout> writer) {
    void addTo(Layout layout) {
      writer.accept(layout);
    }
  }

  private Codec() {}

  static Expression atom(String text) {
    return new Expression(text.length(), layout -> layout.text(text));
  }

  /** {@code name(a, b)}, of which {@code name} is already there. */
  private static void arguments(
      Layout layout, Layout.@Nullable Tag onlyIf, List<Expression> arguments) {
    if (onlyIf == null) {
      layout.open(4);
    } else {
      layout.open(4, onlyIf);
    }
    layout.text("(");
    if (!arguments.isEmpty()) {
      boolean shortItems = arguments.stream().allMatch(Codec::isShort);
      layout.line("").open(0);
      for (int i = 0; i < arguments.size(); i++) {
        if (i > 0) {
          layout.text(",");
          if (shortItems) {
            layout.fill(" ");
          } else {
            layout.line(" ");
          }
        }
        arguments.get(i).addTo(layout);
      }
      layout.close();
    }
    layout.text(")").close();
  }

  /** {@code a.b.Type.NAME}. */
  static Expression constant(String type, String name) {
    return new Expression(
        type.length() + 1 + name.length(),
        layout -> {
          layout.open(4).open(0);
          String dot = "";
          for (String part : DOT.split(type, -1)) {
            if (!dot.isEmpty()) {
              layout.fill("");
            }
            layout.text(dot + part);
            dot = ".";
          }
          layout.close().line("").text("." + name).close();
        });
  }

  private static boolean isShort(Expression argument) {
    return argument.width() < SHORT_ITEM;
  }

  private static int width(List<Expression> arguments) {
    int commas = Math.max(0, arguments.size() - 1);
    return 2 + 2 * commas + arguments.stream().mapToInt(Expression::width).sum();
  }

  /** {@code target.name(arguments)}. */
  static Expression call(String target, String name, Expression... arguments) {
    return new Expression(
        target.length() + 1 + name.length() + width(List.of(arguments)),
        layout -> {
          Layout.Tag beforeName = new Layout.Tag();
          layout.open(4).open(0).text(target).fill("", beforeName).text("." + name).close();
          arguments(layout, beforeName, List.of(arguments));
          layout.close();
        });
  }

  /** {@code new Name(arguments)}. */
  static Expression create(String name, List<Expression> arguments) {
    return new Expression(
        4 + name.length() + width(arguments),
        layout -> {
          layout.text("new " + name);
          arguments(layout, null, arguments);
        });
  }

  static Expression lambda(String parameters, Expression body) {
    return new Expression(
        parameters.length() + 4 + body.width(),
        layout -> {
          layout.text(parameters + " ->").open(4).line(" ");
          body.addTo(layout);
          layout.close();
        });
  }

  static Expression reference(String type, String method) {
    return new Expression(
        type.length() + 2 + method.length(),
        layout -> layout.open(4).text(type).line("").text("::" + method).close());
  }

  /** The most characters of one constant: a class file takes 65,535 bytes. */
  private static final int MAX_LITERAL = 60_000;

  /** Digits on one line of a long byte string. */
  private static final int HEX_LINE = 72;

  /**
   * A string literal, in pieces if it is long; {@code text} needs no escapes.
   *
   * @param room columns there are for the first piece
   */
  static Expression literal(String text, int room) {
    if (text.length() > MAX_LITERAL) {
      List<Expression> chunks = new ArrayList<>(List.of(atom("\"\"")));
      for (int from = 0; from < text.length(); from += MAX_LITERAL) {
        String chunk = text.substring(from, Math.min(from + MAX_LITERAL, text.length()));
        chunks.add(literal(chunk, room - 4));
      }
      return call("String", "join", chunks.toArray(new Expression[0]));
    }
    if (text.length() + 3 <= room) {
      return atom("\"" + text + "\"");
    }
    List<String> parameters = pieces(AFTER_COMMA, text, room - 1);
    boolean fit =
        parameters.get(0).length() + 3 <= room
            && parameters.stream().skip(1).allMatch(piece -> piece.length() + 9 <= room);
    return sum(fit ? parameters : pieces(BEFORE_SPACE, text, room));
  }

  private static Expression sum(List<String> pieces) {
    if (pieces.size() == 1) {
      return atom("\"" + pieces.get(0) + "\"");
    }
    return new Expression(
        pieces.stream().mapToInt(piece -> piece.length() + 5).sum(),
        layout -> {
          layout.open(4).text("\"" + pieces.get(0) + "\"");
          for (String next : pieces.subList(1, pieces.size())) {
            layout.line(" ").text("+ \"" + next + "\"");
          }
          layout.close();
        });
  }

  /** The bytes of {@code 0x} and hex digits. */
  static Expression hex(String digits) {
    List<Expression> chunks = new ArrayList<>();
    for (int from = 2; from < digits.length(); from += MAX_LITERAL) {
      String chunk = "0x" + digits.substring(from, Math.min(from + MAX_LITERAL, digits.length()));
      List<String> lines = new ArrayList<>();
      for (int at = 0; at < chunk.length(); at += HEX_LINE) {
        lines.add(chunk.substring(at, Math.min(at + HEX_LINE, chunk.length())));
      }
      chunks.add(call("Bytes", "parse", sum(lines)));
    }
    return chunks.size() == 1
        ? chunks.get(0)
        : call("Bytes", "concat", chunks.toArray(new Expression[0]));
  }

  private static List<String> pieces(Pattern where, String text, int room) {
    List<String> pieces = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String part : where.split(text, -1)) {
      int quotes = pieces.isEmpty() ? 2 : 8;
      if (piece.length() > 0 && piece.length() + part.length() + quotes > room) {
        pieces.add(piece.toString());
        piece.setLength(0);
      }
      piece.append(part);
    }
    pieces.add(piece.toString());
    return pieces;
  }

  /**
   * Reads the next value of {@code type} from the reader called {@code in}.
   *
   * @param taken names that no variable of a lambda may have
   */
  static Expression read(SolType type, String in, int depth, Set<String> taken) {
    if (type instanceof SolType.Elementary elementary) {
      return elementary.needsSize()
          ? call(in, elementary.method(), atom(String.valueOf(elementary.size())))
          : call(in, elementary.method());
    }
    if (type instanceof SolType.Array array) {
      Expression element = decoder(array.element(), depth + 1, taken);
      if (array.length() < 0) {
        return call(in, "array", atom(String.valueOf(array.element().headBytes())), element);
      }
      String method = array.element().dynamic() ? "fixedArray" : "inlineArray";
      return call(in, method, atom(String.valueOf(array.length())), element);
    }
    Struct struct = ((SolType.Tuple) type).struct();
    if (type.dynamic() && !struct.isPart()) {
      String head = String.valueOf(Parameter.headBytes(struct.fields()));
      return call(in, "tuple", atom(head), reference(struct.javaName(), "read"));
    }
    return call(struct.javaName(), "read", atom(in));
  }

  /** A decoder of {@code type}, as a method reference where there is one. */
  static Expression decoder(SolType type, int depth, Set<String> taken) {
    if (type instanceof SolType.Elementary elementary && !elementary.needsSize()) {
      return reference("AbiReader", elementary.method());
    }
    if (type instanceof SolType.Tuple tuple && !type.dynamic()) {
      return reference(tuple.struct().javaName(), "read");
    }
    String in = unused(depth == 0 ? "in" : "each" + (depth == 1 ? "" : depth), taken);
    return lambda(in, read(type, in, depth, taken));
  }

  /** One link of a chain of writes. */
  record Write(String method, List<Expression> arguments) {}

  /** Writes {@code value}, which is an expression without side effects. */
  static Write write(SolType type, String value, int depth, Set<String> taken) {
    if (type instanceof SolType.Elementary elementary) {
      return elementary.needsSize()
          ? new Write(
              elementary.method(), List.of(atom(String.valueOf(elementary.size())), atom(value)))
          : new Write(elementary.method(), List.of(atom(value)));
    }
    if (type instanceof SolType.Array array) {
      Expression element = encoder(array.element(), depth + 1, taken);
      if (array.length() < 0) {
        String head = String.valueOf(array.element().headBytes());
        return new Write("array", List.of(atom(head), atom(value), element));
      }
      String method = array.element().dynamic() ? "fixedArray" : "inlineArray";
      return new Write(method, List.of(atom(String.valueOf(array.length())), atom(value), element));
    }
    Struct struct = ((SolType.Tuple) type).struct();
    Expression body = reference(struct.javaName(), "write");
    if (struct.isPart()) {
      return new Write("part", List.of(atom(value), body));
    }
    if (type.dynamic()) {
      String head = String.valueOf(Parameter.headBytes(struct.fields()));
      return new Write("tuple", List.of(atom(head), atom(value), body));
    }
    return new Write("inlineTuple", List.of(atom(value), body));
  }

  private static Expression encoder(SolType type, int depth, Set<String> taken) {
    if (type instanceof SolType.Elementary elementary && !elementary.needsSize()) {
      return reference("AbiWriter", elementary.method());
    }
    if (type instanceof SolType.Tuple tuple && !type.dynamic()) {
      return reference(tuple.struct().javaName(), "write");
    }
    String number = depth == 1 ? "" : String.valueOf(depth);
    String out = unused("each" + number, taken);
    String value = unused("item" + number, taken);
    Write write = write(type, value, depth, taken);
    return lambda("(" + out + ", " + value + ")", chain(out, List.of(write)));
  }

  static String unused(String name, Set<String> taken) {
    String free = name;
    while (taken.contains(free)) {
      free += "_";
    }
    return free;
  }

  /** {@code out.a(x).b(y)}. */
  static Expression chain(String out, List<Write> writes) {
    if (writes.size() == 1) {
      Write only = writes.get(0);
      return call(out, only.method(), only.arguments().toArray(new Expression[0]));
    }
    return new Expression(
        Source.MAX_COLUMN,
        layout -> {
          layout.open(4).text(out);
          int length = out.length();
          for (Write write : writes) {
            if (length > 4) {
              layout.line("");
            }
            layout.text("." + write.method());
            arguments(layout, null, write.arguments());
            length += 1 + write.method().length();
          }
          layout.close();
        });
  }
}
