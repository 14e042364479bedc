package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.Signature;
import io.github.restake4j.sign.Signer;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plans against a real node: allowances, permits, other wallets, explanations. */
@Devnet(local = true)
class PlanDevnetTest {
  private static final TxOptions PATIENT =
      TxOptions.builder().waitAtMost(Duration.ofSeconds(20)).build();

  private final LocalDevnet devnet;
  private Sandbox on;

  PlanDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.on = new Sandbox(devnet);
  }

  @BeforeEach
  void connect() {
    on.close();
    on = new Sandbox(devnet);
    on.automine(true);
  }

  @AfterEach
  void close() {
    on.close();
    devnet.node().call("anvil_dropAllTransactions");
    on.automine(true);
  }

  @Test
  void S19_approveThenCall_approvesExactlyAndLeavesNothing() {
    on.stake(on.wallet.address(), "5000000000000000000");
    long before = on.nonce(on.wallet.address());

    TxOutcome<Integer> outcome = on.wrap(1_000_000).with(PATIENT).send(on.wallet).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(on.allowance(on.wallet.address(), on.wsteth)).isZero();
    assertThat(on.nonce(on.wallet.address())).isEqualTo(before + 2);
  }

  @Test
  void send_allowanceIsThere_needsOneTransaction() {
    on.stake(on.wallet.address(), "5000000000000000000");
    on.token.approve(on.wsteth, on.amount(3_000_000)).send(on.wallet).await().orThrow();

    assertThat(on.wrap(1_000_000).with(PATIENT).send(on.wallet).await().receipts()).hasSize(1);
    assertThat(on.allowance(on.wallet.address(), on.wsteth)).isEqualTo(2_000_000);
  }

  @Test
  void send_noAllowanceAllowed_isRefused() {
    TxOptions none = TxOptions.builder().allowance(TxOptions.Allowance.NONE).build();
    assertThatThrownBy(() -> on.wrap(1_000).with(none).send(on.wallet))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("INSUFFICIENT_ALLOWANCE"));
  }

  @Test
  void send_tokenWithPermit_needsOneTransactionAndNoAllowance() {
    on.stake(on.wallet.address(), "5000000000000000000");

    TxOutcome<Boolean> outcome = on.request(1_000_000).with(PATIENT).send(on.wallet).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(on.allowance(on.wallet.address(), on.queue)).isZero();
  }

  @Test
  void send_signerWithoutTypedData_approvesInstead() {
    on.stake(on.wallet.address(), "5000000000000000000");
    Signer transactionsOnly =
        new Signer() {
          @Override
          public Address address() {
            return on.wallet.address();
          }

          @Override
          public Bytes signTransaction(TxRequest transaction) {
            return on.wallet.signTransaction(transaction);
          }

          @Override
          public Signature signTypedData(TypedData data) {
            throw new SigningException(SigningException.Code.NOT_SUPPORTED, "transactions only");
          }
        };

    TxOutcome<Boolean> outcome = on.request(1_000_000).with(PATIENT).send(transactionsOnly).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(on.allowance(on.wallet.address(), on.queue)).isZero();
  }

  @Test
  void unsigned_walletLoop_signsThenSendsOneTransaction() {
    on.stake(on.wallet.address(), "5000000000000000000");
    TxPlan<Boolean> plan = on.request(1_000_000).with(PATIENT);
    Handoff.Sign sign = (Handoff.Sign) plan.unsigned(on.wallet.address()).now();
    TypedData data = TypedData.parse(sign.typedDataJson());
    assertThatThrownBy(() -> plan.signed(sign, on.other.signTypedData(data).toBytes()))
        .isInstanceOfSatisfying(
            SigningException.class, e -> assertThat(e.code()).isEqualTo("WRONG_SIGNER"));

    TxPlan<Boolean> signed = plan.signed(sign, on.wallet.signTypedData(data).toBytes());
    Handoff.Send send = (Handoff.Send) signed.unsigned(on.wallet.address()).now();
    assertThat(send.transactions()).hasSize(1);
    UnsignedTx tx = send.transactions().get(0);
    Hash32 hash =
        Hash32.parse(
            on.sendFrom(
                on.wallet.address(),
                Map.of("to", tx.to().toString(), "data", tx.data().toString())));

    assertThat(signed.track(on.wallet.address(), List.of(hash)).await())
        .isInstanceOf(TxOutcome.Included.class);
  }

  @Test
  void S21_permitConsumedByAFrontRunner_fallsBackToTheAllowance() {
    on.stake(on.wallet.address(), "5000000000000000000");
    Handoff asked = on.request(1_000_000).unsigned(on.wallet.address()).now();
    assertThat(asked).isInstanceOf(Handoff.Sign.class);
    Handoff.Sign sign = (Handoff.Sign) asked;
    TypedData data = TypedData.parse(sign.typedDataJson());
    Signature signature = on.wallet.signTypedData(data);
    TxPlan<Boolean> plan = on.request(1_000_000).signed(sign, signature.toBytes());
    on.sendFrom(
        on.other.address(),
        Map.of(
            "to",
            on.steth.toString(),
            "data",
            "0xd505accf"
                + RawChain.word(on.wallet.address().toString())
                + RawChain.word(on.queue.toString())
                + word(data, "value")
                + word(data, "deadline")
                + RawChain.word(BigInteger.valueOf(signature.v()))
                + signature.r().toString().substring(2)
                + signature.s().toString().substring(2)));
    Sandbox.until(() -> on.allowance(on.wallet.address(), on.queue).intValue() == 1_000_000);

    TxOutcome<Boolean> outcome = plan.with(PATIENT).send(on.wallet).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(on.allowance(on.wallet.address(), on.queue)).isZero();
  }

  @Test
  void track_sentByAnotherWallet_isIncludedAndCannotBeCancelled() {
    on.stake(on.wallet.address(), "5000000000000000000");
    List<Hash32> hashes = new ArrayList<>();
    TxPlan<Integer> plan = on.wrap(1_000_000).with(PATIENT);
    for (UnsignedTx tx : ((Handoff.Send) plan.unsigned(on.wallet.address()).now()).transactions()) {
      hashes.add(
          Hash32.parse(
              on.sendFrom(
                  on.wallet.address(),
                  Map.of("to", tx.to().toString(), "data", tx.data().toString()))));
    }
    TxHandle<Integer> handle = plan.track(on.wallet.address(), hashes);

    assertThat(handle.await()).isInstanceOf(TxOutcome.Included.class);
    assertThat(handle.await().receipts()).hasSize(2);
    assertThatThrownBy(handle::cancel)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("NOT_OURS"));
  }

  @Test
  void track_onlyTheApproval_isWithdrawnBeforeTheCall() {
    on.stake(on.wallet.address(), "5000000000000000000");
    TxPlan<Integer> plan = on.wrap(1_000_000).with(PATIENT);
    UnsignedTx first =
        ((Handoff.Send) plan.unsigned(on.wallet.address()).now()).transactions().get(0);
    Hash32 hash =
        Hash32.parse(
            on.sendFrom(
                on.wallet.address(),
                Map.of("to", first.to().toString(), "data", first.data().toString())));

    TxOutcome<Integer> outcome = plan.track(on.wallet.address(), List.of(hash)).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Withdrawn.class);
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(((Handoff.Send) plan.unsigned(on.wallet.address()).now()).transactions()).hasSize(1);
  }

  @Test
  void submit_signedByAnotherWallet_isSentInOrderAndIncluded() {
    on.stake(on.wallet.address(), "5000000000000000000");
    TxPlan<Integer> plan = on.wrap(1_000_000).with(PATIENT);
    List<Bytes> signed = new ArrayList<>();
    long nonce = on.nonce(on.wallet.address());
    for (UnsignedTx tx : ((Handoff.Send) plan.unsigned(on.wallet.address()).now()).transactions()) {
      signed.add(
          on.wallet.signTransaction(
              new TxRequest(
                  tx.chainId(),
                  nonce++,
                  Wei.ofGwei("1"),
                  Wei.ofGwei("100"),
                  300_000,
                  tx.to(),
                  tx.value(),
                  tx.data())));
    }
    TxOutcome<Integer> outcome = plan.submit(signed).await();

    assertThat(outcome).isInstanceOf(TxOutcome.Included.class);
    assertThat(outcome.receipts()).hasSize(2);
    assertThatThrownBy(() -> on.wrap(5).submit(signed.subList(0, 1)))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void explain_permit_showsSignatureAndDecodedCall() {
    on.stake(on.wallet.address(), "5000000000000000000");
    Explanation explained = on.request(1_000_000).explain(on.wallet.address()).now();

    assertThat(explained.steps()).hasSize(2);
    assertThat(explained.steps().get(0)).isInstanceOf(Explanation.Signature.class);
    Explanation.Transaction call = (Explanation.Transaction) explained.steps().get(1);
    assertThat(call.function()).startsWith("requestWithdrawalsWithPermit(uint256[],address,");
    assertThat(call.to()).isEqualTo(on.queue);
    assertThat(explained.isReady()).isTrue();
    assertThat(explained.toString()).contains("requestWithdrawalsWithPermit");
  }

  @Test
  void simulate_approveThenCall_succeedsWithoutSendingAnything() {
    on.stake(on.wallet.address(), "5000000000000000000");
    long nonce = on.nonce(on.wallet.address());
    Simulation<Integer> simulated = on.wrap(1_000_000).simulate(on.wallet.address()).now();

    assertThat(simulated).isInstanceOf(Simulation.Succeeds.class);
    Simulation.Succeeds<Integer> succeeds = (Simulation.Succeeds<Integer>) simulated;
    assertThat(succeeds.gas()).isGreaterThan(42_000);
    TxOutcome<Integer> outcome = on.wrap(1_000_000).with(PATIENT).send(on.wallet).await();
    assertThat(succeeds.result()).contains(outcome.orThrow());
    assertThat(on.nonce(on.wallet.address())).isEqualTo(nonce + 2);
  }

  @Test
  void simulate_wouldRevert_saysWhichStep() {
    Simulation<Boolean> simulated =
        on.take(on.other.address(), 1).simulate(on.wallet.address()).now();

    assertThat(simulated).isInstanceOf(Simulation.Reverts.class);
    assertThat(((Simulation.Reverts<Boolean>) simulated).step()).isZero();
  }

  private static String word(TypedData data, String field) {
    return String.format("%064x", (BigInteger) data.message().getOrDefault(field, BigInteger.ZERO));
  }
}
