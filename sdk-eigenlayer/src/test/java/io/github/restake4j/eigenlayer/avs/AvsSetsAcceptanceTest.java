package io.github.restake4j.eigenlayer.avs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eth.Address;
import io.github.restake4j.tx.TxPlan;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operator sets as an AVS makes and changes them, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class AvsSetsAcceptanceTest {
  private final World world;
  private AvsFixture on;
  private AvsSets sets;

  AvsSetsAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new AvsFixture(world);
    sets = on.avs.sets();
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private Address me() {
    return on.me();
  }

  private RedistributingOperatorSet redistributing(long id) {
    return new RedistributingOperatorSet(on.plain(id, on.tst), on.stranger.address());
  }

  @Test
  void updateAvsMetadataUri_byTheAvs_isAnnounced() {
    assertThat(on.send(sets.updateAvsMetadataUri(me(), AvsFixture.URI))).isEqualTo(AvsFixture.URI);

    AvsFixture.refused(
        () -> sets.updateAvsMetadataUri(me(), AvsFixture.URI).send(on.stranger),
        on.stranger.address() + " may call updateAVSMetadataURI for " + me());
  }

  @Test
  void setAvsRegistrar_thatSupportsTheAvs_isAskedFromThenOn() {
    assertThat(sets.registrar(me()).now()).isEqualTo(me());
    Address registrar = on.registrar();

    assertThat(on.send(sets.setAvsRegistrar(me(), registrar))).isEqualTo(registrar);

    assertThat(sets.registrar(me()).now()).isEqualTo(registrar);
  }

  @Test
  void setAvsRegistrar_thatIsNone_isRefused() {
    // an account without code, and a contract that knows no registrar's function
    for (Address none : List.of(on.stranger.address(), on.on.contract("StrategyManager"))) {
      AvsFixture.refused(
          () -> sets.setAvsRegistrar(me(), none).send(on.service),
          none + " answers true to supportsAVS(" + me() + ")");
    }
  }

  @Test
  void createOperatorSets_twoAtOnce_areThere() {
    BigInteger before = sets.count(me()).now();
    on.announce();

    List<OperatorSet> made =
        on.send(
            sets.createOperatorSets(
                me(), List.of(on.plain(7, on.tst, on.steth), on.plain(4_294_967_295L))));

    assertThat(made)
        .containsExactly(new OperatorSet(me(), 7), new OperatorSet(me(), 4_294_967_295L));
    assertThat(on.rawExists(made.get(0))).isTrue();
    assertThat(on.rawExists(new OperatorSet(me(), 8))).isFalse();
    assertThat(sets.exists(made.get(1)).now()).isTrue();
    assertThat(sets.count(me()).now()).isEqualTo(before.add(BigInteger.TWO));
    assertThat(sets.strategies(made.get(0)).now())
        .containsExactlyInAnyOrder(on.tst.address(), on.steth.address());
    assertThat(sets.strategies(made.get(1)).now()).isEmpty();
    assertThat(sets.members(made.get(0)).now()).isEmpty();
    assertThat(sets.memberCount(made.get(0)).now()).isZero();
  }

  @Test
  void createOperatorSets_beforeAnyMetadata_isRefusedWithWhatToDo() {
    TxPlan<?> plan = sets.createOperatorSets(me(), List.of(on.plain(1, on.tst)));

    AvsFixture.refused(() -> plan.send(on.service), "updateAvsMetadataUri first");
    assertThat(plan.explain(me()).now().conditions())
        .anyMatch(each -> !each.met() && each.text().contains("has announced its metadata"));
  }

  @Test
  void createOperatorSets_againOrByAStranger_isRefused() {
    OperatorSet set = on.open(3, on.tst);
    TxPlan<?> again = sets.createOperatorSets(me(), List.of(on.plain(3, on.tst)));
    TxPlan<?> other = sets.createOperatorSets(me(), List.of(on.plain(4, on.tst)));

    AvsFixture.refused(() -> again.send(on.service), set + " is new");
    AvsFixture.refused(
        () -> other.send(on.stranger),
        on.stranger.address() + " may call createOperatorSets for " + me());
  }

  @Test
  void createRedistributingOperatorSets_recipientHolds() {
    on.since(EigenGeneration.V1_5);
    OperatorSet burning = on.open(1, on.tst);

    OperatorSet set =
        on.send(sets.createRedistributingOperatorSets(me(), List.of(redistributing(2)))).get(0);

    assertThat(sets.isRedistributing(set).now()).isTrue();
    assertThat(sets.redistributionRecipient(set).now()).contains(on.stranger.address());
    assertThat(sets.isRedistributing(burning).now()).isFalse();
    assertThat(sets.redistributionRecipient(burning).now()).isEmpty();
    AvsFixture.refused(
        () ->
            sets.createRedistributingOperatorSets(me(), List.of(redistributing(2)))
                .send(on.service),
        set + " is new");
    // ETH in pods cannot be redistributed; the contract would say InvalidStrategy
    AvsFixture.refused(
        () ->
            sets.addStrategiesToOperatorSet(
                    set,
                    List.of(
                        io.github.restake4j.eigenlayer.shares.Strategy.BEACON_CHAIN_ETH.address()))
                .send(on.service),
        "without ETH in pods and EIGEN");
  }

  @Test
  void createRedistributingOperatorSets_withEigen_isRefused() {
    on.since(EigenGeneration.V1_5);
    on.announce();
    Address eigen =
        on.on
            .client()
            .call(
                on.on.contract("AllocationManager"),
                io.github.restake4j.eigenlayer.contract.AllocationManagerContract.eigenStrategy())
            .now();
    NewOperatorSet withEigen = new NewOperatorSet(5, List.of(eigen), me());

    AvsFixture.refused(
        () ->
            sets.createRedistributingOperatorSets(
                    me(), List.of(new RedistributingOperatorSet(withEigen, on.stranger.address())))
                .send(on.service),
        "without the EIGEN strategy " + eigen);
  }

  @Test
  void strategies_addedAndRemoved_areRead() {
    OperatorSet set = on.open(1, on.tst);
    List<Address> steth = AvsFixture.addresses(on.steth);

    assertThat(on.send(sets.addStrategiesToOperatorSet(set, steth))).isEqualTo(steth);
    assertThat(sets.strategies(set).now())
        .containsExactlyInAnyOrder(on.tst.address(), on.steth.address());
    AvsFixture.refused(
        () -> sets.addStrategiesToOperatorSet(set, steth).send(on.service), "is not yet in " + set);
    AvsFixture.refused(
        () -> sets.removeStrategiesFromOperatorSet(set, steth).send(on.stranger),
        on.stranger.address() + " may call removeStrategiesFromOperatorSet for " + me());

    assertThat(on.send(sets.removeStrategiesFromOperatorSet(set, steth))).isEqualTo(steth);
    assertThat(sets.strategies(set).now()).containsExactly(on.tst.address());
    AvsFixture.refused(
        () -> sets.removeStrategiesFromOperatorSet(set, steth).send(on.service), "is in " + set);
    OperatorSet unknown = new OperatorSet(me(), 99);
    AvsFixture.refused(
        () -> sets.removeStrategiesFromOperatorSet(unknown, steth).send(on.service),
        unknown + " exists");
  }

  @Test
  void members_joinedAndLeft_areCounted() {
    OperatorSet set = on.open(1, on.tst);
    on.stake(BigInteger.TEN.pow(18));

    on.join(set);

    assertThat(sets.members(set).now()).containsExactly(on.operator.address());
    assertThat(sets.memberCount(set).now()).isOne();
  }

  @Test
  void updateSlasher_afterItsDelay_theNewOneSlashes() {
    on.since(EigenGeneration.V1_9);
    OperatorSet set = on.open(1, on.tst);
    assertThat(sets.slasher(set).now()).contains(me());
    assertThat(sets.pendingSlasher(set).now()).isEmpty();
    long delay = sets.slasherConfigurationDelay().now();

    var outcome = sets.updateSlasher(set, on.stranger.address()).send(on.service).await();

    PendingSlasher pending = outcome.orThrow();
    assertThat(pending.slasher()).isEqualTo(on.stranger.address());
    assertThat(pending.effectBlock())
        .isEqualTo(outcome.receipts().get(0).blockNumber() + delay + 1);
    assertThat(sets.pendingSlasher(set).now()).contains(pending);
    assertThat(sets.slasher(set).now()).contains(me());
    AvsFixture.refused(
        () -> sets.updateSlasher(set, on.stranger.address()).send(on.service),
        "does not wait for " + on.stranger.address() + " already");
    world.mine((int) (pending.effectBlock() - 1 - world.raw().blockNumber()));
    assertThat(sets.slasher(set).now()).contains(me());
    world.mine(1);
    assertThat(sets.slasher(set).now()).contains(on.stranger.address());
    assertThat(sets.pendingSlasher(set).now()).isEmpty();
  }

  @Test
  void updateSlasher_ofNoSetOrByAStranger_isRefused() {
    on.since(EigenGeneration.V1_9);
    OperatorSet set = on.open(1, on.tst);
    OperatorSet unknown = new OperatorSet(me(), 2);

    AvsFixture.refused(
        () -> sets.updateSlasher(unknown, me()).send(on.service),
        unknown + " exists",
        "has a slasher to replace");
    AvsFixture.refused(
        () -> sets.updateSlasher(set, on.stranger.address()).send(on.stranger),
        on.stranger.address() + " may call updateSlasher for " + me());
  }

  @Test
  void slasher_isReadOrNotInThisGeneration() {
    OperatorSet set = on.open(1, on.tst);
    NewOperatorSet others = new NewOperatorSet(2, List.of(), on.stranger.address());
    TxPlan<List<OperatorSet>> plan = sets.createOperatorSets(me(), List.of(others));

    if (on.avs.generation().now().isAtLeast(EigenGeneration.V1_9)) {
      assertThat(sets.slasher(on.send(plan).get(0)).now()).contains(on.stranger.address());
      assertThat(sets.slasher(new OperatorSet(me(), 77)).now()).isEmpty();
    } else {
      AvsFixture.absent(() -> sets.slasher(set).now(), "1.9");
      AvsFixture.absent(() -> sets.pendingSlasher(set).now(), "1.9");
      AvsFixture.absent(() -> sets.slasherConfigurationDelay().now(), "1.9");
      AvsFixture.absent(() -> sets.updateSlasher(set, me()).send(on.service), "1.9");
      AvsFixture.absent(() -> plan.send(on.service), "a slasher other than the AVS");
    }
  }

  @Test
  void redistribution_isReadOrNotInThisGeneration() {
    OperatorSet set = on.open(1, on.tst);

    if (on.avs.generation().now().isAtLeast(EigenGeneration.V1_5)) {
      assertThat(sets.isRedistributing(set).now()).isFalse();
      assertThat(sets.redistributionRecipient(set).now()).isEmpty();
    } else {
      AvsFixture.absent(() -> sets.isRedistributing(set).now(), "1.5");
      AvsFixture.absent(() -> sets.redistributionRecipient(set).now(), "1.5");
      AvsFixture.absent(
          () ->
              sets.createRedistributingOperatorSets(me(), List.of(redistributing(2)))
                  .send(on.service),
          "1.5");
    }
  }
}
