package io.github.restake4j.codegen;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes the class that lists all custom errors of one protocol. */
final class ErrorsEmitter {
  /** The code that fills the list takes eight bytes for each; a method has 65,535. */
  private static final int MAX_ERRORS = 5000;

  private final String protocol;
  private final String packageName;
  private final Set<String> signatures = new HashSet<>();
  private final List<Codec.Expression> constants = new ArrayList<>();

  ErrorsEmitter(String protocol, String packageName) {
    this.protocol = protocol;
    this.packageName = packageName;
  }

  /** Adds the errors of one contract; a signature that is there already is skipped. */
  void add(AbiContract contract, ContractNames names, String contractPackage, String className) {
    String owner =
        contractPackage.equals(packageName) ? className : contractPackage + "." + className;
    for (AbiEntry error : contract.errors()) {
      if (signatures.add(error.signature())) {
        constants.add(Codec.constant(owner + "." + names.of(error), "ERROR"));
      }
    }
  }

  void emitTo(Map<String, String> sources) {
    if (constants.size() > MAX_ERRORS) {
      throw new AbiRefusedException(
          protocol + ": " + constants.size() + " errors, one list holds at most " + MAX_ERRORS);
    }
    String className = Names.capitalized(protocol) + "Errors";
    Layout all = Layout.start().text("public static final List<AbiError<?>> ALL =");
    all.open(4).fill(" ");
    Codec.call("List", "of", constants.toArray(new Codec.Expression[0])).addTo(all);
    all.text(";").close();
    String text =
        "package "
            + packageName
            + ";\n\n"
            + "import io.github.restake4j.abi.AbiError;\n"
            + "import io.github.restake4j.abi.Generated;\n"
            + "import java.util.List;\n\n"
            + "/** The custom errors of all contracts of this protocol. Generated: do not edit. */\n"
            + Source.GENERATED
            + "\npublic final class "
            + className
            + " {\n"
            + Comment.of(2, "Each signature once; for a client's registry of errors.")
            + all.render(2)
            + "\n\n  private "
            + className
            + "() {}\n}\n";
    AbiFolder.put(sources, packageName, className, text);
    AbiFolder.put(sources, packageName, "package-info", AbiFolder.packageInfo(packageName));
  }
}
