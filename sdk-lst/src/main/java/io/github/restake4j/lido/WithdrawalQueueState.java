package io.github.restake4j.lido;

import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;

/**
 * The withdrawal queue as a whole, at one block.
 *
 * @param isPaused true if nothing can be requested or finalized; claims go on
 * @param resumesAt when a pause ends by itself; empty if it is not paused or paused without an end
 * @param bunkerSince since when finalization waits for an incident of the validators; empty in
 *     normal (turbo) mode
 * @param minimumRequest the least stETH of one request
 * @param maximumRequest the most stETH of one request
 * @param unfinalizedRequests how many requests wait
 * @param unfinalized stETH that waits
 * @param lastRequestId newest request; zero if there was none
 * @param lastFinalizedRequestId newest request that can be claimed, with all before it; zero if
 *     there is none
 */
public record WithdrawalQueueState(
    boolean isPaused,
    Optional<Instant> resumesAt,
    Optional<Instant> bunkerSince,
    Amount<Steth> minimumRequest,
    Amount<Steth> maximumRequest,
    BigInteger unfinalizedRequests,
    Amount<Steth> unfinalized,
    BigInteger lastRequestId,
    BigInteger lastFinalizedRequestId) {}
