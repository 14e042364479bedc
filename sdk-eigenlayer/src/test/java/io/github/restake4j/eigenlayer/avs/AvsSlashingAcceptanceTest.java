package io.github.restake4j.eigenlayer.avs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.OperatorSlashCost;
import io.github.restake4j.eigenlayer.WithdrawalAmount;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An AVS slashes, and what it slashed is paid out; on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class AvsSlashingAcceptanceTest {
  private static final BigInteger STAKE = new BigInteger("100000000000000000007");
  private static final String BURN = "0x00000000000000000000000000000000000e16e4";

  private final World world;
  private AvsFixture on;
  private AvsSlashing slashing;

  AvsSlashingAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new AvsFixture(world);
    slashing = on.avs.slashing();
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  /** A set in which the operator has 0.3 of its stake of test tokens. */
  private OperatorSet ready() {
    on.stake(STAKE);
    OperatorSet set = on.open(1, on.tst, on.steth);
    on.join(set);
    on.allocate(set, on.tst, "0.3");
    return set;
  }

  private BigInteger rawTst(String owner) {
    return on.on.balance(on.tst.token().address(), Address.parse(owner));
  }

  @Test
  void slashOperator_partOfTheAllocation_doesWhatWasPredicted() {
    OperatorSet set = ready();
    on.send(
        on.eigen
            .withdrawals()
            .queueWithdrawals(
                List.of(
                    WithdrawalAmount.shares(
                        Amount.of(STAKE.shiftRight(2), on.tst.withdrawableShares())))),
        on.operator);
    BigInteger wad = new BigInteger("333333333333333333");
    Slash slash = on.slash(set, wad);
    BigInteger sharesBefore = on.rawOperatorShares();
    OperatorSlashCost predicted = slashing.preview(slash).now().get(0);

    Slashed slashed = on.send(slashing.slashOperator(slash));

    // 0.3e18 * 0.333333333333333333, rounded up: 99999999999999999.9
    BigInteger left = new BigInteger("900000000000000000");
    assertThat(on.rawMaxMagnitude()).isEqualTo(left);
    Slashed.Part part = slashed.parts().get(0);
    assertThat(part.maxMagnitude()).contains(new Magnitude(left));
    assertThat(part.wadSlashed()).isEqualTo(new BigInteger("100000000000000000"));
    assertThat(predicted.slash().after()).isEqualTo(new Magnitude(left));
    assertThat(predicted.slash().wadSlashed()).isEqualTo(part.wadSlashed());
    assertThat(predicted.fromQueue().isZero()).isFalse();
    assertThat(part.shares()).isEqualTo(predicted.total());
    assertThat(sharesBefore.subtract(on.rawOperatorShares()))
        .isEqualTo(predicted.fromShares().smallest());
    assertThat(slashed.operator()).isEqualTo(on.operator.address());
    assertThat(slashed.operatorSet()).isEqualTo(set);
  }

  @Test
  void slashOperator_whereNothingIsAllocated_changesNothing() {
    OperatorSet set = ready();
    Slash slash =
        new Slash(
            on.operator.address(),
            set,
            List.of(new Slash.Part(on.steth, AvsFixture.HALF)),
            "nothing there");

    Slashed slashed = on.send(slashing.slashOperator(slash));

    assertThat(slashed.slashId()).isEmpty();
    assertThat(slashed.parts().get(0).maxMagnitude()).isEmpty();
    assertThat(slashed.parts().get(0).shares().isZero()).isTrue();
    assertThat(slashed.parts().get(0).wadSlashed()).isZero();
    assertThat(on.rawMaxMagnitude()).isEqualTo(Magnitude.FULL.wad());
  }

  @Test
  void slashOperator_whatTheContractWouldRefuse_isRefusedBefore() {
    OperatorSet set = ready();
    OperatorSet bare =
        on.send(on.avs.sets().createOperatorSets(on.me(), List.of(on.plain(2)))).get(0);
    OperatorSet unknown = new OperatorSet(on.me(), 3);
    boolean perSet = on.avs.generation().now().isAtLeast(EigenGeneration.V1_9);
    Slash slash = on.slash(set, AvsFixture.HALF);

    AvsFixture.refused(
        () -> slashing.slashOperator(slash).send(on.stranger),
        perSet
            ? on.stranger.address() + " is the slasher of " + set + ", which is " + on.me()
            : on.stranger.address() + " may call slashOperator for " + on.me());
    AvsFixture.refused(
        () -> slashing.slashOperator(on.slash(bare, AvsFixture.HALF)).send(on.service),
        on.operator.address() + " is in " + bare,
        on.tst + " is in " + bare);
    AvsFixture.refused(
        () -> slashing.slashOperator(on.slash(unknown, AvsFixture.HALF)).send(on.service),
        unknown + " exists");
    on.on.pause("AllocationManager", 2);
    AvsFixture.refused(
        () -> slashing.slashOperator(slash).send(on.service), "slashing is not paused");
  }

  @Test
  void slashOperator_explained_warnsThatItIsForEver() {
    OperatorSet set = ready();

    assertThat(
            slashing.slashOperator(on.slash(set, BigInteger.ONE)).explain(on.me()).now().warnings())
        .singleElement()
        .asString()
        .contains("for ever");
  }

  @Test
  void stakes_allocatedAndSlashable_followDeallocationAndMembership() {
    OperatorSet set = ready();
    Address operator = on.operator.address();
    List<Address> who = List.of(operator, on.stranger.address());
    // shares * (0.3e18 * 1e18 / 1e18) / 1e18, each rounded down
    BigInteger allocated = new BigInteger("30000000000000000002");
    long now = world.raw().blockNumber();
    long delay = on.operators.allocations().deallocationDelay().now();

    assertThat(slashing.isOperatorSlashable(operator, set).now()).isTrue();
    assertThat(slashing.isOperatorSlashable(on.stranger.address(), set).now()).isFalse();
    assertThat(slashing.allocatedStake(set, who, List.of(on.tst, on.steth)).now())
        .containsExactly(
            Map.entry(
                operator,
                List.of(
                    Amount.of(allocated, on.tst.withdrawableShares()),
                    Amount.zero(on.steth.withdrawableShares()))),
            Map.entry(
                on.stranger.address(),
                List.of(
                    Amount.zero(on.tst.withdrawableShares()),
                    Amount.zero(on.steth.withdrawableShares()))));
    on.allocate(set, on.tst, "0.1");
    long effect = world.raw().blockNumber() + delay + 1;
    assertThat(minimum(set, now + 2)).isEqualTo(allocated);
    assertThat(minimum(set, effect - 1)).isEqualTo(allocated);
    assertThat(minimum(set, effect)).isEqualTo(new BigInteger("10000000000000000000"));
  }

  private BigInteger minimum(OperatorSet set, long block) {
    return slashing
        .minimumSlashableStake(set, List.of(on.operator.address()), List.of(on.tst), block)
        .now()
        .getOrDefault(on.operator.address(), List.of())
        .get(0)
        .smallest();
  }

  @Test
  void payOut_ofASetThatBurns_burnsTheTokens() {
    on.since(EigenGeneration.V1_5);
    OperatorSet set = ready();
    BigInteger count = slashing.slashCount(set).now();
    Slashed slashed = on.send(slashing.slashOperator(on.slash(set, AvsFixture.HALF)));
    BigInteger id = slashed.slashId().orElseThrow();
    Amount<?> shares = slashed.parts().get(0).shares();
    BigInteger before = rawTst(BURN);

    assertThat(id).isEqualTo(count.add(BigInteger.ONE)).isEqualTo(slashing.slashCount(set).now());
    assertThat(slashing.pendingSlashIds(set).now()).containsExactly(id);
    assertThat(slashing.pendingOperatorSets().now()).contains(set);
    assertThat(slashing.burnOrRedistributableCount(set, id).now()).isOne();
    assertThat(slashing.burnOrRedistributableShares(set, id).now()).isEqualTo(List.of(shares));
    assertThat(slashing.burnOrRedistributableShares(set, id, on.tst).now()).isEqualTo(shares);
    BigInteger tokens =
        on.eigen.strategies().sharesToUnderlying(slashed.parts().get(0).shares()).now().smallest();

    List<PaidOut> paid = on.send(slashing.payOut(set, id), on.stranger);

    assertThat(paid).containsExactly(new PaidOut(on.tst.address(), shares.smallest()));
    assertThat(rawTst(BURN).subtract(before)).isEqualTo(tokens).isPositive();
    assertThat(slashing.pendingSlashIds(set).now()).isEmpty();
    assertThat(slashing.pendingOperatorSets().now()).doesNotContain(set);
    assertThat(slashing.burnOrRedistributableShares(set, id).now()).isEmpty();
    assertThat(slashing.burnOrRedistributableCount(set, id).now()).isZero();
    AvsFixture.refused(() -> slashing.payOut(set, id).send(on.stranger), "not paid out yet");
  }

  @Test
  void payOutStrategy_ofARedistributingSet_paysItsRecipient() {
    on.since(EigenGeneration.V1_5);
    on.stake(STAKE);
    on.open(1, on.tst);
    OperatorSet set =
        on.send(
                on.avs
                    .sets()
                    .createRedistributingOperatorSets(
                        on.me(),
                        List.of(
                            new RedistributingOperatorSet(
                                on.plain(2, on.tst), on.stranger.address()))))
            .get(0);
    on.join(set);
    on.allocate(set, on.tst, "1");
    Slashed slashed = on.send(slashing.slashOperator(on.slash(set, AvsFixture.HALF)));
    BigInteger id = slashed.slashId().orElseThrow();
    BigInteger before = rawTst(on.stranger.address().toString());
    BigInteger tokens =
        on.eigen.strategies().sharesToUnderlying(slashed.parts().get(0).shares()).now().smallest();

    PaidOut paid = on.send(slashing.payOutStrategy(set, id, on.tst));

    assertThat(paid.shares()).isEqualTo(slashed.parts().get(0).shares().smallest());
    assertThat(rawTst(on.stranger.address().toString()).subtract(before))
        .isEqualTo(tokens)
        .isPositive();
    AvsFixture.refused(
        () -> slashing.payOutStrategy(set, id, on.tst).send(on.service), "not paid out yet");
  }

  @Test
  void slashIds_areCountedOrNotInThisGeneration() {
    OperatorSet set = ready();
    Slashed slashed = on.send(slashing.slashOperator(on.slash(set, AvsFixture.HALF)));

    if (on.avs.generation().now().isAtLeast(EigenGeneration.V1_5)) {
      assertThat(slashed.slashId()).contains(slashing.slashCount(set).now());
    } else {
      assertThat(slashed.slashId()).isEmpty();
      AvsFixture.absent(() -> slashing.slashCount(set).now(), "1.5");
      AvsFixture.absent(() -> slashing.pendingSlashIds(set).now(), "1.5");
      AvsFixture.absent(() -> slashing.pendingOperatorSets().now(), "1.5");
      BigInteger one = BigInteger.ONE;
      AvsFixture.absent(() -> slashing.burnOrRedistributableCount(set, one).now(), "1.5");
      AvsFixture.absent(() -> slashing.burnOrRedistributableShares(set, one, on.tst).now(), "1.5");
      AvsFixture.absent(() -> slashing.payOut(set, one).send(on.stranger), "1.5");
    }
  }
}
