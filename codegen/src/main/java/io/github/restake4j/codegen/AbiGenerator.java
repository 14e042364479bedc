package io.github.restake4j.codegen;

import java.util.regex.Pattern;

/**
 * Contract ABI in, Java source out; no files. The same input always gives the same text.
 *
 * <p>Each function becomes a static factory of an {@code AbiCall}, each struct, event and error a
 * nested record. Overloads keep their name unless Java could not tell them apart: then the types of
 * the parameters in which they differ are appended. Names reserved in Java or Kotlin get an
 * underscore, leading underscores go away, unnamed parameters are numbered.
 */
public final class AbiGenerator {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern PACKAGE =
      Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*(\\.[A-Za-z_$][A-Za-z0-9_$]*)*");

  private static final Pattern DOT = Pattern.compile("\\.");

  private AbiGenerator() {}

  /**
   * The class of one contract.
   *
   * @param abiJson an ABI array, or an object that holds one under {@code abi}, with the origin of
   *     its facts under {@code source}
   * @param packageName where the class lives
   * @param className simple name of the class
   * @return the text of the source file, with line feeds as line ends
   * @throws AbiRefusedException if an entry is unknown or cannot be represented
   * @throws IllegalArgumentException if a name is not a Java name
   */
  public static String contract(String abiJson, String packageName, String className) {
    AbiContract contract = AbiParser.parse(abiJson);
    return contract(contract, new ContractNames(className, contract), packageName, className);
  }

  static String contract(
      AbiContract contract, ContractNames names, String packageName, String className) {
    requireName(PACKAGE, packageName, "package");
    requireName(NAME, className, "class");
    if (Names.TYPES.contains(className)) {
      throw new IllegalArgumentException(
          "not a class name: " + className + ", which generated code means another type by");
    }
    return ContractEmitter.emit(contract, names, packageName, className);
  }

  private static void requireName(Pattern pattern, String name, String what) {
    boolean reserved = DOT.splitAsStream(name).anyMatch(part -> !Names.method(part).equals(part));
    if (reserved || !pattern.matcher(name).matches()) {
      throw new IllegalArgumentException("not a " + what + " name: " + name);
    }
  }
}
