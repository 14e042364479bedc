package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.Chain;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.read.Read;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.ScriptedNode;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.TxSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** An engine on a scripted node, which does something at a point of a transaction's life. */
final class Bench implements AutoCloseable {
  static final Address TARGET = Address.parse("0x" + "7".repeat(40));
  static final LocalKey KEY = LocalKey.parse("0x" + "1".repeat(64));
  static final TxOptions BRIEF = TxOptions.builder().waitAtMost(Duration.ofSeconds(10)).build();

  final ScriptedNode node = new ScriptedNode();
  final Journal journal;
  final Engine engine;
  final Client client;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final JsonRpc rpc;
  private String point = "";
  private Runnable action = () -> {};

  Bench() {
    this(Journal.inMemory());
  }

  Bench(Journal journal) {
    this.journal = journal;
    rpc =
        new JsonRpc(
            Endpoints.of(Endpoint.of("http://127.0.0.1:1")),
            Chain.MAINNET,
            node,
            RpcOptions.defaults(),
            Events.to(null));
    client =
        new Client(
            Deployments.of(Chain.MAINNET),
            rpc,
            new ErrorRegistry(),
            executor,
            Duration.ofSeconds(30));
    engine =
        new Engine(
            client,
            journal,
            new EngineSettings(
                Duration.ofMillis(2),
                16,
                Events.to(null),
                System::nanoTime,
                Clock.systemUTC(),
                this::reached));
  }

  /** Does something once, on the engine's thread, when a transaction gets there. */
  synchronized void at(String where, Runnable what) {
    point = where;
    action = what;
  }

  private void reached(String where) {
    Runnable now = () -> {};
    synchronized (this) {
      if (where.equals(point)) {
        now = action;
        point = "";
      }
    }
    now.run();
  }

  TxPlan<Hash32> plan() {
    return Plan.of(client, engine, touch());
  }

  static TxSpec<Hash32> touch() {
    return TxSpec.<Hash32>named("Test.touch")
        .call(
            situation -> Read.known(new TxSpec.Call(TARGET, AbiCall.raw(Bytes.EMPTY))),
            receipt -> receipt.transactionHash());
  }

  TxHandle<Hash32> send(TxOptions options) {
    return plan().with(options).send(KEY);
  }

  TxHandle<Hash32> send(TxOptions options, Signer signer) {
    return plan().with(options).send(signer);
  }

  /** What a plan's send does, for a caller who may stop. */
  LiveIntent send(TxOptions options, CallScope caller) {
    return engine.send(order(options), caller);
  }

  Engine.Order order(TxOptions options) {
    return order(options, KEY);
  }

  Engine.Order order(TxOptions options, Signer signer) {
    PlanScript script =
        new PlanScript(client, engine.preflight(), touch(), options, signer, Optional.empty());
    return new Engine.Order(script, options, KEY.address(), LiveIntent.Origin.OURS, signer);
  }

  /** An intent of the account that nobody drives. */
  static Intent intent(String key) {
    return new Intent(
        key,
        Chain.MAINNET.id(),
        KEY.address(),
        "Test.plan",
        Hash32.ZERO,
        Instant.EPOCH,
        List.of(),
        Optional.empty());
  }

  /** Mines what is sent first. */
  void mine() {
    until(() -> !node.sent().isEmpty());
    node.mineAll();
  }

  static TxOptions keyed(String key) {
    return BRIEF.toBuilder().key(key).build();
  }

  static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Override
  public void close() {
    engine.close();
    rpc.close();
    executor.shutdownNow();
  }
}
