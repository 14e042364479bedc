package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.web3j.crypto.ECKeyPair;
import org.web3j.crypto.Hash;
import org.web3j.crypto.Sign;

/** Signs EIP-2612 permits, well or badly, so that a transcript need not hold signatures. */
final class Permits {
  private static final BigInteger ORDER =
      new BigInteger("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);
  private static final long CHAIN_ID = 31337;

  private Permits() {}

  static byte[] domain(String name, String version, String contract) {
    return Hash.sha3(
        words(
            hash(
                "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
            hash(name),
            hash(version),
            number(BigInteger.valueOf(CHAIN_ID)),
            address(contract)));
  }

  static byte[] domainOf(String token, UnaryOperator<String> toAddress) {
    String contract = toAddress.apply(token);
    return switch (token) {
      case "@DelegationManager", "@StrategyManager" -> domain("EigenLayer", "1", contract);
      case "@EETH" -> domain("EETH", "1", contract);
      case "@Lido" -> domain("Liquid staked Ether 2.0", "2", contract);
      case "@Reward", "@TST" -> domain("Test Token", "1", contract);
      case "@WeETH" -> domain("Wrapped eETH", "1", contract);
      case "@WstETH" -> domain("Wrapped liquid staked Ether 2.0", "1", contract);
      default -> throw new IllegalArgumentException("no domain for " + token);
    };
  }

  /**
   * Signs what {@code sign} asks for.
   *
   * @return v, r, s as ABI values
   */
  static ArrayNode sign(
      JsonNode sign, UnaryOperator<String> toAddress, UnaryOperator<String> toKey) {
    byte[] content =
        Hash.sha3(
            words(
                hash(
                    "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256"
                        + " deadline)"),
                address(toAddress.apply(sign.path("owner").asText())),
                address(toAddress.apply(sign.path("spender").asText())),
                number(new BigInteger(sign.path("value").asText())),
                number(new BigInteger(sign.path("nonce").asText())),
                number(new BigInteger(sign.path("deadline").asText()))));
    byte[] prefix = {0x19, 0x01};
    byte[] digest =
        Hash.sha3(words(prefix, domainOf(sign.path("token").asText(), toAddress), content));
    return signed(digest, sign, toKey);
  }

  /** Signs a digest as {@code signer}, with a {@code twist} if there is one. */
  static ArrayNode signed(byte[] digest, JsonNode sign, UnaryOperator<String> toKey) {
    String key = toKey.apply(sign.path("signer").asText());
    Sign.SignatureData data =
        Sign.signMessage(digest, ECKeyPair.create(new BigInteger(key.substring(2), 16)), false);
    BigInteger v = new BigInteger(1, data.getV());
    BigInteger r = new BigInteger(1, data.getR());
    BigInteger s = new BigInteger(1, data.getS());
    switch (sign.path("twist").asText("")) {
      case "highS" -> {
        s = ORDER.subtract(s);
        v = BigInteger.valueOf(55).subtract(v);
      }
      case "badV" -> v = BigInteger.valueOf(29);
      case "zeroR" -> r = BigInteger.ZERO;
      default -> {
        // signed well
      }
    }
    return JsonNodeFactory.instance
        .arrayNode()
        .add(v.toString())
        .add("0x" + HexFormat.of().formatHex(number(r)))
        .add("0x" + HexFormat.of().formatHex(number(s)));
  }

  static byte[] hash(String text) {
    return Hash.sha3(text.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] number(BigInteger number) {
    String digits = number.toString(16);
    return HexFormat.of().parseHex("0".repeat(64 - digits.length()) + digits);
  }

  static byte[] address(String address) {
    return number(new BigInteger(address.substring(2), 16));
  }

  static byte[] words(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }
}
