package io.github.restake4j.tx;

import io.github.restake4j.error.Restake4jException;
import java.util.Optional;

/**
 * Where a sent plan stands.
 *
 * @param state of the step under way, or the end
 * @param waitingFor what has to happen before it can go on; empty once it has its outcome
 * @param cause the latest failure on the way that is not overcome yet, such as a RATE_LIMITED with
 *     the delay the endpoint asked for
 */
public record TxStatus(
    Intent.State state, Optional<Waiting> waitingFor, Optional<Restake4jException> cause) {
  /** What a plan waits for. */
  public enum Waiting {
    /** Transactions of the same account before it: so many are in flight as may be. */
    SLOT,
    /** The intent it was told to come after. */
    PREDECESSOR,
    /** The plan itself: only the journal knows it; send it again under its key to go on. */
    PLAN,
    /** ETH on the sender's account: the nodes say it cannot pay. */
    FUNDS,
    /** Lower fees: what the network asks is above the fee policy. */
    FEES,
    /** Room in the pools of the nodes. */
    POOL,
    /** An endpoint that takes it. */
    ENDPOINT,
    /** A block with it. */
    INCLUSION,
    /** The asked depth below the head. */
    CONFIRMATIONS
  }
}
