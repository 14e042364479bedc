package io.github.restake4j.etherfi;

import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Quantity;

/**
 * How much can be redeemed at once, at one block, and what it costs. Everybody draws on the same
 * limits.
 *
 * @param asset paid out
 * @param redeemable the most eETH that can be redeemed now: the lower of the bucket and what there
 *     is above the watermark
 * @param liquidity what there is of the asset
 * @param lowWatermark what has to stay of it
 * @param bucketCapacity most the bucket holds
 * @param bucketRemaining what it held when it was last drawn from; it refilled since
 * @param bucketRefillPerSecond what flows in
 * @param exitFeeBps fee in hundredths of a percent of the shares redeemed
 * @param feeToTreasuryBps part of the fee that the treasury gets; the rest raises the rate for
 *     those who stay
 */
public record RedemptionLimits(
    RedemptionAsset asset,
    Amount<Eeth> redeemable,
    Quantity liquidity,
    Quantity lowWatermark,
    Amount<Eeth> bucketCapacity,
    Amount<Eeth> bucketRemaining,
    Amount<Eeth> bucketRefillPerSecond,
    int exitFeeBps,
    int feeToTreasuryBps) {}
