package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Bytes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * One custom error of a contract: recognizes and decodes the data of its reverts. Immutable.
 *
 * @param <E> the record the data becomes
 */
public final class AbiError<E> {
  private static final int SELECTOR = 4;

  private final String declaration;
  private final int selector;
  private final int headBytes;
  private final AbiReader.Decoder<? extends E> decoder;

  private AbiError(
      String declaration, int selector, int headBytes, AbiReader.Decoder<? extends E> decoder) {
    this.declaration = declaration;
    this.selector = selector;
    this.headBytes = headBytes;
    this.decoder = decoder;
  }

  /**
   * An error. Meant for generated code, which knows the numbers.
   *
   * @param declaration as {@link #declaration} returns it
   * @param selector first four bytes of the signature's hash
   * @param headBytes bytes of the parameters' head: 32 per dynamic one, else their whole size
   * @param decoder reads the parameters
   * @param <E> what {@code decoder} returns
   * @return the error
   */
  public static <E> AbiError<E> of(
      String declaration, int selector, int headBytes, AbiReader.Decoder<? extends E> decoder) {
    return new AbiError<>(declaration, selector, headBytes, decoder);
  }

  /** {@code RequestAmountTooLarge}. */
  public String name() {
    return declaration.substring(0, declaration.indexOf('('));
  }

  /** Canonical text: {@code RequestAmountTooLarge(uint256)}. */
  public String signature() {
    return AbiDeclaration.parse(declaration).signature();
  }

  /** With the names of the parameters: {@code RequestAmountTooLarge(uint256 amount)}. */
  public String declaration() {
    return declaration;
  }

  /** The first four bytes of the revert data, as one number. */
  public int selector() {
    return selector;
  }

  /** True if the data starts with this error's selector. */
  public boolean matches(Bytes revertData) {
    return revertData.size() >= SELECTOR && selectorOf(revertData) == selector;
  }

  static int selectorOf(Bytes data) {
    return data.get(0) << 24
        | (data.get(1) & 0xff) << 16
        | (data.get(2) & 0xff) << 8
        | (data.get(3) & 0xff);
  }

  /**
   * Reads the revert data.
   *
   * @throws IllegalArgumentException if the data does not {@link #matches match}
   * @throws DecodingException if what follows the selector is not what this error writes
   */
  public E decode(Bytes revertData) {
    return read(revertData, headBytes, decoder);
  }

  /**
   * Reads the revert data without its record; values as in {@link AbiArgument#value}.
   *
   * @return in the order of the declaration, immutable
   * @throws IllegalArgumentException if the data does not {@link #matches match}
   * @throws DecodingException if what follows the selector is not what this error writes
   */
  public List<Object> arguments(Bytes revertData) {
    AbiType.Tuple types = AbiDeclaration.parse(declaration).tuple();
    List<AbiArgument> named = read(revertData, types.bodyHeadBytes(), types::readBody);
    List<Object> values = new ArrayList<>(named.size());
    for (AbiArgument argument : named) {
      values.add(argument.value());
    }
    return Collections.unmodifiableList(values);
  }

  /**
   * One line for people: {@code RequestAmountTooLarge(1001000000000000000000)}. Long texts and byte
   * strings are cut, control characters escaped.
   *
   * @throws IllegalArgumentException if the data does not {@link #matches match}
   * @throws DecodingException if what follows the selector is not what this error writes
   */
  public String text(Bytes revertData) {
    return AbiText.call(name(), arguments(revertData));
  }

  private <T> T read(Bytes revertData, int head, AbiReader.Decoder<? extends T> body) {
    if (!matches(revertData)) {
      throw new IllegalArgumentException("not the revert data of " + declaration);
    }
    return AbiReader.readAll(
        revertData.toArray(), SELECTOR, head, "revert data of", declaration, body);
  }

  @Override
  public String toString() {
    return "error " + declaration;
  }
}
