package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;
import static io.github.restake4j.etherfi.EtherFiFixture.E18;
import static io.github.restake4j.etherfi.EtherFiFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The withdrawal queue, on any deployment of ether.fi of June 2026. */
@Devnet(protocols = "etherfi")
class EtherFiExitAcceptanceTest {
  private final World world;
  private EtherFiFixture on;

  EtherFiExitAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EtherFiFixture(world);
    on.assume(EtherFiGeneration.JUNE_2026);
    on.etherfi.deposit(Wei.ofEther("100")).send(on.staker).await().orThrow();
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private WithdrawTicket request(String amount) {
    return on.etherfi
        .withdrawals()
        .requestWithdraw(Amount.parse(amount, EETH), on.staker.address())
        .send(on.staker)
        .await()
        .orThrow();
  }

  private TxOutcome<WithdrawPayout> claim(BigInteger id, LocalKey by) {
    return on.etherfi.withdrawals().claimWithdraw(id).send(by).await();
  }

  private WithdrawRequest look(BigInteger id) {
    return on.etherfi.withdrawals().requests(List.of(id)).now().get(0);
  }

  private void assertClaimRefused(BigInteger id, String... messageParts) {
    long nonce = on.nonce(on.staker.address());
    assertThatThrownBy(() -> claim(id, on.staker))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .hasMessageContainingAll(messageParts);
    assertThat(on.nonce(on.staker.address())).isEqualTo(nonce);
  }

  /** What finalizing now would freeze for a request: the rate rounded up, then rounded down. */
  private BigInteger payoutAtTheRateOfNow(WithdrawTicket ticket) {
    BigInteger shares = on.rawShares();
    BigInteger rate =
        E18.multiply(on.rawEther()).add(shares).subtract(BigInteger.ONE).divide(shares);
    return ticket.shares().smallest().multiply(rate).divide(E18).min(ticket.amount().smallest());
  }

  @Test
  void requestWithdraw_withPermit_isOneTransactionAndLeavesNoAllowance() {
    BigInteger next = on.rawNextRequestId();
    BigInteger shares = on.sharesFor(wei("5"));

    TxOutcome<WithdrawTicket> outcome =
        on.etherfi
            .withdrawals()
            .requestWithdraw(Amount.parse("5", EETH), on.staker.address())
            .send(on.staker)
            .await();

    WithdrawTicket ticket = outcome.orThrow();
    assertThat(ticket)
        .isEqualTo(
            new WithdrawTicket(
                next,
                on.staker.address(),
                Amount.parse("5", EETH),
                Amount.of(shares, EETH_SHARES)));
    assertThat(outcome.receipts()).hasSize(1);
    assertThat(on.rawPoolAllowance(on.staker.address())).isZero();
    assertThat(on.rawOwnerOf(next))
        .isEqualTo(new BigInteger(on.staker.address().toString().substring(2), 16));
    assertThat(look(next))
        .isEqualTo(
            new WithdrawRequest.Pending(
                next, on.staker.address(), ticket.amount(), ticket.shares()));
  }

  @Test
  void requestWithdraw_withApproval_isTwoTransactions() {
    TxOutcome<WithdrawTicket> outcome =
        on.etherfi
            .withdrawals()
            .requestWithdraw(Amount.parse("5", EETH), on.staker.address())
            .with(TxOptions.builder().allowance(TxOptions.Allowance.APPROVE).build())
            .send(on.staker)
            .await();

    assertThat(outcome.orThrow().amount()).isEqualTo(Amount.parse("5", EETH));
    assertThat(outcome.receipts()).hasSize(2);
    assertThat(on.rawPoolAllowance(on.staker.address())).isZero();
  }

  @Test
  void F06_requestWithdraw_outOfBounds_namesBothBounds() {
    String least = Amount.of(on.rawMinimum(), EETH).toString();
    String most = Amount.of(on.rawMaximum(), EETH).toString();
    world.etherfi().setWithdrawLimits(on.rawMinimum(), wei("50"));

    for (BigInteger amount :
        List.of(on.rawMinimum().subtract(BigInteger.ONE), wei("50").add(BigInteger.ONE))) {
      assertThatThrownBy(
              () ->
                  on.etherfi
                      .withdrawals()
                      .requestWithdraw(Amount.of(amount, EETH), on.staker.address())
                      .send(on.staker))
          .isInstanceOf(RefusedException.class)
          .hasMessageContainingAll(
              least, "50.000000000000000000 eETH", Amount.of(amount, EETH).toString());
    }
    WithdrawQueueState state = on.etherfi.withdrawals().state().now();
    assertThat(state.minimumRequest().map(Amount::toString)).contains(least);
    assertThat(state.maximumRequest()).contains(Amount.parse("50", EETH));
    assertThat(most).isNotEqualTo("50.000000000000000000 eETH");
    request("50");
  }

  @Test
  void requestWithdraw_moreThanOwned_isRefused() {
    assertThatThrownBy(() -> request("900"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.kind()).isEqualTo(RefusedException.Code.INSUFFICIENT_FUNDS))
        .hasMessageContaining("900.000000000000000000 eETH");
  }

  @Test
  void F06_requestWithdraw_whilePoolQueueOrTokenIsPaused_isRefused() {
    for (String contract : List.of("LiquidityPool", "WithdrawRequestNFT", "EETH")) {
      world.etherfi().pause(contract);
      assertThatThrownBy(() -> request("5"))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining(contract + " is not paused");
      assertThat(on.etherfi.withdrawals().state().now().takesRequests()).isFalse();
      world.etherfi().unpause(contract);
    }
    assertThat(on.etherfi.withdrawals().state().now().takesRequests()).isTrue();
  }

  @Test
  void claim_finalizedRequest_paysExactlyWhatWasAnnounced() {
    WithdrawTicket ticket = request("5");
    BigInteger expected = payoutAtTheRateOfNow(ticket);
    world.etherfi().finalizeRequests(ticket.requestId());
    WithdrawRequest announced = look(ticket.requestId());
    BigInteger before = on.rawBalance(on.staker.address());

    TxOutcome<WithdrawPayout> outcome = claim(ticket.requestId(), on.staker);

    assertThat(announced)
        .isEqualTo(
            new WithdrawRequest.Claimable(
                ticket.requestId(),
                on.staker.address(),
                ticket.amount(),
                ticket.shares(),
                Wei.of(expected),
                true));
    assertThat(outcome.orThrow())
        .isEqualTo(
            new WithdrawPayout(
                ticket.requestId(), on.staker.address(), Wei.of(expected), ticket.shares()));
    BigInteger fee = outcome.receipts().get(0).fee().smallest();
    assertThat(on.rawBalance(on.staker.address()).subtract(before).add(fee)).isEqualTo(expected);
    assertThat(wei("5").subtract(expected)).isBetween(BigInteger.ZERO, BigInteger.ONE);
    assertThat(look(ticket.requestId())).isEqualTo(new WithdrawRequest.Claimed(ticket.requestId()));
  }

  @Test
  void LRT2_claim_bySomebodyElse_paysTheOwner() {
    WithdrawTicket ticket = request("5");
    world.etherfi().finalizeRequests(ticket.requestId());
    BigInteger owner = on.rawBalance(on.staker.address());
    BigInteger claimer = on.rawBalance(on.other.address());

    TxOutcome<WithdrawPayout> outcome = claim(ticket.requestId(), on.other);

    WithdrawPayout payout = outcome.orThrow();
    assertThat(payout.owner()).isEqualTo(on.staker.address());
    assertThat(on.rawBalance(on.staker.address()).subtract(owner))
        .isEqualTo(payout.amount().smallest());
    assertThat(claimer.subtract(on.rawBalance(on.other.address())))
        .isEqualTo(outcome.receipts().get(0).fee().smallest());
  }

  @Test
  void claim_afterALossBeforeFinalization_paysTheLowerRate() {
    WithdrawTicket ticket = request("50");
    world.etherfi().rebase(wei("2").negate());
    BigInteger expected = payoutAtTheRateOfNow(ticket);
    world.etherfi().finalizeRequests(ticket.requestId());

    WithdrawPayout payout = claim(ticket.requestId(), on.staker).orThrow();

    assertThat(expected).isLessThan(wei("50").subtract(BigInteger.TEN));
    assertThat(payout.amount()).isEqualTo(Wei.of(expected));
  }

  @Test
  void claim_afterALossBehindFinalization_paysAsAnnounced() {
    WithdrawTicket ticket = request("50");
    BigInteger expected = payoutAtTheRateOfNow(ticket);
    world.etherfi().finalizeRequests(ticket.requestId());
    world.etherfi().rebase(wei("2").negate());

    assertThat(((WithdrawRequest.Claimable) look(ticket.requestId())).payout())
        .isEqualTo(Wei.of(expected));
    assertThat(claim(ticket.requestId(), on.staker).orThrow().amount()).isEqualTo(Wei.of(expected));
  }

  @Test
  void claim_afterAGain_neverPaysMoreThanRequested() {
    WithdrawTicket ticket = request("50");
    world.etherfi().rebase(wei("5"));
    world.etherfi().finalizeRequests(ticket.requestId());

    assertThat(claim(ticket.requestId(), on.staker).orThrow().amount())
        .isEqualTo(Wei.ofEther("50"));
  }

  @Test
  void claim_whilePoolAndQueueArePaused_goesOnButNotWhileTheTokenIs() {
    WithdrawTicket first = request("5");
    WithdrawTicket second = request("6");
    world.etherfi().finalizeRequests(second.requestId());
    world.etherfi().pause("LiquidityPool");
    world.etherfi().pause("WithdrawRequestNFT");

    claim(first.requestId(), on.staker).orThrow();

    assertThat(on.etherfi.withdrawals().state().now().paysClaims()).isTrue();
    world.etherfi().pause("EETH");
    assertClaimRefused(second.requestId(), "EETH is not paused");
    assertThat(on.etherfi.withdrawals().state().now().paysClaims()).isFalse();
  }

  @Test
  void F08_claim_pendingClaimedOrNeverMade_isRefusedBeforeSigning() {
    WithdrawTicket ticket = request("5");
    BigInteger unknown = on.rawNextRequestId();

    assertClaimRefused(ticket.requestId(), "5.000000000000000000 eETH", "is finalized");
    assertClaimRefused(unknown, "request " + unknown + " exists");
    world.etherfi().finalizeRequests(ticket.requestId());
    claim(ticket.requestId(), on.staker).orThrow();
    assertClaimRefused(ticket.requestId(), "is not claimed yet");
  }

  @Test
  void claim_invalidatedRequest_isRefusedUntilItIsValidAgain() {
    WithdrawTicket frozen = request("5");
    WithdrawTicket free = request("6");
    world.etherfi().invalidateRequest(frozen.requestId());
    world.etherfi().finalizeRequests(free.requestId());

    assertThat(look(frozen.requestId()))
        .isEqualTo(
            new WithdrawRequest.Invalidated(
                frozen.requestId(), on.staker.address(), frozen.amount(), frozen.shares()));
    assertClaimRefused(frozen.requestId(), "is valid", "guardian");
    claim(free.requestId(), on.staker).orThrow();
    world.etherfi().validateRequest(frozen.requestId());
    claim(frozen.requestId(), on.staker).orThrow();
  }

  @Test
  void LRT3_requests_mixed_areToldApartWhereIsFinalizedCannot() {
    WithdrawTicket claimed = request("5");
    WithdrawTicket claimable = request("6");
    world.etherfi().finalizeRequests(claimable.requestId());
    claim(claimed.requestId(), on.staker).orThrow();
    WithdrawTicket pending = request("7");
    WithdrawTicket frozen = request("8");
    world.etherfi().invalidateRequest(frozen.requestId());
    BigInteger unknown = on.rawNextRequestId();

    List<WithdrawRequest> found =
        on.etherfi
            .withdrawals()
            .requests(
                List.of(
                    unknown,
                    pending.requestId(),
                    claimed.requestId(),
                    frozen.requestId(),
                    claimable.requestId()))
            .now();

    assertThat(found)
        .extracting(WithdrawRequest::getClass)
        .containsExactly(
            WithdrawRequest.NeverMade.class,
            WithdrawRequest.Pending.class,
            WithdrawRequest.Claimed.class,
            WithdrawRequest.Invalidated.class,
            WithdrawRequest.Claimable.class);
    assertThat(on.rawFinalized(claimed.requestId())).isTrue();
    WithdrawQueueState state = on.etherfi.withdrawals().state().now();
    assertThat(state.lastRequestId()).isEqualTo(frozen.requestId());
    assertThat(state.lastFinalizedRequestId()).isEqualTo(on.rawLastFinalized());
  }

  @Test
  void requests_many_needOneRound() {
    WithdrawTicket ticket = request("5");
    on.etherfi.generation().now();
    world.resetRequests();

    on.etherfi
        .withdrawals()
        .requests(List.of(ticket.requestId(), on.rawNextRequestId(), BigInteger.valueOf(9_999)))
        .now();

    assertThat(world.requests()).isEqualTo(2); // header, then all
  }

  @Test
  void batchClaim_several_paysInTheOrderGiven() {
    WithdrawTicket first = request("5");
    WithdrawTicket second = request("6");
    WithdrawTicket third = request("7");
    world.etherfi().finalizeRequests(third.requestId());

    List<WithdrawPayout> payouts =
        on.etherfi
            .withdrawals()
            .batchClaimWithdraw(List.of(third.requestId(), first.requestId()))
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(payouts)
        .extracting(WithdrawPayout::requestId)
        .containsExactly(third.requestId(), first.requestId());
    assertThat(look(second.requestId())).isInstanceOf(WithdrawRequest.Claimable.class);
  }

  @Test
  void batchClaim_withOneThatCannotBe_isRefusedNamingIt() {
    WithdrawTicket first = request("5");
    world.etherfi().finalizeRequests(first.requestId());
    WithdrawTicket second = request("6");

    assertThatThrownBy(
            () ->
                on.etherfi
                    .withdrawals()
                    .batchClaimWithdraw(List.of(first.requestId(), second.requestId()))
                    .send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("request " + second.requestId())
        .hasMessageNotContaining("request " + first.requestId() + " ");
  }

  @Test
  void claim_ofABlacklistedOwner_isRefusedByName() {
    WithdrawTicket ticket = request("5");
    world.etherfi().finalizeRequests(ticket.requestId());
    world.etherfi().blacklist(on.staker.address().toString(), true);

    assertThatThrownBy(() -> claim(ticket.requestId(), on.other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(on.staker.address() + " is not on ether.fi's blacklist");
  }

  @Test
  void claim_aboveTheBurnLimit_isRefusedWithBothNumbers() {
    WithdrawTicket ticket = request("90");
    world.etherfi().finalizeRequests(ticket.requestId());
    world.etherfi().setBurnLimit(BigInteger.valueOf(1_000_000_000L));

    assertClaimRefused(ticket.requestId(), "90.000000000000000000 ETH", "may be burnt");
  }

  @Test
  void F12_requestWithdraw_forAnotherOwner_paysHim() {
    WithdrawTicket ticket =
        on.etherfi
            .withdrawals()
            .requestWithdraw(Amount.parse("5", EETH), on.other.address())
            .send(on.staker)
            .await()
            .orThrow();
    world.etherfi().finalizeRequests(ticket.requestId());
    BigInteger before = on.rawBalance(on.other.address());

    WithdrawPayout payout = claim(ticket.requestId(), on.staker).orThrow();

    assertThat(ticket.owner()).isEqualTo(on.other.address());
    assertThat(on.rawBalance(on.other.address()).subtract(before))
        .isEqualTo(payout.amount().smallest());
  }

  @Test
  void F12_explainClaim_showsTheEthOnlyToItsOwner() {
    WithdrawTicket ticket = request("5");
    world.etherfi().finalizeRequests(ticket.requestId());
    Address owner = on.staker.address();

    assertThat(
            on.etherfi
                .withdrawals()
                .claimWithdraw(ticket.requestId())
                .explain(owner)
                .now()
                .deltas())
        .hasSize(1);
    assertThat(
            on.etherfi
                .withdrawals()
                .claimWithdraw(ticket.requestId())
                .explain(on.other.address())
                .now()
                .deltas())
        .isEmpty();
  }
}
