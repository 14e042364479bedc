package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.web3j.crypto.Hash;

/**
 * Signs deposits for others and approvals of delegation. {@code of} names the function that
 * calculates the digest, {@code args} are its arguments.
 */
final class Approvals {
  private static final String DEPOSIT = "calculateStrategyDepositDigestHash";
  private static final String DELEGATION = "calculateDelegationApprovalDigestHash";

  private Approvals() {}

  static ArrayNode sign(
      JsonNode sign, UnaryOperator<String> toAddress, UnaryOperator<String> toKey) {
    String digest = digest(sign.path("of").asText(), sign.path("args"), toAddress);
    return Permits.signed(HexFormat.of().parseHex(digest.substring(2)), sign, toKey);
  }

  /** What a digest function should answer. */
  static String digest(String function, JsonNode arguments, UnaryOperator<String> toAddress) {
    byte[] content;
    String contract;
    if (function.equals(DEPOSIT)) {
      contract = "@StrategyManager";
      content =
          Permits.words(
              Permits.hash(
                  "Deposit(address staker,address strategy,address token,uint256 amount,"
                      + "uint256 nonce,uint256 expiry)"),
              who(arguments, 0, toAddress),
              who(arguments, 1, toAddress),
              who(arguments, 2, toAddress),
              number(arguments, 3),
              number(arguments, 4),
              number(arguments, 5));
    } else if (function.equals(DELEGATION)) {
      contract = "@DelegationManager";
      content =
          Permits.words(
              Permits.hash(
                  "DelegationApproval(address delegationApprover,address staker,"
                      + "address operator,bytes32 salt,uint256 expiry)"),
              who(arguments, 2, toAddress),
              who(arguments, 0, toAddress),
              who(arguments, 1, toAddress),
              HexFormat.of().parseHex(arguments.path(3).asText().substring(2)),
              number(arguments, 4));
    } else {
      throw new IllegalArgumentException("nothing to sign for " + function);
    }
    byte[] prefix = {0x19, 0x01};
    byte[] domain = Permits.domainOf(contract, toAddress);
    byte[] digest = Hash.sha3(Permits.words(prefix, domain, Hash.sha3(content)));
    return "0x" + HexFormat.of().formatHex(digest);
  }

  /** One string of 65 bytes: r, s, v. */
  static String packed(ArrayNode signature) {
    byte[] v = Permits.number(new BigInteger(signature.get(0).asText()));
    String last = HexFormat.of().toHexDigits(v[31]);
    return signature.get(1).asText() + signature.get(2).asText().substring(2) + last;
  }

  private static byte[] who(JsonNode arguments, int at, UnaryOperator<String> toAddress) {
    return Permits.address(toAddress.apply(arguments.path(at).asText()));
  }

  private static byte[] number(JsonNode arguments, int at) {
    return Permits.number(new BigInteger(arguments.path(at).asText()));
  }
}
