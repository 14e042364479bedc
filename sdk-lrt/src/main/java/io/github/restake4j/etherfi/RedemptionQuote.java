package io.github.restake4j.etherfi;

import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Quantity;

/**
 * What an instant redemption would give at one block.
 *
 * @param redeemed eETH given; of weETH, what it is worth
 * @param payout exactly what is paid at this block's rate and fee; {@code previewRedeem} of the
 *     contract rounds otherwise and may differ by a wei
 * @param canRedeem whether the limits allow it now; pauses and the blacklist are not part of it, a
 *     plan checks them
 * @param limits at the same block
 */
public record RedemptionQuote(
    Amount<Eeth> redeemed, Quantity payout, boolean canRedeem, RedemptionLimits limits) {}
