package io.github.restake4j.etherfi;

import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.Optional;

/**
 * The withdrawal queue at one block.
 *
 * @param takesRequests false while something a request needs is paused
 * @param paysClaims false while something a claim needs is paused
 * @param minimumRequest of eETH per request; empty in the code before June 2026, which has none
 * @param maximumRequest of eETH per request; empty in the code before June 2026, which has none
 * @param lastRequestId newest request, zero if there is none
 * @param lastFinalizedRequestId all up to this one are finalized
 */
public record WithdrawQueueState(
    boolean takesRequests,
    boolean paysClaims,
    Optional<Amount<Eeth>> minimumRequest,
    Optional<Amount<Eeth>> maximumRequest,
    BigInteger lastRequestId,
    BigInteger lastFinalizedRequestId) {}
