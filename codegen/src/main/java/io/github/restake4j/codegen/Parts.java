package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Lists of fields that no Java method can take are held in parts: the class file format allows a
 * method 255 slots, of which a long takes two.
 */
final class Parts {
  private static final int MAX_SLOTS = 200;

  private Parts() {}

  /**
   * The fields themselves if Java can take them, else one field per part.
   *
   * @param names the name of the part of that number, from 1 on; asked only if there are parts
   */
  static List<Parameter> view(List<Parameter> fields, IntFunction<String> names) {
    List<List<Parameter>> parts = new ArrayList<>();
    List<Parameter> part = new ArrayList<>();
    int slots = 0;
    for (Parameter field : fields) {
      slots += slots(field);
      if (slots > MAX_SLOTS) {
        parts.add(part);
        part = new ArrayList<>();
        slots = slots(field);
      }
      part.add(field);
    }
    if (parts.isEmpty()) {
      return fields;
    }
    parts.add(part);
    if (parts.size() > MAX_SLOTS) {
      throw new AbiRefusedException(fields.size() + " fields in one tuple are too many");
    }
    List<Parameter> view = new ArrayList<>();
    for (int i = 1; i <= parts.size(); i++) {
      Struct struct = Struct.part(names.apply(i), parts.get(i - 1));
      view.add(new Parameter("part" + i, new SolType.Tuple(struct), false));
    }
    return List.copyOf(view);
  }

  private static int slots(Parameter field) {
    return field.type() instanceof SolType.Elementary each && each.java().equals("long") ? 2 : 1;
  }
}
