package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Writes the Java class of one contract. */
final class ContractEmitter {
  /** Nested classes and functions both are entries in the tables of one class file. */
  private static final int MAX_TYPES = 8000;

  private final AbiContract contract;
  private final Set<Struct> read = new HashSet<>();
  private final Set<Struct> written = new HashSet<>();

  private ContractEmitter(AbiContract contract) {
    this.contract = contract;
  }

  static String emit(
      AbiContract contract, ContractNames names, String packageName, String className) {
    if (contract.structs().size() + contract.events().size() + contract.errors().size()
        > MAX_TYPES) {
      throw new AbiRefusedException("more than " + MAX_TYPES + " structs, events and errors");
    }
    refuseTooManyConstants(contract, names);
    ContractEmitter emitter = new ContractEmitter(contract);
    emitter.reach();
    Source source = new Source();
    FunctionEmitter functions = new FunctionEmitter(names, source);
    functions.creation(contract);
    functions.emit(contract.functions());
    RecordEmitter records = new RecordEmitter(names, source);
    for (Struct struct : contract.structs()) {
      records.struct(struct, emitter.read.contains(struct), emitter.written.contains(struct));
    }
    if (contract.constructor() != null) {
      records.parts(names.view(contract.constructor()), false, true);
    }
    contract.functions().forEach(records::function);
    contract.events().forEach(records::event);
    contract.errors().forEach(records::error);
    return source.file(packageName, className, emitter.comment());
  }

  private static void refuseTooManyConstants(AbiContract contract, ContractNames names) {
    List<List<AbiEntry>> groups = FunctionEmitter.groups(contract.functions(), names);
    long constants = Constants.ofMembers(contract, names);
    if (groups.size() == 1) {
      for (AbiEntry function : groups.get(0)) {
        constants += Constants.ofBody(function, names);
      }
    }
    if (constants > Constants.MOST) {
      throw new AbiRefusedException(
          contract.functions().size()
              + " functions and their records take about "
              + constants
              + " constants, a Java class holds "
              + Constants.MOST
              + ": generate from a part of the entries");
    }
    for (AbiEntry function : contract.functions()) {
      refuse("function " + function.name(), names.view(function));
      if (function.outputs().size() > 1) {
        refuse("function " + function.name(), names.outputView(function));
      }
    }
    for (Struct struct : contract.structs()) {
      refuse("struct " + struct.name(), names.view(struct));
    }
    contract.events().forEach(each -> refuse("event " + each.name(), names.view(each)));
    contract.errors().forEach(each -> refuse("error " + each.name(), names.view(each)));
  }

  /** A record reads and writes its fields, a part of one in a record of its own. */
  private static void refuse(String place, List<Parameter> view) {
    if (2 * Constants.of(view) > Constants.MOST) {
      throw new AbiRefusedException(place + ": more nested arrays than a Java class holds");
    }
    for (Parameter field : view) {
      if (field.type() instanceof SolType.Tuple tuple && tuple.struct().isPart()) {
        refuse(place, tuple.struct().fields());
      }
    }
  }

  private void reach() {
    for (AbiEntry entry : contract.entries()) {
      boolean sent = entry.kind().equals("function") || entry.kind().equals("constructor");
      entry.inputs().stream()
          .filter(input -> !input.indexed())
          .forEach(input -> reach(input.type(), sent ? written : read));
      entry.outputs().forEach(output -> reach(output.type(), read));
    }
  }

  private static void reach(SolType type, Set<Struct> structs) {
    if (type instanceof SolType.Array array) {
      reach(array.element(), structs);
    } else if (type instanceof SolType.Tuple tuple && structs.add(tuple.struct())) {
      tuple.struct().fields().forEach(field -> reach(field.type(), structs));
    }
  }

  private String comment() {
    List<String> paragraphs = new ArrayList<>();
    paragraphs.add("The contract's calls, events and errors as values. Generated: do not edit.");
    contract
        .unnamed()
        .forEach(
            (kind, mutability) ->
                paragraphs.add(
                    kind.equals("receive")
                        ? "Takes plain ether ({@code receive})."
                        : "Answers calls it has no function for ({@code fallback}, "
                            + mutability
                            + ")."));
    if (!contract.leftOut().isEmpty()) {
      paragraphs.add(
          "Left out, for contracts only: "
              + Comment.escaped(String.join(", ", contract.leftOut()))
              + ".");
    }
    if (!contract.unlinked().isEmpty()) {
      paragraphs.add(
          "The creation code is not here: it has to be linked first, with "
              + Comment.escaped(String.join(", ", contract.unlinked()))
              + ".");
    }
    if (!contract.source().isEmpty()) {
      paragraphs.add("Source: " + Comment.escaped(contract.source()));
    }
    return Comment.of(0, paragraphs.toArray(new String[0]));
  }
}
