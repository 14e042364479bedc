package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.Fault;
import io.github.restake4j.devnet.rpc.FaultRule;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.TxRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real chain behind a node that lies about receipts, blocks, sizes and itself. */
@Devnet(local = true)
class EngineLiesFaultTest {
  private static final String ELSE = "0x" + "ab".repeat(20);

  private final LocalDevnet devnet;
  private FaultBench on;

  EngineLiesFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.on = new FaultBench(devnet);
  }

  private void start(String... endpoints) {
    on.close();
    on =
        new FaultBench(
            devnet,
            builder -> builder.options(FaultBench.quick().maxResponseBytes(1024 * 1024).build()),
            endpoints);
  }

  @AfterEach
  void close() {
    on.close();
  }

  private static Fault changed(Consumer<ObjectNode> change) {
    return Fault.answer(
        answer -> {
          if (answer.path("result") instanceof ObjectNode result) {
            change.accept(result);
          }
          return answer;
        });
  }

  /** It is on chain, but while the node lies about it nobody is told so. */
  private void notBelieved(FaultRule lie) {
    TxOptions hasty = TxOptions.builder().waitAtMost(Duration.ofMillis(250)).build();
    TxHandle<Receipt> handle = on.pay(1).with(hasty).send(on.wallet);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
    FaultBench.until(() -> lie.hits() > 1);
    assertThat(handle.status().state()).isEqualTo(Intent.State.BROADCAST);
    assertThat(handle.status().cause().map(Restake4jException::code)).contains("NODE_MISBEHAVIOUR");
    lie.remove();
    FaultBench.until(() -> handle.await() instanceof TxOutcome.Included);
    assertThat(handle.hashes()).hasSize(1);
    on.once(handle, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"transactionHash", "from", "to"})
  void R01_receiptNamesAnotherTransaction_isNotBelieved(String field) {
    start();
    String other = field.equals("transactionHash") ? "0x" + "cd".repeat(32) : ELSE;
    notBelieved(
        on.proxy
            .when("eth_getTransactionReceipt")
            .afterForward(changed(receipt -> receipt.put(field, other))));
  }

  @ParameterizedTest
  @CsvSource({"nonce, 0x5", "from, other", "to, other", "hash, other"})
  void R01_transactionBehindTheReceiptIsAnother_isNotBelieved(String field, String value) {
    start();
    String lie =
        value.equals("other") ? (field.equals("hash") ? "0x" + "cd".repeat(32) : ELSE) : value;
    notBelieved(
        on.proxy
            .when("eth_getTransactionByHash")
            .afterForward(changed(transaction -> transaction.put(field, lie))));
  }

  /** What costs a node most is not asked of each where many are under way; a liar shows anyway. */
  @Test
  void R01_manyUnderWay_nodeIsAskedForAFewOfThemAndItsLieSeen() {
    int count = 100;
    on.close();
    on = new FaultBench(devnet, builder -> builder.mostInFlight(count), "a", "b");
    on.automine(false);
    FaultRule lie =
        on.proxy
            .when("eth_getTransactionByHash")
            .at("a")
            .afterForward(changed(transaction -> transaction.put("nonce", "0x7fff")));
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      handles.add(on.send(i));
    }
    long waiting = lie.hits();
    on.mine(1);

    handles.forEach(handle -> assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class));
    assertThat(on.heard.quarantined()).containsExactly("NODE_MISBEHAVIOUR");
    assertThat(lie.hits() - waiting).isBetween(1L, count / 2L);
    on.once(handles, LongStream.rangeClosed(1, count).toArray());
  }

  @Test
  void R02_blockDoesNotListTheTransaction_isNotBelieved() {
    start();
    notBelieved(
        on.proxy
            .when("eth_getBlockByNumber")
            .afterForward(changed(block -> block.putArray("transactions"))));
  }

  @Test
  void R02_receiptOfABlockThatIsNotThere_isNotBelieved() {
    start();
    TxOptions hasty = TxOptions.builder().waitAtMost(Duration.ofMillis(250)).build();
    FaultRule lie =
        on.proxy
            .when("eth_getTransactionReceipt")
            .afterForward(changed(receipt -> receipt.put("blockHash", "0x" + "ee".repeat(32))));
    TxHandle<Receipt> handle = on.pay(1).with(hasty).send(on.wallet);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
    lie.remove();
    FaultBench.until(() -> handle.await() instanceof TxOutcome.Included);
    on.once(handle, 1);
  }

  @Test
  void R02_oneOfTwoEndpointsLies_theOtherDecides() {
    start("a", "b");
    FaultRule lie =
        on.proxy
            .when("eth_getTransactionReceipt")
            .at("a")
            .afterForward(changed(receipt -> receipt.put("to", ELSE)));
    TxHandle<Receipt> handle = on.send(1);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(lie.hits()).isPositive();
    assertThat(on.heard.quarantined()).containsExactly("NODE_MISBEHAVIOUR");
    on.once(handle, 1);
  }

  @Test
  void R04_receiptFarTooLarge_isBoundedAndTheOthersGoOn() {
    start();
    on.automine(false);
    TxHandle<Receipt> huge = on.send(1);
    Hash32 hash = huge.hashes().get(0);
    FaultRule oversize =
        on.proxy
            .when("eth_getTransactionReceipt")
            .where(call -> call.path("params").path(0).asText().equals(hash.toString()))
            .afterForward(Fault.oversize(50L * 1024 * 1024));
    LocalKey other = LocalKey.parse(devnet.accounts().get(4).privateKey());
    TxHandle<Receipt> small = on.pay(2).send(other);
    on.mine(1);

    assertThat(small.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(oversize.hits()).isPositive();
    assertThat(huge.async()).isNotDone();
    oversize.remove();
    assertThat(huge.await()).isInstanceOf(TxOutcome.Included.class);
    on.once(huge, 1);
  }

  @Test
  void R04_hundredThousandLogs_areBoundedAndTheTransactionFoundOnceTheyAreGone() {
    start();
    FaultRule logs =
        on.proxy
            .when("eth_getTransactionReceipt")
            .afterForward(
                changed(
                    receipt -> {
                      var all = receipt.putArray("logs");
                      for (int i = 0; i < 100_000; i++) {
                        all.addObject().put("address", ELSE).put("data", "0x").putArray("topics");
                      }
                    }));
    TxOptions hasty = TxOptions.builder().waitAtMost(Duration.ofMillis(700)).build();
    TxHandle<Receipt> handle = on.pay(1).with(hasty).send(on.wallet);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
    assertThat(logs.hits()).isPositive();
    logs.remove();
    FaultBench.until(() -> handle.await() instanceof TxOutcome.Included);
    on.once(handle, 1);
  }

  @Test
  void E51_endpointAnswersAnotherHash_isQuarantinedAndTheLocalHashFollowed() {
    start("a", "b");
    FaultRule lie =
        on.proxy
            .when(FaultBench.SEND)
            .at("a")
            .afterForward(Fault.result("\"0x" + "ab".repeat(32) + "\""));
    on.proxy.when(FaultBench.SEND).at("b").first(1).beforeForward(Fault.status(502));
    TxHandle<Receipt> first = on.send(1);
    TxHandle<Receipt> second = on.send(2);

    assertThat(first.await().orThrow().transactionHash()).isEqualTo(first.hashes().get(0));
    assertThat(second.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(on.heard.quarantined()).containsExactly("NODE_MISBEHAVIOUR");
    assertThat(lie.hits()).isEqualTo(1);
    on.once(List.of(first, second), 1, 2);
  }

  @Test
  void E52_nodeCountsLessThanTheJournal_noNonceIsGivenTwice() {
    start();
    List<TxHandle<Receipt>> handles = new ArrayList<>();
    handles.add(on.send(1));
    handles.get(0).await();
    on.proxy.when("eth_getTransactionCount").beforeForward(Fault.result("\"0x0\""));
    for (int i = 2; i <= 4; i++) {
      handles.add(on.send(i));
    }
    for (TxHandle<Receipt> each : handles) {
      assertThat(each.await()).isInstanceOf(TxOutcome.Included.class);
      assertThat(each.hashes()).hasSize(1);
    }
    on.once(handles, 1, 2, 3, 4);
  }

  @Test
  void R13_chainIdChangesAfterHundredCalls_nothingIsSignedAnyMore() {
    start();
    List<TxRequest> signed = new ArrayList<>();
    on.automine(false);
    TxHandle<Receipt> handle = on.pay(1).send(on.signingAfter(signed::add));
    for (int i = 0; i < 100; i++) {
      on.client.balance(FaultBench.SINK).now();
    }
    on.proxy.endpoint("main").forkView(4711);

    mismatch(() -> on.pay(2).send(on.signingAfter(signed::add)));
    mismatch(handle::speedUp);
    handle.cancel(); // is remembered, and signed once the chain is right again
    assertThat(signed).hasSize(1);
    on.mine(1);
    FaultBench.until(() -> on.mined() == 1);
    assertThat(handle.async()).isNotDone();
    on.proxy.endpoint("main").ownChain();
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(signed).hasSize(1);
    on.once(handle, 1);
  }

  private static void mismatch(ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.code()).isEqualTo("CHAIN_MISMATCH"));
  }
}
