package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The Java names within one contract class. They depend on the set of entries only, not on their
 * order in the file.
 */
final class ContractNames {
  private final Map<AbiEntry, String> names = new HashMap<>();
  private final Map<AbiEntry, String> outputs = new HashMap<>();
  private final Map<Object, List<Parameter>> views = new HashMap<>();
  private final Names.Scope types;
  private final Set<String> methods = new HashSet<>();

  ContractNames(String className, AbiContract contract) {
    types = new Names.Scope(className);
    nameStructs(contract.structs());
    nameFunctions(contract.functions());
    nameRecords(contract.events(), "Event");
    nameRecords(contract.errors(), "Error");
    for (AbiEntry function : contract.functions()) {
      if (function.outputs().size() > 1) {
        String name = types.takeEnding(Names.capitalized(of(function)), "Output");
        outputs.put(function, name);
        view(new Outputs(function), name, function.outputs());
      }
      view(function, Names.capitalized(of(function)) + "Input", function.inputs());
    }
    contract.structs().forEach(each -> view(each, each.javaName(), each.fields()));
    contract.events().forEach(each -> view(each, of(each), each.logged()));
    contract.errors().forEach(each -> view(each, of(each), each.inputs()));
    if (contract.constructor() != null) {
      view(contract.constructor(), "DeployInput", contract.constructor().inputs());
    }
  }

  /** Stands for the outputs of a function where the function stands for its inputs. */
  private record Outputs(AbiEntry function) {}

  private void view(Object owner, String name, List<Parameter> fields) {
    views.put(owner, Parts.view(fields, number -> types.takeEnding(name, "Part" + number)));
  }

  /** The fields of a record or method as Java has them: in parts, if they are too many. */
  List<Parameter> view(Struct owner) {
    return Objects.requireNonNull(views.get(owner));
  }

  /** The inputs of a function, error or constructor, or what the log of an event holds. */
  List<Parameter> view(AbiEntry owner) {
    return Objects.requireNonNull(views.get(owner));
  }

  /** The outputs of a function that has several. */
  List<Parameter> outputView(AbiEntry function) {
    return Objects.requireNonNull(views.get(new Outputs(function)));
  }

  /** A type of the emitter's own. */
  String takeType(String name) {
    return types.take(name);
  }

  /** A method of the emitter's own; no function is called like that. */
  String takeMethod(String name) {
    String free = name;
    while (!methods.add(free)) {
      free += "_";
    }
    return free;
  }

  /** Name of the method of a function, or of the record of an event or error. */
  String of(AbiEntry entry) {
    return Objects.requireNonNull(names.get(entry), entry.name());
  }

  /** Name of the record that holds several outputs. */
  String output(AbiEntry function) {
    return Objects.requireNonNull(outputs.get(function));
  }

  /** Variable names that cannot be used; a set of its own each time, to which more can be added. */
  Set<String> reserved(String... more) {
    return types.variables(more);
  }

  private void nameStructs(List<Struct> structs) {
    for (List<Struct> same : groups(structs, Struct::name)) {
      Set<String> qualifiers = new HashSet<>();
      same.forEach(struct -> qualifiers.add(struct.qualifier()));
      boolean qualified = same.size() > 1 && qualifiers.size() == same.size();
      for (Struct struct : same) {
        String name = Names.capitalized(struct.name());
        String full = Names.capitalized(struct.qualifier().replace(".", "") + name);
        struct.javaName(qualified ? types.take(full) : types.take(name, full, name + "Struct"));
      }
    }
  }

  /** Overloads share a name unless Java could not, or not safely, tell them apart. */
  private void nameFunctions(List<AbiEntry> functions) {
    Set<String> verbatim = new HashSet<>();
    functions.forEach(function -> verbatim.add(function.name()));
    Map<AbiEntry, String> bare = new HashMap<>();
    for (AbiEntry function : functions) {
      String stripped = Names.stripped(function.name());
      boolean usable = !stripped.isEmpty() && !verbatim.contains(stripped);
      String chosen = Names.shortened(usable ? stripped : function.name(), Names.LONGEST);
      bare.put(function, Names.method(chosen));
    }
    Set<String> taken = new HashSet<>();
    List<AbiEntry> clashing = new ArrayList<>();
    for (List<AbiEntry> same : groups(functions, each -> bare.get(each) + erasure(each))) {
      if (same.size() == 1) {
        AbiEntry only = same.get(0);
        names.put(only, String.valueOf(bare.get(only)));
        taken.add(bare.get(only) + erasure(only));
      } else {
        clashing.addAll(same);
      }
    }
    Map<String, List<AbiEntry>> clashes = new HashMap<>();
    for (AbiEntry each : clashing) {
      clashes.computeIfAbsent(bare.get(each) + erasure(each), key -> new ArrayList<>()).add(each);
    }
    for (AbiEntry function : clashing) {
      List<AbiEntry> rivals =
          Objects.requireNonNull(clashes.get(bare.get(function) + erasure(function)));
      String name =
          Names.shortened(bare.get(function) + differing(function, rivals), Names.LONGEST);
      while (!taken.add(name + erasure(function))) {
        name += "_";
      }
      names.put(function, name);
    }
    functions.forEach(function -> methods.add(of(function)));
  }

  /** Java parameter types as overload resolution sees them; an int passes for a long. */
  private static String erasure(AbiEntry function) {
    StringBuilder text = new StringBuilder("(");
    for (Parameter input : function.inputs()) {
      String java = input.type().java();
      text.append(java.startsWith("List<") ? "List" : java.equals("int") ? "long" : java);
      text.append(',');
    }
    return text.toString();
  }

  /** The types at those positions where the rivals differ. */
  private static String differing(AbiEntry function, List<AbiEntry> rivals) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < function.inputs().size(); i++) {
      int at = i;
      SolType type = function.inputs().get(i).type();
      if (rivals.stream()
          .anyMatch(rival -> !rival.inputs().get(at).type().shape().equals(type.shape()))) {
        text.append(type.word());
      }
    }
    return text.toString();
  }

  private void nameRecords(List<AbiEntry> entries, String suffix) {
    for (List<AbiEntry> same : groups(entries, each -> Names.capitalized(each.name()))) {
      for (AbiEntry entry : same) {
        StringBuilder name = new StringBuilder(Names.capitalized(entry.name()));
        if (same.size() > 1) {
          entry.inputs().forEach(input -> name.append(input.type().word()));
        }
        names.put(entry, types.take(name.toString(), name + suffix));
      }
    }
  }

  private static <T> Collection<List<T>> groups(List<T> all, Function<T, String> key) {
    Map<String, List<T>> groups = new TreeMap<>();
    for (T each : all) {
      groups.computeIfAbsent(key.apply(each), k -> new ArrayList<>()).add(each);
    }
    return groups.values();
  }
}
