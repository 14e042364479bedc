package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.AccessTuple;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TxType;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the options of a send, the client and the engine's view promise, on a real chain. */
@Devnet(local = true)
class EngineOptionsDevnetTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));

  private final LocalDevnet devnet;
  private FaultBench on;

  EngineOptionsDevnetTest(LocalDevnet devnet) {
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

  private static TxOptions.Builder patient() {
    return FaultBench.PATIENT.toBuilder();
  }

  private static void untilWaiting(TxHandle<?> handle, TxStatus.Waiting expected) {
    FaultBench.until(() -> handle.status().waitingFor().equals(Optional.of(expected)));
  }

  @Test
  void E35_thirtyTwoThreadsOneKey_noncesAreContiguousAndEachIntentOnce() throws Exception {
    int threads = 32;
    int each = Math.max(2, (int) (50 * SCALE));
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<List<TxHandle<Receipt>>>> sent = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      long first = 1L + (long) thread * each;
      sent.add(
          pool.submit(
              () -> {
                List<TxHandle<Receipt>> handles = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  handles.add(
                      on.pay(first + i)
                          .with(patient().waitAtMost(Duration.ofMinutes(3)).build())
                          .send(on.wallet));
                }
                return handles;
              }));
    }
    List<TxHandle<Receipt>> all = new ArrayList<>();
    for (Future<List<TxHandle<Receipt>>> future : sent) {
      all.addAll(future.get());
    }
    pool.shutdown();
    for (TxHandle<Receipt> handle : all) {
      assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
      assertThat(handle.hashes()).hasSize(1);
    }
    on.once(all, LongStream.rangeClosed(1, (long) threads * each).toArray());
    assertThat(on.mined()).isEqualTo((long) threads * each);
  }

  /** A call that reverts on chain, though every simulation says it will not. */
  private TxPlan<Receipt> reverting() {
    String data =
        "0x23b872dd"
            + RawChain.word(devnet.accounts().get(4).address())
            + RawChain.word(on.wallet.address().toString())
            + RawChain.word(BigInteger.ONE);
    on.proxy
        .when("eth_call")
        .where(call -> isIt(call, data))
        .beforeForward(Fault.result("\"0x" + "0".repeat(63) + "1\""));
    on.proxy
        .when("eth_estimateGas")
        .where(call -> isIt(call, data))
        .beforeForward(Fault.result("\"0x186a0\""));
    Address steth = Address.parse(devnet.address("lido", "Lido"));
    return on.client.plan(
        TxSpec.<Receipt>named("Test.take")
            .call(
                situation -> Read.known(new TxSpec.Call(steth, AbiCall.raw(Bytes.parse(data)))),
                receipt -> receipt));
  }

  private static boolean isIt(JsonNode call, String data) {
    return call.path("params").path(0).path("data").asText().equalsIgnoreCase(data);
  }

  @Test
  void E64_theMiddleOfThreeReverts_theThirdIsNeverSentAndNoGapStays() {
    on.automine(false);
    TxHandle<Receipt> first = on.pay(1).with(patient().key("first").build()).send(on.wallet);
    TxHandle<Receipt> second =
        reverting().with(patient().key("second").after("first").build()).send(on.wallet);
    TxHandle<Receipt> third =
        on.pay(3).with(patient().key("third").after("second").build()).send(on.wallet);
    assertThat(second.status())
        .isEqualTo(
            new TxStatus(
                Intent.State.ACCEPTED,
                Optional.of(TxStatus.Waiting.PREDECESSOR),
                Optional.empty()));
    assertThat(third.hashes()).isEmpty();
    on.automine(true);
    on.mine(1);

    assertThat(first.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(second.await()).isInstanceOf(TxOutcome.Reverted.class);
    assertThat(third.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.REFUSED_BEFORE_SEND));
    assertThat(third.hashes()).isEmpty();
    TxHandle<Receipt> later = on.send(4);
    assertThat(later.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(List.of(first, second, later), 1, 4);
    on.never(3);
    assertThat(on.mined()).isEqualTo(3);
  }

  @Test
  void E64_allOfThreeSucceed_areSentOneAfterTheOther() {
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    handles.add(on.pay(1).with(patient().key("k1").build()).send(on.wallet));
    handles.add(on.pay(2).with(patient().key("k2").after("k1").build()).send(on.wallet));
    handles.add(on.pay(3).with(patient().key("k3").after("k2").build()).send(on.wallet));
    long block = 0;
    for (TxHandle<Receipt> each : handles) {
      long mined = each.await().orThrow().blockNumber();
      assertThat(mined).isGreaterThan(block);
      block = mined;
    }
    on.once(handles, 1, 2, 3);
  }

  @Test
  void after_keyNobodyKnows_isRefused() {
    assertThatThrownBy(() -> on.pay(1).with(patient().after("nobody").build()).send(on.wallet))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("PRECONDITION"));
    assertThat(on.proxy.received()).isEmpty();
  }

  @Test
  void mostInFlight_three_noMoreHaveANonce() {
    on.close();
    on = new FaultBench(devnet, builder -> builder.mostInFlight(3));
    on.automine(false);
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 1; i <= 8; i++) {
      handles.add(on.send(i));
    }
    assertThat(handles.get(2).status().waitingFor()).contains(TxStatus.Waiting.INCLUSION);
    assertThat(handles.get(3).status())
        .isEqualTo(
            new TxStatus(
                Intent.State.ACCEPTED, Optional.of(TxStatus.Waiting.SLOT), Optional.empty()));
    assertThat(on.received()).hasSize(3);
    on.automine(true);
    on.mine(1);
    handles.forEach(each -> assertThat(each.await()).isInstanceOf(TxOutcome.Included.class));
    on.once(handles, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  @Test
  void status_fromThePoolToFinality_saysWhatItWaitsFor() {
    on.automine(false);
    TxHandle<Receipt> handle = on.pay(1).with(patient().confirmations(2).build()).send(on.wallet);
    untilWaiting(handle, TxStatus.Waiting.INCLUSION);
    assertThat(handle.status().state()).isEqualTo(Intent.State.BROADCAST);
    on.mine(1);
    untilWaiting(handle, TxStatus.Waiting.CONFIRMATIONS);
    assertThat(handle.status().state()).isEqualTo(Intent.State.INCLUDED);
    on.mine(1);
    handle.await();
    assertThat(handle.status())
        .isEqualTo(new TxStatus(Intent.State.CONFIRMED, Optional.empty(), Optional.empty()));
    on.mine(70);
    FaultBench.until(() -> handle.status().state() == Intent.State.SUCCEEDED);
    on.once(handle, 1);
  }

  @Test
  void transfer_someWei_arrivesAndTheReceiptIsTheResult() {
    Wei before = on.client.balance(FaultBench.SINK).now();
    TxPlan<Receipt> plan = on.client.transfer(FaultBench.SINK, Wei.of(12345));
    assertThat(plan.explain(on.wallet.address()).now().deltas())
        .isEqualTo(List.of(new Explanation.Delta(Wei.of(12345), false, "")));
    Receipt receipt = plan.with(FaultBench.PATIENT).send(on.wallet).await().orThrow();

    assertThat(receipt.to()).contains(FaultBench.SINK);
    assertThat(on.client.balance(FaultBench.SINK).now()).isEqualTo(before.plus(Wei.of(12345)));
    assertThatThrownBy(() -> on.client.transfer(Address.ZERO, Wei.of(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void openAndFind_afterARestart_driveWhatTheJournalHas() {
    on.automine(false);
    TxHandle<Receipt> first = on.pay(1).with(patient().key("k1").build()).send(on.wallet);
    TxHandle<Receipt> second = on.pay(2).with(patient().key("k2").build()).send(on.wallet);
    on.client.close();
    on.node.call("anvil_dropAllTransactions");
    try (Restake4j next = on.connect(builder -> {})) {
      List<TxHandle<Receipt>> open = next.engine().open();

      assertThat(open).extracting(TxHandle::key).containsExactly("k1", "k2");
      assertThat(open.get(0).hashes()).isEqualTo(first.hashes());
      assertThat(next.engine().find("k2")).contains(open.get(1));
      assertThat(next.engine().find("k3")).isEmpty();
      assertThatThrownBy(() -> open.get(0).cancel())
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.code()).isEqualTo("NOT_OURS"));
      FaultBench.until(
          () -> on.isPooled(first.hashes().get(0)) && on.isPooled(second.hashes().get(0)));
      on.mine(1);
      for (TxHandle<Receipt> each : open) {
        assertThat(each.await().orThrow().transactionHash()).isEqualTo(each.hashes().get(0));
      }
      on.mine(70);
      FaultBench.until(() -> open.get(1).status().state() == Intent.State.SUCCEEDED);
      FaultBench.until(() -> open.get(0).status().state() == Intent.State.SUCCEEDED);
      assertThat(next.engine().open()).isEmpty();
      assertThat(next.engine().find("k1").orElseThrow().status().state())
          .isEqualTo(Intent.State.SUCCEEDED);
      on.once(open, 1, 2);
    }
  }

  @Test
  void giveUpAfter_notMined_expiresOnceTheFillIsMined() {
    on.automine(false);
    TxOptions dated = patient().giveUpAfter(Duration.ofMillis(200)).build();
    TxHandle<Receipt> handle = on.pay(1).with(dated).send(on.wallet);
    FaultBench.until(() -> handle.hashes().size() == 2 && on.isPooled(handle.hashes().get(1)));
    assertThat(handle.async()).isNotDone();
    on.mine(1);

    assertThat(handle.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.EXPIRED));
    on.mine(70);
    FaultBench.until(() -> handle.status().state() == Intent.State.EXPIRED);
    on.once(handle);
    on.never(1);
  }

  @Test
  void giveUpAfter_minedAtTheLastMoment_theOriginalWins() {
    on.automine(false);
    TxOptions dated = patient().giveUpAfter(Duration.ofMillis(200)).build();
    TxHandle<Receipt> handle = on.pay(1).with(dated).send(on.wallet);
    Hash32 original = handle.hashes().get(0);
    String raw = on.node.call("eth_getRawTransactionByHash", original.toString()).asText();
    FaultBench.until(() -> handle.hashes().size() == 2);
    on.mine(1);
    on.node.call("anvil_reorg", 1, List.of(List.of(raw, 0)));
    FaultBench.until(() -> on.heard.count(Intent.Confirmed.class) > 0);
    FaultBench.until(
        () ->
            on.journal
                .find(handle.key())
                .orElseThrow()
                .steps()
                .get(0)
                .inclusion()
                .filter(mined -> mined.transaction().equals(original))
                .isPresent());

    on.once(handle, 1);
  }

  @Test
  void giveUpAfter_stillInTheQueue_isWithdrawnUnsigned() {
    on.close();
    on = new FaultBench(devnet, builder -> builder.mostInFlight(1));
    on.automine(false);
    TxHandle<Receipt> first = on.send(1);
    TxHandle<Receipt> queued =
        on.pay(2).with(patient().giveUpAfter(Duration.ofMillis(100)).build()).send(on.wallet);

    assertThat(queued.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.EXPIRED));
    assertThat(queued.hashes()).isEmpty();
    on.mine(1);
    assertThat(first.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(List.of(first, queued), 1);
  }

  @Test
  void type_legacy_isMinedAsSuchAlsoReplaced() {
    on.automine(false);
    TxHandle<Receipt> handle =
        on.pay(1).with(patient().type(TxType.LEGACY).build()).send(on.wallet);
    handle.speedUp();
    on.mine(1);
    Receipt receipt = handle.await().orThrow();

    assertThat(receipt.transactionHash()).isEqualTo(handle.hashes().get(1));
    JsonNode mined = on.node.call("eth_getTransactionByHash", receipt.transactionHash().toString());
    assertThat(mined.path("type").asText()).isEqualTo("0x0");
    List<TxRequest> sent = on.received().stream().distinct().toList();
    assertThat(sent.get(1).gasPrice().smallest())
        .isGreaterThan(
            sent.get(0)
                .gasPrice()
                .smallest()
                .multiply(BigInteger.valueOf(11))
                .divide(BigInteger.TEN));
    on.once(handle, 1);
  }

  @Test
  void type_accessList_isMinedWithItsList() {
    Hash32 slot = Hash32.parse("0x" + "0".repeat(63) + "7");
    TxOptions listed =
        patient()
            .type(TxType.ACCESS_LIST)
            .accessList(List.of(new AccessTuple(FaultBench.SINK, List.of(slot))))
            .build();
    TxHandle<Receipt> handle = on.pay(1).with(listed).send(on.wallet);
    Receipt receipt = handle.await().orThrow();

    JsonNode mined = on.node.call("eth_getTransactionByHash", receipt.transactionHash().toString());
    assertThat(mined.path("type").asText()).isEqualTo("0x1");
    assertThat(mined.path("accessList").path(0).path("storageKeys").path(0).asText())
        .isEqualTo(slot.toString());
    // EIP-2930: 2400 for the address, 1900 for the slot
    assertThat(receipt.gasUsed()).isEqualTo(21_000 + 2_400 + 1_900);
    on.once(handle, 1);
  }
}
