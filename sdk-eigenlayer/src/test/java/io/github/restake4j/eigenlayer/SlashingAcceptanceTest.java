package io.github.restake4j.eigenlayer;

import static io.github.restake4j.eigenlayer.EigenFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.StrategyStake;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What slashing takes, foretold and then seen, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class SlashingAcceptanceTest {
  private final World world;
  private EigenFixture on;
  private OperatorSet set;

  SlashingAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenFixture(world);
    on.register(on.operator, Address.ZERO);
    set = on.allocate(on.operator, wei("1"));
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private void delegated(String whole) {
    on.deposit(on.staker, whole);
    on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker).await().orThrow();
  }

  private Withdrawal queue(WithdrawalAmount amount) {
    return on.eigen
        .withdrawals()
        .queueWithdrawals(List.of(amount))
        .send(on.staker)
        .await()
        .orThrow()
        .get(0);
  }

  private SlashCost cost(String wad) {
    return on.eigen.slashing().costToStaker(on.staker.address(), set, on.tst, wei(wad)).now();
  }

  /** The life that the issue asks for; the numbers of the first half are the facts' own. */
  @Test
  void slashedTwice_withAWithdrawalQueuedInBetween_paysWhatWasForetold() {
    delegated("100");
    SlashCost first = cost("0.3");
    on.slash(on.operator.address(), set, wei("0.3"));
    assertThat(on.rawWithdrawable(on.staker.address(), on.tst))
        .isEqualTo(wei("70"))
        .isEqualTo(first.after().withdrawable().smallest());
    on.deposit(on.staker, "10");
    assertThat(on.rawWithdrawable(on.staker.address(), on.tst))
        .isEqualTo(new BigInteger("79999999999999999920"));

    Withdrawal withdrawal =
        queue(WithdrawalAmount.depositShares(Amount.parse("40", on.tst.depositShares())));
    // 0.66 of the whole is left once 0.04 of 0.7 allocated are gone
    BigInteger wad = new BigInteger("57142857142857142");
    SlashCost second =
        on.eigen.slashing().costToStaker(on.staker.address(), set, on.tst, wad).now();
    OperatorSlashCost all =
        on.eigen.slashing().costToOperator(on.operator.address(), set, on.tst, wad).now();
    BigInteger shares = on.rawOperatorShares(on.operator.address(), on.tst);
    on.slash(on.operator.address(), set, wad);

    assertThat(on.eigen.slashing().maxMagnitudes(on.operator.address(), List.of(on.tst)).now())
        .containsExactly(second.slash().after());
    assertThat(on.rawWithdrawable(on.staker.address(), on.tst))
        .isEqualTo(second.after().withdrawable().smallest());
    assertThat(shares.subtract(on.rawOperatorShares(on.operator.address(), on.tst)))
        .isEqualTo(all.fromShares().smallest());
    QueuedWithdrawal queued =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    assertThat(queued.pays().get(0).shares()).isEqualTo(second.queuedAfter());
    assertThat(second.queuedBefore().smallest()).isEqualTo(new BigInteger("29090909090909090880"));

    on.waitForDelay();
    BigInteger before = on.rawTst(on.staker.address());
    PaidWithdrawal paid =
        on.eigen
            .withdrawals()
            .completeQueuedWithdrawalAsTokens(withdrawal)
            .send(on.staker)
            .await()
            .orThrow();
    assertThat(on.rawTst(on.staker.address()).subtract(before))
        .isEqualTo(second.queuedAfter().smallest())
        .isEqualTo(paid.tokens().get(0).smallest());

    Withdrawal rest = queue(WithdrawalAmount.all(on.tst));
    on.waitForDelay();
    before = on.rawTst(on.staker.address());
    on.eigen.withdrawals().completeQueuedWithdrawalAsTokens(rest).send(on.staker).await().orThrow();
    assertThat(on.rawTst(on.staker.address()).subtract(before))
        .isEqualTo(second.after().withdrawable().smallest());
  }

  @Test
  void slash_atTheLastSlashableBlock_stillTakes_oneLaterDoesNot() {
    delegated("10");
    Withdrawal withdrawal = queue(WithdrawalAmount.tokens(on.tst, on.tst("4")));
    long delay = on.eigen.withdrawals().minWithdrawalDelayBlocks().now();
    world.mine((int) delay - 1);

    on.slash(on.operator.address(), set, wei("0.5")); // mined at slashableUntil
    QueuedWithdrawal last =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    assertThat(last.seenAt()).isEqualTo(last.slashableUntil());
    assertThat(last.pays().get(0).shares().smallest()).isEqualTo(wei("2"));
    assertThat(cost("0.5").queuedBefore().isZero()).isTrue();

    on.slash(on.operator.address(), set, wei("0.5"));
    QueuedWithdrawal after =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    assertThat(after.isCompletable()).isTrue();
    assertThat(after.pays().get(0).shares().smallest()).isEqualTo(wei("2"));
    assertThat(
            on.eigen
                .slashing()
                .maxMagnitudesAtBlock(on.operator.address(), List.of(on.tst), last.slashableUntil())
                .now())
        .containsExactly(Magnitude.of("0.5"));
    assertThat(on.eigen.slashing().maxMagnitudes(on.operator.address(), List.of(on.tst)).now())
        .containsExactly(Magnitude.of("0.25"));
  }

  @Test
  void slashableSharesInQueue_countsWhatWaits() {
    delegated("10");
    assertThat(
            on.eigen
                .slashing()
                .slashableSharesInQueue(on.operator.address(), on.tst)
                .now()
                .isZero())
        .isTrue();

    queue(WithdrawalAmount.tokens(on.tst, on.tst("4")));
    on.slash(on.operator.address(), set, wei("0.25"));

    assertThat(
            on.eigen
                .slashing()
                .slashableSharesInQueue(on.operator.address(), on.tst)
                .now()
                .smallest())
        .isEqualTo(wei("3"));
  }

  @Test
  void slash_everything_leavesNothingAndStillLetsGo() {
    delegated("5");
    SlashCost all = cost("1");
    assertThat(all.loss().smallest()).isEqualTo(wei("5"));
    on.slash(on.operator.address(), set, wei("1"));

    StrategyStake stake = on.eigen.deposits().stake(on.staker.address(), on.tst).now();
    assertThat(stake.withdrawable().isZero()).isTrue();
    assertThat(stake.depositShares().smallest()).isEqualTo(wei("5"));
    Undelegated ended =
        on.eigen.delegations().undelegate(on.staker.address()).send(on.staker).await().orThrow();
    on.waitForDelay();
    PaidWithdrawal paid =
        on.eigen
            .withdrawals()
            .completeQueuedWithdrawalAsTokens(ended.queued().get(0))
            .send(on.staker)
            .await()
            .orThrow();
    assertThat(paid.tokens()).containsExactly(on.tst("0"));
  }

  @Test
  void costToStaker_withoutAnOperator_isNothing() {
    on.deposit(on.staker, "5");

    SlashCost cost = cost("1");

    assertThat(cost.loss().isZero()).isTrue();
    assertThat(cost.after()).isEqualTo(cost.before());
  }
}
