package io.github.restake4j.tx;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.error.OutcomeException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** How a sent plan ended. None of these is an exception. */
public sealed interface TxOutcome<R> {
  /** One per step that was mined, in step order. */
  List<Receipt> receipts();

  /**
   * Mined and successful.
   *
   * @param receipts one per step
   * @param result decoded from these receipts' own events
   * @param isFinal true if the including block was finalized; otherwise it has the asked
   *     confirmations
   */
  record Included<R>(List<Receipt> receipts, R result, boolean isFinal) implements TxOutcome<R> {}

  /**
   * Mined and rolled back; the fee is paid.
   *
   * @param receipts one per mined step, the reverted one last
   * @param step index of the reverted step, from 0
   * @param cause why, as far as it can be found out
   */
  record Reverted<R>(List<Receipt> receipts, int step, Revert cause) implements TxOutcome<R> {}

  /**
   * Another wallet with the same key used the nonce. Nothing of ours was or will be mined at it.
   *
   * @param receipts of the steps mined before
   * @param nonce which
   * @param by the other transaction, where it was found
   */
  record Displaced<R>(List<Receipt> receipts, long nonce, Optional<Hash32> by)
      implements TxOutcome<R> {}

  /**
   * Ended without the call being mined, and it never will be.
   *
   * @param receipts of the steps mined before
   * @param why for which reason
   */
  record Withdrawn<R>(List<Receipt> receipts, Why why) implements TxOutcome<R> {}

  /**
   * Still open after the wait. It may yet be mined: never sign a second one, ask again with the
   * same key.
   *
   * @param receipts of the steps mined so far
   * @param hashes any of these may be mined
   * @param nonce they all carry; -1 while no node has shown a tracked transaction
   * @param waited how long
   */
  record Unresolved<R>(List<Receipt> receipts, Set<Hash32> hashes, long nonce, Duration waited)
      implements TxOutcome<R> {}

  /** Why a plan was withdrawn. */
  enum Why {
    /** The cancellation was mined in its place, or came between two steps. */
    CANCELLED,
    /** Its deadline passed and the nonce was closed. */
    EXPIRED,
    /**
     * A later step was refused or would revert, no byte ever left, or every node that answered
     * refused the transaction for good and its nonce was closed with one that does nothing.
     */
    REFUSED_BEFORE_SEND
  }

  /** One of the two functions, applied. */
  default <T> T fold(
      Function<? super Included<R>, ? extends T> included,
      Function<? super TxOutcome<R>, ? extends T> otherwise) {
    return this instanceof Included<R> done ? included.apply(done) : otherwise.apply(this);
  }

  /**
   * The result of an included plan.
   *
   * @throws RevertException if it was rolled back
   * @throws OutcomeException with this outcome in every other case; never retryable
   */
  default R orThrow() {
    if (this instanceof Included<R> done) {
      return done.result();
    }
    if (this instanceof Reverted<R> reverted) {
      throw new RevertException(
          "step " + reverted.step() + " was mined and reverted: " + reverted.cause(),
          reverted.cause());
    }
    throw new OutcomeException(this);
  }
}
