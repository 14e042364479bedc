package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.units.Wei;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends whose answer is late, cut, refused or missing: the same bytes again, and one mined. */
@Devnet(local = true)
class EngineAmbiguityFaultTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));

  private final LocalDevnet devnet;
  private FaultBench on;

  EngineAmbiguityFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @BeforeEach
  void connect() {
    on =
        new FaultBench(
            devnet,
            builder ->
                builder.options(
                    FaultBench.quick()
                        .attemptTimeout(Duration.ofMillis(700))
                        .circuitWindow(1_000)
                        .build()));
  }

  @AfterEach
  void close() {
    on.close();
  }

  @Test
  void E01_tooManyRequests_waitsAndSendsTheSameBytes() {
    List<Long> arrivals = new CopyOnWriteArrayList<>();
    on.proxy
        .when(FaultBench.SEND)
        .where(call -> arrivals.add(System.nanoTime()))
        .first(2)
        .beforeForward(Fault.status(429, "", "Retry-After", "2"));
    TxHandle<Receipt> handle = on.send(1);

    assertRateLimited(handle.status(), Duration.ofSeconds(2));
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(arrivals).hasSize(3);
    assertThat(arrivals.get(1) - arrivals.get(0)).isGreaterThanOrEqualTo(2_000_000_000L);
    assertThat(arrivals.get(2) - arrivals.get(1)).isGreaterThanOrEqualTo(2_000_000_000L);
    assertSameBytes(handle, 3);
    on.once(handle, 1);
  }

  @Test
  void E03_toldToComeBackTomorrow_staysOpenAndIsFinishedLater() {
    on.proxy.when(FaultBench.SEND).beforeForward(Fault.status(429, "", "Retry-After", "86400"));
    TxOptions hasty = TxOptions.builder().waitAtMost(Duration.ofMillis(900)).build();
    TxHandle<Receipt> handle = on.pay(1).with(hasty).send(on.wallet);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
    assertRateLimited(handle.status(), Duration.ofDays(1));
    assertSameBytes(handle, 1);
    on.client.close();
    on.proxy.clearRules();
    try (Restake4j tomorrow = on.connect(builder -> {})) {
      List<TxHandle<Receipt>> open = tomorrow.engine().open();
      assertThat(open).hasSize(1);
      assertThat(open.get(0).key()).isEqualTo(handle.key());
      assertThat(open.get(0).await()).isInstanceOf(TxOutcome.Included.class);
      assertSameBytes(handle, 2);
      on.once(open.get(0), 1);
    }
  }

  private static void assertRateLimited(TxStatus status, Duration asked) {
    assertThat(status.waitingFor()).contains(TxStatus.Waiting.ENDPOINT);
    assertThat(status.cause())
        .containsInstanceOf(TransportException.class)
        .get()
        .satisfies(
            cause -> {
              TransportException limited = (TransportException) cause;
              assertThat(limited.code()).isEqualTo("RATE_LIMITED");
              assertThat(limited.retryAfter().orElseThrow())
                  .isLessThanOrEqualTo(asked)
                  .isGreaterThan(asked.minusSeconds(2));
            });
  }

  private void assertSameBytes(TxHandle<?> handle, int deliveries) {
    assertThat(handle.hashes()).hasSize(1);
    assertThat(on.proxy.received())
        .hasSize(deliveries)
        .allMatch(delivery -> delivery.hash().equals(handle.hashes().get(0).toString()));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void E04_serverErrorBeforeTheNode_sendsTheSameBytes(int status) {
    on.proxy.when(FaultBench.SEND).first(2).beforeForward(Fault.status(status));
    TxHandle<Receipt> handle = on.send(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertSameBytes(handle, 3);
    assertThat(on.proxy.forwards(handle.hashes().get(0).toString())).isEqualTo(1);
    on.once(handle, 1);
  }

  @Test
  void E05_forwardedThenBadGateway_alreadyKnownCountsAsAccepted() {
    takenButNotSaid(Fault.status(502));
  }

  @Test
  void E07_forwardedThenSilence_sameBytesAndOneTransaction() {
    takenButNotSaid(Fault.silence());
  }

  @Test
  void E08_forwardedThenCutInTheMiddle_sameBytesAndOneTransaction() {
    takenButNotSaid(Fault.cut(20));
  }

  /** The node pools it; only when it gets it again does the client hear so. */
  private void takenButNotSaid(Fault fault) {
    on.automine(false);
    on.proxy.when(FaultBench.SEND).nth(1).afterForward(fault);
    TxHandle<Receipt> handle = on.send(1);
    FaultBench.until(
        () -> handle.status().waitingFor().equals(Optional.of(TxStatus.Waiting.INCLUSION)));

    assertThat(handle.status().cause()).isEmpty();
    assertThat(handle.status().state()).isEqualTo(Intent.State.BROADCAST);
    on.mine(1);
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertSameBytes(handle, 2);
    on.once(handle, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"status", "cut", "silence", "close"})
  void E07_minedBeforeAnybodyHeard_isIncludedAndNothingElseIsSigned(String kind) {
    Fault fault =
        switch (kind) {
          case "status" -> Fault.status(502);
          case "cut" -> Fault.cut(20);
          case "silence" -> Fault.silence();
          default -> Fault.close();
        };
    on.proxy.when(FaultBench.SEND).first(3).afterForward(fault);
    TxHandle<Receipt> handle = on.send(1);
    TxHandle<Receipt> next = on.send(2);

    assertThat(handle.await().orThrow().transactionHash()).isEqualTo(handle.hashes().get(0));
    assertThat(next.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.hashes()).hasSize(1);
    on.once(List.of(handle, next), 1, 2);
  }

  @Test
  void E06_everyEndpointRefusesConnects_isSentOnceOneReturns() {
    long away = Math.max(1_000, (long) (10_000 * SCALE));
    try (Restake4j client = twoEndpoints()) {
      TxOptions hasty = TxOptions.builder().waitAtMost(Duration.ofMillis(away)).build();
      TxHandle<Receipt> handle =
          client
              .transfer(FaultBench.SINK, Wei.of(1))
              .with(hasty)
              .send(on.signingAfter(request -> endpoints(false)));

      assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
      TxStatus status = handle.status();
      // a connection that was open before may have swallowed a byte
      assertThat(status.state()).isIn(Intent.State.SIGNED, Intent.State.BROADCAST);
      assertThat(on.proxy.received()).isEmpty();
      assertThat(status.waitingFor()).contains(TxStatus.Waiting.ENDPOINT);
      assertThat(status.cause().map(Restake4jException::code).orElseThrow())
          .isIn("CONNECT_FAILED", "CIRCUIT_OPEN");
      assertThat(on.journal.find(handle.key())).isPresent();
      assertThatThrownBy(
              () -> client.transfer(FaultBench.SINK, Wei.of(2)).with(hasty).send(on.wallet))
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.mayHaveLeft()).isFalse());
      on.proxy.endpoint("b").up();
      FaultBench.until(() -> handle.await() instanceof TxOutcome.Included);

      assertThat(on.received()).hasSize(1).allMatch(request -> request.nonce() == 0);
      assertThat(handle.hashes()).hasSize(1);
      on.once(handle, 1);
    } finally {
      endpoints(true);
    }
  }

  private Restake4j twoEndpoints() {
    on.client.close();
    return on.connect(
        builder -> builder.rpc(on.proxy.url().toString(), on.proxy.endpoint("b").url().toString()));
  }

  private void endpoints(boolean up) {
    for (String name : List.of("main", "b")) {
      if (up) {
        on.proxy.endpoint(name).up();
      } else {
        on.proxy.endpoint(name).down();
      }
    }
  }

  @Test
  void E36_refusedByTheNodeThenCancelled_itsNonceIsClosedAndTheLaterAreMined() {
    on.automine(false);
    on.proxy
        .when(FaultBench.SEND)
        .where(call -> FaultBench.sent(call).value().smallest().longValueExact() == 100)
        .beforeForward(Fault.error(-32000, "this one never"));
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      handles.add(on.send(100L + i));
    }
    handles.get(0).cancel();
    FaultBench.until(() -> handles.stream().skip(1).allMatch(each -> on.isPooled(only(each))));
    on.automine(true);
    on.mine(1);

    assertThat(handles.get(0).await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));
    for (TxHandle<Receipt> each : handles.subList(1, 10)) {
      assertThat(each.await()).isInstanceOf(TxOutcome.Included.class);
      assertThat(each.hashes()).hasSize(1);
    }
    on.once(handles, 101, 102, 103, 104, 105, 106, 107, 108, 109);
    on.never(100);
  }

  private static Hash32 only(TxHandle<?> handle) {
    return handle.hashes().get(0);
  }

  @Test
  void E36_nothingLeftThenCancelled_noGapStaysAndTheOutcomeIsTrue() {
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    handles.add(
        on.pay(100)
            .send(
                on.signingAfter(
                    request -> {
                      if (request.value().smallest().signum() > 0) {
                        on.proxy.endpoint("main").down();
                      }
                    })));
    handles.get(0).cancel();
    on.proxy.endpoint("main").up();
    for (int i = 1; i < 10; i++) {
      handles.add(on.send(100L + i));
    }

    TxOutcome<Receipt> first = handles.get(0).await();
    for (TxHandle<Receipt> each : handles.subList(1, 10)) {
      assertThat(each.await()).isInstanceOf(TxOutcome.Included.class);
    }
    on.once(handles, 101, 102, 103, 104, 105, 106, 107, 108, 109);
    if (first instanceof TxOutcome.Included) {
      on.once(handles, 100);
    } else {
      assertThat(first).isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.CANCELLED));
      on.never(100);
    }
    assertThat(new HashSet<>(on.received().stream().map(each -> each.nonce()).toList()))
        .hasSize(10);
  }
}
