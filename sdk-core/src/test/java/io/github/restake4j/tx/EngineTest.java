package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.read.Reads;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The engine against a node that lies, stutters or refuses. */
class EngineTest {
  private static final Address TARGET = Address.parse("0x" + "7".repeat(40));
  private static final TxOptions BRIEF =
      TxOptions.builder().waitAtMost(Duration.ofSeconds(5)).build();

  private final ScriptedNode node = new ScriptedNode();
  private final LocalKey key = LocalKey.parse("0x" + "1".repeat(64));
  private final Restake4j client =
      Restake4j.builder()
          .rpc("http://127.0.0.1:1")
          .transport(node)
          .pollInterval(Duration.ofMillis(2))
          .build();

  @AfterEach
  void close() {
    client.close();
  }

  private TxPlan<Hash32> plan() {
    return plan(client);
  }

  private static TxPlan<Hash32> plan(Restake4j of) {
    return of.plan(
            TxSpec.<Hash32>named("Test.touch")
                .call(
                    situation ->
                        Reads.known(
                            new TxSpec.Call(
                                TARGET, AbiCall.of("touch()", 0xa55526db, 0, out -> {}))),
                    receipt -> receipt.transactionHash()))
        .with(BRIEF);
  }

  private static void refused(String code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Restake4jException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  @Test
  void send_honestNode_isIncluded() {
    TxHandle<Hash32> handle = plan().send(key);
    node.mineAll();

    assertThat(handle.await().orThrow()).isEqualTo(handle.hashes().get(0));
    assertThat(node.sent()).hasSize(1);
  }

  @Test
  void E43_otherChain_isRefusedBeforeSigning() {
    node.script("eth_chainId", params -> "0x2");
    refused("CHAIN_MISMATCH", () -> plan().send(key));
    assertThat(node.sent()).isEmpty();
  }

  @Test
  void E44_chainIdChangesAfterTheReads_isRefusedBeforeSigning() {
    AtomicInteger asked = new AtomicInteger();
    node.script("eth_chainId", params -> asked.getAndIncrement() == 0 ? "0x1" : "0x2");
    refused("CHAIN_MISMATCH", () -> plan().send(key));
    assertThat(node.sent()).isEmpty();
  }

  @Test
  void R05_monstrousBaseFee_isRefusedBeforeSigning() {
    String monstrous = "0x" + BigInteger.TEN.pow(30).toString(16);
    node.script("eth_feeHistory", params -> Map.of("baseFeePerGas", List.of(monstrous)));
    refused("FEE_ABOVE_POLICY", () -> plan().send(key));
    assertThat(node.sent()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x0", "0x8000000000000000", "0xc9f2c9cd04674edea40000000"})
  void R06_impossibleGasEstimate_isRefusedBeforeSigning(String estimate) {
    node.script("eth_estimateGas", params -> estimate);
    refused("GAS_OUT_OF_BOUNDS", () -> plan().send(key));
    assertThat(node.sent()).isEmpty();
  }

  @Test
  void E51_nodeAnswersAnotherHash_theLocalHashIsFollowed() {
    node.script(
        "eth_sendRawTransaction",
        params -> {
          node.pooled(params.get(0).asText());
          return "0x" + "e".repeat(64);
        });
    TxHandle<Hash32> handle = plan().send(key);
    node.mineAll();

    assertThat(handle.await().orThrow()).isEqualTo(RawTx.decode(node.sent().get(0)).hash());
  }

  @Test
  void E07_deliveredButNeverAnswered_onlyTheSameBytesAgain() {
    AtomicInteger deliveries = new AtomicInteger();
    node.script(
        "eth_sendRawTransaction",
        params -> {
          if (deliveries.incrementAndGet() < 3) {
            throw new ScriptedNode.NoAnswer();
          }
          return node.pooled(params.get(0).asText());
        });
    TxHandle<Hash32> handle = plan().send(key);
    until(() -> deliveries.get() >= 3);
    node.mineAll();

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(new HashSet<>(node.sent())).hasSize(1);
    assertThat(handle.hashes()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "something nobody has seen before",
        "txpool is full",
        "account limit exceeded: pooled 16 txs",
        "queued sub-pool is full",
        "insufficient funds for gas * price + value",
        "nonce too high: tx nonce 9, gapped nonce 7",
        "too many requests"
      })
  void E58_refusedByThePool_onlyTheSameBytesAgain(String text) {
    AtomicInteger deliveries = new AtomicInteger();
    node.script(
        "eth_sendRawTransaction",
        params ->
            deliveries.incrementAndGet() < 3
                ? ScriptedNode.error(-32000, text)
                : node.pooled(params.get(0).asText()));
    TxHandle<Hash32> handle = plan().send(key);
    until(() -> deliveries.get() >= 3);
    node.mineAll();

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(new HashSet<>(node.sent())).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "replacement transaction underpriced",
        "max fee per gas less than block base fee",
        "transaction underpriced"
      })
  void E17_refusedForItsFees_isPricedAnewAtTheSameNonce(String text) {
    node.script(
        "eth_sendRawTransaction",
        params ->
            params.get(0).asText().equals(node.sent().get(0).toString())
                ? ScriptedNode.error(-32000, text)
                : node.pooled(params.get(0).asText()));
    TxHandle<Hash32> handle = plan().send(key);
    until(() -> new HashSet<>(node.sent()).size() > 1);
    node.mineAll();

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    TxRequest first = RawTx.decode(node.sent().get(0)).request();
    TxRequest last =
        RawTx.decode(
                node.sent().stream()
                    .filter(raw -> !raw.equals(node.sent().get(0)))
                    .findFirst()
                    .orElseThrow())
            .request();
    assertThat(last.nonce()).isEqualTo(first.nonce());
    assertThat(last.data()).isEqualTo(first.data());
    assertThat(last.maxFeePerGas()).isGreaterThan(first.maxFeePerGas());
  }

  @Test
  void E36_noNodeWillEverTakeIt_isRefusedAndItsNonceClosed() {
    node.script(
        "eth_sendRawTransaction",
        params ->
            params.get(0).asText().equals(node.sent().get(0).toString())
                ? ScriptedNode.error(-32000, "oversized data: transaction size 9, limit 8")
                : node.pooled(params.get(0).asText()));
    TxHandle<Hash32> handle = plan().send(key);
    until(() -> new HashSet<>(node.sent()).size() > 1);
    node.mineAll();

    assertThat(handle.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.REFUSED_BEFORE_SEND));
  }

  /** Of two answers to each delivery one says "never", the other "not now". */
  @Test
  void E57_onlyOneOfTwoNodesWillNeverTakeIt_isNotGivenUp() {
    AtomicInteger deliveries = new AtomicInteger();
    node.script(
        "eth_sendRawTransaction",
        params -> {
          int number = deliveries.incrementAndGet();
          if (number > 12) {
            return node.pooled(params.get(0).asText());
          }
          return ScriptedNode.error(-32000, number % 2 == 0 ? "txpool is full" : "oversized data");
        });
    try (Restake4j two =
        Restake4j.builder()
            .rpc("http://127.0.0.1:1", "http://127.0.0.1:2")
            .transport(node)
            .pollInterval(Duration.ofMillis(2))
            .build()) {
      TxHandle<Hash32> handle = plan(two).send(key);
      until(() -> deliveries.get() > 13);
      node.mineAll();

      assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
      assertThat(handle.hashes()).hasSize(1);
    }
  }

  @Test
  void unsigned_noContractAtTheTarget_isRefusedAsASendIs() {
    node.script("eth_getCode", params -> "0x");
    refused("NO_CODE", () -> plan().unsigned(key.address()).now());
    refused("NO_CODE", () -> plan().send(key));
    node.script("eth_getCode", params -> "0x60");
    assertThat(plan().unsigned(key.address()).now()).isInstanceOf(Handoff.Send.class);
  }

  @Test
  void E13_nonceTooLowWhileOurReceiptIsThere_isIncluded() {
    node.script(
        "eth_sendRawTransaction",
        params -> {
          node.pooled(params.get(0).asText());
          node.mineAll();
          return ScriptedNode.error(-32000, "nonce too low: next nonce 1, tx nonce 0");
        });

    assertThat(plan().send(key).await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void E42_closedWithATransactionInFlight_isFinishedByTheNextClientOnTheJournal() {
    Journal journal = Journal.inMemory();
    TxOptions keyed = BRIEF.toBuilder().key("order-9").build();
    Restake4j.Builder builder =
        Restake4j.builder()
            .rpc("http://127.0.0.1:1")
            .transport(node)
            .journal(journal)
            .pollInterval(Duration.ofMillis(2));
    TxHandle<Hash32> before;
    try (Restake4j first = builder.build()) {
      before = plan(first).with(keyed).send(key);
      assertThat(before.async()).isNotDone();
    }
    assertThat(before.await()).isInstanceOf(TxOutcome.Unresolved.class);
    node.forgetPool();
    try (Restake4j second = builder.build()) {
      TxHandle<Hash32> again = plan(second).with(keyed).send(key);
      assertThat(again.hashes()).isEqualTo(before.hashes());
      until(() -> node.sent().size() > 1);
      node.mineAll();

      assertThat(again.await().orThrow()).isEqualTo(before.hashes().get(0));
      assertThat(new HashSet<>(node.sent())).hasSize(1);
    }
    assertThat(journal.find("order-9").map(Intent::state))
        .get()
        .isIn(Intent.State.CONFIRMED, Intent.State.FINALIZED, Intent.State.SUCCEEDED);
    try (Restake4j third = builder.build()) {
      TxHandle<Hash32> ended = plan(third).with(keyed).send(key);
      assertThat(ended.await().orThrow()).isEqualTo(before.hashes().get(0));
    }
  }

  @Test
  void E52_nodeForgetsOurTransactions_noNonceTwice() {
    TxHandle<Hash32> first = plan().send(key);
    TxHandle<Hash32> second = plan().send(key);

    assertThat(RawTx.decode(node.sent().get(0)).request().nonce()).isZero();
    assertThat(node.sent().stream().map(raw -> RawTx.decode(raw).request().nonce())).contains(1L);
    node.mineAll();
    assertThat(first.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(second.await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void R01_receiptOfAnotherTransaction_isNotBelieved() {
    TxHandle<Hash32> handle =
        plan().with(TxOptions.builder().waitAtMost(Duration.ofMillis(80)).build()).send(key);
    RawTx ours = RawTx.decode(node.sent().get(0));
    LocalKey stranger = LocalKey.parse("0x" + "2".repeat(64));
    RawTx theirs = RawTx.decode(stranger.signTransaction(ours.request()));
    node.script("eth_getTransactionReceipt", params -> node.receipt(theirs));

    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
    node.honest("eth_getTransactionReceipt");
    node.mineAll();
    until(() -> handle.await() instanceof TxOutcome.Included);
  }

  @Test
  void R02_receiptWhoseBlockDoesNotListIt_isNotBelieved() {
    TxHandle<Hash32> handle =
        plan().with(TxOptions.builder().waitAtMost(Duration.ofMillis(80)).build()).send(key);
    RawTx ours = RawTx.decode(node.sent().get(0));
    node.script("eth_getTransactionReceipt", params -> node.receipt(ours));

    assertThat(handle.await()).isInstanceOf(TxOutcome.Unresolved.class);
  }

  @Test
  void receiptAnswerIsAnError_isNotTakenForAReorg() {
    Journal journal = Journal.inMemory();
    TxOptions two = BRIEF.toBuilder().key("order-2").confirmations(2).build();
    try (Restake4j own =
        Restake4j.builder()
            .rpc("http://127.0.0.1:1")
            .transport(node)
            .journal(journal)
            .pollInterval(Duration.ofMillis(2))
            .build()) {
      TxHandle<Hash32> handle = plan(own).with(two).send(key);
      node.mineAll();
      until(() -> state(journal) == Intent.State.INCLUDED);
      AtomicInteger looks = new AtomicInteger();
      node.script(
          "eth_getTransactionReceipt",
          params -> {
            looks.incrementAndGet();
            return ScriptedNode.error(-32000, "header not found");
          });
      until(() -> looks.get() > 10);

      assertThat(state(journal)).isEqualTo(Intent.State.INCLUDED);
      assertThat(node.sent()).hasSize(1);
      node.script("eth_getTransactionReceipt", params -> ScriptedNode.NULL);
      until(() -> state(journal) == Intent.State.BROADCAST);
      assertThat(handle.hashes()).hasSize(1);
    }
  }

  private static Intent.State state(Journal journal) {
    return journal.find("order-2").orElseThrow().state();
  }

  @Test
  void signerRefuses_nonceGoesToTheNextAndTheKeyStaysFree() {
    TxOptions keyed = BRIEF.toBuilder().key("order-1").build();
    Signer refusing =
        signer(
            request -> {
              throw new SigningException(SigningException.Code.SIGNER_REFUSED, "not today");
            });
    refused("SIGNER_REFUSED", () -> plan().with(keyed).send(refusing));
    Signer failing =
        signer(
            request -> {
              throw new IllegalStateException("bug");
            });
    refused("SIGNER_REFUSED", () -> plan().send(failing));
    TxHandle<Hash32> handle = plan().with(keyed).send(key);
    node.mineAll();

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(RawTx.decode(node.sent().get(0)).request().nonce()).isZero();
  }

  @Test
  void signerLacksItsLibrary_callerIsToldAndTheNextGoesOn() {
    Signer broken =
        signer(
            request -> {
              throw new NoClassDefFoundError("native");
            });
    assertThatThrownBy(() -> plan().send(broken)).hasRootCauseInstanceOf(LinkageError.class);
    TxHandle<Hash32> handle = plan().send(key);
    node.mineAll();

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(RawTx.decode(node.sent().get(0)).request().nonce()).isZero();
  }

  @Test
  void S02_signerSignsSomethingElse_nothingLeaves() {
    refused(
        "INVALID_SIGNATURE",
        () ->
            plan()
                .send(
                    signer(
                        request ->
                            key.signTransaction(
                                new TxRequest(
                                    request.chainId(),
                                    request.nonce(),
                                    request.maxPriorityFeePerGas(),
                                    request.maxFeePerGas(),
                                    request.gasLimit(),
                                    request.to(),
                                    Wei.of(1),
                                    request.data())))));
    refused(
        "WRONG_SIGNER",
        () ->
            plan()
                .send(
                    signer(
                        request ->
                            LocalKey.parse("0x" + "2".repeat(64)).signTransaction(request))));
    refused("INVALID_SIGNATURE", () -> plan().send(signer(request -> Bytes.parse("0x02c0"))));
    assertThat(node.sent()).isEmpty();
  }

  @Test
  void speedUp_pastTheCap_isRefusedAndNothingSent() {
    TxOptions tight = BRIEF.toBuilder().maxFeePerGas(Wei.ofGwei("2.1")).build();
    TxHandle<Hash32> handle = plan().with(tight).send(key);

    assertThatThrownBy(handle::speedUp)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("FEE_ABOVE_POLICY"));
    assertThat(new HashSet<>(node.sent())).hasSize(1);
  }

  @Test
  void checks_unmet_refuseWithEveryTextAndNothingIsSigned() {
    TxPlan<Hash32> demanding =
        client.plan(
            TxSpec.<Hash32>named("Test.demanding")
                .checks(
                    situation ->
                        Reads.known(
                            List.of(
                                new TxSpec.Check(
                                    RefusedException.Code.PRECONDITION, "it is open", true),
                                new TxSpec.Check(
                                    RefusedException.Code.RATE_MOVED, "rate 1 is 2", false),
                                new TxSpec.Check(
                                    RefusedException.Code.PRECONDITION, "not paused", false))))
                .call(
                    situation ->
                        Reads.known(
                            new TxSpec.Call(
                                TARGET, AbiCall.of("touch()", 0xa55526db, 0, out -> {}))),
                    receipt -> receipt.transactionHash()));
    assertThatThrownBy(() -> demanding.send(key))
        .isInstanceOf(RefusedException.class)
        .hasMessage("Test.demanding: rate 1 is 2; not paused")
        .satisfies(e -> assertThat(((RefusedException) e).code()).isEqualTo("RATE_MOVED"));
    assertThat(node.sent()).isEmpty();
  }

  private Signer signer(Function<TxRequest, Bytes> signing) {
    return new Signer() {
      @Override
      public Address address() {
        return key.address();
      }

      @Override
      public Bytes signTransaction(TxRequest transaction) {
        return signing.apply(transaction);
      }

      @Override
      public Signature signTypedData(TypedData data) {
        throw new SigningException(SigningException.Code.NOT_SUPPORTED, "no typed data here");
      }
    };
  }
}
