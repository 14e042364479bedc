package io.github.restake4j.etherfi;

import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Quantity;

/**
 * An instant redemption, from the events of its transaction.
 *
 * @param receiver who was paid
 * @param asset what was paid
 * @param redeemed eETH given; of weETH, what it was worth
 * @param paidAtMost what was paid; of ETH possibly one wei less, because no event of ether.fi names
 *     the ETH itself, only the eETH burnt for it; of stETH a wei or two less by Lido's rounding
 * @param feeToTreasury eETH that went to the treasury; the rest of the fee raised the rate for
 *     those who stay
 * @param shortfall by how much {@code paidAtMost} missed the minimum that was asked for, because
 *     rate or fee got worse after the last check; zero if they did not, or none was asked for
 */
public record Redeemed(
    Address receiver,
    RedemptionAsset asset,
    Amount<Eeth> redeemed,
    Quantity paidAtMost,
    Amount<Eeth> feeToTreasury,
    Quantity shortfall) {}
