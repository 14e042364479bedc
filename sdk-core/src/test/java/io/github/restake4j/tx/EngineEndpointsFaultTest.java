package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.units.Wei;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several endpoints: they contradict each other, fall behind, and one of them is private. */
@Devnet(local = true)
class EngineEndpointsFaultTest {
  private static final Map<String, Fault> SAYINGS =
      Map.of(
          "known", Fault.error(-32000, "already known"),
          "low", Fault.error(-32000, "nonce too low: next nonce 1, tx nonce 0"),
          "full", Fault.error(-32000, "txpool is full"));

  private final LocalDevnet devnet;
  private FaultBench on;

  EngineEndpointsFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.on = new FaultBench(devnet);
  }

  /** Starts anew, with endpoints of these names. */
  private void several(Consumer<Restake4j.Builder> changes, String... names) {
    on.close();
    on = new FaultBench(devnet, changes, names);
  }

  @AfterEach
  void close() {
    on.close();
  }

  private void untilPooled(TxHandle<?> handle) {
    FaultBench.until(
        () -> handle.status().waitingFor().equals(Optional.of(TxStatus.Waiting.INCLUSION)));
    assertThat(handle.status().cause()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "ok, known, low",
    "ok, low, known",
    "known, ok, low",
    "low, ok, known",
    "low, known, ok",
    "full, low, ok",
  })
  void E54_threeEndpointsContradictEachOther_isAcceptedAndNothingThrown(
      String first, String second, String third) {
    several(builder -> {}, "a", "b", "c");
    on.automine(false);
    List<String> names = List.of("a", "b", "c");
    List<String> said = List.of(first, second, third);
    for (int i = 0; i < 3; i++) {
      Fault saying = SAYINGS.get(said.get(i));
      if (saying != null) {
        on.proxy.when(FaultBench.SEND).at(names.get(i)).beforeForward(saying);
      }
    }
    TxHandle<Receipt> handle = on.send(1);
    untilPooled(handle);

    assertThat(on.isPooled(handle.hashes().get(0))).isTrue();
    on.mine(1);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.proxy.received())
        .extracting(each -> each.endpoint())
        .containsExactlyInAnyOrder("a", "b", "c");
    on.once(handle, 1);
  }

  @Test
  void E54_oneEndpointDown_theOthersTakeIt() {
    several(builder -> {}, "a", "b", "c");
    on.proxy.endpoint("a").down();
    TxHandle<Receipt> handle = on.send(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.hashes()).hasSize(1);
    on.once(handle, 1);
  }

  /** Another wallet with the same key uses nonce 0. */
  private void foreignAtZero() {
    Bytes raw =
        on.wallet.signTransaction(
            new TxRequest(
                31337,
                0,
                Wei.ofGwei("1"),
                Wei.ofGwei("50"),
                21_000,
                FaultBench.SINK,
                Wei.of(999),
                Bytes.EMPTY));
    on.node.call(FaultBench.SEND, raw.toString());
    FaultBench.until(() -> on.mined() == 1);
  }

  private long asked(String endpoint, String method) {
    return on.proxy.endpoint(endpoint).requestsByMethod().getOrDefault(method, 0L);
  }

  @Test
  void T32_preferredEndpointTwentyBlocksBehind_isNotBelievedAboutNonceNorAbsence() {
    several(builder -> {}, "a", "b");
    long before = devnet.raw().blockNumber();
    foreignAtZero();
    on.mine(19);
    on.proxy.endpoint("a").freeze(before, 0);
    TxHandle<Receipt> handle = on.send(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.received()).allMatch(request -> request.nonce() == 1);
    assertThat(handle.hashes()).hasSize(1);
    assertThat(on.proxy.received()).hasSize(2); // once to each
    assertThat(asked("a", "eth_getTransactionReceipt")).isZero();
    assertThat(asked("a", "eth_feeHistory")).isZero();
    assertThat(on.mined()).isEqualTo(2);
  }

  @Test
  void T32_fallsBehindUnderWay_reopensNothingAndConfirmsByTheOther() {
    several(builder -> {}, "a", "b");
    on.mine(20);
    on.automine(false);
    TxOptions three = FaultBench.PATIENT.toBuilder().confirmations(3).build();
    TxHandle<Receipt> handle = on.pay(1).with(three).send(on.wallet);
    on.mine(1);
    FaultBench.until(() -> on.heard.count(Intent.Included.class) == 1);
    on.proxy.endpoint("a").freeze(devnet.raw().blockNumber() - 20, 0);
    on.mine(2);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.heard.count(Intent.Reopened.class)).isZero();
    assertThat(on.proxy.received()).hasSize(2);
    on.once(handle, 1);
  }

  @Test
  void T32_onlyTheOneBehindIsUp_nothingIsDecidedOnItsWord() {
    several(builder -> {}, "a", "b");
    on.mine(20);
    on.automine(false);
    TxOptions three = FaultBench.PATIENT.toBuilder().confirmations(3).build();
    TxHandle<Receipt> handle = on.pay(1).with(three).send(on.wallet);
    on.mine(1);
    FaultBench.until(() -> on.heard.count(Intent.Included.class) == 1);
    on.proxy.endpoint("b").freeze(devnet.raw().blockNumber() - 20, 0);
    long seen = asked("b", "eth_getTransactionCount");
    on.proxy.endpoint("a").down();
    FaultBench.until(() -> asked("b", "eth_getTransactionCount") >= seen + 10);

    assertThat(on.heard.count(Intent.Reopened.class)).isZero();
    assertThat(handle.status().state()).isEqualTo(Intent.State.INCLUDED);
    on.proxy.endpoint("a").up();
    on.mine(2);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(handle, 1);
  }

  @Test
  void T32_onlyTheOneBehindIsUp_noNonceIsTakenFromIt() {
    several(builder -> {}, "a", "b");
    long before = devnet.raw().blockNumber();
    foreignAtZero();
    on.mine(19);
    on.proxy.endpoint("b").freeze(before, 0);
    assertThat(on.client.block().now().number()).isEqualTo(before + 20);
    on.proxy.endpoint("a").down();

    assertThatThrownBy(() -> on.send(1))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.mayHaveLeft()).isFalse());
    assertThat(on.proxy.received()).isEmpty();
    on.proxy.endpoint("b").thaw();
    FaultBench.until(() -> on.client.block().now().number() == before + 20);
    TxHandle<Receipt> handle = on.send(2);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.received()).allMatch(request -> request.nonce() == 1);
  }

  @Test
  void privately_goesToThePrivateEndpointOnlyAlsoAgainAndReplaced() {
    on.client.close();
    on.automine(false);
    try (Restake4j client =
        on.connect(
            builder ->
                builder.rpc(on.url("a"), on.url("b")).privateRpc(Endpoint.of(on.url("relay"))))) {
      on.proxy.when(FaultBench.SEND).at("relay").nth(1).afterForward(Fault.status(502));
      TxOptions hidden = FaultBench.PATIENT.toBuilder().privately(true).build();
      TxHandle<Receipt> handle =
          client.transfer(FaultBench.SINK, Wei.of(1)).with(hidden).send(on.wallet);
      untilPooled(handle);
      handle.speedUp();
      on.mine(1);

      assertThat(handle.await().orThrow().transactionHash()).isEqualTo(handle.hashes().get(1));
      assertThat(on.proxy.received())
          .hasSize(3)
          .allMatch(delivery -> delivery.endpoint().equals("relay"));
      on.automine(true);
      TxHandle<Receipt> open =
          client.transfer(FaultBench.SINK, Wei.of(2)).with(FaultBench.PATIENT).send(on.wallet);
      assertThat(open.await()).isInstanceOf(TxOutcome.Included.class);
      assertThat(on.proxy.received().subList(3, 5))
          .extracting(delivery -> delivery.endpoint())
          .containsExactlyInAnyOrder("a", "b");
      on.once(List.of(handle, open), 1, 2);
    }
  }
}
