package io.github.restake4j.abi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.restake4j.eth.Hash32;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Plain lists of values to the records of generated code, and back. */
final class JavaValues {
  /** Asked of a class once: each answer of reflection is a copy that is slow at first. */
  private record Creation(Constructor<?> constructor, List<Type> types) {}

  private static final ClassValue<Creation> CREATIONS =
      new ClassValue<>() {
        @Override
        protected Creation computeValue(Class<?> record) {
          Constructor<?> constructor = record.getDeclaredConstructors()[0];
          return new Creation(constructor, List.of(constructor.getGenericParameterTypes()));
        }
      };

  private JavaValues() {}

  /** The types of ABI parameters, as one tuple. */
  static Shape shape(JsonNode parameters) {
    List<Shape> parts = new ArrayList<>();
    parameters.forEach(parameter -> parts.add(shape(parameter.path("type").asText(), parameter)));
    return new Shape("tuple", 0, parts);
  }

  private static Shape shape(String type, JsonNode parameter) {
    if (type.endsWith("]")) {
      int bracket = type.lastIndexOf('[');
      String length = type.substring(bracket + 1, type.length() - 1);
      Shape element = shape(type.substring(0, bracket), parameter);
      int size = length.isEmpty() ? -1 : Integer.parseInt(length);
      return new Shape("array", size, List.of(element));
    }
    if (type.equals("tuple")) {
      return shape(parameter.path("components"));
    }
    if (type.equals("function")) {
      return new Shape("bytesN", 24, List.of());
    }
    if (type.contains("fixed")) {
      String bits = type.replaceAll("u?fixed|x[0-9]+$", "");
      return new Shape(
          type.startsWith("u") ? "uint" : "int",
          bits.isEmpty() ? 128 : Integer.parseInt(bits),
          List.of());
    }
    String family = type.replaceAll("[0-9]", "");
    String number = type.replaceAll("[^0-9]", "");
    if (number.isEmpty()) {
      return new Shape(family, family.equals("uint") || family.equals("int") ? 256 : 0, List.of());
    }
    String kind = family.equals("bytes") ? "bytesN" : family;
    return new Shape(kind, Integer.parseInt(number), List.of());
  }

  /** The types of a text such as {@code (uint8,(bool,bytes)[])}, as one tuple. */
  static Shape shape(String tuple) {
    List<Shape> parts = new ArrayList<>();
    for (AbiDeclaration.Parameter each : AbiDeclaration.parse("f" + tuple).parameters()) {
      parts.add(one(each.type().canonical()));
    }
    return new Shape("tuple", 0, parts);
  }

  private static Shape one(String type) {
    if (type.endsWith("]")) {
      int bracket = type.lastIndexOf('[');
      String count = type.substring(bracket + 1, type.length() - 1);
      int size = count.isEmpty() ? -1 : Integer.parseInt(count);
      return new Shape("array", size, List.of(one(type.substring(0, bracket))));
    }
    return type.startsWith("(") ? shape(type) : shape(type, NullNode.instance);
  }

  /** A list where {@code type} is a record becomes that record. */
  static Object to(Type type, Object value) throws ReflectiveOperationException {
    if (!(value instanceof List<?> list)) {
      return value;
    }
    if (type instanceof ParameterizedType generic) {
      List<Object> elements = new ArrayList<>();
      for (Object element : list) {
        elements.add(to(generic.getActualTypeArguments()[0], element));
      }
      return elements;
    }
    Class<?> record = (Class<?>) type;
    if (!record.isRecord()) {
      throw new IllegalArgumentException("no record: " + record);
    }
    Creation creation = CREATIONS.get(record);
    return creation.constructor().newInstance(to(creation.types().toArray(new Type[0]), list));
  }

  /** Values for parameters of these types; records take several where values are too many. */
  static Object[] to(Type[] types, List<?> values) throws ReflectiveOperationException {
    Object[] arguments = new Object[types.length];
    int at = 0;
    for (int i = 0; i < types.length; i++) {
      if (types.length == values.size()) {
        arguments[i] = to(types[i], values.get(i));
      } else {
        int size = components(types[i]);
        if (size == 0 || at + size > values.size()) {
          throw new IllegalArgumentException("another record: " + types[i]);
        }
        arguments[i] = to(types[i], values.subList(at, at + size));
        at += size;
      }
    }
    return arguments;
  }

  private static int components(Type type) {
    return type instanceof Class<?> each && each.isRecord() ? each.getRecordComponents().length : 0;
  }

  /** True if values of these shapes can become parameters of these types. */
  static boolean fits(Type[] types, List<Shape> shapes) {
    int at = 0;
    for (int i = 0; i < types.length; i++) {
      if (types.length == shapes.size()) {
        if (!fits(types[i], shapes.get(i))) {
          return false;
        }
      } else {
        int size = components(types[i]);
        if (size == 0 || at + size > shapes.size()) {
          return false;
        }
        if (!fits(types[i], new Shape("tuple", 0, shapes.subList(at, at + size)))) {
          return false;
        }
        at += size;
      }
    }
    return types.length == shapes.size() || at == shapes.size();
  }

  private static boolean fits(Type type, Shape shape) {
    if (shape.kind().equals("array")) {
      return type instanceof ParameterizedType list
          && fits(boxless(list.getActualTypeArguments()[0]), shape.parts().get(0));
    }
    if (!(type instanceof Class<?> one)) {
      return false;
    }
    if (shape.kind().equals("tuple")) {
      return one.isRecord()
          && fits(one.getDeclaredConstructors()[0].getGenericParameterTypes(), shape.parts());
    }
    int size = shape.size();
    String name =
        switch (shape.kind()) {
          case "uint" -> size <= 24 ? "int" : size <= 56 ? "long" : "BigInteger";
          case "int" -> size <= 32 ? "int" : size <= 64 ? "long" : "BigInteger";
          case "bool" -> "boolean";
          case "address" -> "Address";
          case "string" -> "String";
          case "bytesN" -> size == 32 ? "Hash32" : "Bytes";
          default -> "Bytes";
        };
    return one.getSimpleName().equals(name);
  }

  private static Type boxless(Type type) {
    return type == Integer.class
        ? int.class
        : type == Long.class ? long.class : type == Boolean.class ? boolean.class : type;
  }

  /** Records become lists of their components, all the way down. */
  static Object from(Object value) throws ReflectiveOperationException {
    List<Object> values = new ArrayList<>();
    if (value instanceof Record) {
      boolean parts = inParts(value.getClass());
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        Object each = from(component.getAccessor().invoke(value));
        if (parts) {
          values.addAll((List<?>) each);
        } else {
          values.add(each);
        }
      }
      return values;
    }
    if (value instanceof List<?> list) {
      for (Object element : list) {
        values.add(from(element));
      }
      return values;
    }
    return value;
  }

  /** True for a record that holds the fields of a wide tuple in parts. */
  private static boolean inParts(Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    boolean parts = components.length > 1;
    for (int i = 0; i < components.length; i++) {
      String type = components[i].getType().getSimpleName();
      parts &= components[i].getName().equals("part" + (i + 1)) && type.contains("Part" + (i + 1));
    }
    return parts;
  }

  /** True if a topic holds the value itself. */
  static boolean isWord(Shape shape) {
    return shape.parts().isEmpty() && !shape.dynamic();
  }

  static Shape topic(Shape shape) {
    return isWord(shape) ? shape : new Shape("bytesN", Hash32.SIZE, List.of());
  }
}
