package io.github.restake4j.eigenlayer.avs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is refused before any request: the endpoint does not exist. */
class AvsRequestsTest {
  private static final BigInteger ONE = BigInteger.ONE;
  private static final Address LOW = Address.parse("0x0000000000000000000000000000000000000011");
  private static final Address HIGH = Address.parse("0xff00000000000000000000000000000000000022");
  private static final Address BURN = Address.parse("0x00000000000000000000000000000000000e16e4");
  private static final Token TST = new Token(LOW, "TST", 18);
  private static final Token OTHER = new Token(HIGH, "OTH", 18);
  private static final Strategy FIRST = new Strategy(LOW, TST);
  private static final Strategy LAST = new Strategy(HIGH, OTHER);
  private static final OperatorSet SET = new OperatorSet(HIGH, 1);
  private static final RewardsPeriod PERIOD =
      new RewardsPeriod(Instant.ofEpochSecond(86_400), Duration.ofDays(1));
  private static final List<StrategyMultiplier> STAKES = List.of(new StrategyMultiplier(LOW, ONE));

  private final Restake4j client = Restake4j.connect("http://127.0.0.1:9");
  private final Avs avs = Avs.on(client);

  @AfterEach
  void close() {
    client.close();
  }

  private static void mistake(ThrowingCallable call, String words) {
    assertThatThrownBy(call)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }

  private static NewOperatorSet plain(long id, Address... strategies) {
    return new NewOperatorSet(id, List.of(strategies), LOW);
  }

  private static Slash slash(Slash.Part... parts) {
    return new Slash(LOW, SET, List.of(parts), "");
  }

  private static OperatorReward reward(Address operator, long amount) {
    return new OperatorReward(operator, Amount.of(amount, TST));
  }

  private static OperatorDirectedRewards directed(OperatorReward... rewards) {
    return new OperatorDirectedRewards(STAKES, List.of(rewards), PERIOD, "");
  }

  private static RewardsSubmission submission(BigInteger amount, Token token) {
    return new RewardsSubmission(STAKES, Amount.of(amount, token), PERIOD);
  }

  @Test
  void operatorSet_outOfBounds_isRefused() {
    mistake(() -> plain(1L << 32), "4294967296");
    mistake(() -> plain(-1), "-1");
    mistake(() -> plain(1, LOW, LOW), "twice");
    mistake(() -> new NewOperatorSet(1, List.of(), Address.ZERO), "a slasher");
  }

  @Test
  void redistribution_toNobodyOrOfPods_isRefused() {
    mistake(() -> new RedistributingOperatorSet(plain(1), Address.ZERO), "createOperatorSets");
    mistake(() -> new RedistributingOperatorSet(plain(1), BURN), "createOperatorSets");
    mistake(
        () -> new RedistributingOperatorSet(plain(1, Strategy.BEACON_CHAIN_ETH.address()), HIGH),
        "ETH in pods");
  }

  @Test
  void sets_noneOrTwiceTheSame_areRefused() {
    mistake(() -> avs.sets().createOperatorSets(LOW, List.of()), "no operator set");
    mistake(() -> avs.sets().createOperatorSets(LOW, List.of(plain(1), plain(1))), "twice");
    mistake(() -> avs.sets().createRedistributingOperatorSets(LOW, List.of()), "no operator set");
    mistake(() -> avs.sets().addStrategiesToOperatorSet(SET, List.of()), "at least one");
    mistake(() -> avs.sets().removeStrategiesFromOperatorSet(SET, List.of(LOW, LOW)), "each once");
    mistake(() -> avs.sets().updateSlasher(SET, Address.ZERO), "a slasher");
    mistake(() -> avs.sets().updateAvsMetadataUri(LOW, "x".repeat(1025)), "1025");
  }

  @Test
  void slash_isSortedByStrategy() {
    Slash slash = slash(new Slash.Part(LAST, ONE), new Slash.Part(FIRST, BigInteger.TWO));

    assertThat(slash.parts()).extracting(Slash.Part::strategy).containsExactly(FIRST, LAST);
  }

  @Test
  void slash_ofNothingTwiceOrTooMuch_isRefused() {
    BigInteger whole = new BigInteger("1000000000000000000");

    assertThat(new Slash.Part(FIRST, whole).wadToSlash()).isEqualTo(whole);
    mistake(() -> new Slash.Part(FIRST, whole.add(ONE)), "at most 1e18");
    mistake(() -> new Slash.Part(FIRST, BigInteger.ZERO), "above 0");
    mistake(() -> slash(), "without a strategy");
    mistake(() -> slash(new Slash.Part(FIRST, ONE), new Slash.Part(FIRST, ONE)), "twice");
    mistake(
        () -> avs.slashing().minimumSlashableStake(SET, List.of(), List.of(), 1L << 32),
        "4294967296");
  }

  @Test
  void rewards_areSortedByStrategyAndOperator() {
    List<StrategyMultiplier> stakes =
        List.of(new StrategyMultiplier(HIGH, ONE), new StrategyMultiplier(LOW, ONE));

    OperatorDirectedRewards rewards =
        new OperatorDirectedRewards(
            stakes, List.of(reward(HIGH, 5), reward(LOW, 7)), PERIOD, "for May");

    assertThat(rewards.strategies())
        .extracting(StrategyMultiplier::strategy)
        .containsExactly(LOW, HIGH);
    assertThat(rewards.rewards()).extracting(OperatorReward::operator).containsExactly(LOW, HIGH);
    assertThat(rewards.amount()).isEqualTo(Amount.of(12, TST));
  }

  @Test
  void rewards_outOfBounds_areRefused() {
    BigInteger most = new BigInteger("99999999999999999999999999999999999999");
    BigInteger multiplier = ONE.shiftLeft(96).subtract(ONE);

    assertThat(submission(most, TST).amount().smallest()).isEqualTo(most);
    mistake(() -> submission(most.add(ONE), TST), "1e38 - 1");
    mistake(() -> submission(BigInteger.ZERO, TST), "more than 0");
    assertThat(new StrategyMultiplier(LOW, multiplier).multiplier()).isEqualTo(multiplier);
    mistake(() -> new StrategyMultiplier(LOW, multiplier.add(ONE)), "2^96 - 1");
    mistake(() -> new StrategyMultiplier(LOW, BigInteger.ZERO), "1 to");
    mistake(() -> new RewardsSubmission(List.of(), Amount.of(1, TST), PERIOD), "no strategy");
    mistake(
        () ->
            new RewardsSubmission(List.of(STAKES.get(0), STAKES.get(0)), Amount.of(1, TST), PERIOD),
        "twice");
    mistake(() -> reward(Address.ZERO, 1), "zero address");
    mistake(() -> reward(LOW, 0), "more than 0");
    mistake(() -> directed(), "no operator");
    mistake(() -> directed(reward(LOW, 1), reward(LOW, 2)), "twice");
    OperatorReward all = new OperatorReward(LOW, Amount.of(most, TST));
    mistake(() -> directed(all, reward(HIGH, 1)), "1e38 - 1");
  }

  @Test
  void rewards_noneOrInTwoTokens_areRefused() {
    mistake(() -> avs.rewards().createAvsRewardsSubmission(List.of()), "no rewards");
    assertThatThrownBy(
            () ->
                avs.rewards()
                    .createAvsRewardsSubmission(
                        List.of(submission(ONE, TST), submission(ONE, OTHER))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void period_outOfBounds_isRefused() {
    Instant start = Instant.ofEpochSecond(86_400);
    Duration day = Duration.ofDays(1);

    mistake(() -> new RewardsPeriod(start.plusNanos(1), day), "whole seconds");
    mistake(() -> new RewardsPeriod(Instant.ofEpochSecond(-1), day), "between 1970");
    mistake(() -> new RewardsPeriod(Instant.ofEpochSecond(1L << 32), day), "between 1970");
    mistake(() -> new RewardsPeriod(start, Duration.ZERO), "above 0");
    mistake(() -> new RewardsPeriod(start, Duration.ofMillis(1_500)), "whole seconds");
    assertThat(new RewardsPeriod(start, day).end()).isEqualTo(Instant.ofEpochSecond(172_800));
  }
}
