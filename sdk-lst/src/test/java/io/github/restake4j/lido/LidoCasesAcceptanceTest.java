package io.github.restake4j.lido;

import static io.github.restake4j.lido.LidoFixture.wei;
import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;
import static io.github.restake4j.lido.Wsteth.WSTETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reliability cases of a staking facade, with Lido. */
@Devnet(protocols = "lido")
class LidoCasesAcceptanceTest {
  private static final Address NOWHERE = Address.parse("0x" + "ab".repeat(20));

  private final World world;
  private LidoFixture on;

  LidoCasesAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new LidoFixture(world);
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private int sent() {
    return ChainTruth.read(world.node(), Math.max(0, world.raw().blockNumber() - 50))
        .of(on.staker.address().toString())
        .size();
  }

  private BigInteger pendingNonce() {
    String count =
        world
            .node()
            .call("eth_getTransactionCount", on.staker.address().toString(), "pending")
            .asText();
    return BigInteger.valueOf(Long.decode(count));
  }

  private static void assertNoCode(ThrowingCallable call, Address where) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NO_CODE))
        .hasMessageContaining(where.toString());
  }

  private static void assertRefused(RefusedException.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.kind()).isEqualTo(code));
  }

  @Test
  void F02_noContractAtTheBooksAddress_isNoCodeForReadsAndSends() {
    String locator = on.client.deployment().address("lido", "LidoLocator").toString();
    String book = world.deploymentJson().replaceAll("(?i)" + locator, NOWHERE.toString());
    BigInteger nonce = pendingNonce();
    try (Restake4j client =
        Restake4j.builder().rpc(world.rpcUrl()).deployments(Deployments.parse(book)).build()) {
      Lido lido = Lido.on(client);

      assertNoCode(() -> lido.shareRate().now(), NOWHERE);
      assertNoCode(() -> lido.stake(Wei.ofEther("1")).send(on.staker), NOWHERE);
      assertNoCode(() -> lido.stake(Wei.ofEther("1")).unsigned(on.staker.address()).now(), NOWHERE);
    }
    assertThat(pendingNonce()).isEqualTo(nonce);
  }

  @Test
  void F02_codeThatVanishedUnderAFacade_isNoCodeBeforeSigning() {
    on.lido.stake(Wei.ofEther("5")).send(on.staker).await().orThrow();
    Address steth = on.lido.steth().erc20().address().now();
    world.node().call("anvil_setCode", steth.toString(), "0x");
    BigInteger nonce = pendingNonce();

    assertNoCode(() -> on.lido.shareRate().now(), steth);
    assertNoCode(() -> on.lido.stake(Wei.ofEther("1")).send(on.staker), steth);
    assertNoCode(() -> on.lido.wsteth().wrap(Amount.parse("1", STETH)).send(on.staker), steth);
    // this one reads nothing of the token: the preflight alone can tell
    assertNoCode(
        () ->
            on.lido
                .steth()
                .erc20()
                .approve(on.other.address(), Amount.parse("1", STETH))
                .send(on.staker),
        steth);
    assertThat(pendingNonce()).isEqualTo(nonce);
  }

  @Test
  void F03_aMinimumOfNothing_isNoMinimum() {
    assertThatThrownBy(() -> on.lido.stake(Wei.ofEther("1"), Address.ZERO, Amount.zero(SHARES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("protects nothing");
  }

  @Test
  void F04_stakeAtLeast_whatTheRateGives_isMadeAndOneShareMoreIsNot() {
    Amount<LidoShares> now =
        Amount.of(wei("7").multiply(on.rawTotalShares()).divide(on.rawTotalEther()), SHARES);
    Amount<LidoShares> more = now.plus(Amount.of(1, SHARES));
    BigInteger nonce = pendingNonce();

    assertThatThrownBy(() -> on.lido.stake(Wei.ofEther("7"), Address.ZERO, more).send(on.staker))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.RATE_MOVED))
        .hasMessageContainingAll(now.toString(), more.toString());
    assertThat(pendingNonce()).isEqualTo(nonce);
    Staked staked =
        on.lido.stake(Wei.ofEther("7"), Address.ZERO, now).send(on.staker).await().orThrow();
    assertThat(staked.shares()).isEqualTo(now);
    assertThat(staked.shortfall()).isEqualTo(Amount.zero(SHARES));
  }

  @Test
  void F04_stakeAtLeast_rateRoseAfterTheLastCheck_isReportedFromTheEvents() {
    Amount<LidoShares> quoted = on.lido.steth().sharesFor(Amount.parse("7", STETH)).now();
    TxPlan<Staked> plan = on.lido.stake(Wei.ofEther("7"), Address.ZERO, quoted);
    UnsignedTx ready =
        ((Handoff.Send) plan.unsigned(on.staker.address()).now()).transactions().get(0);
    world.lido().report(wei("3"), BigInteger.ZERO);
    BigInteger late = wei("7").multiply(on.rawTotalShares()).divide(on.rawTotalEther());

    assertRefused(RefusedException.Code.RATE_MOVED, () -> plan.send(on.staker));
    String hash =
        world
            .node()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from", ready.from().toString(),
                    "to", ready.to().toString(),
                    "value", "0x" + ready.value().smallest().toString(16),
                    "data", ready.data().toString()))
            .asText();
    Staked staked = plan.track(on.staker.address(), List.of(Hash32.parse(hash))).await().orThrow();

    assertThat(staked.shares().smallest()).isEqualTo(late);
    assertThat(staked.shortfall().smallest()).isEqualTo(quoted.smallest().subtract(late));
    assertThat(staked.shortfall().isZero()).isFalse();
  }

  @Test
  void F04_stake_rateMovedBeforeInclusion_resultIsWhatWasMinted() {
    BigInteger quoted = on.lido.steth().sharesFor(Amount.parse("7", STETH)).now().smallest();
    TxPlan<Staked> plan = on.lido.stake(Wei.ofEther("7"));
    world.lido().report(wei("3"), BigInteger.ZERO);
    BigInteger before = on.rawShares(on.staker.address());

    Staked staked = plan.send(on.staker).await().orThrow();

    BigInteger minted = on.rawShares(on.staker.address()).subtract(before);
    assertThat(staked.shares().smallest()).isEqualTo(minted).isLessThan(quoted);
    assertThat(staked.shortfall().isZero()).isTrue(); // none was asked for
  }

  @Test
  void F06_whateverIsRefused_isTypedAndLeavesNoTransaction() {
    on.lido.stake(Wei.ofEther("1300")).send(on.staker).await().orThrow();
    on.lido.wsteth().wrap(Amount.parse("1250", STETH)).send(on.staker).await().orThrow();
    BigInteger nonce = pendingNonce();
    int sent = sent();
    world.lido().setStakingLimit(wei("5"), BigInteger.ZERO);
    assertPrecondition(() -> on.lido.stake(Wei.ofEther("6")).send(on.staker));
    world.lido().pauseStaking();
    assertPrecondition(() -> on.lido.stake(Wei.ofEther("1")).send(on.staker));
    // what the wstETH is worth decides: below 100 wei, above 1,000 stETH
    assertPrecondition(() -> requestWsteth(Amount.of(10, WSTETH)));
    assertPrecondition(() -> requestWsteth(Amount.of(on.rawWsteth(on.staker.address()), WSTETH)));
    world.lido().pauseQueue();
    assertPrecondition(() -> requestWsteth(Amount.parse("1", WSTETH)));
    assertPrecondition(
        () ->
            on.lido
                .withdrawals()
                .requestWithdrawals(List.of(Amount.parse("1", STETH)), on.staker.address())
                .send(on.staker));

    assertThat(pendingNonce()).isEqualTo(nonce);
    assertThat(sent()).isEqualTo(sent);
  }

  private static void assertPrecondition(ThrowingCallable call) {
    assertRefused(RefusedException.Code.PRECONDITION, call);
  }

  private void requestWsteth(Amount<Wsteth> amount) {
    on.lido
        .withdrawals()
        .requestWithdrawalsWstETH(List.of(amount), on.staker.address())
        .send(on.staker)
        .await()
        .orThrow();
  }

  @Test
  void F12_whoBenefitsInsteadOfTheSender_isNamedInThePreview() {
    on.lido.stake(Wei.ofEther("20")).send(on.staker).await().orThrow();
    Address heir = on.other.address();
    WithdrawalTicket ticket =
        on.lido
            .withdrawals()
            .requestWithdrawals(List.of(Amount.parse("5", STETH)), on.staker.address())
            .send(on.staker)
            .await()
            .orThrow()
            .get(0);
    world.lido().report(BigInteger.ZERO, ticket.requestId());
    List<BigInteger> ids = List.of(ticket.requestId());

    Explanation request =
        explain(on.lido.withdrawals().requestWithdrawals(List.of(Amount.parse("1", STETH)), heir));
    Explanation claim = explain(on.lido.withdrawals().claimWithdrawalsTo(ids, heir));
    Explanation own = explain(on.lido.withdrawals().claimWithdrawals(ids));
    Explanation gift = explain(on.lido.steth().transferShares(heir, Amount.parse("1", SHARES)));
    Explanation stake = explain(on.lido.stake(Wei.ofEther("1")));

    assertThat(request.toString()).contains("owner = " + heir);
    assertThat(claim.toString()).contains("recipient = " + heir);
    assertThat(gift.toString()).contains("recipient = " + heir);
    // the sender gains nothing where somebody else does, and something where nobody is named
    assertThat(List.of(request, claim, gift))
        .allSatisfy(each -> assertThat(each.deltas()).noneMatch(Explanation.Delta::incoming));
    assertThat(own.deltas()).anyMatch(Explanation.Delta::incoming);
    assertThat(own.toString()).doesNotContain(heir.toString());
    assertThat(stake.deltas()).anyMatch(Explanation.Delta::incoming);
  }

  private Explanation explain(TxPlan<?> plan) {
    return plan.explain(on.staker.address()).now();
  }
}
