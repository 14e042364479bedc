package io.github.restake4j.eigenlayer.shares;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Numbers that were seen on the real contracts, and ones worked out by hand. */
class StrategyStakeTest {
  private static final Token TST =
      new Token(Address.parse("0x00000000000000000000000000000000000000aa"), "TST", 18);
  private static final Strategy STRATEGY =
      new Strategy(Address.parse("0x00000000000000000000000000000000000000bb"), TST);
  private static final Strategy OTHER =
      new Strategy(Address.parse("0x00000000000000000000000000000000000000cc"), TST);

  private static Amount<DepositShares> deposit(String whole) {
    return Amount.parse(whole, STRATEGY.depositShares());
  }

  private static Amount<WithdrawableShares> shares(String whole) {
    return Amount.parse(whole, STRATEGY.withdrawableShares());
  }

  private static SlashingFactor operator(String magnitude) {
    return SlashingFactor.of(Magnitude.of(magnitude));
  }

  private static StrategyStake untouched(String whole) {
    return StrategyStake.none(STRATEGY, SlashingFactor.NONE).plus(deposit(whole));
  }

  @Test
  void plus_afterASlash_scalesAsSeenOnTheRealContracts() {
    StrategyStake stake = untouched("100").slashed(operator("0.7")).plus(deposit("10"));

    assertThat(stake.depositScalingFactor()).isEqualTo(new BigInteger("1038961038961038960"));
    assertThat(stake.withdrawable()).isEqualTo(shares("79.99999999999999992"));
  }

  @Test
  void withdrawable_ofFewUnits_roundsAfterEachFactor() {
    StrategyStake stake = untouched("100").slashed(operator("0.7")).plus(deposit("10"));

    // 7 * 1.03896 = 7.27, cut to 7; 7 * 0.7 = 4.9, cut to 4. In one step it would be 5.09
    assertThat(stake.withdrawable(Amount.of(7, STRATEGY.depositShares())).smallest()).isEqualTo(4);
  }

  @Test
  void queue_thenAnotherSlash_paysAsSeenOnTheRealContracts() {
    StrategyStake stake = untouched("100").slashed(operator("0.7")).plus(deposit("10"));

    StrategyStake.Queueing queued = stake.queue(deposit("40"));

    assertThat(queued.scaled().smallest()).isEqualTo(new BigInteger("41558441558441558400"));
    assertThat(queued.withdrawable().smallest()).isEqualTo(new BigInteger("29090909090909090880"));
    assertThat(operator("0.66").pays(queued.scaled()).smallest())
        .isEqualTo(new BigInteger("27428571428571428544"));
    assertThat(queued.left().depositShares()).isEqualTo(deposit("70"));
    assertThat(queued.left().depositScalingFactor())
        .isEqualTo(new BigInteger("1038961038961038960"));
  }

  @Test
  void queue_everything_startsTheScalingFactorAnew() {
    StrategyStake stake = untouched("100").slashed(operator("0.7")).plus(deposit("10"));

    StrategyStake left = stake.queue(deposit("110")).left();

    assertThat(left.depositScalingFactor()).isEqualTo(BigInteger.TEN.pow(18));
    assertThat(left.withdrawable()).isEqualTo(shares("0"));
  }

  @Test
  void plus_nothingBefore_dividesByTheFactorRoundedDown() {
    // 1e36 / 0.7e18 = 1428571428571428571.4
    StrategyStake stake = StrategyStake.none(STRATEGY, operator("0.7")).plus(deposit("1"));

    assertThat(stake.depositScalingFactor()).isEqualTo(new BigInteger("1428571428571428571"));
    // 1428571428571428571 * 0.7 = 999999999999999999.7
    assertThat(stake.withdrawable().smallest()).isEqualTo(new BigInteger("999999999999999999"));
  }

  @Test
  void delegated_toASlashedOperator_isForgivenWhatWasBefore() {
    StrategyStake stake = untouched("3").delegated(Magnitude.of("0.5"));

    assertThat(stake.depositScalingFactor()).isEqualTo(new BigInteger("2000000000000000000"));
    assertThat(stake.withdrawable()).isEqualTo(shares("3"));
  }

  @Test
  void delegated_withNothing_keepsTheFactor() {
    StrategyStake stake =
        StrategyStake.none(STRATEGY, SlashingFactor.NONE).delegated(Magnitude.of("0.5"));

    assertThat(stake.depositScalingFactor()).isEqualTo(BigInteger.TEN.pow(18));
    assertThat(stake.slashingFactor()).isEqualTo(operator("0.5"));
  }

  @Test
  void depositSharesFor_part_roundsDownTwice() {
    StrategyStake stake = untouched("100").slashed(operator("0.7")).plus(deposit("10"));

    Amount<DepositShares> converted = stake.depositSharesFor(shares("40"));

    // 40e36 / 1038961038961038960 = 38500000000000000038.5, then 38500000000000000038 / 0.7
    assertThat(converted.smallest()).isEqualTo(new BigInteger("55000000000000000054"));
    assertThat(stake.withdrawable(converted).compareTo(shares("40"))).isLessThanOrEqualTo(0);
  }

  @Test
  void depositSharesFor_all_isAllDepositShares() {
    StrategyStake stake = untouched("100").slashed(operator("0.7")).plus(deposit("10"));

    assertThat(stake.depositSharesFor(stake.withdrawable())).isEqualTo(deposit("110"));
  }

  @Test
  void depositSharesFor_moreThanThereIs_isRefusedWithBothNumbers() {
    StrategyStake stake = untouched("2").slashed(operator("0.5"));

    assertThatThrownBy(() -> stake.depositSharesFor(shares("1.5")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1.500000000000000000 TST shares")
        .hasMessageContaining("1.000000000000000000 TST shares");
  }

  @Test
  void plus_fullySlashed_isRefused() {
    StrategyStake stake = untouched("2").slashed(SlashingFactor.of(Magnitude.ZERO));

    assertThat(stake.withdrawable()).isEqualTo(shares("0"));
    assertThatThrownBy(() -> stake.plus(deposit("1"))).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> untouched("2").delegated(Magnitude.ZERO))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void slashingFactor_ofEthInPods_multipliesBothRoundedDown() {
    SlashingFactor factor =
        new SlashingFactor(
            Magnitude.of("0.333333333333333333"), Magnitude.of("0.333333333333333333"));

    // 0.333333333333333333 squared is 0.111111111111111110888888888888888889
    assertThat(factor.wad()).isEqualTo(new BigInteger("111111111111111110"));
  }

  @Test
  void shares_ofTwoStrategies_doNotMix() {
    assertThatThrownBy(() -> deposit("1").plus(Amount.of(1, OTHER.depositShares())))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> untouched("1").depositSharesFor(Amount.of(1, OTHER.withdrawableShares())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void rate_empty_isOneToOne() {
    StrategyRate rate = new StrategyRate(STRATEGY, BigInteger.ZERO, Amount.zero(TST));

    assertThat(rate.sharesFor(Amount.of(12345, TST)).smallest()).isEqualTo(12345);
    assertThat(rate.tokensFor(Amount.of(12345, STRATEGY.withdrawableShares())).smallest())
        .isEqualTo(12345);
  }

  @Test
  void rate_afterADonation_countsTheVirtualThousand() {
    // 500 shares and 4000 tokens: (500 + 1000) shares for (4000 + 1000) tokens
    StrategyRate rate = new StrategyRate(STRATEGY, BigInteger.valueOf(500), Amount.of(4000, TST));

    assertThat(rate.sharesFor(Amount.of(101, TST)).smallest()).isEqualTo(30);
    assertThat(rate.tokensFor(Amount.of(101, STRATEGY.withdrawableShares())).smallest())
        .isEqualTo(336);
    StrategyRate after = rate.afterWithdrawal(Amount.of(101, STRATEGY.withdrawableShares()));
    assertThat(after.totalShares()).isEqualTo(399);
    assertThat(after.balance()).isEqualTo(Amount.of(3664, TST));
  }

  @Test
  void slash_ofAnAllocation_roundsAgainstTheOperator() {
    // ceil(0.5e18 * 1 / 1e18) = 1
    MagnitudeSlash dust = MagnitudeSlash.of(Magnitude.FULL, Magnitude.of("0.5"), BigInteger.ONE);
    assertThat(dust.after().wad()).isEqualTo(new BigInteger("999999999999999999"));
    assertThat(dust.wadSlashed()).isEqualTo(1);
    // 10 - ceil(10 * 0.999999999999999999) = 0
    assertThat(dust.takenFrom(Amount.of(10, STRATEGY.withdrawableShares())).isZero()).isTrue();
  }

  @Test
  void slash_ofHalfTheStake_differsFromTheShareOfTheAllocation() {
    MagnitudeSlash slash =
        MagnitudeSlash.of(
            Magnitude.of("0.8"), Magnitude.of("0.5"), new BigInteger("300000000000000000"));

    assertThat(slash.after()).isEqualTo(Magnitude.of("0.65"));
    assertThat(slash.wadSlashed()).isEqualTo(new BigInteger("187500000000000000"));
    assertThat(slash.takenFrom(shares("80"))).isEqualTo(shares("15"));
  }
}
