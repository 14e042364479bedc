package io.github.restake4j.error;

import io.github.restake4j.tx.TxOutcome;

/**
 * A sent transaction ended in something else than inclusion or a revert; only from {@link
 * TxOutcome#orThrow()}. Ask again with the same idempotency key rather than sending anew.
 */
@SuppressWarnings("serial")
public final class OutcomeException extends Restake4jException {
  private final TxOutcome<?> outcome;

  /** Carries the outcome. */
  public OutcomeException(TxOutcome<?> outcome) {
    super("the transaction did not end in inclusion: " + outcome, null);
    this.outcome = outcome;
  }

  /** How it ended. */
  public TxOutcome<?> outcome() {
    return outcome;
  }

  @Override
  public String code() {
    return "OUTCOME";
  }

  /** Always false: money may be under way. */
  @Override
  public boolean retryable() {
    return false;
  }
}
