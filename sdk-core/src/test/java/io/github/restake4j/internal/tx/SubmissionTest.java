package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.ScriptedNode;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Who stops waiting for the journal: before it has the plan nothing goes out, afterwards it does.
 */
class SubmissionTest {
  private final Bench bench = new Bench();

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void takenOrWithdrawn_isDecidedOnce() {
    Submission taken = new Submission();
    assertThat(taken.take()).isTrue();
    assertThat(taken.cancel(true)).isFalse();
    assertThat(taken.withdraw(new IllegalStateException("closed"))).isFalse();
    assertThat(taken).isNotDone();

    Submission cancelled = new Submission();
    assertThat(cancelled.cancel(true)).isTrue();
    assertThat(cancelled.take()).isFalse();
    assertThat(cancelled.cancel(true)).isTrue();

    Submission withdrawn = new Submission();
    assertThat(withdrawn.withdraw(new IllegalStateException("closed"))).isTrue();
    assertThat(withdrawn.take()).isFalse();
    assertThatThrownBy(withdrawn::join).hasRootCauseMessage("closed");
  }

  /** The engine's thread waits at "accepted" until the caller has noticed. */
  @Test
  void E39_interruptedWhenTheJournalHasIt_givesTheHandleAndKeepsTheFlag() {
    Thread caller = Thread.currentThread();
    bench.at(
        "accepted",
        () -> {
          caller.interrupt();
          Bench.until(() -> !caller.isInterrupted());
        });
    TxHandle<Hash32> handle = bench.send(Bench.keyed("order"));

    assertThat(Thread.interrupted()).isTrue();
    bench.mine();
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(bench.node.sent()).hasSize(1);
  }

  @Test
  void E39_interruptedBeforeTheJournalHasIt_nothingGoesOut() {
    Thread caller = Thread.currentThread();
    bench.node.script(
        "eth_feeHistory",
        params -> {
          caller.interrupt();
          Bench.until(() -> !caller.isInterrupted());
          bench.node.honest("eth_feeHistory");
          return ScriptedNode.NULL;
        });
    assertThatThrownBy(() -> bench.send(Bench.keyed("order")))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.INTERRUPTED));

    assertThat(Thread.interrupted()).isTrue();
    assertOnlyTheNextIsSent();
  }

  private void assertOnlyTheNextIsSent() {
    TxHandle<Hash32> next = bench.send(Bench.keyed("next"));
    bench.mine();
    assertThat(next.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(bench.node.sent()).hasSize(1);
    assertThat(bench.journal.find("order")).isEmpty();
  }

  @Test
  void E39_callersScopeIsCancelledWhenTheJournalHasIt_givesTheIntent() {
    CallScope caller = CallScope.of(Duration.ofMinutes(1));
    bench.at("accepted", caller::cancel);
    LiveIntent live = bench.send(Bench.keyed("order"), caller);

    assertThat(bench.engine.find("order").map(TxHandle::hashes)).contains(live.hashes());
    bench.mine();
    assertThat(live.end().join()).isInstanceOf(End.Mined.class);
  }

  @Test
  void E39_futureIsCancelledWhenTheJournalHasIt_isNotCancelled() {
    CompletableFuture<CompletableFuture<TxHandle<Hash32>>> future = new CompletableFuture<>();
    CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
    bench.at("accepted", () -> cancelled.complete(future.join().cancel(true)));
    future.complete(bench.plan().with(Bench.keyed("order")).sendAsync(Bench.KEY));

    assertThat(cancelled.join()).isFalse();
    TxHandle<Hash32> handle = future.join().join();
    bench.mine();
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void E39_cancelledBehindAnotherOfTheSameKey_isNotSentWhenThatComesToNothing() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    bench.node.script(
        "eth_feeHistory",
        params -> {
          asked.countDown();
          ScriptedNode.await(goOn);
          bench.node.honest("eth_feeHistory");
          return ScriptedNode.NULL;
        });
    CompletableFuture<TxHandle<Hash32>> first =
        bench.plan().with(Bench.keyed("order")).sendAsync(Bench.KEY);
    asked.await();
    Engine.Order same = bench.order(Bench.keyed("order"));
    CompletableFuture<LiveIntent> second = bench.engine.submit(same);

    assertThat(second.cancel(false)).isTrue();
    goOn.countDown();
    assertThatThrownBy(first::join).isInstanceOf(RuntimeException.class);
    assertOnlyTheNextIsSent();
  }

  @Test
  void closedWhenTheJournalHasIt_callerHoldsWhatTheNextEngineSends() {
    CompletableFuture<Void> closing = new CompletableFuture<>();
    bench.at(
        "signed",
        () -> {
          new Thread(
                  () -> {
                    bench.engine.close();
                    closing.complete(null);
                  })
              .start();
          Bench.until(bench.engine::isClosed);
        });
    TxHandle<Hash32> handle = bench.send(Bench.keyed("order"));

    closing.join();
    assertThat(bench.journal.find("order").map(Intent::state)).contains(Intent.State.SIGNED);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
    assertThat(handle.hashes()).hasSize(1);
    assertThatThrownBy(() -> bench.send(Bench.BRIEF)).isInstanceOf(RefusedException.class);
  }
}
