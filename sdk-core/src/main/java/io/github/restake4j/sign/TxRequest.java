package io.github.restake4j.sign;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.units.Wei;
import java.util.List;

/**
 * A complete transaction, ready to be signed. Calls only: this SDK creates no contracts.
 *
 * @param type its form
 * @param chainId EIP-155 id, above zero
 * @param nonce of the sender, zero or more
 * @param maxPriorityFeePerGas at most {@code maxFeePerGas}; equal to it in the forms that have one
 *     gas price
 * @param maxFeePerGas the most that is paid per unit of gas; the gas price in the forms that have
 *     one
 * @param gasLimit units of gas, above zero
 * @param to who is called
 * @param value ETH sent along
 * @param data calldata
 * @param accessList what it will touch; a {@link TxType#LEGACY} transaction has none
 */
public record TxRequest(
    TxType type,
    long chainId,
    long nonce,
    Wei maxPriorityFeePerGas,
    Wei maxFeePerGas,
    long gasLimit,
    Address to,
    Wei value,
    Bytes data,
    List<AccessTuple> accessList) {
  /**
   * Checks the bounds and copies the list.
   *
   * @throws IllegalArgumentException if one is out of bounds, if the type has one gas price and two
   *     different ones are given, or if a legacy transaction is given an access list
   */
  public TxRequest {
    accessList = List.copyOf(accessList);
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
    if (type != TxType.DYNAMIC_FEE && !maxPriorityFeePerGas.equals(maxFeePerGas)) {
      throw new IllegalArgumentException(
          "a transaction of type "
              + type
              + " has one gas price, not both "
              + maxPriorityFeePerGas
              + " and "
              + maxFeePerGas);
    }
    if (type == TxType.LEGACY && !accessList.isEmpty()) {
      throw new IllegalArgumentException("a legacy transaction has no access list");
    }
  }

  /** An EIP-1559 (type 2) transaction without an access list, which is what almost all are. */
  public TxRequest(
      long chainId,
      long nonce,
      Wei maxPriorityFeePerGas,
      Wei maxFeePerGas,
      long gasLimit,
      Address to,
      Wei value,
      Bytes data) {
    this(
        TxType.DYNAMIC_FEE,
        chainId,
        nonce,
        maxPriorityFeePerGas,
        maxFeePerGas,
        gasLimit,
        to,
        value,
        data,
        List.of());
  }

  /** A transaction of type 0, protected by its chain id. */
  public static TxRequest legacy(
      long chainId, long nonce, Wei gasPrice, long gasLimit, Address to, Wei value, Bytes data) {
    return new TxRequest(
        TxType.LEGACY, chainId, nonce, gasPrice, gasPrice, gasLimit, to, value, data, List.of());
  }

  /**
   * What a unit of gas costs.
   *
   * @throws IllegalStateException for an EIP-1559 transaction, whose price is known once it is
   *     mined
   */
  public Wei gasPrice() {
    if (type == TxType.DYNAMIC_FEE) {
      throw new IllegalStateException("a transaction of type DYNAMIC_FEE has no gas price");
    }
    return maxFeePerGas;
  }

  /**
   * The same transaction at other fees; where the type has one gas price, that is {@code
   * maxFeePerGas}.
   *
   * @throws IllegalArgumentException if the tip is above the maximum
   */
  public TxRequest withFees(Wei maxPriorityFeePerGas, Wei maxFeePerGas) {
    return new TxRequest(
        type,
        chainId,
        nonce,
        type == TxType.DYNAMIC_FEE ? maxPriorityFeePerGas : maxFeePerGas,
        maxFeePerGas,
        gasLimit,
        to,
        value,
        data,
        accessList);
  }

  /**
   * A transaction of the same sender at the same nonce, chain and fees that does nothing: no value,
   * no data, to the sender itself, 21000 gas.
   */
  public TxRequest cancelled(Address sender) {
    return new TxRequest(
        type,
        chainId,
        nonce,
        maxPriorityFeePerGas,
        maxFeePerGas,
        21_000,
        sender,
        Wei.ZERO,
        Bytes.EMPTY,
        List.of());
  }
}
