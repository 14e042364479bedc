package io.github.restake4j.codegen;

import static io.github.restake4j.codegen.Codec.atom;
import static io.github.restake4j.codegen.Codec.call;
import static io.github.restake4j.codegen.Codec.lambda;

import io.github.restake4j.codegen.Codec.Expression;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Writes the Java class of one contract. */
final class ContractEmitter {
  /** What generated classes say of their origin; stale files are recognized by it. */
  static final String GENERATED = "@Generated(\"io.github.restake4j.codegen.AbiGenerator\")";

  private static final Pattern NO_WORD = Pattern.compile("\\W+");
  private static final int MAX_COLUMN = 100;

  private final AbiContract contract;
  private final ContractNames names;
  private final StringBuilder body = new StringBuilder();
  private final Set<String> mentioned = new HashSet<>();
  private final Set<Struct> read = new HashSet<>();
  private final Set<Struct> written = new HashSet<>();

  private ContractEmitter(AbiContract contract, ContractNames names) {
    this.contract = contract;
    this.names = names;
  }

  static String emit(
      AbiContract contract, ContractNames names, String packageName, String className) {
    ContractEmitter emitter = new ContractEmitter(contract, names);
    emitter.reach();
    contract.functions().forEach(emitter::function);
    contract.structs().forEach(emitter::struct);
    contract.functions().forEach(emitter::output);
    contract.events().forEach(emitter::event);
    contract.errors().forEach(emitter::error);
    return emitter.file(packageName, className);
  }

  private void reach() {
    for (AbiEntry entry : contract.entries()) {
      boolean function = entry.kind().equals("function");
      entry.inputs().stream()
          .filter(input -> !input.indexed())
          .forEach(input -> reach(input.type(), function ? written : read));
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

  private String file(String packageName, String className) {
    Set<String> imports = new TreeSet<>();
    for (String type : mentioned) {
      switch (type) {
        case "AbiCall", "AbiError", "AbiEvent", "AbiReader", "AbiWriter", "NoOutput" ->
            imports.add("io.github.restake4j.abi." + type);
        case "Address", "Bytes", "Hash32" -> imports.add("io.github.restake4j.eth." + type);
        case "BigInteger" -> imports.add("java.math.BigInteger");
        case "List" -> imports.add("java.util.List");
        default -> {
          // in java.lang, or nested in this class
        }
      }
    }
    imports.add("javax.annotation.processing.Generated");
    StringBuilder file = new StringBuilder("package ").append(packageName).append(";\n\n");
    imports.forEach(type -> file.append("import ").append(type).append(";\n"));
    String summary = "The contract's calls, events and errors as values. Generated: do not edit.";
    file.append('\n');
    file.append(
        contract.source().isEmpty()
            ? Comment.of(0, summary)
            : Comment.of(0, summary, "Source: " + Comment.escaped(contract.source())));
    file.append(GENERATED).append('\n');
    file.append("public final class ").append(className).append(" {\n");
    file.append("  private ").append(className).append("() {}\n");
    return file.append(body).append("}\n").toString();
  }

  private void function(AbiEntry function) {
    Set<String> taken = names.reserved();
    List<String> arguments = javaNames(function.inputs(), "arg", taken);
    String result = resultType(function);
    mention("AbiCall<" + result + ">");
    function.inputs().forEach(input -> mention(input.type().java()));
    body.append('\n');
    body.append(
        Comment.of(
            2,
            "Calls {@code "
                + function.signature()
                + "}, selector {@code "
                + function.selector()
                + "}, "
                + function.mutability()
                + "."
                + returns(function)));
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      parameters.add(function.inputs().get(i).type().java() + " " + arguments.get(i));
    }
    body.append(
        header("public static ", "AbiCall<" + result + ">", names.of(function), parameters, 2));

    List<Expression> numbers = new ArrayList<>();
    numbers.add(Codec.literal(function.declaration(), MAX_COLUMN - 8));
    numbers.add(atom(function.selector()));
    numbers.add(head(function.inputs()));
    numbers.add(writing(function.inputs(), arguments, taken));
    if (!function.outputs().isEmpty()) {
      numbers.add(head(function.outputs()));
      numbers.add(reading(function));
    }
    Layout statement = Layout.start().text("return ");
    call("AbiCall", "of", numbers.toArray(new Expression[0])).addTo(statement);
    body.append(statement.text(";").render(4)).append("\n  }\n");
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
    return lambda(out, chain(out, inputs, arguments, "", taken));
  }

  private Expression chain(
      String out, List<Parameter> fields, List<String> arguments, String owner, Set<String> taken) {
    List<Codec.Write> writes = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      SolType type = fields.get(i).type();
      mentionReferences(type, "AbiWriter", false);
      writes.add(Codec.write(type, owner + arguments.get(i), 0, taken));
    }
    return Codec.chain(out, writes);
  }

  private Expression reading(AbiEntry function) {
    if (function.outputs().size() > 1) {
      return Codec.reference(names.output(function), "read");
    }
    SolType type = function.outputs().get(0).type();
    mentionReferences(type, "AbiReader", true);
    return Codec.decoder(type, 0);
  }

  private void struct(Struct struct) {
    List<String> components = javaNames(struct.fields(), "field", names.reserved());
    String qualified =
        struct.qualifier().isEmpty() ? struct.name() : struct.qualifier() + "." + struct.name();
    body.append('\n').append(Comment.of(2, "Struct {@code " + qualified + "}."));
    recordHeader(struct.javaName(), struct.fields(), components);
    String separator = "";
    if (read.contains(struct)) {
      readMethod(struct.javaName(), struct.fields());
      separator = "\n";
    }
    if (written.contains(struct)) {
      mention("AbiWriter");
      body.append(separator);
      body.append(
          "    private static void write(AbiWriter out, " + struct.javaName() + " value) {\n");
      Layout statement = Layout.start();
      chain("out", struct.fields(), components, "value.", Set.of()).addTo(statement);
      body.append(statement.text(";").render(6)).append("\n    }\n");
    }
    body.append("  }\n");
  }

  private void output(AbiEntry function) {
    if (function.outputs().size() < 2) {
      return;
    }
    String name = names.output(function);
    List<String> components = javaNames(function.outputs(), "value", names.reserved());
    body.append('\n');
    body.append(Comment.of(2, "What {@code " + function.signature() + "} returns."));
    recordHeader(name, function.outputs(), components);
    readMethod(name, function.outputs());
    body.append("  }\n");
  }

  private void readMethod(String name, List<Parameter> fields) {
    mention("AbiReader");
    body.append("    private static " + name + " read(AbiReader in) {\n");
    List<Expression> values = new ArrayList<>();
    for (Parameter field : fields) {
      mentionReferences(field.type(), "AbiReader", false);
      values.add(Codec.read(field.type(), "in", 0));
    }
    Layout statement = Layout.start().text("return ");
    Codec.create(name, values).addTo(statement);
    body.append(statement.text(";").render(6)).append("\n    }\n");
  }

  private void event(AbiEntry event) {
    String name = names.of(event);
    List<Expression> values = new ArrayList<>();
    List<Parameter> fields = new ArrayList<>();
    for (Parameter input : event.inputs()) {
      boolean hashed = input.indexed() && !valueType(input.type());
      SolType type = hashed ? SolType.Elementary.parse("bytes32", event.signature()) : input.type();
      fields.add(new Parameter(input.name(), type, input.indexed()));
      mentionReferences(type, "AbiReader", false);
      values.add(Codec.read(type, input.indexed() ? "topics" : "data", 0));
    }
    List<String> components = javaNames(fields, "value", names.reserved("EVENT"));
    String topic = event.anonymous() ? ", anonymous." : ", topic {@code " + event.hash() + "}.";
    body.append('\n');
    body.append(Comment.of(2, "Event {@code " + event.signature() + "}" + topic));
    recordHeader(name, fields, components);
    body.append(Comment.of(4, "Recognizes and decodes its logs."));
    mention("AbiEvent");
    List<Expression> arguments = new ArrayList<>();
    arguments.add(Codec.literal(event.declaration(), MAX_COLUMN - 12));
    if (!event.anonymous()) {
      arguments.add(atom("\"" + event.hash() + "\""));
    }
    arguments.add(atom(String.valueOf(event.indexed().size())));
    arguments.add(head(event.unindexed()));
    arguments.add(lambda("(topics, data)", Codec.create(name, values)));
    String factory = event.anonymous() ? "anonymous" : "of";
    constant(
        "AbiEvent<" + name + ">",
        "EVENT",
        call("AbiEvent", factory, arguments.toArray(new Expression[0])));
    body.append("  }\n");
  }

  /** True if a topic holds the value itself, not a hash of it. */
  private static boolean valueType(SolType type) {
    return type instanceof SolType.Elementary && !type.dynamic();
  }

  private void error(AbiEntry error) {
    String name = names.of(error);
    List<String> components = javaNames(error.inputs(), "value", names.reserved("ERROR"));
    body.append('\n');
    body.append(
        Comment.of(
            2,
            "Error {@code " + error.signature() + "}, selector {@code " + error.selector() + "}."));
    recordHeader(name, error.inputs(), components);
    body.append(Comment.of(4, "Recognizes and decodes its revert data."));
    mention("AbiError");
    boolean empty = error.inputs().isEmpty();
    Expression decoder =
        empty ? lambda("in", Codec.create(name, List.of())) : Codec.reference(name, "read");
    constant(
        "AbiError<" + name + ">",
        "ERROR",
        call(
            "AbiError",
            "of",
            Codec.literal(error.declaration(), MAX_COLUMN - 12),
            atom(error.selector()),
            head(error.inputs()),
            decoder));
    if (!empty) {
      body.append('\n');
      readMethod(name, error.inputs());
    }
    body.append("  }\n");
  }

  private void constant(String type, String name, Expression value) {
    Layout.Tag beforeName = new Layout.Tag();
    Layout declaration = Layout.start().text("public static final ");
    declaration.open(4).open(0).text(type).fill(" ", beforeName).text(name).close();
    declaration.open(4, beforeName).text(" =").open(4, beforeName).fill(" ");
    value.addTo(declaration);
    declaration.text(";").close().close().close();
    body.append(declaration.render(4)).append('\n');
  }

  private void recordHeader(String name, List<Parameter> fields, List<String> components) {
    Layout header = Layout.start().text("public record " + name + "(").open(4);
    for (int i = 0; i < fields.size(); i++) {
      String java = fields.get(i).type().java();
      mention(java);
      if (i == 0) {
        header.fill("").open(0);
      } else {
        header.text(",").line(" ");
      }
      header.text(java + " " + components.get(i));
    }
    if (!fields.isEmpty()) {
      header.close();
    }
    body.append(header.text(") {").close().render(2)).append('\n');
  }

  private static String header(
      String modifiers, String type, String name, List<String> parameters, int indent) {
    Layout.Tag beforeName = new Layout.Tag();
    Layout header = Layout.start().text(modifiers).open(4);
    header.open(0).text(type).fill(" ", beforeName).text(name + "(").close();
    header.open(4, beforeName).open(0);
    if (!parameters.isEmpty()) {
      header.fill("").open(0);
      for (int i = 0; i < parameters.size(); i++) {
        if (i > 0) {
          header.text(",").line(" ");
        }
        header.text(parameters.get(i));
      }
      header.close();
    }
    return header.text(") {").close().close().close().render(indent) + "\n";
  }

  private static List<String> javaNames(
      List<Parameter> parameters, String unnamed, Set<String> taken) {
    List<String> javaNames = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      javaNames.add(Names.free(name.isEmpty() ? unnamed + i : name, taken));
    }
    return javaNames;
  }

  private static Expression head(List<Parameter> parameters) {
    return atom(String.valueOf(Parameter.headBytes(parameters)));
  }

  /** Notes the codec class if an expression for {@code type} refers to it by name. */
  private void mentionReferences(SolType type, String codec, boolean asDecoder) {
    if (type instanceof SolType.Array array) {
      mentionReferences(array.element(), codec, true);
    } else if (asDecoder && type instanceof SolType.Elementary elementary) {
      if (!elementary.needsSize()) {
        mention(codec);
      }
    }
  }

  private void mention(String javaTypes) {
    for (String word : NO_WORD.split(javaTypes, -1)) {
      mentioned.add(word);
    }
  }
}
