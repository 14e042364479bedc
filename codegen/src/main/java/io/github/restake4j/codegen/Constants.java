package io.github.restake4j.codegen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How many constants generated code takes in a class file, which has room for 65,535: roughly, and
 * rather too many.
 */
final class Constants {
  /** What one class may take. */
  static final int MOST = 60_000;

  private static final int BODY = 20;
  private static final int LAMBDA = 7;
  private static final int PARAMETER = 2;

  private Constants() {}

  /** Of the body of a function, lambdas included; several outputs are read by their record. */
  static long ofBody(AbiEntry function, ContractNames names) {
    List<Parameter> read = function.outputs().size() == 1 ? function.outputs() : List.of();
    return BODY + of(names.view(function)) + of(read);
  }

  /** Of code that reads or writes some fields once. */
  static long of(List<Parameter> fields) {
    long sum = 0;
    for (Parameter field : fields) {
      sum += PARAMETER + (long) LAMBDA * lambdas(field.type());
    }
    return sum;
  }

  /** Arrays are read and written by lambdas, unless a method reference does for their elements. */
  private static int lambdas(SolType type) {
    int lambdas = 0;
    SolType each = type;
    while (each instanceof SolType.Array array) {
      each = array.element();
      boolean reference =
          each instanceof SolType.Elementary elementary
              ? !elementary.needsSize()
              : each instanceof SolType.Tuple && !each.dynamic();
      lambdas += reference ? 0 : 1;
    }
    return lambdas;
  }

  /** Of the outermost class, apart from bodies: its methods, and the names of nested classes. */
  static long ofMembers(AbiContract contract, ContractNames names) {
    Set<String> texts = new HashSet<>();
    long types = contract.structs().size();
    long others = 0;
    for (AbiEntry function : contract.functions()) {
      StringBuilder descriptor = new StringBuilder();
      for (Parameter input : names.view(function)) {
        String java = input.type().java();
        texts.add(java);
        texts.add("name " + input.name());
        descriptor.append(java).append(',');
        types += isPart(input) ? 1 : 0;
      }
      texts.add("method " + names.of(function));
      texts.add("descriptor " + descriptor);
      // the type of the result shows in the generic signature only
      String result = "";
      if (function.outputs().size() > 1) {
        result = names.output(function);
        types += 1 + parts(names.outputView(function));
      } else if (!function.outputs().isEmpty()) {
        result = function.outputs().get(0).type().boxed();
      }
      texts.add("signature " + descriptor + result);
      others += 2; // a reference to the method that has the body, and its name and type
    }
    for (Struct struct : contract.structs()) {
      types += parts(names.view(struct));
    }
    for (List<AbiEntry> records : List.of(contract.events(), contract.errors())) {
      types += records.size();
      for (AbiEntry each : records) {
        types += parts(names.view(each));
      }
    }
    // a class, its full and its simple name
    return texts.size() + others + 3 * types;
  }

  private static long parts(List<Parameter> view) {
    return view.stream().filter(Constants::isPart).count();
  }

  private static boolean isPart(Parameter field) {
    return field.type() instanceof SolType.Tuple tuple && tuple.struct().isPart();
  }
}
