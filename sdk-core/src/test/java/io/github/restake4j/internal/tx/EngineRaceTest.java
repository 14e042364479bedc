package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.ScriptedNode;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to an intent on one thread while another one works on it. */
class EngineRaceTest {
  private final HookedJournal journal = new HookedJournal();
  private final Bench bench = new Bench(journal);
  private final AtomicInteger looks = new AtomicInteger();

  @BeforeEach
  void count() {
    bench.node.script(
        "eth_getBlockByNumber",
        params -> {
          if (params.get(0).asText().equals("finalized")) {
            looks.incrementAndGet();
          }
          return bench.node.block();
        });
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** One that began before is over, and another one. */
  private void looksPass() {
    int before = looks.get();
    Bench.until(() -> looks.get() >= before + 3);
  }

  /** True if an attempt has arrived; a cancellation may be faster than what it cancels. */
  private boolean isSent(TxHandle<?> handle, int attempt) {
    List<Hash32> hashes = handle.hashes();
    return hashes.size() > attempt
        && bench.node.sent().stream()
            .anyMatch(raw -> RawTx.decode(raw).hash().equals(hashes.get(attempt)));
  }

  private static Signer whileSigning(Runnable action) {
    return new Signer() {
      @Override
      public Address address() {
        return Bench.KEY.address();
      }

      @Override
      public Bytes signTransaction(TxRequest request) {
        action.run();
        return Bench.KEY.signTransaction(request);
      }

      @Override
      public Signature signTypedData(TypedData data) {
        return Bench.KEY.signTypedData(data);
      }
    };
  }

  private static JournalException full() {
    return new JournalException(JournalException.Code.WRITE_FAILED, "the disk is full");
  }

  @Test
  void E39_cancelledWhileItIsSigned_itsNonceIsClosedAndTheNextGoesOn() {
    AtomicInteger signatures = new AtomicInteger();
    Signer signer =
        whileSigning(
            () -> {
              if (signatures.getAndIncrement() == 0) {
                bench.engine.find("order").orElseThrow().cancel();
                looksPass();
              }
            });
    TxHandle<Hash32> handle = bench.send(Bench.keyed("order"), signer);
    TxHandle<Hash32> next = bench.send(Bench.keyed("next"));
    Bench.until(() -> isSent(handle, 1) && isSent(next, 0));
    bench.node.mineAll();

    assertThat(handle.await())
        .isInstanceOfSatisfying(
            TxOutcome.Withdrawn.class,
            end -> assertThat(end.why()).isEqualTo(TxOutcome.Why.CANCELLED));
    assertThat(next.await()).isInstanceOf(TxOutcome.Included.class);
    Intent.Step step = journal.find("order").orElseThrow().steps().get(0);
    assertThat(step.attempts())
        .extracting(Intent.Attempt::purpose)
        .containsExactly(Intent.Purpose.CALL, Intent.Purpose.CANCELLATION);
    assertThat(step.nonce()).isZero();
  }

  /** At "signed" the record is made and the force is not; nobody may count it as between steps. */
  @Test
  void E39_lateBetweenSignatureAndForce_isClosedAtItsNonce() {
    TxOptions hurried = Bench.keyed("order").toBuilder().giveUpAfter(Duration.ofNanos(1)).build();
    bench.at(
        "signed",
        () -> {
          bench.engine.wake();
          looksPass();
        });
    TxHandle<Hash32> handle = bench.send(hurried);
    Bench.until(() -> isSent(handle, 1));
    bench.node.mineAll();

    assertThat(handle.await())
        .isInstanceOfSatisfying(
            TxOutcome.Withdrawn.class,
            end -> assertThat(end.why()).isEqualTo(TxOutcome.Why.EXPIRED));
    assertThat(journal.find("order").orElseThrow().steps().get(0).attempts()).hasSize(2);
  }

  @Test
  void departingStep_isNobodyElses() {
    LiveIntent live = intent();
    assertThat(live.depart()).isTrue();
    assertThat(live.isStepDue()).isFalse();
    assertThat(live.depart()).isFalse();
    Stage stage = live.begin(7, attempt(), 0);

    assertThat(stage.isSendDue(Long.MAX_VALUE)).isFalse();
    assertThat(live.newest()).isEmpty();
    stage.durable(0);
    live.departed();
    assertThat(stage.isSendDue(0)).isTrue();
    assertThat(live.newest()).isPresent();
  }

  @Test
  void givenUpStep_doesNotDepart() {
    LiveIntent live = intent();
    live.giveUp(TxOutcome.Why.CANCELLED);
    assertThat(live.depart()).isFalse();
    assertThat(live.isStepDue()).isTrue();

    LiveIntent failed = intent();
    assertThat(failed.depart()).isTrue();
    failed.departed();
    assertThat(failed.isStepDue()).isTrue();
  }

  @Test
  void undurableStage_isNotSentWhateverComesBackForAnEarlierAttempt() {
    Stage stage = new Stage(0, 7);
    stage.add(attempt());
    stage.startDelivery();
    stage.hold();
    stage.sendFailed(0, 1, 1);
    assertThat(stage.isSendDue(Long.MAX_VALUE)).isFalse();
    stage.sendWorked(0, 1);
    assertThat(stage.isCheckDue(Long.MAX_VALUE)).isFalse();
    stage.sendSoon(0);
    assertThat(stage.isSendDue(Long.MAX_VALUE)).isFalse();
    stage.durable(5);
    assertThat(stage.isSendDue(5)).isTrue();
  }

  private static LiveIntent intent() {
    return new LiveIntent(
        "order",
        Bench.KEY.address(),
        LiveIntent.Origin.OURS,
        new Filling(Bench.KEY.address(), 0, 1),
        TxOptions.DEFAULT,
        Bench.KEY,
        0);
  }

  private static Stage.Sent attempt() {
    return new Stage.Sent(Hash32.ZERO, Optional.empty(), Intent.Purpose.CALL);
  }

  @Test
  void P13_replacementCannotBeForced_isNotSentWhenTheFirstIsRefused() {
    CountDownLatch refuse = new CountDownLatch(1);
    AtomicInteger forces = new AtomicInteger();
    CountDownLatch arrived = new CountDownLatch(1);
    bench.node.script(
        "eth_sendRawTransaction",
        params -> {
          arrived.countDown();
          return ScriptedNode.error(-32000, "txpool is full");
        });
    bench.at("answered", () -> ScriptedNode.await(refuse));
    TxHandle<Hash32> handle = bench.send(Bench.keyed("order"));
    ScriptedNode.await(arrived);
    journal.beforeForce(
        () -> {
          forces.incrementAndGet();
          throw full();
        });
    assertThatThrownBy(handle::speedUp).isInstanceOf(JournalException.class);
    bench.node.script(
        "eth_sendRawTransaction", params -> bench.node.pooled(params.get(0).asText()));
    refuse.countDown();
    int before = forces.get();
    Bench.until(() -> forces.get() > before + 20);

    Hash32 first = handle.hashes().get(0);
    assertThat(bench.node.sent())
        .allSatisfy(raw -> assertThat(RawTx.decode(raw).hash()).isEqualTo(first));
    journal.beforeForce(() -> {});
    Bench.until(() -> new HashSet<>(bench.node.sent()).size() == 2);
    bench.node.mineAll();
    assertThat(handle.await().orThrow()).isEqualTo(handle.hashes().get(1));
  }

  @Test
  void E36_missingNonceIsPooledByAnotherWallet_isNotReplaced() {
    AtomicInteger asked = new AtomicInteger();
    bench.node.script(
        "eth_getTransactionCount",
        params -> {
          boolean pending = params.get(1).asText().equals("pending");
          asked.addAndGet(pending ? 1 : 0);
          return pending ? "0x2" : "0x0";
        });
    journal.accept(Bench.intent("gone"));
    assertThat(journal.reserve("gone", 0)).isZero();
    TxHandle<Hash32> handle = bench.send(Bench.keyed("order"));
    journal.append("gone", new Intent.Released());
    Bench.until(() -> asked.get() > 3);
    assertThat(new HashSet<>(bench.node.sent())).hasSize(1);

    bench.node.honest("eth_getTransactionCount");
    Bench.until(() -> new HashSet<>(bench.node.sent()).size() == 2);
    assertThat(bench.node.sent())
        .extracting(raw -> RawTx.decode(raw).request().nonce())
        .containsOnly(0L, 2L);
    bench.node.mineAll();
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void E64_predecessorNeverCameToBe_successorIsRefusedAndTheOthersGoOn() {
    CountDownLatch together = new CountDownLatch(1);
    bench.at("accepted", () -> ScriptedNode.await(together));
    Submission other = bench.engine.submit(bench.order(Bench.keyed("other")));
    Signer refusing =
        whileSigning(
            () -> {
              throw new SigningException(SigningException.Code.SIGNER_REFUSED, "not today");
            });
    Submission first = bench.engine.submit(bench.order(Bench.keyed("first"), refusing));
    Submission then =
        bench.engine.submit(bench.order(Bench.keyed("then").toBuilder().after("first").build()));
    together.countDown();

    assertThatThrownBy(first::join).hasCauseInstanceOf(SigningException.class);
    assertThat(then.join().end().join())
        .isEqualTo(new End.Withdrawn(List.of(), TxOutcome.Why.REFUSED_BEFORE_SEND));
    bench.mine();
    assertThat(other.join().end().join()).isInstanceOf(End.Mined.class);
  }

  /** What the journal may hold as signed after a crash is told to whoever sent it. */
  @Test
  void P13_signedCannotBeForcedNorTakenBack_callerGetsTheHandle() {
    AtomicInteger forces = new AtomicInteger();
    journal.beforeForce(
        () -> {
          forces.incrementAndGet();
          throw full();
        });
    journal.beforeChange(
        change -> {
          if (change instanceof Intent.Ended) {
            throw full();
          }
        });
    TxHandle<Hash32> handle = bench.send(Bench.keyed("order"));
    Bench.until(() -> forces.get() > 5);
    assertThat(bench.node.sent()).isEmpty();

    journal.beforeForce(() -> {});
    bench.mine();
    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void staleClaimOfARefusedIntent_isNotSent() {
    bench.at("signed", () -> journal.stale(journal.find("order").orElseThrow()));
    journal.beforeForce(
        () -> {
          throw full();
        });
    assertThatThrownBy(() -> bench.send(Bench.keyed("order"))).isInstanceOf(JournalException.class);
    journal.beforeForce(() -> {});
    TxHandle<Hash32> next = bench.send(Bench.keyed("next"));
    TxHandle<?> stale = bench.engine.open().get(0);

    assertThat(stale.key()).isEqualTo("order");
    assertThat(stale.await())
        .isEqualTo(new TxOutcome.Withdrawn<>(List.of(), TxOutcome.Why.REFUSED_BEFORE_SEND));
    looksPass();
    assertThat(new HashSet<>(bench.node.sent())).hasSize(1);
    bench.mine();
    assertThat(next.await()).isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void roster_newUnderTheKeyOfOneThatCameToNothing_isTheOneWatched() {
    Roster roster = new Roster();
    LiveIntent before = intent();
    LiveIntent fresh = intent();
    roster.add(before);
    roster.put(fresh);

    assertThat(roster.find("order")).containsSame(fresh);
    assertThat(roster.watched()).containsExactly(fresh);
    assertThat(roster.add(intent())).isSameAs(fresh);
  }
}
