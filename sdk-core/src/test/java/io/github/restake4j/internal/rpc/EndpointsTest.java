package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.restake4j.Chain;
import io.github.restake4j.Listener;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The choice among several endpoints, without any I/O and without waiting. */
@Timeout(20)
class EndpointsTest {
  private static final RpcCall BALANCE = RpcCall.of("eth_getBalance", "0x7");
  private static final Duration LOOK_INTERVAL = Duration.ofSeconds(10);
  private static final RpcOptions OPTIONS =
      RpcOptions.builder().firstPause(Duration.ofMillis(1)).healthInterval(LOOK_INTERVAL).build();

  private final ScriptedNet net = new ScriptedNet();
  private final ScriptedNet.Node first = net.node("first");
  private final ScriptedNet.Node second = net.node("second");
  private final ScriptedNet.Node third = net.node("third");
  private final HandClock clock = new HandClock();
  private final Heard heard = new Heard();
  private final List<JsonRpc> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(JsonRpc::close);
  }

  @Test
  void read_allHealthy_goesToTheFirst() {
    JsonRpc rpc = rpc("first", "second");
    second.height = 103;

    assertThat(read(rpc)).isEqualTo("0x7");
    assertThat(first.asked("eth_getBalance")).isEqualTo(1);
    assertThat(second.asked("eth_getBalance")).isZero();
  }

  @Test
  void T32_endpointTwentyBlocksBehind_isPassedOverUntilItCatchesUp() {
    JsonRpc rpc = rpc("first", "second");
    first.height = 80;
    second.height = 100;

    Lease lease = rpc.lease();
    lease.read(List.of(BALANCE), scope());

    assertThat(lease.endpoint()).isEqualTo("http://second.example");
    assertThat(lease.isCurrent()).isTrue();
    assertThat(first.asked("eth_getBalance")).isZero();

    first.height = 100;
    clock.pass(LOOK_INTERVAL);
    readUntil(rpc, () -> first.asked("eth_getBalance") == 1);
    Lease next = rpc.lease();
    next.read(List.of(BALANCE), scope());
    assertThat(next.endpoint()).isEqualTo("http://first.example");
  }

  @Test
  void T32_endpointWithinTheLag_isUsed() {
    JsonRpc rpc = rpc("first", "second");
    first.height = 97;
    second.height = 100;

    read(rpc);

    assertThat(first.asked("eth_getBalance")).isEqualTo(1);
  }

  @Test
  void T32_onlyTheOneBehindIsUp_servesButIsNotCurrent() {
    JsonRpc rpc = rpc("first", "second");
    second.height = 80;
    read(rpc);
    first.down();

    Lease lease = rpc.lease();
    lease.read(List.of(BALANCE), scope());

    assertThat(lease.endpoint()).isEqualTo("http://second.example");
    assertThat(lease.isCurrent()).isFalse();
  }

  @Test
  void T32_loneClaimFarBeyondAMajority_isNotBelievedUntilASecondConfirmsIt() {
    JsonRpc rpc = rpc("first", "second", "third");
    first.height = 1_000_000;
    second.height = 100;
    third.height = 102;

    Lease lease = rpc.lease();
    lease.read(List.of(BALANCE), scope());

    assertThat(lease.endpoint()).isEqualTo("http://second.example");
    assertThat(lease.isCurrent()).isTrue();
    third.height = 1_000_001;
    clock.pass(LOOK_INTERVAL);
    readUntil(rpc, () -> first.asked("eth_getBalance") == 1);
    assertThat(rpc.lines().isCurrent(rpc.lines().all().get(1))).isFalse();
  }

  @Test
  void T32_twoOfThreeTwentyBlocksBehind_theThirdIsUsed() {
    JsonRpc rpc = rpc("first", "second", "third");
    first.height = 80;
    second.height = 80;
    third.height = 100;

    read(rpc);

    assertThat(third.asked("eth_getBalance")).isEqualTo(1);
  }

  @Test
  void T32_twoEndpointsFarApart_theHigherIsBelieved() {
    JsonRpc rpc = rpc("first", "second");
    first.height = 100;
    second.height = 1_000_000;

    read(rpc);

    assertThat(second.asked("eth_getBalance")).isEqualTo(1);
  }

  @Test
  void T31_preferredFails_readsMoveOnAtOnceAndComeBackAfterOneLook() {
    JsonRpc rpc = rpc("first", "second");
    read(rpc);
    first.down();
    int before = first.requests.size();

    for (int i = 0; i < 100; i++) {
      assertThat(read(rpc)).isEqualTo("0x7");
    }

    assertThat(first.requests).hasSize(before + 1);
    assertThat(heard.failovers)
        .containsExactly("http://first.example > http://second.example: CONNECT_FAILED");
    first.up();
    clock.pass(LOOK_INTERVAL);
    long served = first.asked("eth_getBalance");
    readUntil(rpc, () -> first.asked("eth_getBalance") > served);
    assertThat(first.asked("eth_blockNumber")).as("one look, whatever the reads").isEqualTo(2);
  }

  @Test
  void T31_flappingEverySecond_costsOneAttemptPerLook() {
    JsonRpc rpc = rpc("first", "second");
    read(rpc);

    for (int second = 0; second < 60; second++) {
      if (second % 2 == 0) {
        first.down();
      } else {
        first.up();
      }
      for (int i = 0; i < 10; i++) {
        assertThat(read(rpc)).isEqualTo("0x7");
      }
      clock.pass(Duration.ofSeconds(1));
    }

    // one look per interval may find it up, and the next second one read finds it down
    assertThat(heard.failovers).hasSizeBetween(1, 6);
  }

  @Test
  void read_everyKindOfFailureOfAnEndpoint_movesOn() {
    for (Runnable lever :
        List.<Runnable>of(
            first::down,
            first::cuts,
            () -> first.answers(503, null),
            () -> first.answers(401, null),
            () -> first.answers(429, null),
            () -> first.mood = () -> ScriptedTransport.answer(200, "<html>"))) {
      JsonRpc rpc = rpc("first", "second");
      first.up();
      read(rpc);
      lever.run();

      assertThat(read(rpc)).isEqualTo("0x7");
    }
  }

  @Test
  void read_allDown_isTypedAfterOnePassOverEachPerAttempt() {
    JsonRpc rpc = rpc("first", "second", "third");
    read(rpc);
    first.down();
    second.down();
    third.down();
    int before = first.requests.size() + second.requests.size() + third.requests.size();

    assertThatThrownBy(() -> read(rpc))
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Code.CONNECT_FAILED));

    int after = first.requests.size() + second.requests.size() + third.requests.size();
    assertThat(after - before).isLessThanOrEqualTo(3 * (OPTIONS.retries() + 1));
  }

  @Test
  void retryAfter_endpointIsLeftAloneSoLongAndOthersAreUsed() {
    JsonRpc rpc = rpc("first", "second");
    read(rpc);
    first.answers(429, "30");
    read(rpc);
    first.up();
    long before = first.requests.size();

    clock.pass(Duration.ofSeconds(29));
    read(rpc);
    assertThat(first.requests).hasSize((int) before);

    clock.pass(Duration.ofSeconds(2));
    readUntil(rpc, () -> first.requests.size() > before);
  }

  @Test
  void lease_afterItsFirstAnswer_neverMovesAndSaysThatItIsLost() {
    JsonRpc rpc = rpc("first", "second");
    Lease lease = rpc.lease();
    lease.read(List.of(BALANCE), scope());
    first.down();

    Throwable failure = catchThrowable(() -> lease.read(List.of(BALANCE), scope()));

    assertThat(failure)
        .isInstanceOfSatisfying(
            TransportException.class, e -> assertThat(e.kind()).isEqualTo(Code.CONNECT_FAILED));
    assertThat(lease.isLost()).isTrue();
    assertThat(second.asked("eth_getBalance")).isZero();
    assertThat(rpc.lease().read(List.of(BALANCE), scope())).hasSize(1);
  }

  @Test
  void lease_beforeItsFirstAnswer_movesOnce() {
    JsonRpc rpc = rpc("first", "second", "third");
    read(rpc);
    first.down();
    Lease lease = rpc.lease();
    lease.read(List.of(BALANCE), scope());
    assertThat(lease.endpoint()).isEqualTo("http://second.example");

    second.down();
    Lease other = rpc.lease();
    Throwable failure = catchThrowable(() -> other.read(List.of(BALANCE), scope()));

    assertThat(failure).isNull();
    assertThat(other.endpoint()).isEqualTo("http://third.example");
  }

  @Test
  void lease_ofAnOnlyEndpoint_isNeverLost() {
    JsonRpc rpc = rpc("first");
    Lease lease = rpc.lease();
    lease.read(List.of(BALANCE), scope());
    first.down();

    assertThatThrownBy(() -> lease.read(List.of(BALANCE), scope()))
        .isInstanceOf(TransportException.class);
    assertThat(lease.isLost()).isFalse();
    assertThat(lease.isCurrent()).isTrue();
  }

  @Test
  void E43_otherChain_noAnswerIsUsedAndTheEndpointIsQuarantined() {
    JsonRpc rpc = rpc("first");
    first.chainId = 5;

    assertThatThrownBy(() -> read(rpc))
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.CHAIN_MISMATCH))
        .hasMessageContaining("http://first.example serves chain id 5")
        .hasMessageContaining("mainnet");
    assertThat(heard.quarantines).containsExactly("http://first.example CHAIN_MISMATCH");
  }

  @Test
  void E44_otherChainAmongSeveral_isLeftAloneAndLiftedOnceRight() {
    JsonRpc rpc = rpc("first", "second");
    first.chainId = 5;
    for (int i = 0; i < 5; i++) {
      assertThat(read(rpc)).isEqualTo("0x7");
    }
    assertThat(first.asked("eth_getBalance")).isZero();
    assertThat(heard.quarantines).hasSize(1);

    first.chainId = 1;
    clock.pass(Duration.ofSeconds(30));
    read(rpc);
    assertThat(first.asked("eth_getBalance")).as("in quarantine").isZero();
    clock.pass(OPTIONS.quarantine());
    readUntil(rpc, () -> first.asked("eth_getBalance") == 1);
  }

  @Test
  void R13_chainIdChangesAfterHundredCalls_isNoticedWithinFifty() {
    JsonRpc rpc = rpc("first");
    for (int i = 0; i < 100; i++) {
      read(rpc);
    }
    first.chainId = 5;
    List<Throwable> failures = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      Throwable failure = catchThrowable(() -> read(rpc));
      if (failure != null) {
        failures.add(failure);
      }
    }

    assertThat(failures).isNotEmpty().allMatch(e -> e instanceof ChainException);
    assertThatThrownBy(() -> read(rpc)).isInstanceOf(ChainException.class);
  }

  @Test
  void R13_chainIdChangesWhileIdle_isNoticedBeforeTheNextAnswer() {
    JsonRpc rpc = rpc("first");
    read(rpc);
    first.chainId = 5;
    clock.pass(LOOK_INTERVAL);

    assertThatThrownBy(() -> read(rpc)).isInstanceOf(ChainException.class);
  }

  @Test
  void chainId_isAskedInTheSameRequest() {
    JsonRpc rpc = rpc("first");
    read(rpc);
    read(rpc);

    assertThat(first.requests).containsExactly("eth_chainId,eth_getBalance", "eth_getBalance");
  }

  @Test
  void chainId_ofANodeWithoutBatches_isAskedAlone() {
    JsonRpc rpc = rpc(OPTIONS.toBuilder().maxBatch(1).build(), "first");
    read(rpc);
    read(rpc);

    assertThat(first.requests).containsExactly("eth_chainId", "eth_getBalance", "eth_getBalance");
  }

  @Test
  void quarantine_byTheEngine_namesTheEndpointAndKeepsAnOnlyOne() {
    RpcException lie = new RpcException(RpcException.Code.NODE_MISBEHAVIOUR, "a wrong hash");
    JsonRpc rpc = rpc("first", "second");
    read(rpc);
    rpc.quarantine("http://first.example", lie);
    read(rpc);
    assertThat(second.asked("eth_getBalance")).isEqualTo(1);
    assertThat(heard.quarantines).containsExactly("http://first.example NODE_MISBEHAVIOUR");
    rpc.quarantine("http://second.example", lie);
    assertThatThrownBy(() -> read(rpc)).isSameAs(lie);

    JsonRpc only = rpc("third");
    only.quarantine("http://third.example", lie);
    assertThat(read(only)).isEqualTo("0x7");
  }

  @Test
  void names_ofOneHostTwice_areUnique() {
    Endpoint one = Endpoint.of("http://first.example/key-number-one");
    Endpoint two = Endpoint.of("http://first.example/key-number-two");
    JsonRpc rpc =
        open(new Endpoints(List.of(one, two), Optional.empty()), OPTIONS, Events.to(heard));

    assertThat(rpc.broadcast(List.of(BALANCE), scope(), false))
        .extracting(Delivery::endpoint)
        .containsExactly("http://first.example/...", "http://first.example/... #2");
  }

  @Test
  void broadcast_everyEndpointGetsItOnceAndSaysWhatCameOfIt() {
    JsonRpc rpc = rpc("first", "second", "third");
    read(rpc);
    first.down();
    second.cuts();
    List<RpcCall> sends = List.of(send("0x01"), send("0x02"));

    List<Delivery> deliveries = rpc.broadcast(sends, scope(), false);

    assertThat(deliveries).hasSize(3);
    assertThat(deliveries.get(0).mayHaveLeft()).isFalse();
    assertThat(deliveries.get(0).failure())
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("CONNECT_FAILED"));
    assertThat(deliveries.get(1).mayHaveLeft()).isTrue();
    assertThat(deliveries.get(1).failure())
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("NO_ANSWER"));
    assertThat(deliveries.get(2).failure()).isEmpty();
    assertThat(deliveries.get(2).answers())
        .extracting(answer -> answer.result("x").asText())
        .containsExactly("0x01", "0x02");
    for (ScriptedNet.Node each : List.of(first, second, third)) {
      assertThat(each.asked("eth_sendRawTransaction")).isEqualTo(1);
    }
  }

  @Test
  void broadcast_oneCall_isAPlainObject() {
    JsonRpc rpc = rpc("first");
    read(rpc);
    rpc.broadcast(List.of(send("0x01")), scope(), false);

    assertThat(first.requests).endsWith("eth_sendRawTransaction");
  }

  @Test
  void broadcast_moreThanABatch_goesInConsecutiveOnesAndKeepsWhatWasAnswered() {
    JsonRpc rpc = rpc(OPTIONS.toBuilder().maxBatch(2).build(), "first");
    read(rpc);
    List<RpcCall> five =
        List.of(send("0x01"), send("0x02"), send("0x03"), send("0x04"), send("0x05"));

    Delivery all = rpc.broadcast(five, scope(), false).get(0);

    assertThat(all.answers())
        .extracting(answer -> answer.result("x").asText())
        .containsExactly("0x01", "0x02", "0x03", "0x04", "0x05");
    int[] count = {0};
    first.mood = () -> count[0]++ == 0 ? twoAnswers() : cut();
    Delivery part = rpc.broadcast(five, scope(), false).get(0);
    assertThat(part.answers()).hasSize(2);
    assertThat(part.mayHaveLeft()).isTrue();
    assertThat(count[0]).as("what comes after the failure is not sent").isEqualTo(2);
  }

  @Test
  void broadcast_rateLimitedEndpoint_isNotAskedBeforeItsTime() {
    JsonRpc rpc = rpc("first");
    read(rpc);
    first.answers(429, "2");
    Delivery refused = rpc.broadcast(List.of(send("0x01")), scope(), false).get(0);
    assertThat(refused.mayHaveLeft()).as("a send error proves nothing").isTrue();
    first.up();
    int before = first.requests.size();

    Delivery early = rpc.broadcast(List.of(send("0x01")), scope(), false).get(0);

    assertThat(early.mayHaveLeft()).isFalse();
    assertThat(early.failure())
        .hasValueSatisfying(
            e -> assertThat(((TransportException) e).retryAfter()).hasValue(Duration.ofSeconds(2)));
    assertThat(first.requests).hasSize(before);
    clock.pass(Duration.ofSeconds(2));
    assertThat(rpc.broadcast(List.of(send("0x01")), scope(), false).get(0).failure()).isEmpty();
  }

  @Test
  void broadcast_openCircuit_leavesNothing() {
    JsonRpc rpc = rpc(OPTIONS.toBuilder().circuitWindow(2).build(), "first");
    read(rpc);
    first.cuts();
    for (int i = 0; i < 3; i++) {
      rpc.broadcast(List.of(send("0x01")), scope(), false);
    }
    Delivery last = rpc.broadcast(List.of(send("0x01")), scope(), false).get(0);

    assertThat(last.mayHaveLeft()).isFalse();
    assertThat(last.failure())
        .hasValueSatisfying(e -> assertThat(e.code()).isEqualTo("CIRCUIT_OPEN"));
  }

  @Test
  void E43_broadcastToAnotherChain_leavesNothing() {
    JsonRpc rpc = rpc("first", "second");
    second.chainId = 5;

    List<Delivery> deliveries = rpc.broadcast(List.of(send("0x01")), scope(), false);

    assertThat(deliveries.get(0).failure()).isEmpty();
    assertThat(deliveries.get(1).mayHaveLeft()).isFalse();
    assertThat(second.asked("eth_sendRawTransaction")).isZero();
  }

  @Test
  void broadcast_private_goesToThePrivateEndpointOnly() {
    JsonRpc rpc =
        open(
            new Endpoints(
                List.of(ScriptedNet.endpoint("first")), Optional.of(ScriptedNet.endpoint("third"))),
            OPTIONS,
            Events.to(null));
    read(rpc);

    assertThat(rpc.broadcast(List.of(send("0x01")), scope(), true))
        .extracting(Delivery::endpoint)
        .containsExactly("http://third.example");
    assertThat(first.asked("eth_sendRawTransaction")).isZero();
    assertThat(third.asked("eth_sendRawTransaction")).isEqualTo(1);
    assertThat(third.asked("eth_getBalance")).isZero();
    assertThatThrownBy(() -> rpc("second").broadcast(List.of(send("0x01")), scope(), true))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("privateRpc");
  }

  @Test
  void chainId_refused_isEnoughForARelayButNotForANode() {
    third.chainId = 0;
    JsonRpc rpc =
        open(
            new Endpoints(
                List.of(ScriptedNet.endpoint("first")), Optional.of(ScriptedNet.endpoint("third"))),
            OPTIONS,
            Events.to(null));
    for (int i = 1; i <= 2; i++) {
      assertThat(rpc.broadcast(List.of(send("0x01")), scope(), true).get(0).failure()).isEmpty();
      assertThat(third.asked("eth_sendRawTransaction")).isEqualTo(i);
    }
    assertThat(third.asked("eth_chainId")).isEqualTo(1);

    assertThatThrownBy(() -> read(rpc("third")))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("method not found");
  }

  @Test
  void broadcast_closed_leavesNothing() {
    JsonRpc rpc = rpc("first", "second");
    rpc.close();

    assertThatThrownBy(() -> rpc.broadcast(List.of(send("0x01")), scope(), false))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Code.CLOSED);
              assertThat(e.mayHaveLeft()).isFalse();
            });
  }

  @Test
  void refuseOn_threadThatMustNotBlock_isRefusedBeforeAnyIo() {
    Thread me = Thread.currentThread();
    JsonRpc rpc = rpc(OPTIONS.toBuilder().refuseOn(thread -> thread == me).build(), "first");

    for (Runnable call :
        List.<Runnable>of(
            () -> read(rpc),
            () -> rpc.lease().read(List.of(BALANCE), scope()),
            () -> rpc.broadcast(List.of(BALANCE), scope(), false))) {
      assertThatThrownBy(call::run)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("eth_getBalance would block the thread")
          .hasMessageContaining("async()");
    }
    assertThat(first.requests).isEmpty();
  }

  private JsonRpc rpc(String... hosts) {
    return rpc(OPTIONS, hosts);
  }

  private JsonRpc rpc(RpcOptions options, String... hosts) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String host : hosts) {
      endpoints.add(ScriptedNet.endpoint(host));
    }
    return open(new Endpoints(endpoints, Optional.empty()), options, Events.to(heard));
  }

  private JsonRpc open(Endpoints endpoints, RpcOptions options, Events events) {
    JsonRpc rpc =
        new JsonRpc(endpoints, Chain.MAINNET, net, options, events, clock, bound -> bound);
    opened.add(rpc);
    return rpc;
  }

  private static String read(JsonRpc rpc) {
    return rpc.read(List.of(BALANCE), scope()).get(0).result("eth_getBalance").asText();
  }

  /** What was not well is looked at beside the reads, which do not wait for it. */
  private static void readUntil(JsonRpc rpc, BooleanSupplier seen) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!seen.getAsBoolean() && System.nanoTime() < end) {
      assertThat(read(rpc)).isEqualTo("0x7");
    }
    assertThat(seen.getAsBoolean()).isTrue();
  }

  private static RpcCall send(String raw) {
    return RpcCall.of("eth_sendRawTransaction", raw);
  }

  private static CallScope scope() {
    return CallScope.of(Duration.ofSeconds(10));
  }

  private Transport.Answer twoAnswers() {
    String last = first.requests.get(first.requests.size() - 1);
    assertThat(last).isEqualTo("eth_sendRawTransaction,eth_sendRawTransaction");
    // ids of a batch follow one another: 1 for the check, 1 read, 5 sent before
    StringBuilder answers = new StringBuilder("[");
    for (int id = 8; id < 10; id++) {
      answers
          .append(id == 8 ? "" : ",")
          .append("{\"jsonrpc\":\"2.0\",\"id\":")
          .append(id)
          .append(",\"result\":\"0x1\"}");
    }
    return ScriptedTransport.answer(200, answers.append("]").toString());
  }

  private static Transport.Answer cut() {
    throw new TransportException(Code.NO_ANSWER, "cut");
  }

  private static final class Heard implements Listener {
    private final List<String> failovers = new CopyOnWriteArrayList<>();
    private final List<String> quarantines = new CopyOnWriteArrayList<>();

    @Override
    public void failedOver(Failover failover) {
      failovers.add(failover.from() + " > " + failover.to() + ": " + failover.why());
    }

    @Override
    public void quarantined(Quarantine quarantine) {
      quarantines.add(quarantine.endpoint() + " " + quarantine.why().code());
    }
  }
}
