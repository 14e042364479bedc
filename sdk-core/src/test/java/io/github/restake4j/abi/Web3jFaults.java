package io.github.restake4j.abi;

import io.github.restake4j.eth.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Where web3j 4.13.0 writes other bytes than the specification asks for; docs/testing.md lists them
 * with who is right. A difference counts as one of these only if it goes away once its cause does.
 */
final class Web3jFaults {
  /** Written in place, without the offsets that the specification asks for. */
  static final String FIXED_ARRAY_OF_DYNAMIC = "T[n] of dynamic elements";

  /** It is counted as fewer words than it takes, so the offsets of a call point into it. */
  static final String OFFSET_BESIDE_ARRAY_OF_STRUCTS = "offset beside a static array of structs";

  /** Each is right alone; as an element it stands in place, without an offset. */
  static final String ARRAY_OF_FIXED_ARRAYS = "array of T[n] of dynamic structs";

  static final Set<String> KNOWN =
      Set.of(FIXED_ARRAY_OF_DYNAMIC, OFFSET_BESIDE_ARRAY_OF_STRUCTS, ARRAY_OF_FIXED_ARRAYS);

  private Web3jFaults() {}

  /** True if web3j writes what the specification asks for. */
  static boolean agrees(Shape tuple, List<?> values) {
    try {
      return Oracles.web3j(tuple, values).equals(Bytes.wrap(tuple.encode(values)).toString());
    } catch (RuntimeException | ReflectiveOperationException refused) {
      return false;
    }
  }

  private static boolean alone(Shape part, Object value) {
    return agrees(new Shape("tuple", 0, List.of(part)), List.of(value));
  }

  /** Which known fault a difference comes from, or the smallest part that shows another one. */
  static String of(Shape call, List<?> values) {
    return of(call, values, true);
  }

  private static String of(Shape shape, List<?> values, boolean outermost) {
    boolean array = shape.kind().equals("array");
    for (int i = 0; i < values.size(); i++) {
      Shape part = shape.parts().get(array ? 0 : i);
      Object value = values.get(i);
      if (!alone(part, value)) {
        return value instanceof List<?> inner ? of(part, inner, false) : part.text() + " " + value;
      }
    }
    // each part is right alone: it is the whole that is not
    if (array && shape.dynamic()) {
      Shape counted = new Shape("array", -1, shape.parts());
      if (shape.size() >= 0 && alone(counted, values)) {
        return FIXED_ARRAY_OF_DYNAMIC;
      }
      Shape element = shape.parts().get(0);
      boolean fixed = element.kind().equals("array") && element.size() >= 0;
      Shape inner = new Shape("array", -1, element.parts());
      if (fixed && alone(new Shape("array", -1, List.of(inner)), values)) {
        return ARRAY_OF_FIXED_ARRAYS;
      }
    }
    if (outermost && shape.dynamic() && agreesFlat(shape, values)) {
      return OFFSET_BESIDE_ARRAY_OF_STRUCTS;
    }
    return shape.text() + " " + values;
  }

  private static boolean hasArrayOfStructs(Shape part) {
    boolean here = part.kind().equals("array") && part.parts().get(0).kind().equals("tuple");
    return here || part.parts().stream().anyMatch(Web3jFaults::hasArrayOfStructs);
  }

  /** The same head, but each static value with an array of structs as the words it is made of. */
  private static boolean agreesFlat(Shape tuple, List<?> values) {
    List<Shape> parts = new ArrayList<>();
    List<Object> words = new ArrayList<>();
    boolean nested = false;
    for (int i = 0; i < values.size(); i++) {
      Shape part = tuple.parts().get(i);
      if (!part.dynamic() && hasArrayOfStructs(part)) {
        nested = true;
        byte[] encoded = part.encode(values.get(i));
        for (int at = 0; at < encoded.length; at += 32) {
          parts.add(new Shape("uint", 256, List.of()));
          words.add(new BigInteger(1, Arrays.copyOfRange(encoded, at, at + 32)));
        }
      } else {
        parts.add(part);
        words.add(values.get(i));
      }
    }
    return nested && agrees(new Shape("tuple", 0, parts), words);
  }
}
