package io.github.restake4j.lido;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;

/**
 * A claimed place, as its {@code WithdrawalClaimed} event recorded it.
 *
 * @param requestId the queue's ERC-721 token id
 * @param receiver who got the ETH
 * @param amount ETH paid
 */
public record WithdrawalPayout(BigInteger requestId, Address receiver, Wei amount) {}
