package io.github.restake4j.eigenlayer.avs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.contract.RewardsCoordinatorContract;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rewards as an AVS submits them, on any deployment of EigenLayer. */
@Devnet(protocols = "eigenlayer")
class AvsRewardsAcceptanceTest {
  private static final BigInteger WHOLE = BigInteger.TEN.pow(18);
  private static final int PAUSED_DIRECTED_AVS = 1 << 5;

  private final World world;
  private AvsFixture on;
  private AvsRewards rewards;
  private Address coordinator;
  private RewardsLimits limits;
  private Token token;

  AvsRewardsAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new AvsFixture(world);
    rewards = on.avs.rewards();
    coordinator = on.on.contract("RewardsCoordinator");
    limits = rewards.limits().now();
    token = on.tst.token();
    on.mint(on.me(), WHOLE.multiply(BigInteger.TEN));
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private Instant now() {
    return on.on.client().block().now().timestamp();
  }

  /** Over two intervals ago. */
  private RewardsPeriod past() {
    Duration interval = limits.calculationInterval();
    Instant start = limits.startAtOrBefore(now().minus(interval.multipliedBy(4)));
    return new RewardsPeriod(start, interval.multipliedBy(2));
  }

  private List<StrategyMultiplier> strategies() {
    return List.of(
        new StrategyMultiplier(on.steth.address(), WHOLE),
        new StrategyMultiplier(
            io.github.restake4j.eigenlayer.shares.Strategy.BEACON_CHAIN_ETH.address(), WHOLE),
        new StrategyMultiplier(on.tst.address(), BigInteger.ONE));
  }

  private RewardsSubmission submission(RewardsPeriod period) {
    return new RewardsSubmission(strategies(), Amount.of(WHOLE, token), period);
  }

  private OperatorDirectedRewards directed(RewardsPeriod period) {
    return new OperatorDirectedRewards(
        strategies(),
        List.of(
            new OperatorReward(on.stranger.address(), Amount.of(WHOLE, token)),
            new OperatorReward(on.operator.address(), Amount.of(7, token))),
        period,
        "for March");
  }

  private boolean known(BiFunction<Address, Hash32, AbiCall<Boolean>> view, SubmittedRewards done) {
    return on.on.client().call(coordinator, view.apply(on.me(), done.hash())).now();
  }

  /** Sends, and asserts that as much moved as was submitted. */
  private List<SubmittedRewards> paid(
      TxPlan<List<SubmittedRewards>> plan, BigInteger amount, int count) {
    BigInteger nonce = rewards.submissionNonce(on.me()).now();
    BigInteger had = on.on.balance(token.address(), on.me());
    BigInteger held = on.on.balance(token.address(), coordinator);

    List<SubmittedRewards> done = on.send(plan);

    assertThat(had.subtract(on.on.balance(token.address(), on.me()))).isEqualTo(amount);
    assertThat(on.on.balance(token.address(), coordinator).subtract(held)).isEqualTo(amount);
    assertThat(done).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(done.get(i).nonce()).isEqualTo(nonce.add(BigInteger.valueOf(i)));
    }
    assertThat(rewards.submissionNonce(on.me()).now())
        .isEqualTo(nonce.add(BigInteger.valueOf(count)));
    return done;
  }

  @Test
  void limits_areWhatTheContractSays() {
    assertThat(on.on.raw(coordinator, "0x9d45c281"))
        .isEqualTo(limits.calculationInterval().getSeconds());
    assertThat(on.on.raw(coordinator, "0xbf21a8aa")).isEqualTo(limits.maxDuration().getSeconds());
    assertThat(on.on.raw(coordinator, "0x37838ed0"))
        .isEqualTo(limits.maxRetroactive().getSeconds());
    assertThat(on.on.raw(coordinator, "0x04a0c502")).isEqualTo(limits.maxFuture().getSeconds());
    assertThat(on.on.raw(coordinator, "0x131433b4")).isEqualTo(limits.genesis().getEpochSecond());
  }

  @Test
  void createAvsRewardsSubmission_twoAtOnce_paysForBoth() {
    RewardsPeriod ahead =
        new RewardsPeriod(
            limits.startAtOrBefore(now()).plus(limits.calculationInterval()),
            limits.calculationInterval());

    List<SubmittedRewards> done =
        paid(
            rewards.createAvsRewardsSubmission(List.of(submission(past()), submission(ahead))),
            WHOLE.shiftLeft(1),
            2);

    for (SubmittedRewards one : done) {
      assertThat(known(RewardsCoordinatorContract::isAVSRewardsSubmissionHash, one)).isTrue();
      assertThat(one.amount()).isEqualTo(WHOLE);
    }
    assertThat(rewards.paysProtocolFee(on.me()).now()).isFalse();
  }

  @Test
  void createAvsRewardsSubmission_explained_showsApprovalAndPrice() {
    var explained =
        rewards.createAvsRewardsSubmission(List.of(submission(past()))).explain(on.me()).now();

    assertThat(explained.isReady()).isTrue();
    assertThat(explained.steps()).hasSize(2);
    assertThat(explained.deltas())
        .singleElement()
        .satisfies(delta -> assertThat(delta.amount()).isEqualTo(Amount.of(WHOLE, token)));
  }

  @Test
  void createOperatorDirected_ofAnAvs_paysTheSum() {
    BigInteger sum = WHOLE.add(BigInteger.valueOf(7));

    SubmittedRewards done =
        paid(
                rewards.createOperatorDirectedAvsRewardsSubmission(
                    on.me(), List.of(directed(past()))),
                sum,
                1)
            .get(0);

    assertThat(done.amount()).isEqualTo(sum);
    assertThat(known(RewardsCoordinatorContract::isOperatorDirectedAVSRewardsSubmissionHash, done))
        .isTrue();
    AvsFixture.refused(
        () ->
            rewards
                .createOperatorDirectedAvsRewardsSubmission(on.me(), List.of(directed(past())))
                .send(on.stranger),
        on.stranger.address()
            + " may call createOperatorDirectedAVSRewardsSubmission for "
            + on.me());
  }

  @Test
  void createOperatorDirected_ofASet_paysTheSum() {
    OperatorSet set = on.open(1, on.tst);
    OperatorSet unknown = new OperatorSet(on.me(), 2);

    SubmittedRewards done =
        paid(
                rewards.createOperatorDirectedOperatorSetRewardsSubmission(
                    set, List.of(directed(past()))),
                WHOLE.add(BigInteger.valueOf(7)),
                1)
            .get(0);

    assertThat(
            known(
                RewardsCoordinatorContract::isOperatorDirectedOperatorSetRewardsSubmissionHash,
                done))
        .isTrue();
    AvsFixture.refused(
        () ->
            rewards
                .createOperatorDirectedOperatorSetRewardsSubmission(
                    unknown, List.of(directed(past())))
                .send(on.service),
        unknown + " exists");
  }

  @Test
  void stakeRewards_ofASet_arePaidOrNotInThisGeneration() {
    OperatorSet set = on.open(1, on.tst);
    TxPlan<List<SubmittedRewards>> unique =
        rewards.createUniqueStakeRewardsSubmission(set, List.of(submission(past())));
    TxPlan<List<SubmittedRewards>> total =
        rewards.createTotalStakeRewardsSubmission(set, List.of(submission(past())));

    if (rewards.hasStakeRewards().now()) {
      assertThat(
              known(
                  RewardsCoordinatorContract::isUniqueStakeRewardsSubmissionHash,
                  paid(unique, WHOLE, 1).get(0)))
          .isTrue();
      assertThat(
              known(
                  RewardsCoordinatorContract::isTotalStakeRewardsSubmissionHash,
                  paid(total, WHOLE, 1).get(0)))
          .isTrue();
      AvsFixture.refused(
          () -> unique.send(on.stranger),
          on.stranger.address() + " may call createUniqueStakeRewardsSubmission for " + on.me());
    } else {
      AvsFixture.absent(() -> unique.send(on.service), "unique and total stake");
      AvsFixture.absent(() -> total.send(on.service), "unique and total stake");
    }
  }

  @Test
  void forAll_byAnyone_isRefused() {
    String governance = "whom governance lets submit rewards for all";
    assertThat(rewards.isRewardsForAllSubmitter(on.me()).now()).isFalse();

    AvsFixture.refused(
        () -> rewards.createRewardsForAllSubmission(List.of(submission(past()))).send(on.service),
        governance);
    AvsFixture.refused(
        () -> rewards.createRewardsForAllEarners(List.of(submission(past()))).send(on.service),
        governance);
  }

  @Test
  void forAll_byWhomGovernanceLets_isPaid() {
    on.on.lever("setRewardsForAllSubmitter", Map.of("submitter", on.me().toString(), "on", true));
    assertThat(rewards.isRewardsForAllSubmitter(on.me()).now()).isTrue();

    SubmittedRewards all =
        paid(rewards.createRewardsForAllSubmission(List.of(submission(past()))), WHOLE, 1).get(0);
    SubmittedRewards earners =
        paid(rewards.createRewardsForAllEarners(List.of(submission(past()))), WHOLE, 1).get(0);

    assertThat(known(RewardsCoordinatorContract::isRewardsSubmissionForAllHash, all)).isTrue();
    assertThat(known(RewardsCoordinatorContract::isRewardsSubmissionForAllEarnersHash, earners))
        .isTrue();
  }

  @Test
  void period_outsideTheContractsRules_isRefusedWithAllNumbers() {
    Duration interval = limits.calculationInterval();
    Instant start = past().start();

    notTaken(start.plusSeconds(1), interval, "is a multiple of the interval of");
    notTaken(start, interval.plusSeconds(1), "is a multiple of the interval of");
    notTaken(start, limits.maxDuration().plus(interval), "is at most");
    notTaken(
        limits.startAtOrBefore(now().minus(limits.maxRetroactive())), interval, "the longest back");
    notTaken(limits.genesis().minus(interval), interval, "the first rewards");
    notTaken(
        limits.startAtOrBefore(now().plus(limits.maxFuture())).plus(interval),
        interval,
        "the furthest ahead");
  }

  private void notTaken(Instant start, Duration duration, String why) {
    AvsFixture.refused(
        () ->
            rewards
                .createAvsRewardsSubmission(List.of(submission(new RewardsPeriod(start, duration))))
                .send(on.service),
        why);
  }

  @Test
  void directed_beforeThePeriodIsOver_isRefused() {
    RewardsPeriod running =
        new RewardsPeriod(limits.startAtOrBefore(now()), limits.calculationInterval());

    AvsFixture.refused(
        () ->
            rewards
                .createOperatorDirectedAvsRewardsSubmission(on.me(), List.of(directed(running)))
                .send(on.service),
        "the period is over");
  }

  @Test
  void submission_withAStrategyOffTheWhitelist_isRefused() {
    on.on.lever("setWhitelist", Map.of("strategy", on.tst.address().toString(), "on", false));

    AvsFixture.refused(
        () -> rewards.createAvsRewardsSubmission(List.of(submission(past()))).send(on.service),
        on.tst.address() + " is on the whitelist");
  }

  @Test
  void submission_ofMoreThanTheSenderHas_isRefused() {
    assertThatThrownBy(
            () -> rewards.createAvsRewardsSubmission(List.of(submission(past()))).send(on.stranger))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.kind()).isEqualTo(RefusedException.Code.INSUFFICIENT_FUNDS));
  }

  @Test
  void submission_ofAPausedKind_isRefusedAndOthersAreNot() {
    on.on.pause("RewardsCoordinator", PAUSED_DIRECTED_AVS);

    AvsFixture.refused(
        () ->
            rewards
                .createOperatorDirectedAvsRewardsSubmission(on.me(), List.of(directed(past())))
                .send(on.service),
        "not paused (bit 5");
    paid(rewards.createAvsRewardsSubmission(List.of(submission(past()))), WHOLE, 1);
  }
}
