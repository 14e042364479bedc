package io.github.restake4j.erc20;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Asset;

/**
 * A transfer, as the token's {@code Transfer} event recorded it.
 *
 * @param <U> unit of the token
 * @param from who gave
 * @param to who received
 * @param amount what moved; a token that rounds or charges may move less than was asked
 */
public record Transferred<U extends Asset>(Address from, Address to, Amount<U> amount) {}
