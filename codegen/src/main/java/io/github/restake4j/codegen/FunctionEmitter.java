package io.github.restake4j.codegen;

import static io.github.restake4j.codegen.Codec.atom;
import static io.github.restake4j.codegen.Codec.call;
import static io.github.restake4j.codegen.Codec.lambda;

import io.github.restake4j.codegen.Codec.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes the factories of calls, and what creates the contract. */
final class FunctionEmitter {
  /** How many bodies one class holds; fewer, if they take many constants. */
  private static final int MAX_BODIES = 1000;

  private static final long MAX_CONSTANTS = 40_000;

  private static final int MAX_FUNCTIONS = 8000;

  private final ContractNames names;
  private final Source source;

  FunctionEmitter(ContractNames names, Source source) {
    this.names = names;
    this.source = source;
  }

  void emit(List<AbiEntry> functions) {
    if (functions.size() > MAX_FUNCTIONS) {
      throw new AbiRefusedException(
          functions.size() + " functions, a Java class holds at most " + MAX_FUNCTIONS);
    }
    List<List<AbiEntry>> groups = groups(functions, names);
    if (groups.size() <= 1) {
      functions.forEach(function -> function(function, null, 2));
      return;
    }
    int number = 1;
    for (List<AbiEntry> some : groups) {
      String holder = names.takeType("Calls" + number++);
      some.forEach(function -> function(function, holder, 2));
      source.add("\n  private static final class " + holder + " {");
      String separator = "";
      for (AbiEntry function : some) {
        source.add(separator + "\n");
        body(function, "static ", 4);
        separator = "\n";
      }
      source.add("  }\n");
    }
  }

  /** Functions in order, in as few groups as class files can hold. */
  static List<List<AbiEntry>> groups(List<AbiEntry> functions, ContractNames names) {
    List<List<AbiEntry>> groups = new ArrayList<>();
    List<AbiEntry> group = new ArrayList<>();
    long constants = 0;
    for (AbiEntry function : functions) {
      long body = Constants.ofBody(function, names);
      if (body > Constants.MOST) {
        throw new AbiRefusedException(
            "function " + function.name() + ": more nested arrays than a Java class holds");
      }
      if (group.size() == MAX_BODIES || (!group.isEmpty() && constants + body > MAX_CONSTANTS)) {
        groups.add(group);
        group = new ArrayList<>();
        constants = 0;
      }
      group.add(function);
      constants += body;
    }
    groups.add(group);
    return groups;
  }

  /** One factory, whose body may be in another class. */
  private void function(AbiEntry function, @Nullable String holder, int indent) {
    source.add("\n");
    source.add(
        Comment.of(
            indent,
            "Calls {@code "
                + function.signature()
                + "}, selector {@code "
                + function.selector()
                + "}, "
                + function.mutability()
                + "."
                + returns(function)));
    if (holder == null) {
      body(function, "public static ", indent);
      return;
    }
    List<Parameter> inputs = names.view(function);
    List<String> arguments = Source.javaNames(inputs, "arg", names.reserved());
    header(function, "public static ", inputs, arguments, indent);
    Layout statement = Layout.start().text("return ");
    call(holder, names.of(function), arguments.stream().map(Codec::atom).toArray(Expression[]::new))
        .addTo(statement);
    source.add(indent + 2, statement.text(";"));
    source.add(" ".repeat(indent) + "}\n");
  }

  private void header(
      AbiEntry function,
      String modifiers,
      List<Parameter> inputs,
      List<String> arguments,
      int indent) {
    String type = "AbiCall<" + resultType(function) + ">";
    source.mention(type);
    source.addHeader(
        modifiers, type, names.of(function), source.parameters(inputs, arguments), indent);
  }

  private void body(AbiEntry function, String modifiers, int indent) {
    Set<String> taken = names.reserved();
    List<Parameter> inputs = names.view(function);
    List<String> arguments = Source.javaNames(inputs, "arg", taken);
    header(function, modifiers, inputs, arguments, indent);
    List<Expression> numbers = new ArrayList<>();
    numbers.add(Codec.literal(function.declaration(), Source.MAX_COLUMN - 6 - indent));
    numbers.add(atom(function.selector()));
    numbers.add(Source.head(function.inputs()));
    numbers.add(writing(inputs, arguments, taken));
    if (!function.outputs().isEmpty()) {
      numbers.add(Source.head(function.outputs()));
      numbers.add(reading(function, taken));
    }
    Layout statement = Layout.start().text("return ");
    call("AbiCall", "of", numbers.toArray(new Expression[0])).addTo(statement);
    source.add(indent + 2, statement.text(";"));
    source.add(" ".repeat(indent) + "}\n");
  }

  private static String returns(AbiEntry function) {
    if (function.outputs().size() != 1 || function.outputs().get(0).name().isEmpty()) {
      return "";
    }
    return " Returns {@code " + function.outputs().get(0).name() + "}.";
  }

  private String resultType(AbiEntry function) {
    return switch (function.outputs().size()) {
      case 0 -> "NoOutput";
      case 1 -> function.outputs().get(0).type().boxed();
      default -> names.output(function);
    };
  }

  private Expression writing(List<Parameter> inputs, List<String> arguments, Set<String> taken) {
    String out = Codec.unused("out", taken);
    if (inputs.isEmpty()) {
      return atom(out + " -> {}");
    }
    return lambda(out, chain(source, out, inputs, arguments, "", taken));
  }

  static Expression chain(
      Source source,
      String out,
      List<Parameter> fields,
      List<String> arguments,
      String owner,
      Set<String> taken) {
    List<Codec.Write> writes = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      SolType type = fields.get(i).type();
      source.mentionReferences(type, "AbiWriter", false);
      writes.add(Codec.write(type, owner + arguments.get(i), 0, taken));
    }
    return Codec.chain(out, writes);
  }

  private Expression reading(AbiEntry function, Set<String> taken) {
    if (function.outputs().size() > 1) {
      return Codec.reference(names.output(function), "read");
    }
    SolType type = function.outputs().get(0).type();
    source.mentionReferences(type, "AbiReader", true);
    return Codec.decoder(type, 0, taken);
  }

  /** What creates the contract: the code if it is known, and the data of the transaction. */
  void creation(AbiContract contract) {
    AbiEntry constructor = contract.constructor();
    boolean known = !contract.creationCode().isEmpty();
    if (constructor == null && !known) {
      return;
    }
    List<Parameter> all = constructor == null ? List.of() : constructor.inputs();
    List<Parameter> inputs = constructor == null ? List.of() : names.view(constructor);
    String signature = "constructor" + Parameter.canonical(all);
    String mutability = constructor == null ? "" : ", " + constructor.mutability();
    source.mention("AbiConstructor Bytes");
    String codeMethod = "";
    if (known) {
      codeMethod = names.takeMethod("creationCode");
      source.add("\n" + Comment.of(2, "The creation code, without the constructor's arguments."));
      source.addHeader("public static ", "Bytes", codeMethod, List.of(), 2);
      Layout statement = Layout.start().text("return ");
      Codec.hex(contract.creationCode()).addTo(statement);
      source.add(4, statement.text(";"));
      source.add("  }\n");
    }
    Set<String> taken = names.reserved();
    String code = known ? codeMethod + "()" : Names.free("creationCode", taken);
    List<String> arguments = Source.javaNames(inputs, "arg", taken);
    List<String> parameters = new ArrayList<>();
    if (!known) {
      parameters.add("Bytes " + code);
    }
    parameters.addAll(source.parameters(inputs, arguments));
    source.add("\n");
    source.add(
        Comment.of(
            2,
            "What to send to create the contract: "
                + (known ? "its code" : "{@code " + code + "}")
                + " and the arguments of {@code "
                + signature
                + "}"
                + mutability
                + "."));
    source.addHeader("public static ", "Bytes", names.takeMethod("deployData"), parameters, 2);
    Layout statement = Layout.start().text("return ");
    call(
            "AbiConstructor",
            "data",
            atom(code),
            Codec.literal("constructor" + Parameter.declared(all), Source.MAX_COLUMN - 8),
            Source.head(all),
            writing(inputs, arguments, taken))
        .addTo(statement);
    source.add(4, statement.text(";"));
    source.add("  }\n");
  }
}
