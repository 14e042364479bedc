package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * A deposit, as StrategyManager's {@code Deposit} event recorded it.
 *
 * @param staker who was credited
 * @param shares deposit shares added
 */
public record Deposited(Address staker, Amount<DepositShares> shares) {}
