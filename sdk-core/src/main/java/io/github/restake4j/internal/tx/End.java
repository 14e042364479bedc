package io.github.restake4j.internal.tx;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.tx.TxOutcome;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** How an intent ended, before a plan gives its result a type. */
sealed interface End {
  /** The outcome a plan's holder sees; what {@code result} throws is thrown. */
  <R> TxOutcome<R> outcome(Function<? super Receipt, ? extends R> result);

  /** All steps were mined and worked; the last receipt is that of the call. */
  record Mined(List<Receipt> receipts, boolean isFinal) implements End {
    @Override
    public <R> TxOutcome<R> outcome(Function<? super Receipt, ? extends R> result) {
      Receipt call = receipts.get(receipts.size() - 1);
      return new TxOutcome.Included<>(receipts, result.apply(call), isFinal);
    }
  }

  /** A step was mined and rolled back. */
  record RolledBack(List<Receipt> receipts, int step, Revert cause) implements End {
    @Override
    public <R> TxOutcome<R> outcome(Function<? super Receipt, ? extends R> result) {
      return new TxOutcome.Reverted<>(receipts, step, cause);
    }
  }

  /** Somebody else used the nonce. */
  record Displaced(List<Receipt> receipts, long nonce, Optional<Hash32> by) implements End {
    @Override
    public <R> TxOutcome<R> outcome(Function<? super Receipt, ? extends R> result) {
      return new TxOutcome.Displaced<>(receipts, nonce, by);
    }
  }

  /** The call will never be mined. */
  record Withdrawn(List<Receipt> receipts, TxOutcome.Why why) implements End {
    @Override
    public <R> TxOutcome<R> outcome(Function<? super Receipt, ? extends R> result) {
      return new TxOutcome.Withdrawn<>(receipts, why);
    }
  }

  /** The client was closed meanwhile. */
  record Left(TxOutcome.Unresolved<?> state) implements End {
    @Override
    public <R> TxOutcome<R> outcome(Function<? super Receipt, ? extends R> result) {
      return new TxOutcome.Unresolved<>(
          state.receipts(), state.hashes(), state.nonce(), state.waited());
    }
  }
}
