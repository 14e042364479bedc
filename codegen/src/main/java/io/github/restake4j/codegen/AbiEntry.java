package io.github.restake4j.codegen;

import java.util.List;
import org.web3j.crypto.Hash;
import org.web3j.utils.Numeric;

/**
 * One function, event or error.
 *
 * @param kind {@code function}, {@code event} or {@code error}
 * @param name as in the ABI
 * @param inputs in order
 * @param outputs in order; empty unless a function
 * @param mutability of a function: {@code view}, {@code payable}, ...
 * @param anonymous true for an anonymous event
 */
record AbiEntry(
    String kind,
    String name,
    List<Parameter> inputs,
    List<Parameter> outputs,
    String mutability,
    boolean anonymous) {

  String signature() {
    return name + Parameter.canonical(inputs);
  }

  String declaration() {
    return name + Parameter.declared(inputs);
  }

  /** Hash of the signature: topic0 of an event. */
  String hash() {
    return Hash.sha3String(signature());
  }

  /** {@code 0x} and eight digits. */
  String selector() {
    return Numeric.prependHexPrefix(hash().substring(2, 10));
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

  List<Parameter> indexed() {
    return inputs.stream().filter(Parameter::indexed).toList();
  }

  List<Parameter> unindexed() {
    return inputs.stream().filter(input -> !input.indexed()).toList();
  }
}
