package io.github.restake4j.eigenlayer;

import static io.github.restake4j.eigenlayer.EigenFixture.wei;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.abi.Revert;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.error.SigningException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Delegation with and without approval, and its ends, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class DelegationAcceptanceTest {
  private static final Hash32 SALT =
      Hash32.parse("0x00000000000000000000000000000000000000000000000000000000000005a1");

  private final World world;
  private EigenFixture on;

  DelegationAcceptanceTest(World world) {
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

  private DelegationApproval approval(Address staker) {
    return on.eigen
        .delegations()
        .delegationApproval(
            on.operator.address(),
            staker,
            SALT,
            Instant.ofEpochSecond(world.raw().timestamp() + 3600))
        .now();
  }

  private void delegate() {
    on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker).await().orThrow();
  }

  @Test
  void delegateTo_openOperator_movesAllShares() {
    on.register(on.operator, Address.ZERO);
    on.deposit(on.staker, "10");

    Delegated delegated =
        on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker).await().orThrow();

    assertThat(delegated).isEqualTo(new Delegated(on.staker.address(), on.operator.address()));
    assertThat(on.rawDelegatedTo(on.staker.address())).isEqualTo(on.operator.address());
    OperatorState operator =
        on.eigen.delegations().operator(on.operator.address(), List.of(on.tst)).now();
    assertThat(operator.isRegistered()).isTrue();
    assertThat(operator.approver()).isEmpty();
    assertThat(operator.stakes())
        .containsExactly(
            new OperatorState.Stake(
                Amount.of(
                    on.rawOperatorShares(on.operator.address(), on.tst),
                    on.tst.withdrawableShares()),
                Magnitude.FULL));
    assertThat(on.rawOperatorShares(on.operator.address(), on.tst)).isEqualTo(wei("10"));
  }

  @Test
  void delegateTo_noOperatorOrTwice_isRefused() {
    assertThatThrownBy(
            () -> on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("registered");
    on.register(on.operator, Address.ZERO);
    delegate();

    assertThatThrownBy(
            () -> on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(on.operator.address().toString())
        .hasMessageContaining("redelegate");
  }

  @Test
  void F06_delegateTo_whilePaused_namesTheBit() {
    on.register(on.operator, Address.ZERO);
    on.pause("DelegationManager", 1);

    assertThatThrownBy(
            () -> on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("DelegationManager")
        .hasMessageContaining("bit 0");
  }

  @Test
  void delegateTo_operatorWithApprover_wantsAnApproval() {
    on.register(on.operator, on.approver.address());

    assertThatThrownBy(
            () -> on.eigen.delegations().delegateTo(on.operator.address()).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(on.approver.address().toString())
        .hasMessageContaining("delegationApproval");
  }

  @Test
  void delegationApproval_hash_isTheOneTheContractChecks() {
    on.register(on.operator, on.approver.address());
    DelegationApproval asked = approval(on.staker.address());

    String digest =
        world
            .raw()
            .call(
                on.client.deployment().address("eigenlayer", "DelegationManager").toString(),
                "0x0b9f487a",
                RawChain.word(on.staker.address().toString()),
                RawChain.word(on.operator.address().toString()),
                RawChain.word(on.approver.address().toString()),
                SALT.toString().substring(2),
                RawChain.word(BigInteger.valueOf(asked.expiry().getEpochSecond())));
    assertThat(asked.typedData().hash().toString()).isEqualTo(digest);
  }

  @Test
  void delegateTo_withApproval_worksOnceForThatStaker() {
    on.register(on.operator, on.approver.address());
    DelegationApproval.Signed signed = approval(on.staker.address()).signBy(on.approver);

    assertThatThrownBy(() -> on.eigen.delegations().delegateTo(signed).send(on.other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining(on.staker.address().toString());
    on.eigen.delegations().delegateTo(signed).send(on.staker).await().orThrow();
    DelegationState state = on.eigen.delegations().of(on.staker.address()).now();
    assertThat(state.operator()).contains(on.operator.address());
    assertThat(state.approver()).contains(on.approver.address());
    on.eigen.delegations().undelegate(on.staker.address()).send(on.staker).await().orThrow();

    assertThatThrownBy(() -> on.eigen.delegations().delegateTo(signed).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("salt");
  }

  @Test
  void delegationApproval_expired_isRefusedBeforeSending() {
    on.register(on.operator, on.approver.address());
    DelegationApproval.Signed signed = approval(on.staker.address()).signBy(on.approver);
    world.warp(3601);

    assertThatThrownBy(() -> on.eigen.delegations().delegateTo(signed).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("good until");
  }

  @Test
  void delegationApproval_signedByAnotherOrNotNeeded_isRefused() {
    on.register(on.operator, on.approver.address());
    on.register(on.second, Address.ZERO);
    DelegationApproval asked = approval(on.staker.address());

    assertThatThrownBy(() -> asked.signBy(on.staker)).isInstanceOf(SigningException.class);
    assertThatThrownBy(() -> asked.signed(on.staker.signTypedData(asked.typedData()).toBytes()))
        .isInstanceOf(SigningException.class);
    assertThatThrownBy(
            () ->
                on.eigen
                    .delegations()
                    .delegationApproval(
                        on.second.address(), on.staker.address(), SALT, asked.expiry())
                    .now())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no approver");
  }

  @Test
  void delegateTo_slashedOperator_forgivesWhatWasBefore() {
    on.register(on.operator, Address.ZERO);
    OperatorSet set = on.allocate(on.operator, wei("1"));
    on.slash(on.operator.address(), set, wei("0.3"));
    on.deposit(on.staker, "10");

    delegate();

    assertThat(on.eigen.slashing().maxMagnitudes(on.operator.address(), List.of(on.tst)).now())
        .containsExactly(Magnitude.of("0.7"));
    // 1e36 / 0.7e18 = 1428571428571428571; of 10: 14285714285714285710 * 0.7 = 9999999999999999997
    assertThat(on.rawWithdrawable(on.staker.address(), on.tst))
        .isEqualTo(new BigInteger("9999999999999999997"));
    assertThat(
            on.eigen.deposits().stake(on.staker.address(), on.tst).now().withdrawable().smallest())
        .isEqualTo(new BigInteger("9999999999999999997"));
  }

  @Test
  void delegateTo_fullySlashedOperator_isRefused() {
    on.register(on.operator, Address.ZERO);
    OperatorSet set = on.allocate(on.operator, wei("1"));
    on.slash(on.operator.address(), set, wei("1"));
    on.deposit(on.staker, "1");

    assertThatThrownBy(this::delegate)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("fully slashed");
  }

  @Test
  void undelegate_self_queuesEverythingOneWithdrawalPerStrategy() {
    on.register(on.operator, Address.ZERO);
    on.deposit(on.staker, "10");
    delegate();

    Undelegated ended =
        on.eigen.delegations().undelegate(on.staker.address()).send(on.staker).await().orThrow();

    assertThat(ended.operator()).isEqualTo(on.operator.address());
    assertThat(ended.forced()).isFalse();
    assertThat(ended.queued()).hasSize(1);
    assertThat(ended.queued().get(0).scaledShares())
        .containsExactly(Amount.of(wei("10"), on.tst.scaledShares()));
    assertThat(ended.queued().get(0).delegatedTo()).isEqualTo(on.operator.address());
    assertThat(on.rawDepositShares(on.staker.address(), on.tst)).isZero();
  }

  @Test
  void undelegate_byTheOperatorOrApprover_isForcedAndVisible() {
    on.register(on.operator, on.approver.address());
    DelegationApproval.Signed signed = approval(on.staker.address()).signBy(on.approver);
    on.deposit(on.staker, "3");
    on.eigen.delegations().delegateTo(signed).send(on.staker).await().orThrow();

    Undelegated ended =
        on.eigen.delegations().undelegate(on.staker.address()).send(on.approver).await().orThrow();

    assertThat(ended.forced()).isTrue();
    assertThat(ended.staker()).isEqualTo(on.staker.address());
    StakerPosition position = on.eigen.position(on.staker.address()).now();
    assertThat(position.operator()).isEmpty();
    assertThat(position.stakes()).isEmpty();
    assertThat(position.queued())
        .extracting(QueuedWithdrawal::withdrawal)
        .containsExactlyElementsOf(ended.queued());
  }

  @Test
  void undelegate_whoCannot_isRefusedOrNamed() {
    on.register(on.operator, Address.ZERO);
    assertThatThrownBy(() -> on.eigen.delegations().undelegate(on.staker.address()).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("delegated");
    assertThatThrownBy(
            () -> on.eigen.delegations().undelegate(on.operator.address()).send(on.operator))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("never undelegate");
    delegate();

    assertThatThrownBy(() -> on.eigen.delegations().undelegate(on.staker.address()).send(on.other))
        .isInstanceOfSatisfying(
            RevertException.class,
            e ->
                assertThat(e.revert())
                    .isInstanceOfSatisfying(
                        Revert.Custom.class,
                        custom -> assertThat(custom.error()).isEqualTo("CallerCannotUndelegate")));
  }

  @Test
  void redelegate_thenCompleteAsShares_movesTheStake() {
    on.register(on.operator, Address.ZERO);
    on.register(on.second, Address.ZERO);
    on.deposit(on.staker, "8");
    delegate();

    Redelegated moved =
        on.eigen.delegations().redelegate(on.second.address()).send(on.staker).await().orThrow();

    assertThat(moved.operator()).isEqualTo(on.second.address());
    assertThat(moved.left().operator()).isEqualTo(on.operator.address());
    assertThat(on.rawOperatorShares(on.second.address(), on.tst)).isZero();
    on.waitForDelay();
    RedepositedWithdrawal back =
        on.eigen
            .withdrawals()
            .completeQueuedWithdrawalAsShares(moved.left().queued().get(0))
            .send(on.staker)
            .await()
            .orThrow();
    assertThat(back.shares()).containsExactly(Amount.of(wei("8"), on.tst.depositShares()));
    assertThat(on.rawOperatorShares(on.second.address(), on.tst)).isEqualTo(wei("8"));
    assertThat(on.rawOperatorShares(on.operator.address(), on.tst)).isZero();
  }

  @Test
  void redelegate_withApproval_takesIt() {
    on.register(on.second, Address.ZERO);
    on.register(on.operator, on.approver.address());
    on.eigen.delegations().delegateTo(on.second.address()).send(on.staker).await().orThrow();

    assertThatThrownBy(
            () -> on.eigen.delegations().redelegate(on.operator.address()).send(on.staker))
        .isInstanceOf(RefusedException.class);
    Redelegated moved =
        on.eigen
            .delegations()
            .redelegate(approval(on.staker.address()).signBy(on.approver))
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(moved.left().queued()).isEmpty();
    assertThat(on.rawDelegatedTo(on.staker.address())).isEqualTo(on.operator.address());
  }
}
