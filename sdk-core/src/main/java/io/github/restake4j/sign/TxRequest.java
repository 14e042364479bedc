package io.github.restake4j.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.units.Wei;

/**
 * A complete EIP-1559 (type 2) transaction, ready to be signed. Calls only: this SDK creates no
 * contracts.
 *
 * @param chainId EIP-155 id, above zero
 * @param nonce of the sender, zero or more
 * @param maxPriorityFeePerGas at most {@code maxFeePerGas}
 * @param maxFeePerGas the most that is paid per unit of gas
 * @param gasLimit units of gas, above zero
 * @param to who is called
 * @param value ETH sent along
 * @param data calldata
 */
public record TxRequest(
    long chainId,
    long nonce,
    Wei maxPriorityFeePerGas,
    Wei maxFeePerGas,
    long gasLimit,
    Address to,
    Wei value,
    Bytes data) {
  /** Checks the bounds. */
  public TxRequest {
    if (chainId <= 0) {
      throw new IllegalArgumentException("a chain id is above zero, not " + chainId);
    }
    if (nonce < 0) {
      throw new IllegalArgumentException("a nonce cannot be negative: " + nonce);
    }
    if (gasLimit <= 0) {
      throw new IllegalArgumentException("a gas limit is above zero, not " + gasLimit);
    }
    if (maxPriorityFeePerGas.compareTo(maxFeePerGas) > 0) {
      throw new IllegalArgumentException(
          "maxPriorityFeePerGas "
              + maxPriorityFeePerGas
              + " is above maxFeePerGas "
              + maxFeePerGas);
    }
  }
}
