package io.github.restake4j.eigenlayer.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.eigenlayer.OperatorSet;
import io.github.restake4j.eigenlayer.shares.Magnitude;
import io.github.restake4j.eigenlayer.shares.Strategy;
import io.github.restake4j.eigenlayer.shares.WithdrawableShares;
import io.github.restake4j.erc20.Token;
import io.github.restake4j.eth.Address;
import io.github.restake4j.units.Amount;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Expected values by hand. */
class OperatorStakeTest {
  private static final Address AVS = Address.parse("0x00000000000000000000000000000000000000a5");
  private static final OperatorSet ONE = new OperatorSet(AVS, 1);
  private static final OperatorSet TWO = new OperatorSet(AVS, 2);
  private static final Strategy STRATEGY =
      new Strategy(
          Address.parse("0x0000000000000000000000000000000000000051"),
          new Token(Address.parse("0x0000000000000000000000000000000000000070"), "TST", 18));
  private static final long DELAY = 5;
  private static final long OUT = 50;

  @Test
  void modified_increase_isPromisedAtOnceAndGivenAfterTheDelay() {
    OperatorStake stake = modified(stake(1000), ONE, "0.6", 100);

    assertThat(stake.encumbered(100)).isEqualTo(Magnitude.of("0.6"));
    assertThat(stake.allocatable(100)).isEqualTo(Magnitude.of("0.4"));
    assertThat(stake.allocation(ONE, 104).current()).isEqualTo(Magnitude.ZERO);
    assertThat(stake.allocation(ONE, 105).current()).isEqualTo(Magnitude.of("0.6"));
    assertThat(stake.allocatedStake(ONE, 104)).isEqualTo(shares(0));
    assertThat(stake.allocatedStake(ONE, 105)).isEqualTo(shares(600));
    assertThat(stake.minimumSlashableStake(ONE, 104, 500)).isEqualTo(shares(0));
  }

  @Test
  void modified_decreaseOfASlashableSet_staysSlashableThroughTheDelay() {
    OperatorStake stake = modified(modified(stake(1000), ONE, "0.6", 100), ONE, "0.2", 200);

    assertThat(stake.allocation(ONE, 250).current()).isEqualTo(Magnitude.of("0.6"));
    assertThat(stake.encumbered(250)).isEqualTo(Magnitude.of("0.6"));
    assertThat(stake.allocation(ONE, 251).current()).isEqualTo(Magnitude.of("0.2"));
    assertThat(stake.encumbered(251)).isEqualTo(Magnitude.of("0.2"));
    assertThat(stake.minimumSlashableStake(ONE, 210, 250)).isEqualTo(shares(600));
    assertThat(stake.minimumSlashableStake(ONE, 210, 251)).isEqualTo(shares(200));
  }

  @Test
  void modified_decreaseOfASetThatCannotSlash_isAtOnce() {
    OperatorStake stake =
        modified(stake(1000), ONE, "0.6", 100).modified(target(ONE, "0.2"), false, 200, DELAY, OUT);

    assertThat(stake.allocation(ONE, 200).current()).isEqualTo(Magnitude.of("0.2"));
    assertThat(stake.allocatable(200)).isEqualTo(Magnitude.of("0.8"));
  }

  @Test
  void modified_whatTheChainRefuses_isRefused() {
    OperatorStake stake = modified(stake(1000), ONE, "0.6", 100);

    assertThatThrownBy(() -> modified(stake, ONE, "0.7", 104))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("ModificationAlreadyPending");
    assertThatThrownBy(() -> modified(stake, ONE, "0.6", 105))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("SameMagnitude");
    assertThatThrownBy(() -> modified(stake, TWO, "0.41", 104))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("InsufficientMagnitude");
  }

  @Test
  void slashed_halfOfAnAllocation_takesItFromMaxAndShares() {
    OperatorStake stake =
        modified(stake(1000), ONE, "0.6", 100).slashed(ONE, Magnitude.of("0.5").wad(), 110);

    assertThat(stake.max()).isEqualTo(Magnitude.of("0.7"));
    assertThat(stake.shares()).isEqualTo(shares(700));
    assertThat(stake.allocation(ONE, 110).current()).isEqualTo(Magnitude.of("0.3"));
    assertThat(stake.allocatable(110)).isEqualTo(Magnitude.of("0.4"));
    // 0.3 of 0.7 is 0.428571428571428571, and 700 times that 299.99...
    assertThat(stake.allocatedStake(ONE, 110)).isEqualTo(shares(299));
  }

  @Test
  void slashed_whileADecreaseIsOnItsWay_slashesThatToo() {
    OperatorStake stake =
        modified(modified(stake(1000), ONE, "0.6", 100), ONE, "0.2", 200)
            .slashed(ONE, Magnitude.of("0.5").wad(), 210);

    // 0.4 was going out, 0.2 of it is left: 0.3 now, 0.1 then
    assertThat(stake.allocation(ONE, 210).current()).isEqualTo(Magnitude.of("0.3"));
    assertThat(stake.allocation(ONE, 251).current()).isEqualTo(Magnitude.of("0.1"));
    assertThat(stake.allocatable(251)).isEqualTo(Magnitude.of("0.6"));
  }

  @Test
  void slashed_whileAnIncreaseIsOnItsWay_leavesThatAlone() {
    OperatorStake stake =
        modified(modified(stake(1000), ONE, "0.2", 100), ONE, "0.6", 200)
            .slashed(ONE, Magnitude.of("0.5").wad(), 204);

    assertThat(stake.allocation(ONE, 204).current()).isEqualTo(Magnitude.of("0.1"));
    assertThat(stake.allocation(ONE, 205).current()).isEqualTo(Magnitude.of("0.5"));
    assertThat(stake.encumbered(204)).isEqualTo(Magnitude.of("0.5"));
  }

  @Test
  void slashed_setWithNothing_changesNothing() {
    OperatorStake stake = modified(stake(1000), ONE, "0.6", 100);

    assertThat(stake.slashed(TWO, BigInteger.ONE, 110)).isEqualTo(stake.at(110));
  }

  @Test
  void slashed_everything_leavesNothingToSlash() {
    OperatorStake stake =
        modified(stake(1000), ONE, "1", 100).slashed(ONE, Magnitude.FULL.wad(), 110);

    assertThat(stake.shares()).isEqualTo(shares(0));
    assertThat(stake.max()).isEqualTo(Magnitude.ZERO);
    assertThat(stake.allocations()).isEmpty();
    assertThat(stake.allocatedStake(ONE, 110)).isEqualTo(shares(0));
  }

  @Test
  void of_allocationsThatDoNotBelongTogether_isRefused() {
    Allocation one = new Allocation(ONE, STRATEGY.address(), Magnitude.FULL, Optional.empty());
    Allocation elsewhere = new Allocation(ONE, AVS, Magnitude.FULL, Optional.empty());

    assertThatThrownBy(() -> new OperatorStake(shares(1), Magnitude.FULL, List.of(one, one)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OperatorStake(shares(1), Magnitude.FULL, List.of(elsewhere)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void minimumSlashableStake_backwards_isRefused() {
    assertThatThrownBy(() -> stake(1).minimumSlashableStake(ONE, 5, 4))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static OperatorStake stake(long shares) {
    return new OperatorStake(shares(shares), Magnitude.FULL, List.of());
  }

  private static Amount<WithdrawableShares> shares(long smallest) {
    return Amount.of(BigInteger.valueOf(smallest), STRATEGY.withdrawableShares());
  }

  private static AllocationTarget target(OperatorSet set, String magnitude) {
    return new AllocationTarget(set, STRATEGY.address(), Magnitude.of(magnitude));
  }

  private static OperatorStake modified(
      OperatorStake stake, OperatorSet set, String magnitude, long block) {
    return stake.modified(target(set, magnitude), true, block, DELAY, OUT);
  }
}
