package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.units.Wei;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks that leave the chain again, before the outcome and after it. */
@Devnet(local = true)
class EngineReorgDevnetTest {
  private final LocalDevnet devnet;
  private FaultBench on;

  EngineReorgDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @BeforeEach
  void connect() {
    on = new FaultBench(devnet);
  }

  @AfterEach
  void close() {
    on.close();
  }

  private static TxOptions deep(int blocks) {
    return FaultBench.PATIENT.toBuilder().confirmations(blocks).build();
  }

  private Intent.State state(TxHandle<?> handle) {
    return on.journal.find(handle.key()).orElseThrow().state();
  }

  private void reorg(int depth, Object... transactions) {
    on.node.call("anvil_reorg", depth, List.of(transactions));
  }

  @Test
  void E29_reorgAfterTheOutcome_isSentAgainAndToldOnceMore() {
    TxHandle<Receipt> handle = on.send(1);
    AtomicInteger completions = new AtomicInteger();
    CompletableFuture<TxOutcome<Receipt>> future = handle.async();
    CompletableFuture<Void> counted = future.thenAccept(end -> completions.incrementAndGet());
    TxOutcome<Receipt> outcome = future.join();
    FaultBench.until(() -> on.heard.count(Intent.Confirmed.class) == 1);
    on.automine(false);
    int heard = on.heard.size();
    reorg(1);
    FaultBench.until(() -> on.isPooled(handle.hashes().get(0)));

    assertThat(state(handle)).isEqualTo(Intent.State.BROADCAST);
    assertThat(handle.await()).isEqualTo(outcome);
    on.mine(1);
    FaultBench.until(() -> on.heard.count(Intent.Confirmed.class) == 2);
    assertThat(on.heard.since(heard)).startsWith("Reopened").endsWith("Included", "Confirmed");
    on.mine(70);
    FaultBench.until(() -> state(handle) == Intent.State.SUCCEEDED);
    assertThat(on.heard.since(heard)).endsWith("Confirmed", "Finalized", "Ended");
    assertThat(counted).isCompleted();
    assertThat(completions).hasValue(1);
    assertThat(handle.hashes()).hasSize(1);
    on.once(handle, 1);
  }

  @Test
  void E29_twoReorgsAfterTheOutcome_areEachRepaired() {
    TxHandle<Receipt> handle = on.send(1);
    handle.await();
    on.automine(false);
    for (int round = 1; round <= 2; round++) {
      int reopened = round;
      reorg(1);
      FaultBench.until(() -> on.heard.count(Intent.Reopened.class) == reopened);
      FaultBench.until(() -> on.isPooled(handle.hashes().get(0)));
      on.mine(1);
      FaultBench.until(() -> on.heard.count(Intent.Confirmed.class) == reopened + 1);
    }
    on.once(handle, 1);
  }

  @Test
  void E29_transactionMovesToAnotherBlock_isTrackedThere() {
    TxHandle<Receipt> handle = on.send(1);
    Receipt first = handle.await().orThrow();
    String raw =
        on.node.call("eth_getRawTransactionByHash", first.transactionHash().toString()).asText();
    on.automine(false);
    on.mine(1);
    reorg(2, List.of(raw, 1));
    FaultBench.until(() -> on.heard.count(Intent.Confirmed.class) == 2);

    Intent.Inclusion now =
        on.journal.find(handle.key()).orElseThrow().steps().get(0).inclusion().orElseThrow();
    assertThat(now.blockNumber()).isEqualTo(first.blockNumber() + 1);
    assertThat(now.block()).isNotEqualTo(first.blockHash());
    assertThat(on.proxy.deliveries(first.transactionHash().toString())).isEqualTo(1);
    on.once(handle, 1);
  }

  /** What another wallet with the same key signs at nonce 0. */
  private String foreign() {
    return on.wallet
        .signTransaction(
            new TxRequest(
                31337,
                0,
                Wei.ofGwei("1"),
                Wei.ofGwei("50"),
                21_000,
                FaultBench.SINK,
                Wei.of(999),
                Bytes.EMPTY))
        .toString();
  }

  private static Optional<Hash32> hash(String raw) {
    return Optional.of(Keccak.hash(Bytes.parse(raw)));
  }

  @Test
  void E30_reorgBringsAForeignTransactionAtOurNonce_isDisplacedAtItsDepthAndNeverSentAgain() {
    on.automine(false);
    TxHandle<Receipt> handle = on.pay(1).with(deep(3)).send(on.wallet);
    CompletableFuture<TxOutcome<Receipt>> end = handle.async();
    on.mine(1);
    FaultBench.until(() -> state(handle) == Intent.State.INCLUDED);
    String theirs = foreign();
    reorg(1, List.of(theirs, 0));
    FaultBench.until(() -> on.heard.count(Intent.Reopened.class) == 1);
    // at depth 1 it may still leave again
    assertThat(end).isNotDone();
    on.mine(2);

    assertThat(end.join()).isEqualTo(new TxOutcome.Displaced<>(List.of(), 0, hash(theirs)));
    assertThat(state(handle)).isEqualTo(Intent.State.SUPERSEDED_EXTERNALLY);
    int deliveries = on.proxy.received().size();
    on.mine(1);
    on.automine(true);
    TxHandle<Receipt> next = on.send(2);
    assertThat(next.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.proxy.received()).hasSize(deliveries + 1);
    on.never(1);
    assertThat(on.mined()).isEqualTo(2);
  }

  @Test
  void E30_foreignTransactionAfterTheOutcome_isToldByTheJournal() {
    TxHandle<Receipt> handle = on.send(1);
    TxOutcome<Receipt> outcome = handle.await();
    on.automine(false);
    reorg(1, List.of(foreign(), 0));
    on.mine(1);
    FaultBench.until(() -> state(handle) == Intent.State.SUPERSEDED_EXTERNALLY);

    assertThat(handle.await()).isEqualTo(outcome);
    assertThat(handle.status().state()).isEqualTo(Intent.State.SUPERSEDED_EXTERNALLY);
    on.never(1);
    assertThat(on.mined()).isEqualTo(1);
  }

  @Test
  void E30_foreignTransactionLeavesAgain_oursIsMinedAfterAll() {
    on.automine(false);
    TxHandle<Receipt> handle = on.pay(1).with(deep(4)).send(on.wallet);
    on.mine(1);
    FaultBench.until(() -> state(handle) == Intent.State.INCLUDED);
    reorg(1, List.of(foreign(), 0));
    FaultBench.until(() -> on.heard.count(Intent.Reopened.class) == 1);
    reorg(1);
    FaultBench.until(() -> on.isPooled(handle.hashes().get(0)));
    on.mine(4);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(handle, 1);
    on.never(999);
  }

  @Test
  void E33_reorgBelowSettledOnes_allComeBackInOrder() {
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 1; i <= 5; i++) {
      handles.add(on.send(i));
      handles.get(i - 1).await();
    }
    reorg(5);
    FaultBench.until(() -> on.mined() == 5);
    FaultBench.until(() -> on.heard.count(Intent.Confirmed.class) >= 10);

    on.once(handles, 1, 2, 3, 4, 5);
  }

  @Test
  void untilSafe_outcomeComesWithTheSafeBlock() {
    TxOptions safe = FaultBench.PATIENT.toBuilder().untilSafe().build();
    TxHandle<Receipt> handle = on.pay(1).with(safe).send(on.wallet);
    CompletableFuture<TxOutcome<Receipt>> end = handle.async();
    FaultBench.until(() -> state(handle) == Intent.State.INCLUDED);
    on.mine((int) behind("safe") - 1);
    FaultBench.until(() -> looksPass(handle));
    assertThat(end).isNotDone();
    assertThat(handle.status().waitingFor()).contains(TxStatus.Waiting.CONFIRMATIONS);
    on.mine(1);

    assertThat(end.join())
        .isInstanceOfSatisfying(
            TxOutcome.Included.class, done -> assertThat(done.isFinal()).isFalse());
    assertThat(state(handle)).isEqualTo(Intent.State.CONFIRMED);
    on.once(handle, 1);
  }

  @Test
  void untilFinalized_outcomeIsFinal() {
    TxOptions last = FaultBench.PATIENT.toBuilder().untilFinalized().build();
    TxHandle<Receipt> handle = on.pay(1).with(last).send(on.wallet);
    CompletableFuture<TxOutcome<Receipt>> end = handle.async();
    FaultBench.until(() -> state(handle) == Intent.State.INCLUDED);
    on.mine((int) behind("finalized") - 1);
    FaultBench.until(() -> looksPass(handle));
    assertThat(end).isNotDone();
    on.mine(1);

    assertThat(end.join())
        .isInstanceOfSatisfying(
            TxOutcome.Included.class, done -> assertThat(done.isFinal()).isTrue());
    FaultBench.until(() -> state(handle) == Intent.State.SUCCEEDED);
    assertThat(handle.status())
        .isEqualTo(new TxStatus(Intent.State.SUCCEEDED, Optional.empty(), Optional.empty()));
    on.once(handle, 1);
  }

  /** How far a block tag is behind the head of this node. */
  private long behind(String tag) {
    return devnet.raw().blockNumber()
        - Long.decode(on.node.call("eth_getBlockByNumber", tag, false).path("number").asText());
  }

  /** True once the engine has looked twice since the call before. */
  private boolean looksPass(TxHandle<?> handle) {
    long before = on.proxy.endpoint("main").requestsByMethod().getOrDefault("eth_chainId", 0L);
    FaultBench.until(
        () ->
            on.proxy.endpoint("main").requestsByMethod().getOrDefault("eth_chainId", 0L)
                >= before + 3);
    return handle.hashes().size() == 1;
  }
}
