package io.github.restake4j.abi;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.eth.Hash32;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

/** Plain lists of values to the records of generated code, and back. */
final class JavaValues {
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
    String family = type.replaceAll("[0-9]", "");
    String number = type.replaceAll("[^0-9]", "");
    if (number.isEmpty()) {
      return new Shape(family, family.equals("uint") ? 256 : 0, List.of());
    }
    String kind = family.equals("bytes") ? "bytesN" : family;
    return new Shape(kind, Integer.parseInt(number), List.of());
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
    Constructor<?> constructor = record.getDeclaredConstructors()[0];
    Type[] types = constructor.getGenericParameterTypes();
    if (types.length != list.size()) {
      throw new IllegalArgumentException("another record: " + record);
    }
    Object[] components = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      components[i] = to(types[i], list.get(i));
    }
    return constructor.newInstance(components);
  }

  /** Records become lists of their components, all the way down. */
  static Object from(Object value) throws ReflectiveOperationException {
    List<Object> values = new ArrayList<>();
    if (value instanceof Record) {
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        values.add(from(component.getAccessor().invoke(value)));
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

  /** True if a topic holds the value itself. */
  static boolean isWord(Shape shape) {
    return shape.parts().isEmpty() && !shape.dynamic();
  }

  static Shape topic(Shape shape) {
    return isWord(shape) ? shape : new Shape("bytesN", Hash32.SIZE, List.of());
  }
}
