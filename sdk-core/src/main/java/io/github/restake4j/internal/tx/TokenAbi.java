package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.AbiReader;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import java.math.BigInteger;

/** The calls of EIP-20 and EIP-2612 that allowances need. */
public final class TokenAbi {
  private static final int WORD = 32;
  private static final int APPROVE = 0x095ea7b3;

  private TokenAbi() {}

  /** {@code allowance(owner, spender)}. */
  public static AbiCall<BigInteger> allowance(Address owner, Address spender) {
    return AbiCall.of(
        "allowance(address owner, address spender)",
        0xdd62ed3e,
        2 * WORD,
        out -> out.address(owner).address(spender),
        WORD,
        AbiReader::uint256);
  }

  /**
   * {@code approve(spender, value)}; what it returns is not read, because some tokens return
   * nothing.
   */
  public static AbiCall<?> approve(Address spender, BigInteger value) {
    return AbiCall.of(
        "approve(address spender, uint256 value)",
        APPROVE,
        2 * WORD,
        out -> out.address(spender).uint256(value));
  }

  /** {@code nonces(owner)} of EIP-2612. */
  static AbiCall<BigInteger> nonces(Address owner) {
    return AbiCall.of(
        "nonces(address owner)", 0x7ecebe00, WORD, out -> out.address(owner), WORD, AbiReader::uint256);
  }

  /** {@code DOMAIN_SEPARATOR()} of EIP-2612. */
  static AbiCall<Hash32> domainSeparator() {
    return AbiCall.of("DOMAIN_SEPARATOR()", 0x3644e515, 0, out -> {}, WORD, AbiReader::bytes32);
  }

  static boolean isApprove(Bytes calldata) {
    return calldata.size() >= 4 && calldata.slice(0, 4).equals(Bytes.of((byte) 9, (byte) 0x5e, (byte) 0xa7, (byte) 0xb3));
  }
}
