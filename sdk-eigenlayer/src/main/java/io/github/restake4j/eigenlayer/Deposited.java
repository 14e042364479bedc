package io.github.restake4j.eigenlayer;

import io.github.restake4j.eigenlayer.shares.DepositShares;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;

/**
 * A deposit, as StrategyManager's {@code Deposit} event recorded it.
 *
 * @param staker who was credited
 * @param shares deposit shares added
 * @param shortfall by how much what the strategy minted missed the minimum that was asked for,
 *     because the rate rose after the last check; zero if it did not, or none was asked for
 */
public record Deposited(
    Address staker, Amount<DepositShares> shares, Amount<WithdrawableShares> shortfall) {}
