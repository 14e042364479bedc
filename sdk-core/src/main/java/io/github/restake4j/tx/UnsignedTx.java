package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.units.Wei;

/**
 * A transaction for another wallet to fill with nonce, gas and fees, to sign and to send.
 *
 * @param chainId EIP-155 id of the network it is for
 * @param from who has to sign
 * @param to the contract
 * @param value ETH sent along
 * @param data calldata
 */
public record UnsignedTx(long chainId, Address from, Address to, Wei value, Bytes data) {}
