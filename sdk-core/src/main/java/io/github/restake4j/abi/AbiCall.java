package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One call of one contract function, with its arguments: the bytes to send and how to read the
 * answer. Immutable; knows no address, client or block.
 *
 * <p>Two calls are equal if signature and calldata are.
 *
 * @param <R> what the function returns; {@link NoOutput} if nothing
 */
public final class AbiCall<R> {
  private static final int SELECTOR = 4;
  private static final String RETURNED = "return data of";

  private final String declaration;
  private final int selector;
  private final Bytes calldata;
  private final int outputHead;
  private final AbiReader.@Nullable Decoder<? extends R> decoder;

  private AbiCall(
      String declaration,
      int selector,
      Bytes calldata,
      int outputHead,
      AbiReader.@Nullable Decoder<? extends R> decoder) {
    this.declaration = declaration;
    this.selector = selector;
    this.calldata = calldata;
    this.outputHead = outputHead;
    this.decoder = decoder;
  }

  /**
   * A call of a function with outputs. Meant for generated code, which knows the numbers.
   *
   * @param declaration as {@link #declaration} returns it
   * @param selector first four bytes of the signature's hash
   * @param inputHead bytes of the parameters' head: 32 per dynamic one, else their whole size
   * @param input writes the arguments; runs now
   * @param outputHead bytes of the outputs' head
   * @param output reads the outputs; runs in {@link #decode}
   * @param <R> what {@code output} returns
   * @return the call, with its calldata built
   * @throws IllegalArgumentException if an argument does not fit its type
   */
  public static <R> AbiCall<R> of(
      String declaration,
      int selector,
      int inputHead,
      AbiWriter.Body input,
      int outputHead,
      AbiReader.Decoder<? extends R> output) {
    Bytes calldata = AbiWriter.call(declaration, selector, inputHead, input);
    return new AbiCall<>(declaration, selector, calldata, outputHead, output);
  }

  /**
   * A call of a function without outputs. Meant for generated code, which knows the numbers.
   *
   * @param declaration as {@link #declaration} returns it
   * @param selector first four bytes of the signature's hash
   * @param inputHead bytes of the parameters' head: 32 per dynamic one, else their whole size
   * @param input writes the arguments; runs now
   * @return the call, with its calldata built
   * @throws IllegalArgumentException if an argument does not fit its type
   */
  public static AbiCall<NoOutput> of(
      String declaration, int selector, int inputHead, AbiWriter.Body input) {
    return of(declaration, selector, inputHead, input, 0, in -> NoOutput.INSTANCE);
  }

  /**
   * A call whose function is not known here: calldata as it is sent, a plain transfer of ETH if it
   * is empty. It is shown as what it is, never guessed; {@link #decode} gives the returned bytes
   * back.
   */
  public static AbiCall<Bytes> raw(Bytes calldata) {
    int selector =
        calldata.size() < SELECTOR
            ? 0
            : ByteBuffer.wrap(calldata.slice(0, SELECTOR).toArray()).getInt();
    String name =
        calldata.isEmpty()
            ? "plain transfer"
            : calldata.size() < SELECTOR
                ? "calldata without a selector"
                : "unknown function " + calldata.slice(0, SELECTOR);
    return new AbiCall<>(name, selector, calldata, 0, null);
  }

  /** True if it was made by {@link #raw}: bytes of a function that is not known here. */
  public boolean isRaw() {
    return decoder == null;
  }

  /** {@code requestWithdrawals}. */
  public String name() {
    return decoder == null ? declaration : declaration.substring(0, declaration.indexOf('('));
  }

  /** Canonical text, of which the selector is the hash: {@code transfer(address,uint256)}. */
  public String signature() {
    return decoder == null ? declaration : AbiDeclaration.parse(declaration).signature();
  }

  /**
   * With the names of the parameters: {@code transfer(address to, uint256 amount)}; structs are
   * written out as tuples.
   */
  public String declaration() {
    return declaration;
  }

  /** The first four bytes of the calldata, as one number. */
  public int selector() {
    return selector;
  }

  /** Selector and encoded arguments: what is sent. */
  public Bytes calldata() {
    return calldata;
  }

  /** False if the function returns nothing. */
  public boolean hasOutput() {
    return outputHead > 0;
  }

  /**
   * The arguments, decoded from the calldata itself: what the contract will see, whatever the
   * caller believes to have passed.
   *
   * @return in the order of the declaration, immutable
   */
  public List<AbiArgument> arguments() {
    if (decoder == null) {
      return calldata.isEmpty()
          ? List.of()
          : List.of(new AbiArgument("calldata", "bytes", calldata));
    }
    AbiType.Tuple types = AbiDeclaration.parse(declaration).tuple();
    return AbiReader.readAll(
        calldata.toArray(),
        SELECTOR,
        types.bodyHeadBytes(),
        "calldata of",
        declaration,
        types::readBody);
  }

  /**
   * Reads what the function returned. Only the canonical encoding is accepted, see {@link
   * AbiReader}; a function without outputs must have returned no bytes.
   *
   * @param returned the bytes a node answered
   * @return the decoded value; a record if the function has several outputs
   * @throws DecodingException if the bytes are not what this function returns; {@code ABI_EMPTY}
   *     usually means that no contract is at the address, or one without this function
   */
  public R decode(Bytes returned) {
    if (decoder == null) {
      @SuppressWarnings("unchecked") // only raw() leaves it out, and makes calls of Bytes
      R bytes = (R) returned;
      return bytes;
    }
    return read(new EncodedBytes(returned.toArray()), decoder);
  }

  /**
   * Reads what the function returned from the text of a JSON-RPC answer, without making bytes of it
   * first. Else as {@link #decode}.
   *
   * @param returned {@code 0x} and an even count of hex digits in either case
   * @return the decoded value; a record if the function has several outputs
   * @throws DecodingException if the text is of another form, or not what this function returns
   */
  public R decodeHex(String returned) {
    byte[] ascii = returned.getBytes(StandardCharsets.ISO_8859_1);
    return decodeHex(ascii, 0, ascii.length);
  }

  /**
   * As {@link #decodeHex(String)}, of a text that stands somewhere in the bytes of an answer.
   *
   * @param ascii holds the text; neither copied nor changed
   * @param from index of its first character
   * @param to index after its last one
   * @return the decoded value; a record if the function has several outputs
   * @throws IndexOutOfBoundsException if the range is not within {@code ascii}
   * @throws DecodingException if the text is of another form, or not what this function returns
   */
  public R decodeHex(byte[] ascii, int from, int to) {
    Objects.checkFromToIndex(from, to, ascii.length);
    EncodedHex returned = new EncodedHex(ascii, from, to, RETURNED, declaration);
    if (decoder == null) {
      @SuppressWarnings("unchecked") // only raw() leaves it out, and makes calls of Bytes
      R bytes = (R) Bytes.wrap(returned.copy(0, returned.size()));
      return bytes;
    }
    return read(returned, decoder);
  }

  private R read(Encoded returned, AbiReader.Decoder<? extends R> by) {
    if (returned.size() == 0 && hasOutput()) {
      throw new DecodingException(
          DecodingException.Code.ABI_EMPTY,
          RETURNED
              + " "
              + declaration
              + " is empty, expected at least "
              + outputHead
              + " bytes: is there a contract with this function at the address?");
    }
    return AbiReader.readAll(returned, 0, outputHead, RETURNED, declaration, by);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AbiCall<?> that
        && calldata.equals(that.calldata)
        && (declaration.equals(that.declaration) || signature().equals(that.signature()));
  }

  @Override
  public int hashCode() {
    return calldata.hashCode();
  }

  /** The whole call with its arguments: {@code transfer(to=0x..., amount=1000)}. */
  @Override
  public String toString() {
    return AbiText.call(name(), arguments());
  }
}
