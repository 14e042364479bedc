package io.github.restake4j.abi;

import com.esaulpaugh.headlong.abi.ABIType;
import com.esaulpaugh.headlong.abi.ArrayType;
import com.esaulpaugh.headlong.abi.Tuple;
import com.esaulpaugh.headlong.abi.TupleType;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.web3j.abi.DefaultFunctionEncoder;
import org.web3j.abi.datatypes.AbiTypes;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicStruct;
import org.web3j.abi.datatypes.StaticArray;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;

/** The same values as headlong and as web3j want them. */
final class Oracles {
  private static final Map<Class<?>, Constructor<?>> CONSTRUCTORS = new ConcurrentHashMap<>();
  private static final Map<Integer, Class<?>> STATIC_ARRAYS = new ConcurrentHashMap<>();

  private Oracles() {}

  /** What headlong writes. */
  static byte[] headlong(TupleType<Tuple> type, List<?> values) {
    return type.encode((Tuple) toHeadlong(type, values)).array();
  }

  private static Object toHeadlong(ABIType<?> type, Object value) {
    if (type instanceof TupleType<?> tuple) {
      Object[] components = new Object[tuple.size()];
      for (int i = 0; i < components.length; i++) {
        components[i] = toHeadlong(tuple.get(i), ((List<?>) value).get(i));
      }
      return Tuple.from(components);
    }
    if (value instanceof List<?> list) {
      ABIType<?> element = ((ArrayType<?, ?, ?>) type).getElementType();
      Object array = Array.newInstance(type.clazz().getComponentType(), list.size());
      for (int i = 0; i < list.size(); i++) {
        Array.set(array, i, toHeadlong(element, list.get(i)));
      }
      return array;
    }
    if (value instanceof Address address) {
      return com.esaulpaugh.headlong.abi.Address.wrap(address.toString());
    }
    if (value instanceof Bytes bytes) {
      return bytes.toArray();
    }
    if (value instanceof Hash32 hash) {
      return hash.toBytes();
    }
    if (value instanceof Number) {
      BigInteger number = new BigInteger(value.toString());
      return switch (type.typeCode()) {
        case ABIType.TYPE_CODE_INT -> (Object) number.intValueExact();
        case ABIType.TYPE_CODE_LONG -> number.longValueExact();
        default -> number;
      };
    }
    return value;
  }

  /** What headlong reads, as our values. */
  static List<?> headlong(Shape shape, TupleType<Tuple> type, byte[] data) {
    return (List<?>) fromHeadlong(shape, type.decode(data));
  }

  private static Object fromHeadlong(Shape shape, Object value) {
    if (shape.kind().equals("tuple")) {
      List<Object> values = new ArrayList<>();
      for (Object component : (Tuple) value) {
        values.add(fromHeadlong(shape.parts().get(values.size()), component));
      }
      return values;
    }
    if (shape.kind().equals("array")) {
      List<Object> values = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        values.add(fromHeadlong(shape.parts().get(0), Array.get(value, i)));
      }
      return values;
    }
    return switch (shape.kind()) {
      case "address" -> Address.parse(value.toString().toLowerCase(Locale.ROOT));
      case "bytes" -> Bytes.wrap((byte[]) value);
      case "bytesN" ->
          shape.size() == 32 ? Hash32.of((byte[]) value) : (Object) Bytes.wrap((byte[]) value);
      case "uint" -> sized(value, shape.size(), 24, 56);
      case "int" -> sized(value, shape.size(), 32, 64);
      default -> value;
    };
  }

  private static Object sized(Object value, int bits, int asInt, int asLong) {
    BigInteger number = new BigInteger(value.toString());
    return bits <= asInt
        ? (Object) number.intValueExact()
        : bits <= asLong ? number.longValueExact() : (Object) number;
  }

  /** What web3j writes, {@code 0x} before it. */
  static String web3j(Shape shape, List<?> values) throws ReflectiveOperationException {
    List<Type<?>> types = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      types.add(toWeb3j(shape.parts().get(i), values.get(i)));
    }
    return "0x" + new DefaultFunctionEncoder().encodeParameters(raw(types));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // web3j asks for a list of raw types
  private static List<Type> raw(List<Type<?>> types) {
    return (List) types;
  }

  private static Type<?> toWeb3j(Shape shape, Object value) throws ReflectiveOperationException {
    if (value instanceof List<?> list) {
      List<Type<?>> types = new ArrayList<>();
      for (int i = 0; i < list.size(); i++) {
        boolean array = shape.kind().equals("array");
        types.add(toWeb3j(shape.parts().get(array ? 0 : i), list.get(i)));
      }
      return composed(shape, types);
    }
    Class<?> type = type(shape);
    Object plain =
        value instanceof Number
            ? new BigInteger(value.toString())
            : value instanceof Bytes bytes
                ? bytes.toArray()
                : value instanceof Hash32 hash
                    ? hash.toBytes()
                    : value instanceof Address address ? address.toString() : value;
    Class<?> parameter = plain instanceof Boolean ? Boolean.class : plain.getClass();
    return (Type<?>) constructor(type, parameter).newInstance(plain);
  }

  private static Class<?> type(Shape shape) {
    return switch (shape.kind()) {
      case "array" -> shape.size() < 0 ? DynamicArray.class : StaticArray.class;
      case "tuple" -> shape.dynamic() ? DynamicStruct.class : StaticStruct.class;
      default -> AbiTypes.getType(shape.text());
    };
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // web3j's arrays want the class of an element
  private static Type<?> composed(Shape shape, List<Type<?>> types)
      throws ReflectiveOperationException {
    if (shape.kind().equals("tuple")) {
      return shape.dynamic() ? new DynamicStruct(raw(types)) : new StaticStruct(raw(types));
    }
    Class element = types.isEmpty() ? type(shape.parts().get(0)) : types.get(0).getClass();
    if (shape.size() < 0) {
      return new DynamicArray(element, (List) types);
    }
    Class<?> array = STATIC_ARRAYS.get(shape.size());
    if (array == null) {
      array = Class.forName("org.web3j.abi.datatypes.generated.StaticArray" + shape.size());
      STATIC_ARRAYS.put(shape.size(), array);
    }
    return (Type<?>) constructor(array, Class.class, List.class).newInstance(element, types);
  }

  /** Asked of a class once: each answer of reflection is a copy that is slow at first. */
  private static Constructor<?> constructor(Class<?> type, Class<?>... parameters)
      throws NoSuchMethodException {
    Constructor<?> known = CONSTRUCTORS.get(type);
    if (known == null) {
      known = type.getConstructor(parameters);
      CONSTRUCTORS.put(type, known);
    }
    return known;
  }
}
