package io.github.restake4j.codegen;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A Solidity struct. Structs of one name and shape within an ABI are one object. */
final class Struct {
  private final SortedSet<String> qualifiers = new TreeSet<>();
  private final String name;
  private final List<Parameter> fields;
  private final boolean part;
  private String javaName = "";

  Struct(String name, List<Parameter> fields) {
    this(name, fields, false);
  }

  private Struct(String name, List<Parameter> fields, boolean part) {
    this.name = name;
    this.fields = List.copyOf(fields);
    this.part = part;
  }

  /** Some of the fields of a tuple too wide for one record; no Solidity type stands behind it. */
  static Struct part(String javaName, List<Parameter> fields) {
    Struct part = new Struct(javaName, fields, true);
    part.javaName = javaName;
    return part;
  }

  boolean isPart() {
    return part;
  }

  void declaredBy(String qualifier) {
    qualifiers.add(qualifier);
  }

  /** The contract or library that declares it, the first of several; empty if unknown. */
  String qualifier() {
    return qualifiers.isEmpty() ? "" : qualifiers.first();
  }

  String name() {
    return name;
  }

  List<Parameter> fields() {
    return fields;
  }

  /** Types and names of all fields: what makes two structs the same record. */
  String shape() {
    StringBuilder text = new StringBuilder(name).append('(');
    for (Parameter field : fields) {
      text.append(field.type().shape()).append(' ').append(field.name()).append(',');
    }
    return text.append(')').toString();
  }

  String javaName() {
    return javaName;
  }

  void javaName(String chosen) {
    javaName = chosen;
  }
}
