package io.github.restake4j.abi;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random values of a type that stay small however deep it nests. */
final class SmallValues {
  private static final int WIDE = 5;

  private SmallValues() {}

  static Object of(Shape shape, Random random) {
    return of(shape, random, 0);
  }

  private static Object of(Shape shape, Random random, int depth) {
    switch (shape.kind()) {
      case "array" -> {
        int free = depth < WIDE ? random.nextInt(4) : random.nextInt(8) == 0 ? 0 : 1;
        List<Object> values = new ArrayList<>();
        for (int i = shape.size() < 0 ? free : shape.size(); i > 0; i--) {
          values.add(of(shape.parts().get(0), random, depth + 1));
        }
        return values;
      }
      case "tuple" -> {
        List<Object> values = new ArrayList<>();
        for (Shape part : shape.parts()) {
          values.add(of(part, random, depth + 1));
        }
        return values;
      }
      default -> {
        return shape.value(random);
      }
    }
  }
}
