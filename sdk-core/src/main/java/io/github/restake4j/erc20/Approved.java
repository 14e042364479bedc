package io.github.restake4j.erc20;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Asset;

/**
 * An allowance, as the token's {@code Approval} event recorded it.
 *
 * @param <U> unit of the token
 * @param owner who granted
 * @param spender who may take
 * @param amount how much, in all
 */
public record Approved<U extends Asset>(Address owner, Address spender, Amount<U> amount) {}
