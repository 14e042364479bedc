package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Chain;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.read.Read;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.ScriptedNode;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clocks that jump: intervals follow the monotonic one, the wall clock is for people. */
class EngineClockTest {
  private static final Address TARGET = Address.parse("0x" + "7".repeat(40));
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final TxOptions HOURS =
      TxOptions.builder()
          .waitAtMost(Duration.ofHours(3))
          .bumpInterval(Duration.ofHours(1))
          .giveUpAfter(Duration.ofHours(2))
          .build();

  private final ScriptedNode node = new ScriptedNode();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicLong ahead = new AtomicLong();
  private final AtomicReference<Instant> wall = new AtomicReference<>(NOON);
  private final Journal journal = Journal.inMemory();
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final JsonRpc rpc =
      new JsonRpc(
          Endpoints.of(Endpoint.of("http://127.0.0.1:1")),
          Chain.MAINNET,
          node,
          RpcOptions.defaults(),
          Events.to(null));
  private final Client client =
      new Client(
          Deployments.of(Chain.MAINNET),
          rpc,
          new ErrorRegistry(),
          executor,
          Duration.ofSeconds(30));
  private final Engine engine =
      new Engine(
          client,
          journal,
          new EngineSettings(
              Duration.ofMillis(2),
              16,
              Events.to(null),
              () -> System.nanoTime() + ahead.get(),
              new WallClock(),
              point -> {}));

  private final class WallClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Objects.requireNonNull(wall.get());
    }
  }

  @AfterEach
  void close() {
    engine.close();
    rpc.close();
    executor.shutdownNow();
  }

  private TxHandle<Hash32> send(TxOptions options) {
    TxPlan<Hash32> plan =
        Plan.of(
            client,
            engine,
            TxSpec.<Hash32>named("Test.touch")
                .call(
                    situation -> Read.known(new TxSpec.Call(TARGET, AbiCall.raw(Bytes.EMPTY))),
                    receipt -> receipt.transactionHash()));
    node.script(
        "eth_getTransactionReceipt",
        params -> {
          looks.incrementAndGet();
          node.honest("eth_getTransactionReceipt");
          return ScriptedNode.NULL;
        });
    return plan.with(options).send(LocalKey.parse("0x" + "1".repeat(64)));
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      LockSupport.parkNanos(1_000_000);
    }
  }

  /** The engine looks at its transactions three more times. */
  private void looksPass() {
    for (int i = 0; i < 3; i++) {
      int before = looks.get();
      node.script(
          "eth_getTransactionReceipt",
          params -> {
            looks.incrementAndGet();
            return ScriptedNode.NULL;
          });
      until(() -> looks.get() > before);
    }
    node.honest("eth_getTransactionReceipt");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 1})
  void E48_wallClockJumpsADay_nothingIsLateAndNothingIsEndless(int days) {
    TxHandle<Hash32> handle = send(HOURS);
    CompletableFuture<TxOutcome<Hash32>> end = handle.async();
    wall.set(NOON.plus(Duration.ofDays(days)));
    looksPass();

    assertThat(end).isNotDone();
    assertThat(handle.hashes()).hasSize(1);
    assertThat(handle.status().state()).isEqualTo(Intent.State.BROADCAST);
    assertThat(journal.find(handle.key()).orElseThrow().acceptedAt()).isEqualTo(NOON);
    TxHandle<Hash32> brief = send(HOURS.toBuilder().waitAtMost(Duration.ofMillis(50)).build());
    assertThat(brief.async().join()).isInstanceOf(TxOutcome.Unresolved.class);
    node.mineAll();
    assertThat(end.join()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void E48_monotonicHourPasses_isBumpedThoughTheWallClockStands() {
    TxHandle<Hash32> handle = send(HOURS);
    until(() -> handle.hashes().size() == 1);
    ahead.set(Duration.ofMinutes(61).toNanos());
    until(() -> handle.hashes().size() == 2);

    List<RawTx> sent = node.sent().stream().distinct().map(RawTx::decode).toList();
    assertThat(sent).allMatch(tx -> tx.request().to().equals(TARGET));
  }

  @Test
  void E48_monotonicDeadlinePasses_isCancelledThoughTheWallClockGoesBack() {
    TxHandle<Hash32> handle = send(HOURS);
    wall.set(NOON.minus(Duration.ofDays(1)));
    ahead.set(Duration.ofMinutes(121).toNanos());
    until(() -> handle.hashes().size() > 1);
    looksPass();

    // it is late and stuck at once, but the cancellation has an hour of its own
    assertThat(handle.hashes()).hasSize(2);
    Bytes raw = journal.find(handle.key()).orElseThrow().steps().get(0).attempts().get(1).raw();
    RawTx fill = RawTx.decode(raw);
    assertThat(fill.request().to()).isEqualTo(fill.sender());
    assertThat(fill.request().nonce()).isZero();
  }

  @Test
  void E48_monotonicWaitPasses_isUnresolvedThoughTheWallClockStands() {
    TxHandle<Hash32> handle = send(HOURS.toBuilder().bumpInterval(Duration.ofDays(2)).build());
    CompletableFuture<TxOutcome<Hash32>> end = handle.async();
    ahead.set(Duration.ofHours(4).toNanos());

    assertThat(end.join()).isInstanceOf(TxOutcome.Unresolved.class);
  }
}
