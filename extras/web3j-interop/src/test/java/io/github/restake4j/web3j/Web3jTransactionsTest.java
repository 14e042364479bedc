package io.github.restake4j.web3j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.OutcomeException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The hash web3j is told, whatever comes first. */
class Web3jTransactionsTest {
  private static final Hash32 FIRST = Hash32.parse("0x" + "11".repeat(32));
  private static final Hash32 SECOND = Hash32.parse("0x" + "22".repeat(32));

  @Test
  void hash_endBetweenTwoLooks_isTheHashItCameWith() {
    Scripted handle = new Scripted(List.of(List.of(), List.of(FIRST, SECOND)));
    handle.end.complete(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));

    assertThat(Web3jTransactions.hash(handle)).isEqualTo(SECOND);
  }

  @Test
  void hash_endWithoutOne_isTheOutcome() {
    Scripted handle = new Scripted(List.of(List.of()));
    handle.end.complete(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));

    assertThatThrownBy(() -> Web3jTransactions.hash(handle)).isInstanceOf(OutcomeException.class);
  }

  @Test
  void hash_later_isWaitedFor() {
    assertThat(Web3jTransactions.hash(new Scripted(List.of(List.of(), List.of(), List.of(FIRST)))))
        .isEqualTo(FIRST);
  }

  /** A handle that knows other hashes each time it is asked; the last ones for ever. */
  private static final class Scripted implements TxHandle<Receipt> {
    private final CompletableFuture<TxOutcome<Receipt>> end = new CompletableFuture<>();
    private final Deque<List<Hash32>> looks;

    Scripted(List<List<Hash32>> looks) {
      this.looks = new ArrayDeque<>(looks);
    }

    @Override
    public String key() {
      return "scripted";
    }

    @Override
    public List<Hash32> hashes() {
      return looks.size() > 1 ? looks.remove() : looks.element();
    }

    @Override
    public TxStatus status() {
      return new TxStatus(Intent.State.ACCEPTED, Optional.empty(), Optional.empty());
    }

    @Override
    public TxOutcome<Receipt> await() {
      return end.join();
    }

    @Override
    public CompletableFuture<TxOutcome<Receipt>> async() {
      return end;
    }

    @Override
    public void cancel() {
      throw new AssertionError("nobody is to ask for it");
    }

    @Override
    public void speedUp() {
      throw new AssertionError("nobody is to ask for it");
    }
  }
}
