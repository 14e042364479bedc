package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The text of one class as it grows, and what it has to import. */
final class Source {
  static final int MAX_COLUMN = 100;

  /** What generated classes say of their origin; stale files are recognized by it. */
  static final String GENERATED = "@Generated(\"io.github.restake4j.codegen.AbiGenerator\")";

  private static final Pattern NO_WORD = Pattern.compile("\\W+");

  private final StringBuilder body = new StringBuilder();
  private final Set<String> mentioned = new HashSet<>();

  void add(String text) {
    body.append(text);
  }

  /** Adds one statement or declaration, broken into lines. */
  void add(int indent, Layout layout) {
    body.append(layout.render(indent)).append('\n');
  }

  /** Notes all types in {@code javaTypes}, such as {@code List<Address>}, for the imports. */
  void mention(String javaTypes) {
    for (String word : NO_WORD.split(javaTypes, -1)) {
      mentioned.add(word);
    }
  }

  /** Notes the codec class if an expression for {@code type} refers to it by name. */
  void mentionReferences(SolType type, String codec, boolean asDecoder) {
    if (type instanceof SolType.Array array) {
      mentionReferences(array.element(), codec, true);
    } else if (asDecoder && type instanceof SolType.Elementary elementary) {
      if (!elementary.needsSize()) {
        mention(codec);
      }
    }
  }

  /** {@code modifiers type name(parameters)} and an opening brace. */
  void addHeader(String modifiers, String type, String name, List<String> parameters, int indent) {
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
    add(indent, header.text(") {").close().close().close());
  }

  /** {@code Type a, Type b}; mentions the types. */
  List<String> parameters(List<Parameter> fields, List<String> names) {
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      String java = fields.get(i).type().java();
      mention(java);
      parameters.add(java + " " + names.get(i));
    }
    return parameters;
  }

  /** Names for parameters or components, none of them in {@code taken} before; takes them. */
  static List<String> javaNames(List<Parameter> parameters, String unnamed, Set<String> taken) {
    List<String> javaNames = new ArrayList<>();
    for (int i = 0; i < parameters.size(); i++) {
      String name = parameters.get(i).name();
      javaNames.add(Names.free(name.isEmpty() ? unnamed + i : name, taken));
    }
    return javaNames;
  }

  static Codec.Expression head(List<Parameter> parameters) {
    return Codec.atom(String.valueOf(Parameter.headBytes(parameters)));
  }

  /** The whole file. */
  String file(String packageName, String className, String comment) {
    Set<String> imports = new TreeSet<>();
    for (String type : mentioned) {
      switch (type) {
        case "AbiCall",
            "AbiConstructor",
            "AbiError",
            "AbiEvent",
            "AbiReader",
            "AbiWriter",
            "NoOutput" ->
            imports.add("io.github.restake4j.abi." + type);
        case "Address", "Bytes", "Hash32" -> imports.add("io.github.restake4j.eth." + type);
        case "BigInteger" -> imports.add("java.math.BigInteger");
        case "List" -> imports.add("java.util.List");
        default -> {
          // in java.lang, or nested in this class
        }
      }
    }
    imports.add("io.github.restake4j.abi.Generated");
    StringBuilder file = new StringBuilder("package ").append(packageName).append(";\n\n");
    imports.forEach(type -> file.append("import ").append(type).append(";\n"));
    file.append('\n').append(comment).append(GENERATED).append('\n');
    file.append("public final class ").append(className).append(" {\n");
    file.append("  private ").append(className).append("() {}\n");
    return file.append(body).append("}\n").toString();
  }
}
