package io.github.restake4j.abi;

import java.util.ArrayList;
import java.util.List;

/**
 * A parsed declaration such as {@code Transfer(address indexed from, (uint256 id, bool on)[] x)}.
 */
final class AbiDeclaration {
  /** Compilers stop at 255 structs; bounds the recursion of the parser and of what it makes. */
  private static final int MAX_DEPTH = 260;

  record Parameter(String name, AbiType type, boolean indexed) {}

  private final String name;
  private final List<Parameter> parameters;

  private AbiDeclaration(String name, List<Parameter> parameters) {
    this.name = name;
    this.parameters = parameters;
  }

  /**
   * Parses {@code name(type name, ...)}; names may be absent, tuples are written in parentheses.
   *
   * @throws IllegalArgumentException if {@code text} is not of that form
   */
  static AbiDeclaration parse(String text) {
    Parser parser = new Parser(text);
    String name = parser.word();
    List<Parameter> parameters = parser.parameters(0);
    parser.end();
    return new AbiDeclaration(name, parameters);
  }

  String name() {
    return name;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  AbiType.Tuple tuple() {
    return new AbiType.Tuple(parameters);
  }

  String signature() {
    return name + tuple().canonical();
  }

  /** Names the parameter, index and field at a writer's position, see {@link AbiType#place}. */
  String place(int[] path, int inline) {
    StringBuilder text = new StringBuilder();
    tuple().placeBody(text, path, 0, path[0], inline);
    return text.toString();
  }

  private static final class Parser {
    private final String text;
    private int at;

    Parser(String text) {
      this.text = text;
    }

    List<Parameter> parameters(int depth) {
      if (depth > MAX_DEPTH) {
        throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + ": " + text);
      }
      List<Parameter> found = new ArrayList<>();
      expect('(');
      if (peek() != ')') {
        found.add(parameter(depth));
        while (peek() == ',') {
          at++;
          found.add(parameter(depth));
        }
      }
      expect(')');
      return found;
    }

    private Parameter parameter(int depth) {
      skipSpaces();
      AbiType type =
          peek() == '(' ? new AbiType.Tuple(parameters(depth + 1)) : new AbiType.Elementary(word());
      for (int dimensions = depth; peek() == '['; dimensions++) {
        if (dimensions > MAX_DEPTH) {
          throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + ": " + text);
        }
        at++;
        String length = word();
        expect(']');
        type = new AbiType.Array(type, length.isEmpty() ? -1 : Integer.parseInt(length));
      }
      skipSpaces();
      String name = word();
      boolean indexed = name.equals("indexed");
      if (indexed) {
        skipSpaces();
        name = word();
      }
      return new Parameter(name, type, indexed);
    }

    private String word() {
      int from = at;
      while (at < text.length() && "(),[] ".indexOf(text.charAt(at)) < 0) {
        at++;
      }
      return text.substring(from, at);
    }

    private char peek() {
      return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpaces() {
      while (peek() == ' ') {
        at++;
      }
    }

    private void expect(char wanted) {
      if (peek() != wanted) {
        throw new IllegalArgumentException("expected " + wanted + " at " + at + " of: " + text);
      }
      at++;
    }

    void end() {
      if (at != text.length()) {
        throw new IllegalArgumentException("unexpected text at " + at + " of: " + text);
      }
    }
  }
}
