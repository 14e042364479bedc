package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.devnet.rpc.FaultRule;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.SpendPolicy;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Fees, gas and funds that change between quote, signature and block; policies that bound them. */
@Devnet(local = true)
class EngineFeesDevnetTest {
  private static final long ETHER = 1_000_000_000_000_000_000L;

  private final LocalDevnet devnet;
  private FaultBench on;

  EngineFeesDevnetTest(LocalDevnet devnet) {
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

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private void balance(long wei) {
    on.node.call("anvil_setBalance", on.wallet.address().toString(), "0x" + Long.toHexString(wei));
  }

  private static void untilWaiting(TxHandle<?> handle, TxStatus.Waiting expected) {
    FaultBench.until(() -> handle.status().waitingFor().equals(Optional.of(expected)));
  }

  @Test
  void E19_fundsVanishAfterSigning_waitsVisiblyAndGoesOutUnchangedAfterATopUp() {
    TxHandle<Receipt> handle = on.pay(5 * ETHER).send(on.signingAfter(request -> balance(ETHER)));
    untilWaiting(handle, TxStatus.Waiting.FUNDS);

    assertThat(handle.status().cause().orElseThrow()).hasMessageContaining("nsufficient funds");
    assertThat(handle.status().state()).isEqualTo(Intent.State.BROADCAST);
    balance(7 * ETHER);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.status()).isEqualTo(included(handle));
    assertThat(handle.hashes()).hasSize(1);
    assertThat(on.received().stream().distinct()).hasSize(1);
    on.once(handle, 5 * ETHER);
  }

  private static TxStatus included(TxHandle<?> handle) {
    return new TxStatus(handle.status().state(), Optional.empty(), Optional.empty());
  }

  @Test
  void E19_fundsVanishThenCancelled_isCancelledOnlyOnceTheFillIsMined() {
    on.automine(false);
    TxHandle<Receipt> handle = on.pay(5 * ETHER).send(on.signingAfter(request -> balance(ETHER)));
    untilWaiting(handle, TxStatus.Waiting.FUNDS);
    TxHandle<Receipt> behind = on.send(7);
    CompletableFuture<TxOutcome<Receipt>> end = handle.async();
    handle.cancel();
    FaultBench.until(() -> handle.hashes().size() > 1 && on.isPooled(handle.hashes().get(1)));

    assertThat(end).isNotDone();
    assertThat(handle.status().state()).isEqualTo(Intent.State.BROADCAST);
    on.mine(1);
    assertThat(end.join()).isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));
    on.automine(true);
    on.mine(1);
    assertThat(behind.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(List.of(handle, behind), 7);
    on.never(5 * ETHER);
  }

  @Test
  void E19_fundsVanishAndTheDeadlinePasses_theNonceIsFilledAndItExpires() {
    TxOptions dated = FaultBench.PATIENT.toBuilder().giveUpAfter(Duration.ofMillis(400)).build();
    TxHandle<Receipt> handle =
        on.pay(5 * ETHER).with(dated).send(on.signingAfter(request -> balance(ETHER)));
    TxHandle<Receipt> behind = on.send(7);

    assertThat(handle.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.EXPIRED));
    assertThat(behind.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(List.of(handle, behind), 7);
    on.never(5 * ETHER);
  }

  /** ETH with a byte of data, so that the node is asked what it costs. */
  private TxPlan<Receipt> note(long wei) {
    return on.client.plan(
        TxSpec.<Receipt>named("Test.note")
            .argument("wei", wei)
            .call(
                situation ->
                    Read.known(
                        new TxSpec.Call(
                            FaultBench.SINK, AbiCall.raw(Bytes.parse("0x01")), Wei.of(wei))),
                receipt -> receipt));
  }

  @Test
  void E22_gasAboveTheCapOfATransaction_isRefusedUnsigned() {
    TxOptions exact = FaultBench.PATIENT.toBuilder().gasMarginPercent(0).build();
    List<TxRequest> signed = new ArrayList<>();
    Signer signer = on.signingAfter(signed::add);
    for (String estimate : List.of("0x1000001", "0x8000000000000000")) {
      FaultRule lie =
          on.proxy.when("eth_estimateGas").beforeForward(Fault.result("\"" + estimate + "\""));
      refused("GAS_OUT_OF_BOUNDS", () -> note(1).with(exact).send(signer));
      lie.remove();
    }
    assertThat(signed).isEmpty();
    on.proxy.when("eth_estimateGas").beforeForward(Fault.result("\"0x1000000\""));
    TxHandle<Receipt> handle = note(2).with(exact).send(signer);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(signed.get(0).gasLimit()).isEqualTo(16_777_216);
    on.once(handle, 2);
  }

  @Test
  void E23_baseFeeRisesAfterSigning_isPricedAnewAtTheSameNonce() {
    TxHandle<Receipt> handle =
        on.pay(1)
            .send(
                on.signingAfter(
                    request -> {
                      if (on.proxy.received().isEmpty()) {
                        on.node.call("anvil_setNextBlockBaseFeePerGas", "0x4a817c800");
                        on.mine(1);
                      }
                    }));

    assertThat(handle.await().orThrow().transactionHash())
        .isEqualTo(handle.hashes().get(handle.hashes().size() - 1));
    List<TxRequest> sent = on.received().stream().distinct().toList();
    assertThat(sent).hasSize(2).allMatch(request -> request.nonce() == 0);
    assertThat(sent.get(0).maxFeePerGas()).isLessThan(Wei.of(20_000_000_000L));
    assertThat(sent.get(1).maxFeePerGas()).isGreaterThan(Wei.of(20_000_000_000L));
    assertThat(on.journal.find(handle.key()).orElseThrow().steps().get(0).attempts()).hasSize(2);
    on.once(handle, 1);
  }

  @Test
  void R05_tipOrBaseFeeOfALyingNode_isRefusedUnsigned() {
    List<TxRequest> signed = new ArrayList<>();
    Signer signer = on.signingAfter(signed::add);
    String huge = "0x" + BigInteger.TEN.pow(30).toString(16);
    String tip = "0x" + BigInteger.TEN.pow(20).toString(16);
    for (String lie :
        List.of(
            "{'oldestBlock':'0x1','baseFeePerGas':['" + huge + "','" + huge + "']}",
            "{'oldestBlock':'0x1','baseFeePerGas':['0x7','0x7'],'reward':[['" + tip + "']]}")) {
      FaultRule rule =
          on.proxy.when("eth_feeHistory").beforeForward(Fault.result(lie.replace('\'', '"')));
      refused("FEE_ABOVE_POLICY", () -> on.pay(1).send(signer));
      rule.remove();
    }
    assertThat(signed).isEmpty();
    assertThat(on.client.engine().open()).isEmpty();
  }

  @Test
  void R05_nodeLiesBeforeABump_nothingIsSignedAboveTheCap() {
    on.automine(false);
    TxHandle<Receipt> handle = on.send(1);
    String huge = "0x" + BigInteger.TEN.pow(30).toString(16);
    on.proxy
        .when("eth_feeHistory")
        .beforeForward(
            Fault.result("{\"baseFeePerGas\":[\"" + huge + "\"],\"reward\":[[\"" + huge + "\"]]}"));
    handle.speedUp();

    TxRequest bumped = on.received().get(on.received().size() - 1);
    assertThat(bumped.maxFeePerGas()).isEqualTo(TxOptions.DEFAULT.maxFeePerGas());
    assertThat(bumped.maxPriorityFeePerGas()).isEqualTo(TxOptions.DEFAULT.maxPriorityFeePerGas());
    refused("FEE_ABOVE_POLICY", handle::speedUp);
    on.mine(1);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(handle, 1);
  }

  @Test
  void S17_policyInFrontOfTheSigner_holdsForBumpsAndFillsToo() {
    List<TxRequest> signed = new ArrayList<>();
    Wei most = Wei.ofGwei("105000"); // 26,250 gas at 4 gwei
    Signer policed =
        SpendPolicy.builder()
            .chains(31337)
            .anythingTo(FaultBench.SINK)
            .maxValue(Wei.of(10))
            .maxValuePerDay(Wei.of(10))
            .maxFee(most)
            .build()
            .guard(on.signingAfter(signed::add));
    refused("SPEND_POLICY", () -> on.pay(11).send(policed));
    refused(
        "SPEND_POLICY",
        () ->
            on.client
                .transfer(on.wallet.address(), Wei.of(1))
                .with(FaultBench.PATIENT)
                .send(policed));
    assertThat(signed).isEmpty();
    on.automine(false);
    on.node.call("anvil_setNextBlockBaseFeePerGas", "0x3b9aca00");
    on.mine(1);
    TxHandle<Receipt> handle = on.pay(1).send(policed);
    int bumps = 0;
    try {
      for (; bumps < 20; bumps++) {
        handle.speedUp();
      }
    } catch (RefusedException e) {
      assertThat(e.code()).isEqualTo("SPEND_POLICY");
    }
    assertThat(bumps).isLessThan(20);
    assertThat(signed)
        .allMatch(request -> request.maxFeePerGas().times(request.gasLimit()).compareTo(most) <= 0);
    on.mine(1);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(handle, 1);
  }

  @Test
  void S17_fillUnderAPolicy_isAllowedAndSpendsNothing() {
    on.automine(false);
    List<TxRequest> signed = new ArrayList<>();
    Signer policed =
        SpendPolicy.builder()
            .chains(31337)
            .anythingTo(FaultBench.SINK)
            .maxValue(Wei.of(10))
            .maxValuePerDay(Wei.of(10))
            .maxFee(Wei.ofGwei("1000000"))
            .build()
            .guard(on.signingAfter(signed::add));
    TxHandle<Receipt> handle = on.pay(1).send(policed);
    handle.cancel();
    on.mine(1);

    assertThat(handle.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));
    TxRequest fill = signed.get(signed.size() - 1);
    assertThat(fill.to()).isEqualTo(on.wallet.address());
    assertThat(fill.value().isZero()).isTrue();
    assertThat(fill.data().isEmpty()).isTrue();
    on.once(handle);
    on.never(1);
  }
}
