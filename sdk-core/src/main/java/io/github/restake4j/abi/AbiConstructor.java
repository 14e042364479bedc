package io.github.restake4j.abi;

import io.github.restake4j.eth.Bytes;

/** Makes what creates a contract; meant for generated code. */
public final class AbiConstructor {
  private static final int SELECTOR = 4;

  private AbiConstructor() {}

  /**
   * Creation code and the encoded arguments after it: the data of a transaction without recipient.
   * With {@link Bytes#EMPTY} as code, the arguments alone, as explorers ask for them.
   *
   * @param creationCode as the compiler gave it, linked
   * @param declaration with the names of the parameters: {@code constructor(address owner)}
   * @param headBytes bytes of the parameters' head: 32 per dynamic one, else their whole size
   * @param arguments writes the arguments; runs now
   * @return the data
   * @throws IllegalArgumentException if an argument does not fit its type
   */
  public static Bytes data(
      Bytes creationCode, String declaration, int headBytes, AbiWriter.Body arguments) {
    Bytes encoded = AbiWriter.call(declaration, 0, headBytes, arguments);
    return Bytes.concat(creationCode, encoded.slice(SELECTOR, encoded.size()));
  }
}
