package io.github.restake4j.codegen;

import java.util.List;

/**
 * A parameter, output or field.
 *
 * @param name as in the ABI, without leading underscores; empty if it has none
 * @param type what it holds
 * @param indexed true for a topic of an event
 */
record Parameter(String name, SolType type, boolean indexed) {

  /** As the log of an event holds it. */
  Parameter logged() {
    boolean hashed = indexed && !(type instanceof SolType.Elementary && !type.dynamic());
    return hashed ? new Parameter(name, SolType.Elementary.parse("bytes32", name), true) : this;
  }

  static boolean anyDynamic(List<Parameter> parameters) {
    return parameters.stream().anyMatch(parameter -> parameter.type().dynamic());
  }

  static long headBytes(List<Parameter> parameters) {
    return parameters.stream().mapToLong(parameter -> parameter.type().headBytes()).sum();
  }

  static String canonical(List<Parameter> parameters) {
    return "("
        + String.join(",", parameters.stream().map(each -> each.type().canonical()).toList())
        + ")";
  }

  /** {@code (address owner, (uint256 id, bool on)[] items)}. */
  static String declared(List<Parameter> parameters) {
    return "("
        + String.join(
            ", ",
            parameters.stream()
                .map(
                    each ->
                        each.type().declared()
                            + (each.indexed() ? " indexed" : "")
                            + (each.name().isEmpty() ? "" : " " + each.name()))
                .toList())
        + ")";
  }
}
