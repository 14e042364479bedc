package io.github.restake4j.abi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A parsed ABI type that can read itself: for naming and explaining bytes, not for speed. */
abstract sealed class AbiType {
  private static final int WORD = 32;

  /** Canonical text, tuples written out. */
  abstract String canonical();

  abstract boolean dynamic();

  /** Bytes this type takes in the head of the tuple it stands in. */
  abstract int headBytes();

  abstract Object read(AbiReader in);

  /**
   * Appends to {@code text} what stands at a head position within this type.
   *
   * @param path word offsets, one per frame, outermost first
   * @param frame index into {@code path}
   * @param word offset left within that frame
   * @param inline how many static tuples and arrays to go into in the last frame
   */
  abstract void place(StringBuilder text, int[] path, int frame, int word, int inline);

  static final class Elementary extends AbiType {
    private final String canonical;
    private final AbiReader.Decoder<?> decoder;

    Elementary(String canonical) {
      this.canonical = canonical;
      this.decoder = decoder(canonical);
    }

    private static AbiReader.Decoder<?> decoder(String type) {
      return switch (type) {
        case "address" -> AbiReader::address;
        case "bool" -> AbiReader::bool;
        case "string" -> AbiReader::string;
        case "bytes" -> AbiReader::bytes;
        case "bytes32" -> AbiReader::bytes32;
        case "function" -> in -> in.fixedBytes(24);
        default -> sized(type);
      };
    }

    private static AbiReader.Decoder<?> sized(String type) {
      if (type.matches("u?fixed[0-9]+x[0-9]{1,2}")) {
        return sized(type.substring(0, type.indexOf('x', 5)).replace("fixed", "int"));
      }
      int digits = 0;
      while (digits < type.length() && !Character.isDigit(type.charAt(digits))) {
        digits++;
      }
      String family = type.substring(0, digits);
      String number = type.substring(digits);
      if (number.matches("[1-9][0-9]{0,2}")) {
        int size = Integer.parseInt(number);
        if (family.equals("bytes") && size < WORD) {
          return in -> in.fixedBytes(size);
        }
        if (size % 8 == 0 && size <= 256 && family.equals("uint")) {
          if (size <= 24) {
            return in -> in.uintAsInt(size);
          }
          return size <= 56 ? in -> in.uintAsLong(size) : in -> in.uint(size);
        }
        if (size % 8 == 0 && size <= 256 && family.equals("int")) {
          if (size <= 32) {
            return in -> in.sintAsInt(size);
          }
          return size <= 64 ? in -> in.sintAsLong(size) : in -> in.sint(size);
        }
      }
      throw new IllegalArgumentException("not an ABI type: " + type);
    }

    @Override
    String canonical() {
      return canonical;
    }

    @Override
    boolean dynamic() {
      return canonical.equals("bytes") || canonical.equals("string");
    }

    @Override
    int headBytes() {
      return WORD;
    }

    @Override
    Object read(AbiReader in) {
      return decoder.read(in);
    }

    @Override
    void place(StringBuilder text, int[] path, int frame, int word, int inline) {}
  }

  static final class Array extends AbiType {
    private final AbiType element;

    /** -1 if the length is in the data. */
    private final int length;

    private final String canonical;

    Array(AbiType element, int length) {
      this.element = element;
      this.length = length;
      this.canonical = element.canonical() + (length < 0 ? "[]" : "[" + length + "]");
    }

    @Override
    String canonical() {
      return canonical;
    }

    @Override
    boolean dynamic() {
      return length < 0 || element.dynamic();
    }

    @Override
    int headBytes() {
      return dynamic() ? WORD : Math.multiplyExact(length, element.headBytes());
    }

    @Override
    Object read(AbiReader in) {
      if (length < 0) {
        return in.array(element.headBytes(), element::read);
      }
      return element.dynamic()
          ? in.fixedArray(length, element::read)
          : in.inlineArray(length, element::read);
    }

    @Override
    void place(StringBuilder text, int[] path, int frame, int word, int inline) {
      int inner = frame;
      int at = word;
      int levels = inline;
      if (dynamic()) {
        inner = frame + 1;
        if (inner == path.length) {
          return;
        }
        at = path[inner];
      } else if (frame == path.length - 1 && levels-- == 0) {
        return;
      }
      int words = element.headBytes() / WORD;
      text.append('[').append(at / words).append(']');
      element.place(text, path, inner, at % words, levels);
    }
  }

  static final class Tuple extends AbiType {
    private final List<AbiDeclaration.Parameter> components;

    /** Every value that is read carries it: of a deep type it is long, and it is made once. */
    private final String canonical;

    Tuple(List<AbiDeclaration.Parameter> components) {
      this.components = components;
      this.canonical = canonical(components);
    }

    @Override
    String canonical() {
      return canonical;
    }

    private static String canonical(List<AbiDeclaration.Parameter> components) {
      StringBuilder text = new StringBuilder("(");
      for (AbiDeclaration.Parameter component : components) {
        text.append(text.length() > 1 ? "," : "").append(component.type().canonical());
      }
      return text.append(')').toString();
    }

    @Override
    boolean dynamic() {
      for (AbiDeclaration.Parameter component : components) {
        if (component.type().dynamic()) {
          return true;
        }
      }
      return false;
    }

    @Override
    int headBytes() {
      return dynamic() ? WORD : bodyHeadBytes();
    }

    /** Head bytes of the components, whether they stand in a frame of their own or not. */
    int bodyHeadBytes() {
      int sum = 0;
      for (AbiDeclaration.Parameter component : components) {
        sum = Math.addExact(sum, component.type().headBytes());
      }
      return sum;
    }

    @Override
    Object read(AbiReader in) {
      return dynamic() ? in.tuple(bodyHeadBytes(), this::readBody) : readBody(in);
    }

    List<AbiArgument> readBody(AbiReader in) {
      List<AbiArgument> values = new ArrayList<>(components.size());
      for (AbiDeclaration.Parameter component : components) {
        values.add(
            new AbiArgument(
                component.name(), component.type().canonical(), component.type().read(in)));
      }
      return Collections.unmodifiableList(values);
    }

    @Override
    void place(StringBuilder text, int[] path, int frame, int word, int inline) {
      boolean last = frame == path.length - 1;
      if (dynamic()) {
        if (!last) {
          placeBody(text, path, frame + 1, path[frame + 1], inline);
        }
      } else if (!last) {
        placeBody(text, path, frame, word, inline);
      } else if (inline > 0) {
        placeBody(text, path, frame, word, inline - 1);
      }
    }

    void placeBody(StringBuilder text, int[] path, int frame, int word, int inline) {
      int before = 0;
      for (int i = 0; i < components.size(); i++) {
        AbiDeclaration.Parameter component = components.get(i);
        int words = component.type().headBytes() / WORD;
        if (word < before + words) {
          text.append(text.length() > 0 ? "." : "");
          text.append(component.name().isEmpty() ? "#" + i : component.name());
          component.type().place(text, path, frame, word - before, inline);
          return;
        }
        before += words;
      }
    }
  }
}
