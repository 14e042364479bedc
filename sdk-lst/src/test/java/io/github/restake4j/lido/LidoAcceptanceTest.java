package io.github.restake4j.lido;

import static io.github.restake4j.lido.LidoFixture.wei;
import static io.github.restake4j.lido.LidoShares.SHARES;
import static io.github.restake4j.lido.Steth.STETH;
import static io.github.restake4j.lido.Wsteth.WSTETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.LidoReport;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Rate;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a staker does with Lido, on any deployment of it. */
@Devnet(protocols = "lido")
class LidoAcceptanceTest {
  private static final BigInteger E27 = BigInteger.TEN.pow(27);

  private final World world;
  private LidoFixture on;

  LidoAcceptanceTest(World world) {
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

  private Staked stake(String ether) {
    return on.lido.stake(Wei.ofEther(ether)).send(on.staker).await().orThrow();
  }

  private WithdrawalTicket request(String amount) {
    return on.lido
        .withdrawals()
        .requestWithdrawals(List.of(Amount.parse(amount, STETH)), on.staker.address())
        .send(on.staker)
        .await()
        .orThrow()
        .get(0);
  }

  @Test
  void stake_ether_mintsTheSharesTheRateSays() {
    BigInteger ether = on.rawTotalEther();
    BigInteger shares = on.rawTotalShares();
    BigInteger before = on.rawEther(on.staker.address());
    BigInteger sharesBefore = on.rawShares(on.staker.address());

    TxOutcome<Staked> outcome = on.lido.stake(Wei.ofEther("10")).send(on.staker).await();

    Staked staked = outcome.orThrow();
    BigInteger expected = wei("10").multiply(shares).divide(ether);
    assertThat(staked.staker()).isEqualTo(on.staker.address());
    assertThat(staked.paid()).isEqualTo(Wei.ofEther("10"));
    assertThat(staked.shares()).isEqualTo(Amount.of(expected, SHARES));
    assertThat(on.rawShares(on.staker.address()).subtract(sharesBefore)).isEqualTo(expected);
    BigInteger fee = outcome.receipts().get(0).fee().smallest();
    assertThat(before.subtract(on.rawEther(on.staker.address()))).isEqualTo(wei("10").add(fee));
    assertThat(wei("10").subtract(staked.received().smallest()))
        .isBetween(BigInteger.ZERO, BigInteger.TWO);
  }

  @Test
  void F06_stake_whilePaused_isRefusedBeforeSigning() {
    world.lido().pauseStaking();
    BigInteger before = on.rawEther(on.staker.address());

    assertThatThrownBy(() -> stake("1"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .hasMessageContaining("paused");
    assertThat(on.rawEther(on.staker.address())).isEqualTo(before);
    assertThat(on.lido.stakeLimit().now().isPaused()).isTrue();
    assertThat(on.lido.stakeLimit().now().available()).contains(Wei.ZERO);
  }

  @Test
  void F06_stake_aboveTheLimit_isRefusedWithBothNumbers() {
    world.lido().setStakingLimit(wei("5"), wei("1"));

    assertThatThrownBy(() -> stake("6"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("6.000000000000000000 ETH")
        .hasMessageContaining("5.000000000000000000 ETH");
  }

  @Test
  void stakeLimit_afterAStake_fallsByItAndRefills() {
    world.lido().setStakingLimit(wei("100"), wei("1"));
    assertThat(on.lido.stakeLimit().now().available()).contains(Wei.ofEther("100"));

    stake("40");

    StakeLimit after = on.lido.stakeLimit().now();
    assertThat(after.available()).contains(Wei.ofEther("60"));
    assertThat(after.maximum()).contains(Wei.ofEther("100"));
    assertThat(after.blocksToRefill()).isEqualTo(BigInteger.valueOf(100));
    world.mine(7);
    assertThat(on.lido.stakeLimit().now().available()).contains(Wei.ofEther("67"));
  }

  @Test
  void stakeLimit_taken_away_isEmpty() {
    world.lido().removeStakingLimit();

    StakeLimit limit = on.lido.stakeLimit().now();

    assertThat(limit.isPaused()).isFalse();
    assertThat(limit.available()).isEmpty();
    assertThat(limit.maximum()).isEmpty();
  }

  @Test
  void explainStake_showsCallConditionsAndDeltas() {
    Explanation explained = on.lido.stake(Wei.ofEther("3")).explain(on.staker.address()).now();

    assertThat(explained.isReady()).isTrue();
    assertThat(explained.steps()).hasSize(1);
    Explanation.Transaction step = (Explanation.Transaction) explained.steps().get(0);
    assertThat(step.function()).isEqualTo("submit(address)");
    assertThat(step.value()).isEqualTo(Wei.ofEther("3"));
    assertThat(explained.deltas()).contains(new Explanation.Delta(Wei.ofEther("3"), false, ""));
  }

  @Test
  void simulateStake_stopped_revertsWithLidosOwnWords() {
    world.lido().pauseStaking();

    Simulation<Staked> simulated =
        on.lido.stake(Wei.ofEther("1")).simulate(on.staker.address()).now();

    assertThat(simulated)
        .isInstanceOfSatisfying(
            Simulation.Reverts.class,
            reverts -> assertThat(reverts.cause().text()).contains("STAKING_PAUSED"));
  }

  @Test
  void balance_afterAReport_growsWithoutATransfer() {
    stake("32");
    BigInteger shares = on.rawShares(on.staker.address());

    LidoReport report = world.lido().report(wei("5"), BigInteger.ZERO);

    BigInteger expected = shares.multiply(report.postTotalEther()).divide(report.postTotalShares());
    assertThat(on.lido.steth().balanceOf(on.staker.address()).now())
        .isEqualTo(Amount.of(expected, STETH));
    assertThat(on.lido.steth().sharesOf(on.staker.address()).now())
        .isEqualTo(Amount.of(shares, SHARES));
  }

  @Test
  void shareRate_isEtherPerShareTo27Digits() {
    Rate rate = on.lido.shareRate().now();

    BigInteger expected = E27.multiply(on.rawTotalEther()).divide(on.rawTotalShares());
    assertThat(rate.numerator()).isEqualTo(expected);
    assertThat(rate.denominator()).isEqualTo(E27);
  }

  @Test
  void sharesFor_andBack_roundDownAsTheContractDoes() {
    Amount<Steth> amount = Amount.parse("1.234567890123456789", STETH);

    Amount<LidoShares> shares = on.lido.steth().sharesFor(amount).now();

    assertThat(shares.smallest())
        .isEqualTo(amount.smallest().multiply(on.rawTotalShares()).divide(on.rawTotalEther()));
    assertThat(on.lido.steth().stethFor(shares).now().smallest())
        .isEqualTo(shares.smallest().multiply(on.rawTotalEther()).divide(on.rawTotalShares()));
  }

  @Test
  void transferShares_all_leavesNothing() {
    stake("2");
    Amount<LidoShares> all = on.lido.steth().sharesOf(on.staker.address()).now();
    BigInteger before = on.rawShares(on.other.address());

    on.lido.steth().transferShares(on.other.address(), all).send(on.staker).await().orThrow();

    assertThat(on.rawShares(on.staker.address())).isZero();
    assertThat(on.rawShares(on.other.address()).subtract(before)).isEqualTo(all.smallest());
  }

  @Test
  void wrap_withoutAllowance_approvesExactlyThenWraps() {
    stake("10");
    Amount<Steth> amount = Amount.parse("4", STETH);
    BigInteger rate = on.rawTotalShares();
    BigInteger expected = wei("4").multiply(rate).divide(on.rawTotalEther());
    BigInteger before = on.rawWsteth(on.staker.address());

    TxOutcome<Wrapped> outcome = on.lido.wsteth().wrap(amount).send(on.staker).await();

    Wrapped wrapped = outcome.orThrow();
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(wrapped.wsteth()).isEqualTo(Amount.of(expected, WSTETH));
    assertThat(wrapped.steth()).isEqualTo(amount);
    assertThat(on.rawWsteth(on.staker.address()).subtract(before)).isEqualTo(expected);
    assertThat(on.rawWrapperAllowance(on.staker.address())).isZero();
  }

  @Test
  void unwrap_givesBackWhatTheRateSaysOrAWeiLess() {
    stake("10");
    on.lido.wsteth().wrap(Amount.parse("4", STETH)).send(on.staker).await().orThrow();
    Amount<Wsteth> half = Amount.parse("2", WSTETH);
    BigInteger worth = on.lido.wsteth().stethFor(half).now().smallest();
    BigInteger before = on.rawSteth(on.staker.address());

    Wrapped unwrapped = on.lido.wsteth().unwrap(half).send(on.staker).await().orThrow();

    assertThat(unwrapped.steth().smallest()).isEqualTo(worth);
    assertThat(worth.subtract(on.rawSteth(on.staker.address()).subtract(before)))
        .isBetween(BigInteger.ONE.negate(), BigInteger.TWO);
  }

  @Test
  void unwrap_moreThanOwned_isRefused() {
    assertThatThrownBy(
            () ->
                on.lido
                    .wsteth()
                    .unwrap(Amount.parse("1000000", WSTETH))
                    .send(on.staker)
                    .await()
                    .orThrow())
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.kind()).isEqualTo(RefusedException.Code.INSUFFICIENT_FUNDS));
  }

  @Test
  void requestWithdrawals_withPermit_isOneTransactionAndLeavesNoAllowance() {
    stake("20");
    BigInteger shares = on.rawTotalShares();
    BigInteger ether = on.rawTotalEther();

    TxOutcome<List<WithdrawalTicket>> outcome =
        on.lido
            .withdrawals()
            .requestWithdrawals(
                List.of(Amount.parse("5", STETH), Amount.parse("7.5", STETH)), on.staker.address())
            .send(on.staker)
            .await();

    List<WithdrawalTicket> tickets = outcome.orThrow();
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(tickets)
        .extracting(WithdrawalTicket::amount)
        .containsExactly(Amount.parse("5", STETH), Amount.parse("7.5", STETH));
    assertThat(tickets.get(0).shares().smallest())
        .isEqualTo(wei("5").multiply(shares).divide(ether));
    assertThat(tickets).extracting(WithdrawalTicket::owner).containsOnly(on.staker.address());
    assertThat(tickets.get(1).requestId())
        .isEqualTo(tickets.get(0).requestId().add(BigInteger.ONE));
    assertThat(on.rawQueueAllowance(on.staker.address())).isZero();
  }

  @Test
  void requestWithdrawals_approveOption_isTwoTransactions() {
    stake("20");

    TxOutcome<List<WithdrawalTicket>> outcome =
        on.lido
            .withdrawals()
            .requestWithdrawals(List.of(Amount.parse("5", STETH)), on.staker.address())
            .with(TxOptions.builder().allowance(TxOptions.Allowance.APPROVE).build())
            .send(on.staker)
            .await();

    assertThat(outcome.orThrow()).hasSize(1);
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(on.rawQueueAllowance(on.staker.address())).isZero();
  }

  @Test
  void F12_requestWithdrawals_forAnotherOwner_givesHimThePlace() {
    stake("20");

    List<WithdrawalTicket> tickets =
        on.lido
            .withdrawals()
            .requestWithdrawals(List.of(Amount.parse("5", STETH)), on.other.address())
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(tickets.get(0).owner()).isEqualTo(on.other.address());
    assertThat(on.lido.withdrawals().requestsOf(on.other.address()).now())
        .extracting(WithdrawalRequest::requestId)
        .contains(tickets.get(0).requestId());
  }

  @Test
  void requestWithdrawalsWstETH_withPermit_unwrapsIntoThePlace() {
    stake("20");
    on.lido.wsteth().wrap(Amount.parse("10", STETH)).send(on.staker).await().orThrow();
    Amount<Wsteth> amount = Amount.parse("6", WSTETH);
    Amount<Steth> worth = on.lido.wsteth().stethFor(amount).now();
    BigInteger before = on.rawWsteth(on.staker.address());

    TxOutcome<List<WithdrawalTicket>> outcome =
        on.lido
            .withdrawals()
            .requestWithdrawalsWstETH(List.of(amount), on.staker.address())
            .send(on.staker)
            .await();

    assertThat(outcome.orThrow().get(0).amount()).isEqualTo(worth);
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(before.subtract(on.rawWsteth(on.staker.address()))).isEqualTo(wei("6"));
  }

  @Test
  void F06_requestWithdrawals_whilePaused_isRefusedButClaimsGoOn() {
    stake("20");
    WithdrawalTicket ticket = request("5");
    world.lido().report(BigInteger.ZERO, ticket.requestId());
    world.lido().pauseQueue();

    assertThatThrownBy(() -> request("5"))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("queue is not paused");
    assertThat(on.lido.withdrawals().state().now().isPaused()).isTrue();
    assertThat(
            on.lido
                .withdrawals()
                .claimWithdrawals(List.of(ticket.requestId()))
                .send(on.staker)
                .await()
                .orThrow())
        .hasSize(1);
  }

  @Test
  void requestWithdrawals_moreThanOwned_isRefused() {
    assertThatThrownBy(
            () ->
                on.lido
                    .withdrawals()
                    .requestWithdrawals(List.of(Amount.parse("999", STETH)), on.other.address())
                    .send(on.other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("999.000000000000000000 stETH");
  }

  @Test
  void state_whilePausedForATime_saysUntilWhen() {
    world.lido().pauseQueue(Duration.ofMinutes(10));
    long now = world.raw().timestamp();

    WithdrawalQueueState state = on.lido.withdrawals().state().now();

    assertThat(state.isPaused()).isTrue();
    assertThat(state.resumesAt().orElseThrow().getEpochSecond()).isBetween(now + 500, now + 600);
    assertThat(state.minimumRequest()).isEqualTo(Amount.of(100, STETH));
    assertThat(state.maximumRequest()).isEqualTo(Amount.parse("1000", STETH));
  }

  @Test
  void state_inBunkerMode_saysSince() {
    assertThat(on.lido.withdrawals().state().now().bunkerSince()).isEmpty();

    world.lido().setBunkerMode(true);

    assertThat(on.lido.withdrawals().state().now().bunkerSince()).isPresent();
  }

  @Test
  void claim_finalizedRequest_paysExactlyWhatWasAnnounced() {
    stake("20");
    WithdrawalTicket ticket = request("5");
    world.lido().report(wei("1"), ticket.requestId());
    WithdrawalRequest announced =
        on.lido.withdrawals().requests(List.of(ticket.requestId())).now().get(0);
    Wei payout = ((WithdrawalRequest.Claimable) announced.status()).payout();
    BigInteger before = on.rawEther(on.staker.address());

    TxOutcome<List<WithdrawalPayout>> outcome =
        on.lido.withdrawals().claimWithdrawals(List.of(ticket.requestId())).send(on.staker).await();

    assertThat(outcome.orThrow())
        .containsExactly(new WithdrawalPayout(ticket.requestId(), on.staker.address(), payout));
    BigInteger fee = outcome.receipts().get(0).fee().smallest();
    assertThat(on.rawEther(on.staker.address()).subtract(before).add(fee))
        .isEqualTo(payout.smallest());
    assertThat(wei("5").subtract(payout.smallest())).isBetween(BigInteger.ZERO, BigInteger.TWO);
    assertThat(on.lido.withdrawals().requests(List.of(ticket.requestId())).now().get(0).status())
        .isInstanceOf(WithdrawalRequest.Claimed.class);
  }

  @Test
  void claim_afterASlashing_paysTheDiscountedRate() {
    stake("100");
    WithdrawalTicket ticket = request("50");

    LidoReport report = world.lido().report(wei("20").negate(), ticket.requestId());

    BigInteger expected = ticket.shares().smallest().multiply(report.shareRate()).divide(E27);
    assertThat(expected).isLessThan(wei("50"));
    List<WithdrawalPayout> payouts =
        on.lido
            .withdrawals()
            .claimWithdrawals(List.of(ticket.requestId()))
            .send(on.staker)
            .await()
            .orThrow();
    assertThat(payouts.get(0).amount()).isEqualTo(Wei.of(expected));
  }

  @Test
  void claim_manyAcrossCheckpoints_findsEveryHint() {
    stake("100");
    WithdrawalTicket first = request("5");
    world.lido().report(BigInteger.ZERO, first.requestId());
    WithdrawalTicket second = request("6");
    world.lido().report(wei("1").negate(), second.requestId());
    WithdrawalTicket third = request("7");
    world.lido().report(wei("2"), third.requestId());

    List<WithdrawalPayout> payouts =
        on.lido
            .withdrawals()
            .claimWithdrawals(List.of(third.requestId(), first.requestId(), second.requestId()))
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(payouts)
        .extracting(WithdrawalPayout::requestId)
        .containsExactly(first.requestId(), second.requestId(), third.requestId());
  }

  @Test
  void F08_claim_pendingForeignOrClaimed_isRefusedBeforeSigning() {
    stake("20");
    WithdrawalTicket pending = request("5");
    long nonce = nonce(on.staker.address());

    assertThatThrownBy(() -> claim(pending))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("finalized");
    world.lido().report(BigInteger.ZERO, pending.requestId());
    assertThatThrownBy(
            () ->
                on.lido.withdrawals().claimWithdrawals(List.of(pending.requestId())).send(on.other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("belongs to the sender");
    assertThat(nonce(on.staker.address())).isEqualTo(nonce);
    claim(pending);
    assertThatThrownBy(() -> claim(pending))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("claimed");
  }

  @Test
  void claim_unknownRequest_namesTheContractsError() {
    BigInteger unknown = on.lido.withdrawals().state().now().lastRequestId().add(BigInteger.TEN);

    assertThatThrownBy(
            () -> on.lido.withdrawals().claimWithdrawals(List.of(unknown)).send(on.staker))
        .isInstanceOf(RevertException.class)
        .hasMessageContaining("InvalidRequestId")
        .hasMessageContaining(unknown.toString());
  }

  @Test
  void F12_claimWithdrawalsTo_anotherRecipient_paysHim() {
    stake("20");
    WithdrawalTicket ticket = request("5");
    world.lido().report(BigInteger.ZERO, ticket.requestId());
    Address recipient = Address.parse("0x00000000000000000000000000000000000c0ffe");
    BigInteger before = on.rawEther(recipient);

    List<WithdrawalPayout> payouts =
        on.lido
            .withdrawals()
            .claimWithdrawalsTo(List.of(ticket.requestId()), recipient)
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(payouts.get(0).receiver()).isEqualTo(recipient);
    assertThat(on.rawEther(recipient).subtract(before))
        .isEqualTo(payouts.get(0).amount().smallest());
  }

  @Test
  void requestsOf_mixedStates_areSortedAndPriced() {
    stake("50");
    WithdrawalTicket first = request("5");
    WithdrawalTicket second = request("6");
    world.lido().report(BigInteger.ZERO, second.requestId());
    WithdrawalTicket third = request("7");
    claim(first);
    WithdrawalTicket fourth = request("8");

    List<WithdrawalRequest> open = on.lido.withdrawals().requestsOf(on.staker.address()).now();

    assertThat(open)
        .extracting(WithdrawalRequest::requestId)
        .containsExactly(second.requestId(), third.requestId(), fourth.requestId());
    assertThat(open.get(0).status()).isInstanceOf(WithdrawalRequest.Claimable.class);
    assertThat(open.get(1).status()).isInstanceOf(WithdrawalRequest.Pending.class);
    assertThat(open.get(2).amount()).isEqualTo(Amount.parse("8", STETH));
  }

  @Test
  void position_isReadAtOneBlock() {
    stake("30");
    on.lido.wsteth().wrap(Amount.parse("10", STETH)).send(on.staker).await().orThrow();
    WithdrawalTicket ticket = request("5");

    LidoPosition position = on.lido.position(on.staker.address()).now();

    assertThat(position.steth().smallest()).isEqualTo(on.rawSteth(on.staker.address()));
    assertThat(position.shares().smallest()).isEqualTo(on.rawShares(on.staker.address()));
    assertThat(position.wsteth().smallest()).isEqualTo(on.rawWsteth(on.staker.address()));
    assertThat(position.wstethInSteth().smallest())
        .isEqualTo(
            on.rawWsteth(on.staker.address())
                .multiply(on.rawTotalEther())
                .divide(on.rawTotalShares()));
    assertThat(position.withdrawals())
        .extracting(WithdrawalRequest::requestId)
        .containsExactly(ticket.requestId());
  }

  @Test
  void quotedRate_convertsLikeTheContract() {
    Amount<LidoShares> shares = Amount.parse("3", SHARES);

    Amount<Steth> converted = on.lido.shareRate().now().convert(shares, STETH, RoundingMode.FLOOR);

    BigInteger exact = on.lido.steth().stethFor(shares).now().smallest();
    assertThat(exact.subtract(converted.smallest())).isBetween(BigInteger.ZERO, BigInteger.ONE);
  }

  private void claim(WithdrawalTicket ticket) {
    on.lido
        .withdrawals()
        .claimWithdrawals(List.of(ticket.requestId()))
        .send(on.staker)
        .await()
        .orThrow();
  }

  private long nonce(Address account) {
    return Long.decode(
        world.node().call("eth_getTransactionCount", account.toString(), "latest").asText());
  }

  @Test
  void allowanceNone_withoutAllowance_isRefused() {
    stake("10");

    assertThatThrownBy(
            () ->
                on.lido
                    .wsteth()
                    .wrap(Amount.parse("1", STETH))
                    .with(TxOptions.builder().allowance(TxOptions.Allowance.NONE).build())
                    .send(on.staker))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.kind()).isEqualTo(RefusedException.Code.INSUFFICIENT_ALLOWANCE));
    assertThat(Optional.of(on.rawWrapperAllowance(on.staker.address()))).contains(BigInteger.ZERO);
  }
}
