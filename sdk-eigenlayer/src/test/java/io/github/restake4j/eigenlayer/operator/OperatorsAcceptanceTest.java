package io.github.restake4j.eigenlayer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.RawChain;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.EigenGeneration;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator's life, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class OperatorsAcceptanceTest {
  private static final long DELAY = 7;

  /** {@code getSlashCount((address,uint32))}. */
  private static final String COUNT = "0x4cfd2939";

  /** {@code getSlasher((address,uint32))}. */
  private static final String SLASHER = "0xd4a3fcce";

  private static final String URI = "https://operator.example/metadata.json";

  private final World world;
  private EigenWorld on;
  private Operators operators;
  private LocalKey operator;
  private LocalKey stranger;
  private Address strategy;

  OperatorsAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenWorld(world);
    operators = Operators.on(on.client());
    operator = on.key(6);
    stranger = on.key(7);
    strategy = on.strategy("TST").strategy();
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private <R> TxOutcome<R> send(TxPlan<R> plan) {
    TxOutcome<R> outcome = plan.send(operator).await();
    outcome.orThrow();
    return outcome;
  }

  private void register() {
    on.register(operator, DELAY, URI);
  }

  private AllocationUpdate allocate(OperatorSet set, String magnitude) {
    return send(operators.allocations().modifyAllocations(me(), target(set, magnitude)))
        .orThrow()
        .get(0);
  }

  private void join(OperatorSet set) {
    send(
        operators
            .operatorSets()
            .registerForOperatorSets(me(), set.avs(), List.of(set.id()), Bytes.EMPTY));
  }

  private Address me() {
    return operator.address();
  }

  private List<AllocationTarget> target(OperatorSet set, String magnitude) {
    return List.of(new AllocationTarget(set, strategy, Magnitude.of(magnitude)));
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .message()
        .contains(words);
  }

  /** {@code isOperator(address)}. */
  private boolean rawIsOperator(Address account) {
    return on.raw(on.contract("DelegationManager"), "0x6d70f7ae", account).signum() != 0;
  }

  /** {@code getMaxMagnitude(address,address)}. */
  private BigInteger rawMaxMagnitude() {
    return on.raw(on.contract("AllocationManager"), "0xa9333ec8", me(), strategy);
  }

  @Test
  void registerAsOperator_withApproverAndDelay_saysFromWhichBlockTheDelayHolds() {
    Address approver = stranger.address();
    assertThat(rawIsOperator(me())).isFalse();

    long wait = operators.allocations().firstDelayWait().now();
    TxOutcome<OperatorRegistered> outcome =
        send(operators.registerAsOperator(approver, DELAY, URI));
    OperatorRegistered registered = outcome.orThrow();

    assertThat(registered.operator()).isEqualTo(me());
    assertThat(registered.delegationApprover()).contains(approver);
    assertThat(rawIsOperator(me())).isTrue();
    assertThat(operators.isOperator(me()).now()).isTrue();
    assertThat(operators.delegationApprover(me()).now()).contains(approver);
    long effect = outcome.receipts().get(0).blockNumber() + wait;
    assertThat(registered.allocationDelay()).isEqualTo(new AllocationDelaySet(me(), DELAY, effect));
    if (wait > 0) {
      on.mineTo(effect - 1);
      assertThat(operators.allocations().allocationDelay(me()).now()).isEmpty();
    }
    on.mineTo(effect);
    assertThat(operators.allocations().allocationDelay(me()).now()).hasValue(DELAY);
    assertThat(operators.isOperator(approver).now()).isFalse();
    assertThat(operators.delegationApprover(approver).now()).isEmpty();
    assertThat(operators.allocations().allocationDelay(approver).now()).isEmpty();
  }

  @Test
  void preview_ofAnAccountWithoutAllocationDelay_isRefusedNotAnsweredWithAZero() {
    OperatorSet set = on.newSet(strategy);

    refused(
        () -> operators.allocations().preview(me(), target(set, "0.4")).now(),
        me() + " has no allocation delay in force");
    refused(
        () -> operators.allocations().modifyAllocations(me(), target(set, "0.4")).send(operator),
        "its first allocation delay holds");
  }

  @Test
  void generation_decidesWhetherSlashesAreCounted() {
    OperatorSet set = on.newSet(strategy);
    boolean counts = on.answers(on.contract("AllocationManager"), COUNT + words(set));
    boolean slasher = on.answers(on.contract("AllocationManager"), SLASHER + words(set));

    EigenGeneration found = operators.generation().now();

    assertThat(found.isAtLeast(EigenGeneration.V1_5)).isEqualTo(counts);
    assertThat(found.isAtLeast(EigenGeneration.V1_9)).isEqualTo(slasher);
    if (counts) {
      assertThat(operators.operatorSets().slashCount(set).now()).isZero();
    } else {
      missing(() -> operators.operatorSets().slashCount(set).now(), "getSlashCount", "v1.5");
    }
    if (slasher) {
      assertThat(operators.operatorSets().slasher(set).now()).isEqualTo(set.avs());
    } else {
      missing(() -> operators.operatorSets().slasher(set).now(), "getSlasher", "v1.9");
    }
  }

  @Test
  void generation_whereTheContractsLackTheNewFunctions_isTheOldestAndSaysSo() {
    // another contract in its place knows none of these functions either
    String json =
        world
            .deploymentJson()
            .replaceAll(
                "(?i)" + on.contract("AllocationManager"),
                on.contract("PermissionController").toString());
    try (Restake4j old =
        Restake4j.builder().rpc(world.rpcUrl()).deployments(Deployments.parse(json)).build()) {
      OperatorSets sets = Operators.on(old).operatorSets();
      OperatorSet set = new OperatorSet(me(), 1);

      missing(() -> sets.slashCount(set).now(), "getSlashCount", "v1.3", "came with v1.5");
      missing(() -> sets.slasher(set).now(), "getSlasher", "v1.3", "came with v1.9");
    }
  }

  private static String words(OperatorSet set) {
    return RawChain.word(set.avs().toString()) + RawChain.word(BigInteger.valueOf(set.id()));
  }

  private static void missing(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NOT_IN_GENERATION))
        .message()
        .contains(words);
  }

  @Test
  void registerAsOperator_again_isRefusedAndSaysToWhomItIsDelegated() {
    register();

    refused(this::register, "delegated to nobody", "it is to " + me());
  }

  @Test
  void registerAsOperator_explained_warnsThatItIsForEver() {
    assertThat(
            operators.registerAsOperator(Address.ZERO, DELAY, URI).explain(me()).now().warnings())
        .singleElement()
        .asString()
        .contains("for ever");
  }

  @Test
  void registerAsOperator_outOfBounds_isACallersMistake() {
    assertThatThrownBy(() -> operators.registerAsOperator(Address.ZERO, 1L << 32, URI))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4294967296");
    assertThatThrownBy(() -> operators.registerAsOperator(Address.ZERO, 1, "x".repeat(1025)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1025");
    assertThat(world.requests()).isZero();
  }

  @Test
  void details_changedByTheOperator_areRead() {
    register();

    assertThat(send(operators.modifyOperatorDetails(me(), stranger.address())).orThrow())
        .contains(stranger.address());
    assertThat(operators.delegationApprover(me()).now()).contains(stranger.address());
    assertThat(send(operators.updateOperatorMetadataUri(me(), URI + "?v=2")).orThrow())
        .isEqualTo(URI + "?v=2");
  }

  @Test
  void details_changedByAStranger_isRefusedNamingTheAdmins() {
    register();
    TxPlan<?> plan = operators.modifyOperatorDetails(me(), Address.ZERO);

    refused(
        () -> plan.send(stranger),
        stranger.address() + " may call modifyOperatorDetails for " + me(),
        "[" + me() + "]");
    assertThat(operators.permissions().admins(me()).now()).containsExactly(me());
    assertThat(operators.permissions().isAdmin(me(), stranger.address()).now()).isFalse();
  }

  @Test
  void appointee_mayDoWhatItWasAppointedForAndNothingElse() {
    register();
    on.appoint(me(), stranger.address(), on.contract("AllocationManager"), "0x56c483e6");
    TxPlan<AllocationDelaySet> appointed = operators.allocations().setAllocationDelay(me(), 9);
    OperatorSet set = on.newSet(strategy);

    assertThat(appointed.send(stranger).await().orThrow().operator()).isEqualTo(me());
    refused(
        () -> operators.allocations().modifyAllocations(me(), target(set, "0.1")).send(stranger),
        stranger.address() + " may call modifyAllocations for " + me());
    assertThat(operators.permissions().isAdmin(me(), stranger.address()).now()).isFalse();
  }

  @Test
  void setAllocationDelay_later_holdsOneBlockAfterTheConfigurationDelay() {
    register();
    long configuration = operators.allocations().configurationDelay().now();

    TxOutcome<AllocationDelaySet> outcome =
        send(operators.allocations().setAllocationDelay(me(), 3));

    AllocationDelaySet set = outcome.orThrow();
    assertThat(set.blocks()).isEqualTo(3);
    assertThat(set.effectBlock())
        .isEqualTo(outcome.receipts().get(0).blockNumber() + configuration + 1);
    assertThat(operators.allocations().allocationDelay(me()).now()).hasValue(DELAY);
    world.mine((int) (set.effectBlock() - world.raw().blockNumber()));
    assertThat(operators.allocations().allocationDelay(me()).now()).hasValue(3);
  }

  @Test
  void setAllocationDelay_ofNoOperator_isRefused() {
    refused(
        () -> operators.allocations().setAllocationDelay(me(), 3).send(operator),
        me() + " is an operator");
  }

  @Test
  void modifyAllocations_firstTime_encumbersAtOnceAndHoldsAfterTheDelay() {
    register();
    OperatorSet set = on.newSet(strategy);
    assertThat(operators.allocations().preview(me(), target(set, "0.4")).now())
        .containsExactly(new AllocationChange(target(set, "0.4").get(0), Magnitude.ZERO, DELAY));

    TxOutcome<List<AllocationUpdate>> outcome =
        send(operators.allocations().modifyAllocations(me(), target(set, "0.4")));

    long effect = outcome.receipts().get(0).blockNumber() + DELAY;
    assertThat(outcome.orThrow())
        .containsExactly(new AllocationUpdate(me(), set, strategy, Magnitude.of("0.4"), effect));
    assertThat(operators.allocations().magnitudes(me(), strategy).now())
        .isEqualTo(
            new StrategyMagnitudes(Magnitude.FULL, Magnitude.of("0.4"), Magnitude.of("0.6")));
    Allocation pending = operators.allocations().allocation(me(), set, strategy).now();
    assertThat(pending.current()).isEqualTo(Magnitude.ZERO);
    assertThat(pending.pending()).contains(new Allocation.Pending(Magnitude.of("0.4"), effect));
    world.mine((int) (effect - world.raw().blockNumber()));
    Allocation held = operators.allocations().allocation(me(), set, strategy).now();
    assertThat(held.current()).isEqualTo(Magnitude.of("0.4"));
    assertThat(held.pending()).isEmpty();
    assertThat(operators.allocations().allocations(me(), strategy).now()).containsExactly(held);
    assertThat(operators.operatorSets().allocated(me()).now()).containsExactly(set);
  }

  @Test
  void modifyAllocations_whileAChangeIsUnderWay_isRefusedWithItsBlock() {
    register();
    OperatorSet set = on.newSet(strategy);
    AllocationUpdate first = allocate(set, "0.4");

    refused(() -> allocate(set, "0.5"), "under way", "block " + first.effectBlock());
  }

  @Test
  void modifyAllocations_moreThanAllocatable_isRefusedWithAllNumbers() {
    register();
    allocate(on.newSet(strategy), "0.4");
    OperatorSet other = on.newSet(strategy);

    refused(() -> allocate(other, "0.7"), "0.7 more", "allocatable 0.6", "max 1", "encumbered 0.4");
    allocate(other, "0.6");
    assertThat(operators.allocations().magnitudes(me(), strategy).now().allocatable())
        .isEqualTo(Magnitude.ZERO);
  }

  @Test
  void modifyAllocations_whatTheContractWouldRefuse_isRefusedBefore() {
    register();
    OperatorSet set = on.newSet(strategy);
    OperatorSet unknown = new OperatorSet(set.avs(), 4_000_000_000L);
    OperatorSet otherStrategy = on.newSet(on.strategy("stETH").strategy());

    refused(() -> allocate(unknown, "0.1"), unknown + " exists");
    refused(() -> allocate(set, "0"), "another magnitude than 0");
    refused(() -> allocate(otherStrategy, "0.1"), "uses strategy " + strategy);
    refused(
        () -> operators.allocations().modifyAllocations(me(), target(set, "0.1")).send(stranger),
        stranger.address() + " may call modifyAllocations for " + me());
    refused(
        () ->
            operators
                .allocations()
                .modifyAllocations(stranger.address(), target(set, "0.1"))
                .send(stranger),
        "allocation delay");
    on.pause("AllocationManager", 1);
    refused(() -> allocate(set, "0.1"), "changes of allocations are not paused");
  }

  @Test
  void modifyAllocations_lessOutsideASet_isUsedByTheNextTargetOfTheSameCall() {
    register();
    OperatorSet one = on.newSet(strategy);
    OperatorSet two = on.newSet(strategy);
    world.mine((int) DELAY);
    allocate(one, "1");
    world.mine((int) DELAY);
    List<AllocationTarget> moved =
        List.of(
            new AllocationTarget(one, strategy, Magnitude.of("0.25")),
            new AllocationTarget(two, strategy, Magnitude.of("0.75")));
    assertThat(operators.allocations().preview(me(), moved).now())
        .extracting(AllocationChange::blocks)
        .containsExactly(0L, DELAY);

    TxOutcome<List<AllocationUpdate>> outcome =
        send(operators.allocations().modifyAllocations(me(), moved));

    long block = outcome.receipts().get(0).blockNumber();
    assertThat(outcome.orThrow())
        .extracting(AllocationUpdate::effectBlock)
        .containsExactly(block, block + DELAY);
  }

  @Test
  void modifyAllocations_lessInsideASet_staysSlashableForTheDeallocationDelay() {
    register();
    OperatorSet set = on.newSet(strategy);
    allocate(set, "0.5");
    join(set);
    world.mine((int) DELAY);
    long delay = operators.allocations().deallocationDelay().now();
    assertThat(operators.allocations().preview(me(), target(set, "0.2")).now())
        .extracting(AllocationChange::blocks)
        .containsExactly(delay + 1);

    TxOutcome<List<AllocationUpdate>> outcome =
        send(operators.allocations().modifyAllocations(me(), target(set, "0.2")));

    long effect = outcome.receipts().get(0).blockNumber() + delay + 1;
    assertThat(outcome.orThrow().get(0).effectBlock()).isEqualTo(effect);
    assertThat(operators.allocations().magnitudes(me(), strategy).now().allocatable())
        .isEqualTo(Magnitude.of("0.5"));
    world.mine((int) (effect - world.raw().blockNumber()));
    assertThat(operators.allocations().magnitudes(me(), strategy).now().allocatable())
        .isEqualTo(Magnitude.of("0.8"));
    assertThat(operators.allocations().allocation(me(), set, strategy).now().current())
        .isEqualTo(Magnitude.of("0.2"));
  }

  @Test
  void operatorSet_joinedAndLeft_isSlashableThroughTheLastBlock() {
    register();
    OperatorSet set = on.newSet(strategy);
    OperatorSets sets = operators.operatorSets();
    assertThat(sets.exists(set).now()).isTrue();
    assertThat(sets.strategies(set).now()).containsExactly(strategy);
    assertThat(sets.isSlashable(me(), set).now()).isFalse();

    join(set);

    assertThat(sets.isMember(me(), set).now()).isTrue();
    assertThat(sets.members(set).now()).containsExactly(me());
    assertThat(sets.registered(me()).now()).containsExactly(set);
    refused(() -> join(set), "is not in " + set);
    long delay = operators.allocations().deallocationDelay().now();
    TxPlan<List<OperatorSet>> leave =
        sets.deregisterFromOperatorSets(me(), set.avs(), List.of(set.id()));
    refused(() -> leave.send(stranger), "operator " + me(), "AVS " + set.avs());

    assertThat(send(leave).orThrow()).containsExactly(set);

    assertThat(sets.isMember(me(), set).now()).isFalse();
    assertThat(sets.isSlashable(me(), set).now()).isTrue();
    refused(() -> send(leave), "is in " + set);
    refused(() -> join(set), "did not leave it too few blocks ago");
    world.mine((int) delay);
    assertThat(sets.isSlashable(me(), set).now()).isTrue();
    world.mine(1);
    assertThat(sets.isSlashable(me(), set).now()).isFalse();
    join(set);
    assertThat(sets.isMember(me(), set).now()).isTrue();
  }

  @Test
  void registerForOperatorSets_notAnOperatorOrPaused_isRefused() {
    OperatorSet set = on.newSet(strategy);
    refused(() -> join(set), me() + " is an operator");
    register();
    on.pause("AllocationManager", 4);

    refused(() -> join(set), "registrations are not paused");
  }

  @Test
  void slash_ofHalfTheAllocation_takesItFromTheMaxMagnitude() {
    register();
    OperatorSet set = on.newSet(strategy);
    allocate(set, "0.3");
    join(set);
    world.mine((int) DELAY);
    long before = world.raw().blockNumber();
    boolean counts = on.answers(on.contract("AllocationManager"), COUNT + words(set));

    on.lever(
        "slash",
        Map.of(
            "operator", me().toString(),
            "avs", set.avs().toString(),
            "operatorSetId", String.valueOf(set.id()),
            "strategies", List.of(strategy.toString()),
            "wadsToSlash", List.of("500000000000000001"),
            "description", "half and a bit"));

    // 0.3e18 * 0.500000000000000001, rounded up: 150000000000000001
    BigInteger left = new BigInteger("849999999999999999");
    assertThat(rawMaxMagnitude()).isEqualTo(left);
    assertThat(operators.allocations().maxMagnitude(me(), strategy).now())
        .isEqualTo(new Magnitude(left));
    assertThat(operators.allocations().maxMagnitudes(me(), List.of(strategy)).now())
        .containsExactly(Map.entry(strategy, new Magnitude(left)));
    assertThat(operators.allocations().maxMagnitudesAtBlock(me(), List.of(strategy), before).now())
        .containsExactly(Map.entry(strategy, Magnitude.FULL));
    assertThat(operators.allocations().magnitudes(me(), strategy).now())
        .isEqualTo(
            new StrategyMagnitudes(
                new Magnitude(left),
                new Magnitude(new BigInteger("149999999999999999")),
                Magnitude.of("0.7")));
    if (counts) {
      assertThat(operators.operatorSets().slashCount(set).now()).isEqualTo(BigInteger.ONE);
    }
  }

  @Test
  void modifyAllocations_refused_asksTheNodeOnceForAllConditions() {
    register();
    OperatorSet set = on.newSet(strategy);
    operators.allocations().deallocationDelay().now();
    world.resetRequests();

    operators.allocations().modifyAllocations(me(), target(set, "0")).explain(me()).now();

    assertThat(world.requests()).isLessThanOrEqualTo(3);
  }
}
