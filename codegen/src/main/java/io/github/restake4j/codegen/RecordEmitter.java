package io.github.restake4j.codegen;

import static io.github.restake4j.codegen.Codec.atom;
import static io.github.restake4j.codegen.Codec.call;
import static io.github.restake4j.codegen.Codec.lambda;

import io.github.restake4j.codegen.Codec.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes the records of structs, outputs, events and errors. */
final class RecordEmitter {
  private final ContractNames names;
  private final Source source;

  RecordEmitter(ContractNames names, Source source) {
    this.names = names;
    this.source = source;
  }

  void struct(Struct struct, boolean read, boolean written) {
    String qualified =
        struct.qualifier().isEmpty() ? struct.name() : struct.qualifier() + "." + struct.name();
    plain(
        "Struct {@code " + qualified + "}.",
        struct.javaName(),
        names.view(struct),
        "field",
        read,
        written);
  }

  /** The parts of a function's inputs, and the record of several outputs. */
  void function(AbiEntry function) {
    parts(names.view(function), false, true);
    if (function.outputs().size() > 1) {
      plain(
          "What {@code " + function.signature() + "} returns.",
          names.output(function),
          names.outputView(function),
          "value",
          true,
          false);
    }
  }

  /** A record of data only, and its parts if it has any. */
  private void plain(
      String comment,
      String name,
      List<Parameter> fields,
      String unnamed,
      boolean read,
      boolean written) {
    List<String> components = Source.javaNames(fields, unnamed, names.reserved());
    source.add("\n" + Comment.of(2, comment));
    header(name, fields, components, read || written);
    if (read) {
      readMethod(name, fields);
    }
    if (written) {
      source.mention("AbiWriter");
      source.add(read ? "\n" : "");
      source.addHeader(
          "private static ", "void", "write", List.of("AbiWriter out", name + " value"), 4);
      Layout statement = Layout.start();
      FunctionEmitter.chain(source, "out", fields, components, "value.", Set.of()).addTo(statement);
      source.add(6, statement.text(";"));
      source.add("    }\n");
    }
    source.add(read || written ? "  }\n" : "");
    parts(fields, read, written);
  }

  void parts(List<Parameter> view, boolean read, boolean written) {
    for (Parameter field : view) {
      if (field.type() instanceof SolType.Tuple tuple && tuple.struct().isPart()) {
        Struct part = tuple.struct();
        plain("Some of many fields.", part.javaName(), part.fields(), "field", read, written);
      }
    }
  }

  private void readMethod(String name, List<Parameter> fields) {
    source.mention("AbiReader");
    source.addHeader("private static ", name, "read", List.of("AbiReader in"), 4);
    List<Expression> values = new ArrayList<>();
    for (Parameter field : fields) {
      source.mentionReferences(field.type(), "AbiReader", false);
      values.add(Codec.read(field.type(), "in", 0, Set.of()));
    }
    Layout statement = Layout.start().text("return ");
    Codec.create(name, values).addTo(statement);
    source.add(6, statement.text(";"));
    source.add("    }\n");
  }

  void event(AbiEntry event) {
    String name = names.of(event);
    List<Parameter> fields = names.view(event);
    List<String> components = Source.javaNames(fields, "value", names.reserved("EVENT"));
    String topic = event.anonymous() ? ", anonymous." : ", topic {@code " + event.hash() + "}.";
    source.add("\n" + Comment.of(2, "Event {@code " + event.signature() + "}" + topic));
    header(name, fields, components, true);
    source.add(Comment.of(4, "Recognizes and decodes its logs."));
    source.mention("AbiEvent");
    List<Expression> arguments = new ArrayList<>();
    arguments.add(Codec.literal(event.declaration(), Source.MAX_COLUMN - 12));
    if (!event.anonymous()) {
      arguments.add(atom("\"" + event.hash() + "\""));
    }
    arguments.add(atom(String.valueOf(event.indexed().size())));
    arguments.add(Source.head(event.unindexed()));
    arguments.add(lambda("(topics, data)", logged(name, fields)));
    String factory = event.anonymous() ? "anonymous" : "of";
    constant(
        "AbiEvent<" + name + ">",
        "EVENT",
        call("AbiEvent", factory, arguments.toArray(new Expression[0])));
    source.add("  }\n");
    for (Parameter field : fields) {
      if (field.type() instanceof SolType.Tuple tuple && tuple.struct().isPart()) {
        loggedPart(tuple.struct().javaName(), tuple.struct().fields());
      }
    }
  }

  /** Each part has a method of its own: all fields together may be more than one method holds. */
  private void loggedPart(String name, List<Parameter> fields) {
    List<String> components = Source.javaNames(fields, "field", names.reserved());
    source.add("\n" + Comment.of(2, "Some of many fields."));
    header(name, fields, components, true);
    source.mention("AbiReader");
    source.addHeader(
        "private static ", name, "read", List.of("AbiReader topics", "AbiReader data"), 4);
    Layout statement = Layout.start().text("return ");
    logged(name, fields).addTo(statement);
    source.add(6, statement.text(";"));
    source.add("    }\n  }\n");
  }

  /** Topics and data are read side by side. */
  private Expression logged(String name, List<Parameter> fields) {
    List<Expression> values = new ArrayList<>();
    for (Parameter field : fields) {
      if (field.type() instanceof SolType.Tuple tuple && tuple.struct().isPart()) {
        values.add(call(tuple.struct().javaName(), "read", atom("topics"), atom("data")));
      } else {
        source.mentionReferences(field.type(), "AbiReader", false);
        values.add(Codec.read(field.type(), field.indexed() ? "topics" : "data", 0, Set.of()));
      }
    }
    return Codec.create(name, values);
  }

  void error(AbiEntry error) {
    String name = names.of(error);
    List<Parameter> fields = names.view(error);
    List<String> components = Source.javaNames(fields, "value", names.reserved("ERROR"));
    source.add("\n");
    source.add(
        Comment.of(
            2,
            "Error {@code " + error.signature() + "}, selector {@code " + error.selector() + "}."));
    header(name, fields, components, true);
    source.add(Comment.of(4, "Recognizes and decodes its revert data."));
    source.mention("AbiError");
    boolean empty = fields.isEmpty();
    Expression decoder =
        empty ? lambda("in", Codec.create(name, List.of())) : Codec.reference(name, "read");
    constant(
        "AbiError<" + name + ">",
        "ERROR",
        call(
            "AbiError",
            "of",
            Codec.literal(error.declaration(), Source.MAX_COLUMN - 12),
            atom(error.selector()),
            Source.head(error.inputs()),
            decoder));
    if (!empty) {
      source.add("\n");
      readMethod(name, fields);
    }
    source.add("  }\n");
    parts(fields, true, false);
  }

  private void constant(String type, String name, Expression value) {
    Layout.Tag beforeName = new Layout.Tag();
    Layout declaration = Layout.start().text("public static final ");
    declaration.open(4).open(0).text(type).fill(" ", beforeName).text(name).close();
    declaration.open(4, beforeName).text(" =").open(0).fill(" ");
    value.addTo(declaration);
    declaration.text(";").close().close().close();
    source.add(4, declaration);
  }

  private void header(String name, List<Parameter> fields, List<String> components, boolean body) {
    Layout header = Layout.start().text("public record " + name + "(").open(4);
    List<String> declared = source.parameters(fields, components);
    for (int i = 0; i < declared.size(); i++) {
      if (i == 0) {
        header.fill("").open(0);
      } else {
        header.text(",").line(" ");
      }
      header.text(declared.get(i));
    }
    if (!declared.isEmpty()) {
      header.close();
    }
    source.add(2, header.text(body ? ") {" : ") {}").close());
  }
}
