package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.erc20.Approved;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Hash32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine against a real node: every end an intent can have. */
@Devnet(local = true)
class EngineDevnetTest {
  private static final TxOptions PATIENT =
      TxOptions.builder().waitAtMost(Duration.ofSeconds(20)).build();

  private final LocalDevnet devnet;
  private Sandbox on;

  EngineDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.on = new Sandbox(devnet);
  }

  @BeforeEach
  void connect() {
    on.close();
    on = new Sandbox(devnet);
    on.automine(true);
  }

  @AfterEach
  void close() {
    on.close();
    devnet.node().call("anvil_dropAllTransactions");
    on.automine(true);
  }

  @Test
  void send_call_isIncludedWithItsOwnEvent() {
    TxHandle<Approved<Token>> handle = on.marker(7).with(PATIENT).send(on.wallet);
    TxOutcome<Approved<Token>> outcome = handle.await();

    Approved<Token> result = outcome.orThrow();
    assertThat(result.owner()).isEqualTo(on.wallet.address());
    assertThat(result.spender()).isEqualTo(Sandbox.spender(7));
    assertThat(result.amount()).isEqualTo(on.amount(7));
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(handle.hashes()).containsExactly(outcome.receipts().get(0).transactionHash());
    assertThat(handle.async().join()).isEqualTo(outcome);
    assertThat(on.allowance(on.wallet.address(), Sandbox.spender(7))).isEqualTo(7);
  }

  @Test
  void E45_simulationReverts_nothingIsSignedAndNoNonceUsed() {
    assertThatThrownBy(() -> on.take(on.other.address(), 1).send(on.wallet))
        .isInstanceOf(RevertException.class)
        .hasMessageContaining("transferFrom");

    assertThat(on.nonce(on.wallet.address())).isZero();
    assertThat(on.marker(1).with(PATIENT).send(on.wallet).await().receipts()).hasSize(1);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void E46_revertsOnChain_isRevertedWithTheFeePaidAndNotRetried() {
    on.stake(on.other.address(), "1000000000000000000");
    on.token.approve(on.wallet.address(), on.amount(10)).send(on.other).await().orThrow();
    on.automine(false);
    TxHandle<Boolean> handle = on.take(on.other.address(), 10).with(PATIENT).send(on.wallet);
    on.sendFrom(
        on.other.address(),
        Map.of(
            "to",
            on.steth.toString(),
            "data",
            "0x095ea7b3" + RawChain.word(on.wallet.address().toString()) + "0".repeat(64),
            "maxFeePerGas",
            "0x174876e800",
            "maxPriorityFeePerGas",
            "0x174876e800"));
    on.mine();
    TxOutcome<Boolean> outcome = handle.await();

    assertThat(outcome).isInstanceOf(TxOutcome.Reverted.class);
    TxOutcome.Reverted<Boolean> reverted = (TxOutcome.Reverted<Boolean>) outcome;
    assertThat(reverted.step()).isZero();
    assertThat(reverted.cause()).isInstanceOf(Revert.class);
    assertThat(outcome.receipts().get(0).fee().isZero()).isFalse();
    assertThatThrownBy(outcome::orThrow).isInstanceOf(RevertException.class);
    assertThat(on.nonce(on.wallet.address())).isEqualTo(1);
  }

  @Test
  void E49_sameKeyAgain_isTheSameHandleAndOneTransaction() throws Exception {
    TxOptions keyed = PATIENT.toBuilder().key("order-4711").build();
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<TxHandle<Approved<Token>>>> sent = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      sent.add(pool.submit(() -> on.marker(5).with(keyed).send(on.wallet)));
    }
    TxHandle<Approved<Token>> first = sent.get(0).get();
    for (Future<TxHandle<Approved<Token>>> each : sent) {
      assertThat(each.get()).isEqualTo(first);
      assertThat(each.get().await().orThrow().amount()).isEqualTo(on.amount(5));
    }
    pool.shutdown();
    assertThat(on.marker(5).with(keyed).send(on.wallet)).isEqualTo(first);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void E50_sameKeyOtherContent_isRefusedAndNothingSent() {
    TxOptions keyed = PATIENT.toBuilder().key("order-4712").build();
    on.marker(5).with(keyed).send(on.wallet).await().orThrow();

    assertThatThrownBy(() -> on.marker(6).with(keyed).send(on.wallet))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("IDEMPOTENCY_CONFLICT"));
    assertThatThrownBy(() -> on.marker(5).with(keyed).send(on.other))
        .isInstanceOf(RefusedException.class);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
    assertThat(on.nonce(on.other.address())).isZero();
  }

  @Test
  void E39_cancelWhilePending_cancellationWins() {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    handle.cancel();
    on.mine();
    TxOutcome<Approved<Token>> outcome = handle.await();

    assertThat(outcome).isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));
    assertThat(handle.hashes()).hasSize(2);
    assertThat(on.allowance(on.wallet.address(), Sandbox.spender(9))).isZero();
    assertThat(on.nonce(on.wallet.address())).isEqualTo(1);
  }

  @Test
  void E39_cancelAfterInclusion_theOriginalWins() {
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    TxOutcome<Approved<Token>> outcome = handle.await();
    handle.cancel();
    handle.speedUp();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.await()).isEqualTo(outcome);
    assertThat(handle.hashes()).hasSize(1);
  }

  @Test
  void speedUp_whilePending_theReplacementIsMinedWithTenPercentMore() {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    handle.speedUp();
    on.mine();
    TxOutcome<Approved<Token>> outcome = handle.await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.hashes()).hasSize(2);
    assertThat(outcome.receipts().get(0).transactionHash()).isEqualTo(handle.hashes().get(1));
    assertThat(on.chainOf(on.wallet.address())).containsExactly(handle.hashes().get(1));
  }

  @Test
  void E26_onlyTheOldAttemptIsMined_isIncludedUnderItsHash() {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    String old =
        devnet
            .node()
            .call("eth_getRawTransactionByHash", handle.hashes().get(0).toString())
            .asText();
    handle.speedUp();
    on.mine();
    devnet.node().call("anvil_reorg", 1, List.of(List.of(old, 0)));
    TxOutcome<Approved<Token>> outcome = handle.await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void E14_otherWalletUsesTheNonce_isDisplacedByItsHash() {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    String foreign =
        on.sendFrom(
            on.wallet.address(),
            Map.of(
                "to", on.other.address().toString(),
                "value", "0x1",
                "nonce", "0x0",
                "maxFeePerGas", "0x174876e800",
                "maxPriorityFeePerGas", "0x2540be400"));
    on.mine();
    TxOutcome<Approved<Token>> outcome = handle.await();

    assertThat(outcome)
        .isEqualTo(new TxOutcome.Displaced<>(List.of(), 0, Optional.of(Hash32.parse(foreign))));
    on.automine(true);
    assertThat(on.marker(10).with(PATIENT).send(on.wallet).await())
        .isInstanceOf(TxOutcome.Included.class);
    assertThat(on.chainOf(on.wallet.address())).hasSize(2);
  }

  @Test
  void E27_replacedByAnotherWallet_theQueueBehindItGoesOn() {
    on.automine(false);
    TxHandle<Approved<Token>> first = on.marker(11).with(PATIENT).send(on.wallet);
    TxHandle<Approved<Token>> second = on.marker(12).with(PATIENT).send(on.wallet);
    on.sendFrom(
        on.wallet.address(),
        Map.of(
            "to", on.other.address().toString(),
            "value", "0x1",
            "nonce", "0x0",
            "maxFeePerGas", "0x174876e800",
            "maxPriorityFeePerGas", "0x2540be400"));
    on.mine();

    assertThat(first.await()).isInstanceOf(TxOutcome.Displaced.class);
    assertThat(second.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.chainOf(on.wallet.address())).hasSize(2);
  }

  @Test
  void E33_reorgBelowAQueue_allAreSentAgainAndMinedOnce() {
    TxOptions three = PATIENT.toBuilder().confirmations(3).build();
    on.automine(false);
    List<CompletableFuture<TxOutcome<Approved<Token>>>> ends = new ArrayList<>();
    ends.add(on.marker(20).with(three).send(on.wallet).async());
    on.mine();
    for (int i = 1; i < 6; i++) {
      ends.add(on.marker(20L + i).with(three).send(on.wallet).async());
    }
    devnet.node().call("anvil_reorg", 1, List.of());
    Sandbox.until(
        () -> {
          on.mine();
          return ends.stream().allMatch(CompletableFuture::isDone);
        });

    for (CompletableFuture<TxOutcome<Approved<Token>>> each : ends) {
      assertThat(each.join()).isInstanceOf(TxOutcome.Included.class);
    }
    assertThat(on.chainOf(on.wallet.address())).hasSize(6);
  }

  @Test
  void E24_droppedFromThePool_isSentAgainAndMinedOnce() {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    String hash = handle.hashes().get(0).toString();
    devnet.node().call("anvil_dropTransaction", hash);
    Sandbox.until(() -> !devnet.node().call("eth_getTransactionByHash", hash).isNull());
    on.mine();

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.hashes()).hasSize(1);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void E25_baseFeeAboveOurs_isPricedAnewAtTheSameNonce() {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(9).with(PATIENT).send(on.wallet);
    devnet.node().call("anvil_setNextBlockBaseFeePerGas", "0x" + Long.toHexString(20_000_000_000L));
    on.mine();
    Sandbox.until(() -> handle.hashes().size() > 1);
    on.automine(true);
    on.mine();
    TxOutcome<Approved<Token>> outcome = handle.await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void E28_reorgOfTheIncludingBlock_isSentAgainAndIncludedOnce() {
    TxOptions three = PATIENT.toBuilder().confirmations(3).build();
    TxHandle<Approved<Token>> handle = on.marker(9).with(three).send(on.wallet);
    CompletableFuture<TxOutcome<Approved<Token>>> end = handle.async();
    on.automine(false);
    on.mine();
    devnet.node().call("anvil_reorg", 2, List.of());
    assertThat(on.chainOf(on.wallet.address())).isEmpty();
    Sandbox.until(
        () ->
            !devnet
                .node()
                .call("eth_getTransactionByHash", handle.hashes().get(0).toString())
                .isNull());
    assertThat(end).isNotDone();
    for (int i = 0; i < 3; i++) {
      on.mine();
    }

    assertThat(end.join()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.hashes()).hasSize(1);
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void E35_manyThreadsOneKey_noncesAreContiguousAndEachIntentOnce() throws Exception {
    int threads = 16;
    int each = 6;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<TxHandle<Approved<Token>>>> sent = new ArrayList<>();
    for (int i = 0; i < threads * each; i++) {
      long number = 100L + i;
      sent.add(pool.submit(() -> on.marker(number).with(PATIENT).send(on.wallet)));
    }
    for (int i = 0; i < sent.size(); i++) {
      assertThat(sent.get(i).get().await().orThrow().amount()).isEqualTo(on.amount(100L + i));
    }
    pool.shutdown();
    assertThat(on.chainOf(on.wallet.address())).hasSize(threads * each);
  }

  @Test
  void E19_balanceTooSmall_isRefusedAndNothingSigned() {
    devnet.node().call("anvil_setBalance", on.wallet.address().toString(), "0x1");
    assertThatThrownBy(() -> on.marker(1).send(on.wallet))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("INSUFFICIENT_FUNDS"));
    assertThat(on.nonce(on.wallet.address())).isZero();
  }

  @Test
  void E44_chainIdChanges_secondSendIsRefusedBeforeSigning() {
    on.marker(1).with(PATIENT).send(on.wallet).await().orThrow();
    devnet.node().call("anvil_setChainId", 4711);
    try {
      assertThatThrownBy(() -> on.marker(2).send(on.wallet))
          .isInstanceOfSatisfying(
              Restake4jException.class, e -> assertThat(e.code()).isEqualTo("CHAIN_MISMATCH"));
    } finally {
      devnet.node().call("anvil_setChainId", 31337);
    }
    assertThat(on.chainOf(on.wallet.address())).hasSize(1);
  }

  @Test
  void await_notMined_isUnresolvedWithHashAndNonce() {
    on.automine(false);
    TxOptions hasty = TxOptions.builder().waitAtMost(Duration.ofMillis(100)).build();
    TxHandle<Approved<Token>> handle = on.marker(3).with(hasty).send(on.wallet);
    TxOutcome<Approved<Token>> outcome = handle.await();

    assertThat(outcome).isInstanceOf(TxOutcome.Unresolved.class);
    TxOutcome.Unresolved<Approved<Token>> open = (TxOutcome.Unresolved<Approved<Token>>) outcome;
    assertThat(open.hashes()).containsExactlyElementsOf(handle.hashes());
    assertThat(open.nonce()).isZero();
    assertThat(open.waited()).isGreaterThanOrEqualTo(Duration.ofMillis(100));
    assertThat(handle.async().join()).isInstanceOf(TxOutcome.Unresolved.class);
  }

  @Test
  void close_whileSomebodyWaits_wakesHimAndEndsTheThread() throws Exception {
    on.automine(false);
    TxHandle<Approved<Token>> handle = on.marker(3).with(PATIENT).send(on.wallet);
    CompletableFuture<TxOutcome<Approved<Token>>> waiting =
        CompletableFuture.supplyAsync(handle::await);
    long from = System.nanoTime();
    on.close();

    assertThat(waiting.get(1, TimeUnit.SECONDS)).isInstanceOf(TxOutcome.Unresolved.class);
    assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(1));
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("restake4j-engine"));
    assertThatThrownBy(() -> on.marker(4).send(on.wallet)).isInstanceOf(Restake4jException.class);
  }
}
