package io.github.restake4j.codegen;

import java.util.List;

/**
 * A parsed ABI.
 *
 * @param source where its facts come from, in the words of the file; empty if it does not say
 * @param entries sorted by name and signature, without duplicates
 * @param structs all that the entries reach, sorted by shape
 */
record AbiContract(String source, List<AbiEntry> entries, List<Struct> structs) {
  AbiContract {
    entries = List.copyOf(entries);
    structs = List.copyOf(structs);
  }

  List<AbiEntry> functions() {
    return of("function");
  }

  List<AbiEntry> events() {
    return of("event");
  }

  List<AbiEntry> errors() {
    return of("error");
  }

  private List<AbiEntry> of(String kind) {
    return entries.stream().filter(entry -> entry.kind().equals(kind)).toList();
  }
}
