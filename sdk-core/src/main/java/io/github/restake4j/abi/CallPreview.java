package io.github.restake4j.abi;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Calldata as a person should see it before signing, made from the bytes alone. A function is named
 * only if its declaration was given and the whole calldata is its canonical encoding; everything
 * else is shown as unknown, never guessed.
 *
 * @param selector the first four bytes, or fewer if there are fewer
 * @param function canonical signature; empty if unknown
 * @param arguments decoded, in order; empty if unknown
 * @param size bytes of calldata
 */
public record CallPreview(
    Bytes selector, Optional<String> function, List<AbiArgument> arguments, int size) {
  private static final int SELECTOR = 4;

  /** Copies the list. */
  public CallPreview {
    arguments = List.copyOf(arguments);
  }

  /**
   * Reads calldata.
   *
   * @param known declarations, {@code "transfer(address to, uint256 amount)"}
   * @throws IllegalArgumentException if a declaration is malformed
   */
  public static CallPreview of(Bytes calldata, List<String> known) {
    Bytes selector = calldata.slice(0, Math.min(SELECTOR, calldata.size()));
    for (String declaration : known) {
      AbiDeclaration parsed = AbiDeclaration.parse(declaration);
      String signature = parsed.signature();
      if (selectorOf(signature).equals(selector)) {
        AbiType.Tuple types = parsed.tuple();
        try {
          List<AbiArgument> arguments =
              AbiReader.readAll(
                  calldata.toArray(),
                  SELECTOR,
                  types.bodyHeadBytes(),
                  "calldata of",
                  declaration,
                  types::readBody);
          return new CallPreview(selector, Optional.of(signature), arguments, calldata.size());
        } catch (DecodingException notThis) {
          // another function with the same four bytes, or calldata that no honest encoder wrote:
          // stays unknown
        }
      }
    }
    return new CallPreview(selector, Optional.empty(), List.of(), calldata.size());
  }

  /** {@code transfer(to=0x..., amount=1000)}, or what little is known. */
  @Override
  public String toString() {
    if (size == 0) {
      return "no calldata";
    }
    return function
        .map(signature -> AbiText.call(signature.substring(0, signature.indexOf('(')), arguments))
        .orElse("unknown function " + selector + " with " + size + " bytes of calldata");
  }

  private static Bytes selectorOf(String signature) {
    byte[] text = signature.getBytes(StandardCharsets.US_ASCII);
    return Bytes.wrap(Keccak.hash(text).toBytes()).slice(0, SELECTOR);
  }
}
