package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.units.Wei;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FeesTest {
  private static final TxOptions DEFAULT = TxOptions.DEFAULT;

  private static Fees fees(String tipGwei, String maxGwei) {
    return new Fees(Wei.ofGwei(tipGwei), Wei.ofGwei(maxGwei));
  }

  @Test
  void E16_bumped_anyFees_growsTenPercentAndOneWeiAndStaysBelowTheCap() {
    Random random = new Random(16);
    for (int i = 0; i < 5_000; i++) {
      BigInteger cap = BigInteger.ONE.shiftLeft(101);
      TxOptions policy =
          TxOptions.builder().maxFeePerGas(Wei.of(cap)).maxPriorityFeePerGas(Wei.of(cap)).build();
      BigInteger tip = new BigInteger(random.nextInt(100), random);
      BigInteger max = tip.add(new BigInteger(random.nextInt(100), random));
      Fees old = new Fees(Wei.of(tip), Wei.of(max));
      Fees market = new Fees(Wei.of(random.nextInt(1000)), Wei.of(random.nextInt(1000) + 1000L));
      Fees next;
      try {
        next = old.bumped(market, policy);
      } catch (RefusedException e) {
        assertThat(e.code()).isEqualTo("FEE_ABOVE_POLICY");
        assertThat(grown(max).compareTo(cap) > 0 || grown(tip).compareTo(cap) > 0).isTrue();
        continue;
      }
      assertThat(next.tip().smallest()).isGreaterThanOrEqualTo(grown(tip));
      assertThat(next.max().smallest()).isGreaterThanOrEqualTo(grown(max));
      assertThat(next.max().smallest()).isLessThanOrEqualTo(cap);
      assertThat(next.tip()).isLessThanOrEqualTo(next.max());
    }
  }

  /** The larger of ceil(old * 1.10) and old + 1. */
  private static BigInteger grown(BigInteger old) {
    BigInteger tenth =
        new BigDecimal(old)
            .multiply(new BigDecimal("1.10"))
            .setScale(0, RoundingMode.CEILING)
            .toBigInteger();
    return tenth.max(old.add(BigInteger.ONE));
  }

  @Test
  void bumped_networkAsksForMore_followsTheNetworkUpToTheCap() {
    TxOptions policy = TxOptions.builder().maxFeePerGas(Wei.ofGwei("40")).build();

    assertThat(fees("1", "10").bumped(fees("3", "30"), policy)).isEqualTo(fees("3", "30"));
    assertThat(fees("1", "10").bumped(fees("3", "90"), policy)).isEqualTo(fees("3", "40"));
  }

  @Test
  void market_tips_takesTheMiddleAndAFloor() {
    assertThat(
            Fees.market(
                Wei.ofGwei("10"), List.of(Wei.ofGwei("9"), Wei.ofGwei("1"), Wei.ofGwei("2"))))
        .isEqualTo(fees("2", "22"));
    assertThat(Fees.market(Wei.ofGwei("10"), List.of())).isEqualTo(fees("0.01", "20.01"));
    assertThat(Fees.market(Wei.ZERO, List.of(Wei.ZERO))).isEqualTo(fees("0.01", "0.01"));
  }

  @Test
  void R05_within_lyingNode_isRefusedBeforeSigning() {
    Wei monstrous = Wei.of(BigInteger.TEN.pow(30));
    assertThatThrownBy(() -> Fees.market(monstrous, List.of()).within(DEFAULT, monstrous))
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.code()).isEqualTo("FEE_ABOVE_POLICY"));
    Wei tip = Wei.of(BigInteger.TEN.pow(20));
    assertThatThrownBy(
            () -> Fees.market(Wei.ofGwei("1"), List.of(tip)).within(DEFAULT, Wei.ofGwei("1")))
        .isInstanceOf(RefusedException.class);
  }

  @Test
  void within_roomAboveTheCap_isCutToTheCap() {
    assertThat(fees("2", "602").within(DEFAULT, Wei.ofGwei("300"))).isEqualTo(fees("2", "500"));
  }

  @Test
  void checkTotal_earlierStepsCount() {
    // 50 gwei for 1,000,000 gas is 0.05 ETH
    fees("1", "50").checkTotal(1_000_000, Wei.ofEther("0.95"), DEFAULT);
    assertThatThrownBy(
            () ->
                fees("1", "50").checkTotal(1_000_000, Wei.ofEther("0.950000000000000001"), DEFAULT))
        .isInstanceOf(RefusedException.class);
  }
}
