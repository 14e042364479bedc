package io.github.restake4j.lido;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;

/**
 * What staking gave, from the events of its transaction.
 *
 * @param staker who paid and owns the stETH
 * @param paid ETH staked
 * @param received stETH at the rate after the stake, rounded down; may be a wei or two below {@code
 *     paid}
 * @param shares what was really minted, and stays
 * @param shortfall by how much {@code shares} missed the minimum that was asked for, because the
 *     rate rose after the last check; zero if it did not, or none was asked for
 */
public record Staked(
    Address staker,
    Wei paid,
    Amount<Steth> received,
    Amount<LidoShares> shares,
    Amount<LidoShares> shortfall) {}
