package io.github.restake4j.codegen;

import java.util.List;

/**
 * One function, event, error or constructor.
 *
 * @param kind {@code function}, {@code event}, {@code error} or {@code constructor}
 * @param name as in the ABI
 * @param inputs in order
 * @param outputs in order; empty unless a function
 * @param mutability of a function or constructor: {@code view}, {@code payable}, ...
 * @param anonymous true for an anonymous event
 */
record AbiEntry(
    String kind,
    String name,
    List<Parameter> inputs,
    List<Parameter> outputs,
    String mutability,
    boolean anonymous) {

  AbiEntry with(String otherMutability) {
    return new AbiEntry(kind, name, inputs, outputs, otherMutability, anonymous);
  }

  String signature() {
    return name + Parameter.canonical(inputs);
  }

  String declaration() {
    return name + Parameter.declared(inputs);
  }

  /** Hash of the signature: topic0 of an event. */
  String hash() {
    return Keccak.hex(signature());
  }

  /** {@code 0x} and eight digits. */
  String selector() {
    return hash().substring(0, 10);
  }

  /** What two entries must share to be one. */
  String encoding() {
    StringBuilder text = new StringBuilder(kind).append(' ').append(signature());
    for (Parameter input : inputs) {
      text.append(input.indexed() ? '1' : '0');
    }
    return text.append(anonymous).toString();
  }

  /** Everything that decides what is generated, for an order that does not depend on the file. */
  String identity() {
    return kind
        + " "
        + declaration()
        + " "
        + Parameter.declared(outputs)
        + " "
        + mutability
        + " "
        + anonymous;
  }

  /** What the record of an event holds: of an indexed value that fits no topic, its hash. */
  List<Parameter> logged() {
    return inputs.stream().map(Parameter::logged).toList();
  }

  List<Parameter> indexed() {
    return inputs.stream().filter(Parameter::indexed).toList();
  }

  List<Parameter> unindexed() {
    return inputs.stream().filter(input -> !input.indexed()).toList();
  }
}
