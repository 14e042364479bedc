package io.github.restake4j.eigenlayer.rewards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.operator.EigenWorld;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxPlan;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What operators keep, on deployments whose RewardsCoordinator has splits: every real one. */
@Devnet(protocols = "eigenlayer")
class OperatorSplitsAcceptanceTest {
  private static final Address AVS = Address.parse("0x00000000000000000000000000000000000a0501");

  private final World world;
  private EigenWorld on;
  private OperatorSplits splits;
  private LocalKey operator;
  private LocalKey stranger;
  private long firstBlock;

  OperatorSplitsAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EigenWorld(world);
    splits = Rewards.on(on.client()).splits();
    operator = on.key(6);
    stranger = on.key(7);
    firstBlock = world.raw().blockNumber() + 1;
    // defaultOperatorSplitBips()
    assumeTrue(
        on.answers(on.contract("RewardsCoordinator"), "0x63f6a798"),
        "this RewardsCoordinator has no splits");
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private Address me() {
    return operator.address();
  }

  private SplitSet set(TxPlan<SplitSet> plan, SplitSet.Place place, int before, int bips) {
    TxOutcome<SplitSet> outcome = plan.send(operator).await();
    SplitSet set = outcome.orThrow();
    long now = world.raw().timestamp();
    long delay = Rewards.on(on.client()).roots().activationDelay().now();
    assertThat(set)
        .isEqualTo(new SplitSet(me(), place, before, bips, Instant.ofEpochSecond(now + delay)));
    return set;
  }

  private void await(SplitSet set) {
    world.warp(set.activatedAt().getEpochSecond() - world.raw().timestamp());
  }

  private static void refused(ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .message()
        .contains(words);
  }

  @Test
  void setOperatorAvsSplit_countsFromItsActivationOn_andOnlyThere() {
    int usual = splits.defaultSplit().now();
    // getOperatorAVSSplit(address,address)
    assertThat(BigInteger.valueOf(usual))
        .isEqualTo(on.raw(on.contract("RewardsCoordinator"), "0xe063f81f", me(), AVS));
    assertThat(splits.operatorAvsSplit(me(), AVS).now()).isEqualTo(usual);

    SplitSet set =
        set(
            splits.setOperatorAvsSplit(me(), AVS, 9_999),
            new SplitSet.Place.Avs(AVS),
            usual,
            9_999);

    assertThat(splits.operatorAvsSplit(me(), AVS).now()).isEqualTo(usual);
    await(set);
    assertThat(splits.operatorAvsSplit(me(), AVS).now()).isEqualTo(9_999);
    assertThat(on.raw(on.contract("RewardsCoordinator"), "0xe063f81f", me(), AVS))
        .isEqualTo(BigInteger.valueOf(9_999));
    assertThat(splits.operatorAvsSplit(me(), me()).now()).isEqualTo(usual);
    assertThat(splits.operatorPiSplit(me()).now()).isEqualTo(usual);
  }

  @Test
  void setOperatorAvsSplit_whileOneWaits_isRefusedAndThenAllowed() {
    int usual = splits.defaultSplit().now();
    SplitSet.Place place = new SplitSet.Place.Avs(AVS);
    SplitSet first = set(splits.setOperatorAvsSplit(me(), AVS, 0), place, usual, 0);

    refused(() -> splits.setOperatorAvsSplit(me(), AVS, 5).send(operator), "PreviousSplitPending");
    assertThat(splits.setOperatorAvsSplit(me(), AVS, 5).explain(me()).now().isReady()).isFalse();

    await(first);
    // counted already, but in its very first second still not to be changed
    assertThat(splits.operatorAvsSplit(me(), AVS).now()).isZero();
    world.warp(1);
    SplitSet second = set(splits.setOperatorAvsSplit(me(), AVS, 5), place, 0, 5);
    assertThat(splits.history(me(), firstBlock).run()).containsExactly(first, second);
  }

  @Test
  void setOperatorPiSplit_isReadBackAfterTheDelay() {
    int usual = splits.defaultSplit().now();
    SplitSet set =
        set(
            splits.setOperatorPiSplit(me(), 10_000),
            new SplitSet.Place.ProgrammaticIncentives(),
            usual,
            10_000);

    refused(() -> splits.setOperatorPiSplit(me(), 1).send(operator), "PreviousSplitPending");
    await(set);
    assertThat(splits.operatorPiSplit(me()).now()).isEqualTo(10_000);
    assertThat(splits.history(me(), firstBlock).run()).containsExactly(set);
  }

  @Test
  void setOperatorSetSplit_isReadBackAfterTheDelay() {
    int usual = splits.defaultSplit().now();
    OperatorSet own = on.newSet(on.strategy("TST").strategy());
    SplitSet set =
        set(splits.setOperatorSetSplit(me(), own, 77), new SplitSet.Place.Set(own), usual, 77);

    refused(() -> splits.setOperatorSetSplit(me(), own, 1).send(operator), "PreviousSplitPending");
    await(set);
    assertThat(splits.operatorSetSplit(me(), own).now()).isEqualTo(77);
    refused(
        () -> splits.setOperatorSetSplit(me(), new OperatorSet(own.avs(), 4_000), 1).send(operator),
        "exists");
  }

  @Test
  void setSplit_byAStrangerOrPaused_isRefused() {
    refused(
        () -> splits.setOperatorPiSplit(me(), 1).send(stranger),
        stranger.address() + " may call setOperatorPISplit");
    on.pause("RewardsCoordinator", 1 << 7);
    refused(() -> splits.setOperatorPiSplit(me(), 1).send(operator), "not paused");
    assertThat(splits.setOperatorAvsSplit(me(), AVS, 1).explain(me()).now().isReady()).isTrue();
    on.pause("RewardsCoordinator", 1 << 7 | 1 << 6);
    refused(() -> splits.setOperatorAvsSplit(me(), AVS, 1).send(operator), "not paused");
  }

  @Test
  void setSplit_outOfBounds_isACallersMistake() {
    for (int bips : List.of(-1, 10_001)) {
      assertThatThrownBy(() -> splits.setOperatorPiSplit(me(), bips))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("0 to 10000 basis points, not " + bips);
    }
  }
}
