package io.github.restake4j.eigenlayer;

import static io.github.restake4j.eigenlayer.EigenFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Simulation;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queue, wait, complete, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class WithdrawalAcceptanceTest {
  private final World world;
  private EigenFixture on;

  WithdrawalAcceptanceTest(World world) {
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

  private Withdrawal queue(WithdrawalAmount amount) {
    return on.eigen
        .withdrawals()
        .queueWithdrawals(List.of(amount))
        .send(on.staker)
        .await()
        .orThrow()
        .get(0);
  }

  private PaidWithdrawal complete(Withdrawal withdrawal) {
    return on.eigen
        .withdrawals()
        .completeQueuedWithdrawalAsTokens(withdrawal)
        .send(on.staker)
        .await()
        .orThrow();
  }

  private Amount<WithdrawableShares> shares(String whole) {
    return Amount.parse(whole, on.tst.withdrawableShares());
  }

  /** Delegated to an operator that has lost three tenths, with a deposit before and one after. */
  private void oddStake() {
    on.register(on.operator, Address.ZERO);
    OperatorSet set = on.allocate(on.operator, wei("1"));
    on.deposit(on.staker, "100");
    on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker).await().orThrow();
    on.slash(on.operator.address(), set, wei("0.3"));
    on.deposit(on.staker, "10");
  }

  @Test
  void queue_all_thenComplete_paysEverything() {
    on.deposit(on.staker, "6");
    BigInteger before = on.rawTst(on.staker.address());

    Withdrawal withdrawal = queue(WithdrawalAmount.all(on.tst));

    assertThat(withdrawal.staker()).isEqualTo(on.staker.address());
    assertThat(withdrawal.withdrawer()).isEqualTo(on.staker.address());
    assertThat(withdrawal.delegatedTo()).isEqualTo(Address.ZERO);
    assertThat(withdrawal.startBlock()).isEqualTo(world.raw().blockNumber());
    on.waitForDelay();
    PaidWithdrawal paid = complete(withdrawal);
    assertThat(paid.root()).isEqualTo(withdrawal.root());
    assertThat(paid.tokens()).containsExactly(on.tst("6"));
    assertThat(on.rawTst(on.staker.address()).subtract(before)).isEqualTo(wei("6"));
    assertThat(on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now()).isEmpty();
  }

  @Test
  void root_ofAQueuedWithdrawal_isTheChains() {
    on.deposit(on.staker, "6");
    Withdrawal withdrawal = queue(WithdrawalAmount.tokens(on.tst, on.tst("2")));

    QueuedWithdrawal queued =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();

    assertThat(queued.withdrawal()).isEqualTo(withdrawal);
    assertThat(on.eigen.withdrawals().getQueuedWithdrawals(on.staker.address()).now())
        .containsExactly(queued);
    assertThat(on.eigen.withdrawals().getQueuedWithdrawal(Hash32.ZERO).now()).isEmpty();
  }

  @Test
  void queue_byShares_convertsAsTheContractAndNeverTakesMore() {
    oddStake();
    BigInteger before = on.rawWithdrawable(on.staker.address(), on.tst);
    BigInteger deposited = on.rawDepositShares(on.staker.address(), on.tst);
    // convertToDepositShares of 40: 40e36/1038961038961038960 = 38500000000000000038, /0.7
    BigInteger expected = new BigInteger("55000000000000000054");

    Withdrawal withdrawal = queue(WithdrawalAmount.shares(shares("40")));

    assertThat(deposited.subtract(on.rawDepositShares(on.staker.address(), on.tst)))
        .isEqualTo(expected);
    QueuedWithdrawal queued =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    BigInteger pays = queued.pays().get(0).shares().smallest();
    assertThat(wei("40").subtract(pays)).isBetween(BigInteger.ZERO, BigInteger.TWO);
    assertThat(before.subtract(on.rawWithdrawable(on.staker.address(), on.tst)).subtract(pays))
        .isBetween(BigInteger.TWO.negate(), BigInteger.TWO);
  }

  @Test
  void queue_byAllTokensOrAllShares_leavesNoDust() {
    oddStake();
    on.mint(on.tst.address(), wei("3.3"));
    Amount<WithdrawableShares> all =
        on.eigen.deposits().stake(on.staker.address(), on.tst).now().withdrawable();
    BigInteger worth = on.rawTokens(on.tst, all.smallest());

    queue(WithdrawalAmount.tokens(on.tst, Amount.of(worth, on.tst.token())));

    assertThat(on.rawDepositShares(on.staker.address(), on.tst)).isZero();
  }

  @Test
  void queue_byTokensAfterADonation_paysTheTokensOrAFewWeiLess() {
    oddStake();
    on.mint(on.tst.address(), wei("3.3"));

    Withdrawal withdrawal = queue(WithdrawalAmount.tokens(on.tst, on.tst("12")));
    on.waitForDelay();
    QueuedWithdrawal queued =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    PaidWithdrawal paid = complete(withdrawal);

    assertThat(paid.tokens()).containsExactly(queued.pays().get(0).tokens());
    assertThat(wei("12").subtract(paid.tokens().get(0).smallest()))
        .isBetween(BigInteger.ZERO, BigInteger.valueOf(4));
  }

  @Test
  void queue_byDepositShares_takesExactlyThese() {
    oddStake();

    Withdrawal withdrawal =
        queue(WithdrawalAmount.depositShares(Amount.parse("40", on.tst.depositShares())));

    assertThat(on.rawDepositShares(on.staker.address(), on.tst)).isEqualTo(wei("70"));
    // seen on the real contracts: facts of the slashing arithmetic
    assertThat(withdrawal.scaledShares().get(0).smallest())
        .isEqualTo(new BigInteger("41558441558441558400"));
  }

  @Test
  void queue_moreThanThereIs_isRefusedWithBothNumbers() {
    oddStake();

    assertThatThrownBy(() -> queue(WithdrawalAmount.shares(shares("80"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("80.000000000000000000 TST shares")
        .hasMessageContaining("79.999999999999999920 TST shares");
    assertThatThrownBy(() -> queue(WithdrawalAmount.tokens(on.tst, on.tst("80"))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("80.000000000000000000 TST");
    assertThatThrownBy(
            () ->
                queue(
                    WithdrawalAmount.depositShares(
                        Amount.parse("110.000000000000000001", on.tst.depositShares()))))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("110.000000000000000001 TST deposit shares")
        .hasMessageContaining("110.000000000000000000 TST deposit shares");
  }

  @Test
  void queue_nothingDeposited_isRefused() {
    assertThatThrownBy(() -> queue(WithdrawalAmount.all(on.tst)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("at least one deposit share");
  }

  @Test
  void F06_queue_whilePaused_namesTheBit() {
    on.deposit(on.staker, "1");
    on.pause("DelegationManager", 2);

    assertThatThrownBy(() -> queue(WithdrawalAmount.all(on.tst)))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("bit 1");
  }

  @Test
  void explain_queue_showsWhatItPaysAndWarns() {
    on.deposit(on.staker, "2");

    Explanation explained =
        on.eigen
            .withdrawals()
            .queueWithdrawals(List.of(WithdrawalAmount.all(on.tst)))
            .explain(on.staker.address())
            .now();

    assertThat(explained.isReady()).isTrue();
    assertThat(explained.deltas())
        .containsExactly(
            new Explanation.Delta(shares("2"), false, "into the queue; a slash lowers it"));
    assertThat(explained.warnings()).hasSize(1);
  }

  @Test
  void complete_tooEarly_saysFromWhichBlock() {
    on.deposit(on.staker, "1");
    Withdrawal withdrawal = queue(WithdrawalAmount.all(on.tst));
    long delay = on.eigen.withdrawals().minWithdrawalDelayBlocks().now();
    QueuedWithdrawal queued =
        on.eigen.withdrawals().getQueuedWithdrawal(withdrawal.root()).now().orElseThrow();
    assertThat(queued.slashableUntil()).isEqualTo(withdrawal.startBlock() + delay);
    assertThat(queued.completableAt()).isEqualTo(withdrawal.startBlock() + delay + 1);
    assertThat(queued.isCompletable()).isFalse();

    assertThatThrownBy(() -> complete(withdrawal))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("from block " + queued.completableAt())
        .hasMessageContaining("the chain is at " + world.raw().blockNumber());
    Simulation<PaidWithdrawal> simulated =
        on.eigen
            .withdrawals()
            .completeQueuedWithdrawalAsTokens(withdrawal)
            .simulate(on.staker.address())
            .now();
    assertThat(simulated)
        .isInstanceOfSatisfying(
            Simulation.Reverts.class,
            reverts -> assertThat(reverts.cause().text()).contains("WithdrawalDelayNotElapsed"));
    // the last block at which it is too early, and the first at which it is not
    world.mine((int) delay);
    assertThat(world.raw().blockNumber()).isEqualTo(queued.slashableUntil());
    assertThatThrownBy(() -> complete(withdrawal)).isInstanceOf(RefusedException.class);
    world.mine(1);
    complete(withdrawal);
  }

  @Test
  void complete_byAnotherOrTwice_isRefused() {
    on.deposit(on.staker, "1");
    Withdrawal withdrawal = queue(WithdrawalAmount.all(on.tst));
    on.waitForDelay();

    assertThatThrownBy(
            () ->
                on.eigen.withdrawals().completeQueuedWithdrawalAsTokens(withdrawal).send(on.other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(on.staker.address().toString())
        .hasMessageContaining(on.other.address().toString());
    complete(withdrawal);
    assertThatThrownBy(() -> complete(withdrawal))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("completed already");
  }

  @Test
  void F06_complete_pausedQueueOrStrategy_namesTheBit() {
    on.deposit(on.staker, "1");
    Withdrawal withdrawal = queue(WithdrawalAmount.all(on.tst));
    on.waitForDelay();
    on.pause("DelegationManager", 4);

    assertThatThrownBy(() -> complete(withdrawal))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("leaving the withdrawal queue")
        .hasMessageContaining("bit 2");
  }

  @Test
  void complete_aForgedWithdrawal_isRefused() {
    on.deposit(on.staker, "2");
    Withdrawal real = queue(WithdrawalAmount.tokens(on.tst, on.tst("1")));
    on.waitForDelay();
    Withdrawal forged =
        new Withdrawal(
            real.staker(),
            real.delegatedTo(),
            real.withdrawer(),
            real.nonce(),
            real.startBlock(),
            List.of(Amount.of(wei("2"), on.tst.scaledShares())));

    assertThatThrownBy(() -> complete(forged))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("not those that were queued");
  }

  @Test
  void complete_manyAsTokens_paysEachItsOwn() {
    on.deposit(on.staker, "10");
    Withdrawal first = queue(WithdrawalAmount.tokens(on.tst, on.tst("1")));
    Withdrawal next = queue(WithdrawalAmount.tokens(on.tst, on.tst("2")));
    on.waitForDelay();
    BigInteger before = on.rawTst(on.staker.address());

    List<PaidWithdrawal> paid =
        on.eigen
            .withdrawals()
            .completeQueuedWithdrawalsAsTokens(List.of(next, first))
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(paid)
        .containsExactly(
            new PaidWithdrawal(next.root(), List.of(on.tst("2"))),
            new PaidWithdrawal(first.root(), List.of(on.tst("1"))));
    assertThat(on.rawTst(on.staker.address()).subtract(before)).isEqualTo(wei("3"));
  }

  @Test
  void complete_manyAsShares_depositsThemAgain() {
    on.deposit(on.staker, "10");
    Withdrawal first = queue(WithdrawalAmount.tokens(on.tst, on.tst("1")));
    Withdrawal next = queue(WithdrawalAmount.tokens(on.tst, on.tst("2")));
    on.waitForDelay();

    List<RedepositedWithdrawal> back =
        on.eigen
            .withdrawals()
            .completeQueuedWithdrawalsAsShares(List.of(first, next))
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(back)
        .containsExactly(
            new RedepositedWithdrawal(
                first.root(), List.of(Amount.of(wei("1"), on.tst.depositShares()))),
            new RedepositedWithdrawal(
                next.root(), List.of(Amount.of(wei("2"), on.tst.depositShares()))));
    assertThat(on.rawDepositShares(on.staker.address(), on.tst)).isEqualTo(wei("10"));
  }

  @Test
  void queueWithdrawal_twoStrategiesAsOne_paysBoth() {
    Strategy steth = on.eigen.strategies().of("stETH").now();
    on.stakeWithLido(on.staker.address(), "4");
    on.eigen
        .deposits()
        .depositIntoStrategy(steth, Amount.parse("3", steth.token()))
        .send(on.staker)
        .await()
        .orThrow();
    on.deposit(on.staker, "2");

    Withdrawal both =
        on.eigen
            .withdrawals()
            .queueWithdrawal(
                List.of(
                    WithdrawalAmount.all(steth), WithdrawalAmount.tokens(on.tst, on.tst("1.5"))))
            .send(on.staker)
            .await()
            .orThrow();
    on.waitForDelay();
    QueuedWithdrawal queued =
        on.eigen.withdrawals().getQueuedWithdrawal(both.root()).now().orElseThrow();
    PaidWithdrawal paid = complete(both);

    assertThat(both.strategies()).containsExactly(steth, on.tst);
    assertThat(paid.tokens())
        .containsExactly(queued.pays().get(0).tokens(), queued.pays().get(1).tokens());
    assertThat(paid.tokens().get(1)).isEqualTo(on.tst("1.5"));
  }

  @Test
  void completeAsShares_operatorFullySlashed_isRefusedAsTokensIsNot() {
    on.register(on.operator, Address.ZERO);
    OperatorSet set = on.allocate(on.operator, wei("1"));
    on.deposit(on.staker, "4");
    Withdrawal free = queue(WithdrawalAmount.tokens(on.tst, on.tst("1")));
    on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker).await().orThrow();
    on.slash(on.operator.address(), set, wei("1"));
    on.waitForDelay();

    assertThatThrownBy(
            () -> on.eigen.withdrawals().completeQueuedWithdrawalAsShares(free).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("complete as tokens");
    assertThat(complete(free).tokens()).containsExactly(on.tst("1"));
  }
}
