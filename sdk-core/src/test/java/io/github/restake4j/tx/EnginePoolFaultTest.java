package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Dialect;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.devnet.rpc.FaultRule;
import io.github.restake4j.devnet.rpc.GethPool;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pools that refuse, in the words of every client, and what the engine makes of it. */
@Devnet(local = true)
class EnginePoolFaultTest {
  private final LocalDevnet devnet;
  private FaultBench on;

  EnginePoolFaultTest(LocalDevnet devnet) {
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

  private static void untilPooled(TxHandle<?> handle) {
    FaultBench.until(
        () -> handle.status().waitingFor().equals(Optional.of(TxStatus.Waiting.INCLUSION)));
    assertThat(handle.status().cause()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Dialect.class)
  void E10_secondTimeInTheWordsOfEveryClient_isAccepted(Dialect client) {
    on.proxy.dialect(client);
    on.automine(false);
    on.proxy.when(FaultBench.SEND).nth(1).afterForward(Fault.status(502));
    TxHandle<Receipt> handle = on.send(1);
    untilPooled(handle);
    on.mine(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.proxy.forwards(handle.hashes().get(0).toString())).isEqualTo(2);
    assertThat(on.proxy.received()).hasSize(2);
    on.once(handle, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "-32010, Transaction with the same hash was already imported.", // parity style
    "-32000, alreadyknown",
    "-32000, tx already exists in cache",
    "-32000, 'INTERNAL_ERROR: already known'",
  })
  void E10_furtherWordsForTheSame_areAcceptedAtOnce(int code, String text) {
    on.automine(false);
    on.proxy.when(FaultBench.SEND).afterForward(Fault.error(code, text));
    TxHandle<Receipt> handle = on.send(1);
    untilPooled(handle);
    on.mine(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.proxy.received()).hasSize(1);
    on.once(handle, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown transaction", "Unknown transaction status"})
  void E11_unknownTransaction_isNotAcceptedAndSentAgain(String text) {
    sentAgainUntilTaken(-32000, text, TxStatus.Waiting.ENDPOINT);
  }

  @ParameterizedTest
  @CsvSource({
    "-32000, txpool is full",
    "-32000, account limit exceeded: pooled 16 txs",
    "-32000, pending sub-pool is full",
    "-32000, baseFee sub-pool is full",
    "-32000, queued sub-pool is full",
  })
  void E57_poolIsFull_sameBytesLaterAndNotTooOften(int code, String text) {
    sentAgainUntilTaken(code, text, TxStatus.Waiting.POOL);
  }

  @Test
  void E58_unknownText_sameBytesUntilTaken() {
    sentAgainUntilTaken(-32000, "the moon is in the wrong house", TxStatus.Waiting.ENDPOINT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transaction rejected", "response too large"})
  void E59_codeOfTransactionRejected_isNotFatal(String text) {
    sentAgainUntilTaken(-32003, text, TxStatus.Waiting.ENDPOINT);
  }

  private void sentAgainUntilTaken(int code, String text, TxStatus.Waiting expected) {
    on.automine(false);
    FaultRule refusal = on.proxy.when(FaultBench.SEND).beforeForward(Fault.error(code, text));
    long start = System.nanoTime();
    TxHandle<Receipt> handle = on.send(1);
    FaultBench.until(() -> refusal.hits() >= 3);

    TxStatus status = handle.status();
    assertThat(status.state()).isEqualTo(Intent.State.BROADCAST);
    assertThat(status.waitingFor()).contains(expected);
    assertThat(status.cause())
        .get()
        .isInstanceOfSatisfying(
            RpcException.class, cause -> assertThat(cause).hasMessageContaining(text));
    // every refusal doubles the pause, which begins with the interval of looks, 30 ms
    long polls = Duration.ofNanos(System.nanoTime() - start).toMillis() / 30;
    assertThat(refusal.hits()).isLessThanOrEqualTo(2 + Math.max(2, polls / 2));
    refusal.remove();
    untilPooled(handle);
    on.mine(1);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.hashes()).hasSize(1);
    assertThat(on.proxy.received())
        .allMatch(each -> each.hash().equals(handle.hashes().get(0).toString()));
    on.once(handle, 1);
  }

  @Test
  void E59_sameCodeForTooLittleGas_closesTheNonceWithATransactionOfNothing() {
    on.proxy
        .when(FaultBench.SEND)
        .where(call -> FaultBench.sent(call).value().smallest().signum() > 0)
        .beforeForward(Fault.error(-32003, "Intrinsic gas exceeds gas limit"));
    TxHandle<Receipt> handle = on.send(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Withdrawn.class);
    assertThat(handle.hashes()).hasSize(2);
    assertThat(on.mined()).isEqualTo(1);
    on.never(1);
    on.once(handle);
  }

  @Test
  void E17_replacementUnderpricedByGethsRules_convergesFromTheHighestOwnFee() {
    on.proxy.gethPool(GethPool.STANDARD);
    on.automine(false);
    TxHandle<Receipt> handle = on.send(1);
    // whatever is bumped, the node says once that it is not enough
    FaultRule doubt =
        on.proxy
            .when(FaultBench.SEND)
            .where(call -> !isFirst(call.path("params").path(0).asText()))
            .nth(1)
            .beforeForward(Fault.error(-32000, "replacement transaction underpriced"));
    handle.speedUp();
    FaultBench.until(() -> doubt.hits() == 1 && handle.hashes().size() == 3);
    FaultBench.until(() -> on.isPooled(handle.hashes().get(2)));
    handle.speedUp();
    FaultBench.until(() -> on.isPooled(handle.hashes().get(3)));
    on.mine(1);

    assertThat(handle.await().orThrow().transactionHash()).isEqualTo(handle.hashes().get(3));
    List<TxRequest> fees = on.received().stream().distinct().toList();
    assertThat(fees).hasSize(4);
    for (int i = 1; i < fees.size(); i++) {
      assertThat(fees.get(i).nonce()).isZero();
      assertRaised(fees.get(i - 1).maxFeePerGas(), fees.get(i).maxFeePerGas());
      assertRaised(fees.get(i - 1).maxPriorityFeePerGas(), fees.get(i).maxPriorityFeePerGas());
    }
    on.once(handle, 1);
  }

  private boolean isFirst(String raw) {
    return on.proxy.received().isEmpty() || on.proxy.received().get(0).raw().equals(raw);
  }

  /** 10 % and 1 wei. */
  private static void assertRaised(Wei old, Wei now) {
    BigInteger least =
        old.smallest().multiply(BigInteger.valueOf(11)).divide(BigInteger.TEN).add(BigInteger.ONE);
    assertThat(now.smallest()).isGreaterThanOrEqualTo(least);
  }

  @Test
  void E17_alwaysUnderpriced_signsAtMostTwoMorePerInterval() {
    on.automine(false);
    FaultRule refusal =
        on.proxy
            .when(FaultBench.SEND)
            .beforeForward(Fault.error(-32000, "replacement transaction underpriced"));
    TxHandle<Receipt> handle = on.send(1);
    FaultBench.until(() -> refusal.hits() >= 6);

    assertThat(handle.hashes()).hasSizeLessThanOrEqualTo(3);
    assertThat(handle.status().waitingFor()).contains(TxStatus.Waiting.FEES);
    refusal.remove();
    on.automine(true);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(handle, 1);
  }

  @Test
  void E37_moreThanGethKeepsPerSender_waitsInTheQueueAndNothingIsRefused() {
    on.proxy.gethPool(GethPool.STANDARD);
    drainInBlocks(90, 16);
    assertThat(on.proxy.received()).hasSize(90);
  }

  @Test
  void E37_poolSmallerThanTheInFlightLimit_slowsDownAndLosesNothing() {
    on.proxy.gethPool(GethPool.STANDARD.slots(4, 6));
    drainInBlocks(30, 10);
  }

  @Test
  void E37_poolThatForgetsWithoutAWord_losesNothing() {
    on.proxy.gethPool(GethPool.STANDARD.slots(4, 6).forgetful());
    drainInBlocks(30, 10);
  }

  /** Sends all without a block, then mines a block whenever the pool has something. */
  private void drainInBlocks(int payments, int mostPooled) {
    on.automine(false);
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 1; i <= payments; i++) {
      handles.add(on.send(i));
    }
    assertThat(handles.get(payments - 1).status().waitingFor()).contains(TxStatus.Waiting.SLOT);
    FaultBench.until(
        () -> {
          assertThat(pooled()).isLessThanOrEqualTo(mostPooled);
          if (pooled() > 0) {
            on.mine(1);
          }
          return on.mined() == payments;
        });
    for (TxHandle<Receipt> each : handles) {
      assertThat(each.await()).isInstanceOf(TxOutcome.Included.class);
    }
    on.once(handles, LongStream.rangeClosed(1, payments).toArray());
  }

  private long pooled() {
    var status = on.node.call("txpool_status");
    return Long.decode(status.path("pending").asText())
        + Long.decode(status.path("queued").asText());
  }

  @Test
  void E38_delegatedSender_oneInFlightAndAllFinish() {
    delegate();
    on.proxy.gethPool(GethPool.STANDARD);
    assertAllOneByOne();
  }

  @Test
  void E38_delegationThatNoReadShows_isLearntFromTheRefusals() {
    delegate();
    on.proxy.gethPool(GethPool.STANDARD);
    on.proxy.when("eth_getCode").beforeForward(Fault.result("\"0x\""));
    FaultRule gapped =
        on.proxy
            .when(FaultBench.SEND)
            .where(call -> FaultBench.sent(call).nonce() == 2)
            .first(2)
            .beforeForward(Fault.error(-32000, "gapped-nonce tx from delegated accounts"));
    assertAllOneByOne();
    assertThat(gapped.hits()).isEqualTo(2);
  }

  private void delegate() {
    String code = "0xef0100" + "51".repeat(20);
    on.node.call("anvil_setCode", on.wallet.address().toString(), code);
  }

  private void assertAllOneByOne() {
    on.automine(false);
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 1; i <= 6; i++) {
      handles.add(on.send(i));
    }
    FaultBench.until(
        () -> {
          assertThat(pooled()).isLessThanOrEqualTo(1);
          if (pooled() > 0) {
            on.mine(1);
          }
          return on.mined() == 6;
        });
    for (TxHandle<Receipt> each : handles) {
      assertThat(each.await()).isInstanceOf(TxOutcome.Included.class);
      assertThat(each.hashes()).hasSize(1);
    }
    on.once(handles, 1, 2, 3, 4, 5, 6);
  }
}
