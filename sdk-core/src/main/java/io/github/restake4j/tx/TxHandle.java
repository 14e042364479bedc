package io.github.restake4j.tx;

import io.github.restake4j.eth.Hash32;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A sent plan. The engine drives it to its end whether or not anybody waits. */
public interface TxHandle<R> {
  /** The idempotency key it is journaled under. */
  String key();

  /**
   * All transactions signed for it so far, replacements included, in the order they were signed.
   */
  List<Hash32> hashes();

  /** Where it stands, and what it waits for. Asks nobody. */
  TxStatus status();

  /**
   * Waits for the end, or for {@link TxOptions#waitAtMost}: then the outcome is {@link
   * TxOutcome.Unresolved} and the engine goes on. So it is when the client is closed meanwhile.
   *
   * @throws io.github.restake4j.error.DecodingException if the plan's call was mined and worked,
   *     but its receipt lacks the events the plan knows; do not send it again
   * @throws io.github.restake4j.error.TransportException INTERRUPTED if the thread is interrupted;
   *     its flag is set again
   */
  TxOutcome<R> await();

  /** As {@link #await}, as a future. Cancelling it only stops waiting. */
  CompletableFuture<TxOutcome<R>> async();

  /**
   * Asks for the transaction under way to be replaced by one that does nothing, and sends none of
   * the steps after it. Either may win; the outcome names the winner. If no endpoint can be reached
   * now, the engine does it when one can. Without effect once the plan has ended.
   *
   * @throws io.github.restake4j.error.RefusedException NOT_OURS if another wallet signed it,
   *     FEE_ABOVE_POLICY past the caps
   */
  void cancel();

  /**
   * Asks for the transaction under way to be replaced by the same one with higher fees, within the
   * fee policy.
   *
   * @throws io.github.restake4j.error.RefusedException NOT_OURS if another wallet signed it,
   *     FEE_ABOVE_POLICY past the caps
   */
  void speedUp();
}
