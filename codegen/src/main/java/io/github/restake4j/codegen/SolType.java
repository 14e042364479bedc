package io.github.restake4j.codegen;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Solidity type and the Java type that generated code has for it. */
abstract sealed class SolType {
  static final long WORD = 32;

  /** As in a signature: {@code (address,uint256)[]}. */
  abstract String canonical();

  /** As in a signature, with the names of tuple components. */
  abstract String declared();

  /** Equal for types that become the same Java type with the same encoding. */
  abstract String shape();

  abstract boolean dynamic();

  /** Bytes in the head of the tuple it stands in. */
  abstract long headBytes();

  /** The Java type of a parameter. */
  abstract String java();

  /** The Java type as a type argument. */
  abstract String boxed();

  /** For names of overloads: {@code Uint256Array}. */
  abstract String word();

  static final class Elementary extends SolType {
    private static final Set<String> WHOLE = Set.of("address", "bool", "string", "bytes");
    private static final Pattern SIZED = Pattern.compile("(uint|int|bytes)([1-9][0-9]{0,2})");
    private static final Pattern FIXED = Pattern.compile("(u?)fixed([1-9][0-9]{0,2})x([0-9]{1,2})");
    private static final Pattern NAME =
        Pattern.compile("address|bool|string|function|(u?int|u?fixed|bytes)[0-9x]*");

    private final String name;
    private final String family;
    private final int size;

    private Elementary(String name, String family, int size) {
      this.name = name;
      this.family = family;
      this.size = size;
    }

    /** True for what could only be an elementary type, even if there is none of that size. */
    static boolean isName(String text) {
      return NAME.matcher(text).matches();
    }

    static Elementary parse(String text, String place) {
      String name =
          switch (text) {
            case "uint", "int" -> text + "256";
            case "fixed", "ufixed" -> text + "128x18";
            default -> text;
          };
      if (WHOLE.contains(name)) {
        return new Elementary(name, name, 0);
      }
      if (name.equals("function")) {
        return new Elementary(name, "bytesN", 24);
      }
      Matcher sized = SIZED.matcher(name);
      if (sized.matches()) {
        int size = Integer.parseInt(sized.group(2));
        boolean bytes = sized.group(1).equals("bytes");
        if (bytes && size <= 32) {
          return new Elementary(name, size == 32 ? "bytes32" : "bytesN", size);
        }
        if (!bytes && size % 8 == 0 && size <= 256) {
          return new Elementary(name, sized.group(1), size);
        }
      }
      Matcher fixed = FIXED.matcher(name);
      if (fixed.matches()) {
        int size = Integer.parseInt(fixed.group(2));
        if (size % 8 == 0 && size <= 256 && Integer.parseInt(fixed.group(3)) <= 80) {
          return new Elementary(name, fixed.group(1) + "int", size);
        }
      }
      throw new AbiRefusedException(place + ": no ABI type: " + text);
    }

    int size() {
      return size;
    }

    /** Name of the reader's and writer's method. */
    String method() {
      return switch (family) {
        case "uint", "int" -> {
          String sign = family.equals("uint") ? "uint" : "sint";
          yield switch (java()) {
            case "int" -> sign + "AsInt";
            case "long" -> sign + "AsLong";
            default -> size == 256 ? family + "256" : sign;
          };
        }
        case "bytesN" -> "fixedBytes";
        default -> family;
      };
    }

    /** True if the method takes the size as its first argument. */
    boolean needsSize() {
      boolean number = family.equals("uint") || family.equals("int");
      return family.equals("bytesN") || (number && size != 256);
    }

    @Override
    String canonical() {
      return name;
    }

    @Override
    String declared() {
      return name;
    }

    @Override
    String shape() {
      return name;
    }

    @Override
    boolean dynamic() {
      return name.equals("bytes") || name.equals("string");
    }

    @Override
    long headBytes() {
      return WORD;
    }

    @Override
    String java() {
      return switch (family) {
        case "uint" -> size <= 24 ? "int" : size <= 56 ? "long" : "BigInteger";
        case "int" -> size <= 32 ? "int" : size <= 64 ? "long" : "BigInteger";
        case "bool" -> "boolean";
        case "address" -> "Address";
        case "string" -> "String";
        case "bytes32" -> "Hash32";
        default -> "Bytes";
      };
    }

    @Override
    String boxed() {
      return switch (java()) {
        case "int" -> "Integer";
        case "long" -> "Long";
        case "boolean" -> "Boolean";
        default -> java();
      };
    }

    @Override
    String word() {
      return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }
  }

  static final class Array extends SolType {
    private final SolType element;
    private final int length;

    /**
     * An array.
     *
     * @param length -1 for {@code T[]}
     */
    Array(SolType element, int length) {
      this.element = element;
      this.length = length;
    }

    SolType element() {
      return element;
    }

    int length() {
      return length;
    }

    private String suffix() {
      return length < 0 ? "[]" : "[" + length + "]";
    }

    @Override
    String canonical() {
      return element.canonical() + suffix();
    }

    @Override
    String declared() {
      return element.declared() + suffix();
    }

    @Override
    String shape() {
      return element.shape() + suffix();
    }

    @Override
    boolean dynamic() {
      return length < 0 || element.dynamic();
    }

    @Override
    long headBytes() {
      return dynamic() ? WORD : Math.multiplyExact((long) length, element.headBytes());
    }

    @Override
    String java() {
      return "List<" + element.boxed() + ">";
    }

    @Override
    String boxed() {
      return java();
    }

    @Override
    String word() {
      return element.word() + "Array" + (length < 0 ? "" : length);
    }
  }

  static final class Tuple extends SolType {
    private final Struct struct;

    Tuple(Struct struct) {
      this.struct = struct;
    }

    Struct struct() {
      return struct;
    }

    @Override
    String canonical() {
      return Parameter.canonical(struct.fields());
    }

    @Override
    String declared() {
      return Parameter.declared(struct.fields());
    }

    @Override
    String shape() {
      return struct.shape();
    }

    @Override
    boolean dynamic() {
      return Parameter.anyDynamic(struct.fields());
    }

    @Override
    long headBytes() {
      return dynamic() ? WORD : Parameter.headBytes(struct.fields());
    }

    @Override
    String java() {
      return struct.javaName();
    }

    @Override
    String boxed() {
      return struct.javaName();
    }

    @Override
    String word() {
      return struct.javaName();
    }
  }
}
