package io.github.restake4j.abi;

import io.github.restake4j.eth.Bytes;
import java.util.List;
import java.util.Set;

/** Where web3j 4.13.0 refuses a value or writes other bytes than the specification asks for. */
final class Web3jFaults {
  /** Written in place, without the offsets that the specification asks for. */
  private static final String FIXED_ARRAY_OF_DYNAMIC = "T[n] of dynamic elements";

  /** The static value is counted as fewer words than it takes, so offsets point into it. */
  private static final String OFFSET_BESIDE_NESTED_STATIC =
      "offset beside a static tuple or array that holds another";

  static final Set<String> KNOWN = Set.of(FIXED_ARRAY_OF_DYNAMIC, OFFSET_BESIDE_NESTED_STATIC);

  private Web3jFaults() {}

  /** Which known fault a value meets, or the smallest part of it that shows another one. */
  static String of(Shape shape, List<?> values) {
    boolean array = shape.kind().equals("array");
    if (array && shape.size() >= 0 && shape.dynamic()) {
      return FIXED_ARRAY_OF_DYNAMIC;
    }
    for (int i = 0; i < values.size(); i++) {
      Shape part = shape.parts().get(array ? 0 : i);
      Object value = values.get(i);
      if (!agrees(new Shape("tuple", 0, List.of(part)), List.of(value))) {
        return value instanceof List<?> inner ? of(part, inner) : part.text() + " " + value;
      }
    }
    boolean nested =
        shape.parts().stream()
            .filter(part -> !part.dynamic())
            .flatMap(part -> part.parts().stream())
            .anyMatch(inner -> !inner.parts().isEmpty());
    return shape.dynamic() && nested ? OFFSET_BESIDE_NESTED_STATIC : shape.text() + " " + values;
  }

  private static boolean agrees(Shape tuple, List<?> values) {
    try {
      return Oracles.web3j(tuple, values).equals(Bytes.wrap(tuple.encode(values)).toString());
    } catch (RuntimeException | ReflectiveOperationException refused) {
      return false;
    }
  }
}
