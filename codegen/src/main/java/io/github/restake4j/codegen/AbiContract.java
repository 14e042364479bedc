package io.github.restake4j.codegen;

import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * A parsed ABI.
 *
 * @param source where its facts come from, in the words of the file; empty if it does not say
 * @param creationCode {@code 0x} and hex digits; empty if there is none that is linked
 * @param unlinked libraries that the code has to be linked with before it is known
 * @param entries sorted by name and signature, without duplicates
 * @param structs all that the entries reach, sorted by shape
 * @param unnamed mutability of {@code receive} and {@code fallback}, where they are
 * @param leftOut functions that only other contracts can call
 */
record AbiContract(
    String source,
    String creationCode,
    SortedSet<String> unlinked,
    List<AbiEntry> entries,
    List<Struct> structs,
    SortedMap<String, String> unnamed,
    SortedSet<String> leftOut) {
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

  /** Null if the ABI does not list one: it then takes no arguments. */
  @Nullable AbiEntry constructor() {
    List<AbiEntry> found = of("constructor");
    return found.isEmpty() ? null : found.get(0);
  }

  private List<AbiEntry> of(String kind) {
    return entries.stream().filter(entry -> entry.kind().equals(kind)).toList();
  }
}
