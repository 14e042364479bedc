package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;

/**
 * What a deposit gave, from the events of its transaction.
 *
 * @param depositor who paid and owns the eETH
 * @param paid ETH deposited
 * @param referral as the event recorded it; the zero address for none
 * @param received eETH at the rate after the deposit, rounded down; may be a wei or two below
 *     {@code paid}
 * @param shares what was really minted, and stays
 * @param shortfall shares below the minimum that was asked for: the contract knows no minimum, so a
 *     rate that rose between the last check and the block shows here; zero if it was met or none
 *     was asked
 */
public record Deposited(
    Address depositor,
    Wei paid,
    Address referral,
    Amount<Eeth> received,
    Amount<EethShares> shares,
    Amount<EethShares> shortfall) {}
