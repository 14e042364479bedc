package io.github.restake4j.abi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A random ABI type with random values, and an encoder that follows the recursive definition of the
 * specification word by word: slow, obvious, and sharing nothing with the one under test.
 *
 * @param kind family, {@code array} or {@code tuple}
 * @param size bits, bytes, or element count; -1 for {@code T[]}
 * @param parts element type, or components
 */
record Shape(String kind, int size, List<Shape> parts) {

  static Shape tuple(Random random, int depth) {
    List<Shape> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      parts.add(random(random, depth - 1));
    }
    return new Shape("tuple", 0, parts);
  }

  static Shape random(Random random, int depth) {
    int choice = random.nextInt(depth > 0 ? 13 : 8);
    return switch (choice) {
      case 0 -> new Shape("uint", 8 + 8 * random.nextInt(32), List.of());
      case 1 -> new Shape("int", 8 + 8 * random.nextInt(32), List.of());
      case 2 -> new Shape("bool", 0, List.of());
      case 3 -> new Shape("address", 0, List.of());
      case 4 -> new Shape("bytesN", 1 + random.nextInt(32), List.of());
      case 5 -> new Shape("bytes", 0, List.of());
      case 6 -> new Shape("string", 0, List.of());
      case 7 -> new Shape("uint", 256, List.of());
      case 8, 9 -> tuple(random, depth);
      case 10 -> new Shape("array", 1 + random.nextInt(3), List.of(random(random, depth - 1)));
      default -> new Shape("array", -1, List.of(random(random, depth - 1)));
    };
  }

  String text() {
    return switch (kind) {
      case "uint", "int" -> kind + size;
      case "bytesN" -> "bytes" + size;
      case "array" -> parts.get(0).text() + (size < 0 ? "[]" : "[" + size + "]");
      case "tuple" -> "(" + String.join(",", parts.stream().map(Shape::text).toList()) + ")";
      default -> kind;
    };
  }

  boolean dynamic() {
    return kind.equals("bytes")
        || kind.equals("string")
        || (kind.equals("array") && size < 0)
        || parts.stream().anyMatch(Shape::dynamic);
  }

  int headBytes() {
    return dynamic() || parts.isEmpty() ? 32 : bodyBytes();
  }

  private int bodyBytes() {
    return kind.equals("array")
        ? size * parts.get(0).headBytes()
        : parts.stream().mapToInt(Shape::headBytes).sum();
  }

  int tupleHead() {
    return parts.stream().mapToInt(Shape::headBytes).sum();
  }

  Object value(Random random) {
    return switch (kind) {
      case "uint" -> {
        BigInteger value = new BigInteger(1 + random.nextInt(size), random);
        yield size <= 24 ? value.intValue() : size <= 56 ? value.longValue() : (Object) value;
      }
      case "int" -> {
        BigInteger value = new BigInteger(random.nextInt(size), random);
        value = random.nextBoolean() ? value.not() : value;
        yield size <= 32 ? value.intValue() : size <= 64 ? value.longValue() : (Object) value;
      }
      case "bool" -> random.nextBoolean();
      case "address" -> Address.of(bytes(random, 20));
      case "bytesN" ->
          size == 32 ? Hash32.of(bytes(random, 32)) : (Object) Bytes.wrap(bytes(random, size));
      case "bytes" -> Bytes.wrap(bytes(random, random.nextInt(70)));
      case "string" ->
          "\u00e9\uD83D\uDE00text ".substring(random.nextInt(2) * 3, 4 + random.nextInt(5));
      case "array" -> {
        List<Object> values = new ArrayList<>();
        for (int i = size < 0 ? random.nextInt(4) : size; i > 0; i--) {
          values.add(parts.get(0).value(random));
        }
        yield values;
      }
      default -> parts.stream().map(part -> part.value(random)).toList();
    };
  }

  private static byte[] bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** enc(X) of the specification. */
  byte[] encode(Object value) {
    return switch (kind) {
      case "uint", "int" -> word(new BigInteger(value.toString()));
      case "bool" -> word((Boolean) value ? BigInteger.ONE : BigInteger.ZERO);
      case "address" -> word(new BigInteger(1, ((Address) value).toBytes()));
      case "bytesN" ->
          padded(value instanceof Hash32 hash ? hash.toBytes() : ((Bytes) value).toArray());
      case "bytes" -> counted(((Bytes) value).toArray());
      case "string" -> counted(((String) value).getBytes(StandardCharsets.UTF_8));
      default -> {
        List<?> values = (List<?>) value;
        byte[] body = body(values);
        yield size < 0 ? join(word(BigInteger.valueOf(values.size())), body) : body;
      }
    };
  }

  private byte[] body(List<?> values) {
    int heads = 0;
    for (int i = 0; i < values.size(); i++) {
      heads += part(i).headBytes();
    }
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    ByteArrayOutputStream tail = new ByteArrayOutputStream();
    for (int i = 0; i < values.size(); i++) {
      byte[] encoded = part(i).encode(values.get(i));
      if (part(i).dynamic()) {
        head.writeBytes(word(BigInteger.valueOf(heads + tail.size())));
        tail.writeBytes(encoded);
      } else {
        head.writeBytes(encoded);
      }
    }
    head.writeBytes(tail.toByteArray());
    return head.toByteArray();
  }

  private Shape part(int i) {
    return kind.equals("array") ? parts.get(0) : parts.get(i);
  }

  /** The same value through the writer under test. */
  void write(AbiWriter out, Object value) {
    switch (kind) {
      case "uint" -> {
        if (value instanceof Integer number) {
          out.uintAsInt(size, number);
        } else if (value instanceof Long number) {
          out.uintAsLong(size, number);
        } else {
          out.uint(size, (BigInteger) value);
        }
      }
      case "int" -> {
        if (value instanceof Integer number) {
          out.sintAsInt(size, number);
        } else if (value instanceof Long number) {
          out.sintAsLong(size, number);
        } else {
          out.sint(size, (BigInteger) value);
        }
      }
      case "bool" -> out.bool((Boolean) value);
      case "address" -> out.address((Address) value);
      case "bytesN" -> {
        if (value instanceof Hash32 hash) {
          out.bytes32(hash);
        } else {
          out.fixedBytes(size, (Bytes) value);
        }
      }
      case "bytes" -> out.bytes((Bytes) value);
      case "string" -> out.string((String) value);
      case "array" -> {
        Shape element = parts.get(0);
        List<?> values = (List<?>) value;
        if (size < 0) {
          out.array(element.headBytes(), values, element::write);
        } else if (element.dynamic()) {
          out.fixedArray(size, values, element::write);
        } else {
          out.inlineArray(size, values, element::write);
        }
      }
      default -> {
        if (dynamic()) {
          out.tuple(tupleHead(), value, this::writeBody);
        } else {
          out.inlineTuple(value, this::writeBody);
        }
      }
    }
  }

  void writeBody(AbiWriter out, Object value) {
    List<?> values = (List<?>) value;
    for (int i = 0; i < values.size(); i++) {
      parts.get(i).write(out, values.get(i));
    }
  }

  /** Lists of arguments, as the run-time decoder gives tuples, back to plain lists of values. */
  static Object plain(Object value) {
    if (value instanceof AbiArgument argument) {
      return plain(argument.value());
    }
    return value instanceof List<?> list ? list.stream().map(Shape::plain).toList() : value;
  }

  private static byte[] word(BigInteger value) {
    byte[] word = new byte[32];
    BigInteger unsigned = value.signum() < 0 ? value.add(BigInteger.ONE.shiftLeft(256)) : value;
    byte[] bytes = unsigned.toByteArray();
    int size = Math.min(bytes.length, 32);
    System.arraycopy(bytes, bytes.length - size, word, 32 - size, size);
    return word;
  }

  private static byte[] counted(byte[] bytes) {
    return join(word(BigInteger.valueOf(bytes.length)), padded(bytes));
  }

  private static byte[] padded(byte[] bytes) {
    return Arrays.copyOf(bytes, (bytes.length + 31) / 32 * 32);
  }

  private static byte[] join(byte[] a, byte[] b) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(a);
    out.writeBytes(b);
    return out.toByteArray();
  }
}
