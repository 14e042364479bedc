package io.github.restake4j.eigenlayer;

import static io.github.restake4j.eigenlayer.EigenFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reliability cases of a staking facade, with EigenLayer. */
@Devnet(protocols = "eigenlayer")
class EigenCasesAcceptanceTest {
  private final World world;
  private EigenFixture on;

  EigenCasesAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenFixture(world);
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private long pendingNonce() {
    String account = on.staker.address().toString();
    return Long.decode(world.node().call("eth_getTransactionCount", account, "pending").asText());
  }

  private int sent() {
    return ChainTruth.read(world.node(), Math.max(0, world.raw().blockNumber() - 50))
        .of(on.staker.address().toString())
        .size();
  }

  private TxPlan<Deposited> deposit(Amount<Token> amount) {
    return on.eigen.deposits().depositIntoStrategy(on.tst, amount);
  }

  private static void assertRefused(
      RefusedException.Code code, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(code);
              assertThat(List.of(words)).allMatch(refused.toString()::contains);
            });
  }

  @Test
  void F02_noContractAtTheBooksAddress_isNoCodeForReadsAndSends() {
    on.mint(on.staker.address(), wei("1"));
    long nonce = pendingNonce();
    List<String> gone = List.of("StrategyManager", "DelegationManager");
    for (String contract : gone) {
      Address at = on.client.deployment().address("eigenlayer", contract);
      world.node().call("anvil_setCode", at.toString(), "0x");
    }
    List<ThrowingCallable> calls =
        List.of(
            () -> on.eigen.position(on.staker.address()).now(),
            () -> deposit(on.tst("1")).send(on.staker),
            () -> on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker),
            () ->
                on.eigen
                    .withdrawals()
                    .queueWithdrawals(List.of(WithdrawalAmount.all(on.tst)))
                    .send(on.staker));
    for (ThrowingCallable call : calls) {
      assertThatThrownBy(call)
          .isInstanceOfSatisfying(
              ChainException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(ChainException.Code.NO_CODE);
                assertThat(gone)
                    .map(each -> on.client.deployment().address("eigenlayer", each).toString())
                    .anyMatch(e.toString()::contains);
              });
    }
    assertThat(pendingNonce()).isEqualTo(nonce);
  }

  @Test
  void F03_aMinimumOfNothingOrOfAnotherStrategy_isNoMinimum() {
    Strategy steth = on.eigen.strategies().of("stETH").now();

    assertThatThrownBy(
            () ->
                on.eigen
                    .deposits()
                    .depositIntoStrategy(
                        on.tst, on.tst("1"), Amount.zero(on.tst.withdrawableShares())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("protects nothing");
    assertThatThrownBy(
            () ->
                on.eigen
                    .deposits()
                    .depositIntoStrategy(
                        on.tst, on.tst("1"), Amount.of(1, steth.withdrawableShares())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stETH");
  }

  @Test
  void F04_depositAtLeast_rateRises_isRefusedBeforeAndReportedAfter() {
    on.deposit(on.other, "3");
    on.mint(on.staker.address(), wei("9"));
    Amount<WithdrawableShares> quoted =
        Amount.of(on.rawShares(on.tst, wei("4")), on.tst.withdrawableShares());
    TxPlan<Deposited> plan = on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("4"), quoted);
    assertThat(plan.send(on.staker).await().orThrow().shortfall().isZero()).isTrue();

    TxPlan<Deposited> again = on.eigen.deposits().depositIntoStrategy(on.tst, on.tst("4"), quoted);
    List<UnsignedTx> ready =
        ((Handoff.Send) again.unsigned(on.staker.address()).now()).transactions();
    sendByHand(ready.get(0));
    UnsignedTx call = ready.get(1);
    on.mint(on.tst.address(), wei("2")); // what somebody gives the strategy raises its rate
    BigInteger late = on.rawShares(on.tst, wei("4"));
    long nonce = pendingNonce();
    assertRefused(
        RefusedException.Code.RATE_MOVED,
        () -> again.send(on.staker),
        quoted.toString(),
        Amount.of(late, on.tst.withdrawableShares()).toString());
    assertThat(pendingNonce()).isEqualTo(nonce);

    Deposited deposited =
        again.track(on.staker.address(), List.of(sendByHand(call))).await().orThrow();
    assertThat(deposited.shares().smallest()).isEqualTo(late);
    assertThat(deposited.shortfall().smallest())
        .isEqualTo(quoted.smallest().subtract(late))
        .isPositive();
  }

  private Hash32 sendByHand(UnsignedTx ready) {
    String hash =
        world
            .node()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from", ready.from().toString(),
                    "to", ready.to().toString(),
                    "data", ready.data().toString()))
            .asText();
    return Hash32.parse(hash);
  }

  @Test
  void F04_deposit_rateMovedBeforeInclusion_resultIsWhatWasMinted() {
    on.deposit(on.other, "3");
    on.mint(on.staker.address(), wei("4"));
    BigInteger quoted = on.rawShares(on.tst, wei("4"));
    TxPlan<Deposited> plan = deposit(on.tst("4"));
    on.mint(on.tst.address(), wei("1"));

    Deposited deposited = plan.send(on.staker).await().orThrow();

    assertThat(deposited.shares().smallest())
        .isEqualTo(on.rawDepositShares(on.staker.address(), on.tst))
        .isLessThan(quoted);
  }

  @Test
  void F06_whateverIsRefused_isTypedAndLeavesNoTransaction() {
    on.mint(on.staker.address(), wei("10"));
    on.deposit(on.other, "6");
    long nonce = pendingNonce();
    int sent = sent();
    limit(wei("3"), wei("8"));

    refusedDeposit("3.000000000000000001", "3.000000000000000000 TST", "per deposit");
    refusedDeposit("2.5", "8.000000000000000000 TST", "6.000000000000000000 TST");
    for (String contract : List.of("StrategyManager", "DelegationManager")) {
      on.pause(contract, 255);
    }
    refusedDeposit("1", "bit 0");
    assertRefused(
        RefusedException.Code.PRECONDITION,
        () -> on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker),
        "bit 0");
    assertRefused(
        RefusedException.Code.PRECONDITION,
        () -> on.eigen.delegations().undelegate(on.staker.address()).send(on.staker));
    assertThat(pendingNonce()).isEqualTo(nonce);
    assertThat(sent()).isEqualTo(sent);

    on.lever("eigenlayer.unpause", Map.of("contract", "StrategyManager"));
    deposit(on.tst("2")).send(on.staker).await().orThrow(); // exactly full
    refusedDeposit("0.000000000000000001", "8.000000000000000000 TST");
  }

  private void refusedDeposit(String amount, String... words) {
    assertRefused(
        RefusedException.Code.PRECONDITION, () -> deposit(on.tst(amount)).send(on.staker), words);
  }

  /**
   * Gives the strategy limits no lever can set: its code moves aside, and in its place comes one
   * that answers {@code getTVLLimits()} and delegates everything else.
   */
  private void limit(BigInteger perDeposit, BigInteger total) {
    String strategy = on.tst.address().toString();
    String aside = "0x" + "5a".repeat(20);
    String code = world.node().call("eth_getCode", strategy, "latest").asText();
    world.node().call("anvil_setCode", aside, code);
    String limited =
        "60003560e01c63df6fadc114604557" // PUSH 0 CALLDATALOAD, >> 224, == selector: jump
            + "366000600037" // CALLDATACOPY of everything
            + "6000600036600073" // DELEGATECALL(gas, aside, 0, size, 0, 0)
            + aside.substring(2)
            + "5af4"
            + "3d600060003e" // RETURNDATACOPY of everything
            + "604057" // it went well: jump
            + "3d6000fd" // REVERT
            + "5b3d6000f3" // 40: RETURN
            + "5b7f" // 45: the limits
            + String.format("%064x", perDeposit)
            + "6000527f"
            + String.format("%064x", total)
            + "60205260406000f3";
    world.node().call("anvil_setCode", strategy, "0x" + limited);
  }

  @Test
  void F12_whoBenefitsInsteadOfTheSender_isNamedInThePreview() {
    on.mint(on.staker.address(), wei("3"));
    Instant later = Instant.ofEpochSecond(world.raw().timestamp() + 3600);
    DepositAuthorization.Signed signed =
        on.eigen
            .deposits()
            .depositAuthorization(on.tst, on.tst("2"), on.other.address(), later)
            .now()
            .signBy(on.other);

    Explanation gift =
        on.eigen
            .deposits()
            .depositIntoStrategyWithSignature(signed)
            .explain(on.staker.address())
            .now();
    Explanation own = deposit(on.tst("2")).explain(on.staker.address()).now();

    assertThat(gift.toString()).contains("staker = " + on.other.address());
    assertThat(gift.warnings()).anyMatch(each -> each.contains(on.other.address().toString()));
    assertThat(gift.deltas()).noneMatch(Explanation.Delta::incoming);
    assertThat(own.deltas()).anyMatch(Explanation.Delta::incoming);
    assertThat(own.toString()).doesNotContain(on.other.address().toString());
  }
}
