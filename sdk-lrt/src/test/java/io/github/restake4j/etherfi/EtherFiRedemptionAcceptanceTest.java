package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;
import static io.github.restake4j.etherfi.EtherFiFixture.wei;
import static io.github.restake4j.etherfi.Weeth.WEETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.lido.Steth;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Instant redemption, on any deployment of ether.fi of June 2026. */
@Devnet(protocols = "etherfi")
class EtherFiRedemptionAcceptanceTest {
  private static final BigInteger BPS = BigInteger.valueOf(10_000);
  private static final BigInteger E12 = BigInteger.TEN.pow(12);
  private static final Address RECEIVER =
      Address.parse("0x00000000000000000000000000000000000c0ffe");

  private final World world;
  private EtherFiFixture on;

  EtherFiRedemptionAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EtherFiFixture(world);
    on.assume(EtherFiGeneration.JUNE_2026);
    on.etherfi.deposit(Wei.ofEther("100")).send(on.staker).await().orThrow();
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  /** The fee is taken from the shares; both divisions round down. */
  private BigInteger payoutByHand(BigInteger amount) {
    BigInteger kept = on.sharesFor(amount).multiply(BPS.subtract(on.rawRedemption(5))).divide(BPS);
    return on.worth(kept);
  }

  private void assertRefused(Amount<Eeth> amount, String... messageParts) {
    assertThatThrownBy(
            () ->
                on.etherfi
                    .redemptions()
                    .redeemEEth(amount, RECEIVER, RedemptionAsset.ETHER)
                    .send(on.staker))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .hasMessageContainingAll(messageParts);
  }

  @Test
  void redeemEEth_paysExactlyTheQuote() {
    Amount<Eeth> amount = Amount.parse("12.345678901234567891", EETH);
    BigInteger expected = payoutByHand(amount.smallest());
    RedemptionQuote quote = on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.ETHER).now();
    BigInteger before = on.rawBalance(RECEIVER);

    TxOutcome<Redeemed> outcome =
        on.etherfi
            .redemptions()
            .redeemEEth(amount, RECEIVER, RedemptionAsset.ETHER)
            .send(on.staker)
            .await();

    Redeemed redeemed = outcome.orThrow();
    assertThat(on.rawBalance(RECEIVER).subtract(before)).isEqualTo(expected);
    assertThat(quote.payout()).isEqualTo(Wei.of(expected));
    assertThat(quote.canRedeem()).isTrue();
    assertThat(redeemed.receiver()).isEqualTo(RECEIVER);
    assertThat(redeemed.redeemed()).isEqualTo(amount);
    assertThat(redeemed.paidAtMost().smallest().subtract(expected))
        .isBetween(BigInteger.ZERO, BigInteger.ONE);
    assertThat(outcome.receipts()).hasSize(1); // a permit
    assertThat(on.rawManagerAllowance(on.staker.address())).isZero();
  }

  @Test
  void redeemEEth_randomAmountsAtRandomRates_paysTheQuote() {
    Random random = new Random(8_258_329);
    int rates = (int) Math.max(3, 100 * Double.parseDouble(System.getProperty("scale", "0.05")));
    for (int i = 0; i < rates; i++) {
      world.etherfi().rebase(new BigInteger(62, random).subtract(BigInteger.ONE.shiftLeft(60)));
      Amount<Eeth> amount = Amount.of(new BigInteger(50 + random.nextInt(12), random), EETH);
      BigInteger expected = payoutByHand(amount.smallest());
      RedemptionQuote quote =
          on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.ETHER).now();
      BigInteger before = on.rawBalance(RECEIVER);

      on.etherfi
          .redemptions()
          .redeemEEth(amount, RECEIVER, RedemptionAsset.ETHER)
          .send(on.staker)
          .await()
          .orThrow();

      assertThat(on.rawBalance(RECEIVER).subtract(before)).as("%s", amount).isEqualTo(expected);
      assertThat(quote.payout().smallest()).as("%s", amount).isEqualTo(expected);
    }
  }

  @Test
  void redeemWeEth_paysExactlyTheQuote() {
    on.etherfi.weeth().wrap(Amount.parse("20", EETH)).send(on.staker).await().orThrow();
    Amount<Weeth> amount = Amount.parse("7.000000000000000003", WEETH);
    BigInteger worth = on.worth(amount.smallest());
    BigInteger expected = payoutByHand(worth);
    RedemptionQuote quote =
        on.etherfi.redemptions().quoteWeEth(amount, RedemptionAsset.ETHER).now();
    BigInteger before = on.rawBalance(RECEIVER);
    BigInteger weeth = on.rawWeeth(on.staker.address());

    TxOutcome<Redeemed> outcome =
        on.etherfi
            .redemptions()
            .redeemWeEth(amount, RECEIVER, RedemptionAsset.ETHER)
            .send(on.staker)
            .await();

    assertThat(outcome.orThrow().redeemed()).isEqualTo(Amount.of(worth, EETH));
    assertThat(outcome.receipts()).hasSize(1); // weETH has permits too
    assertThat(quote.redeemed()).isEqualTo(Amount.of(worth, EETH));
    assertThat(quote.payout()).isEqualTo(Wei.of(expected));
    assertThat(on.rawBalance(RECEIVER).subtract(before)).isEqualTo(expected);
    assertThat(weeth.subtract(on.rawWeeth(on.staker.address()))).isEqualTo(amount.smallest());
  }

  @Test
  void LRT1_previewRedeem_takesShares() {
    Amount<EethShares> shares = Amount.parse("10", EETH_SHARES);
    BigInteger worth = on.worth(shares.smallest());
    BigInteger fee =
        worth.multiply(on.rawRedemption(5)).add(BPS).subtract(BigInteger.ONE).divide(BPS);

    assertThat(on.etherfi.redemptions().previewRedeem(shares, RedemptionAsset.ETHER).now())
        .isEqualTo(Wei.of(worth.subtract(fee)));
  }

  @Test
  void limits_areTheContractsOwnNumbers() {
    world.etherfi().setRedemption(45, 200, wei("300"), wei("0.01"));

    RedemptionLimits limits = on.etherfi.redemptions().limits(RedemptionAsset.ETHER).now();

    assertThat(limits)
        .isEqualTo(
            new RedemptionLimits(
                RedemptionAsset.ETHER,
                Amount.of(on.rawRedeemable(), EETH),
                Wei.of(on.rawLiquidity()),
                Wei.of(on.rawEther().multiply(BigInteger.valueOf(200)).divide(BPS)),
                Amount.parse("300", EETH),
                Amount.of(on.rawRedemption(1).multiply(E12), EETH),
                Amount.parse("0.01", EETH),
                45,
                on.rawRedemption(4).intValueExact()));
    assertThat(limits.redeemable()).isEqualTo(Amount.parse("300", EETH));
  }

  @Test
  void F06_redeemEEth_aboveTheBucket_isRefusedWithItsNumbers() {
    world.etherfi().setRedemption(30, 0, wei("10"), BigInteger.ZERO);
    Amount<Eeth> amount = Amount.parse("10.000001", EETH);

    assertThat(on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.ETHER).now().canRedeem())
        .isFalse();
    assertRefused(amount, "10.000001000000000000 eETH", "10.000000000000000000 eETH");
    on.etherfi
        .redemptions()
        .redeemEEth(Amount.parse("10", EETH), RECEIVER, RedemptionAsset.ETHER)
        .send(on.staker)
        .await()
        .orThrow();
    assertThat(on.etherfi.redemptions().limits(RedemptionAsset.ETHER).now().redeemable().isZero())
        .isTrue();
  }

  @Test
  void F06_redeemEEth_belowTheWatermark_isRefusedWithItsNumbers() {
    world.etherfi().setRedemption(30, 500, wei("2000"), BigInteger.ZERO);
    BigInteger watermark = on.rawEther().multiply(BigInteger.valueOf(500)).divide(BPS);
    world.etherfi().setLiquidity(watermark.add(wei("5")));

    assertThat(on.etherfi.redemptions().limits(RedemptionAsset.ETHER).now().redeemable())
        .isEqualTo(Amount.parse("5", EETH));
    assertRefused(
        Amount.parse("5.000000000000000001", EETH),
        Wei.of(watermark).toString(),
        "withdrawal queue");
  }

  @Test
  void F06_redeemEEth_whilePaused_isRefused() {
    for (String contract : List.of("EtherFiRedemptionManager", "LiquidityPool", "EETH")) {
      world.etherfi().pause(contract);
      assertRefused(Amount.parse("1", EETH), contract + " is not paused");
      world.etherfi().unpause(contract);
    }
  }

  @Test
  void redeemEEth_moreThanOwned_isRefused() {
    assertThatThrownBy(
            () ->
                on.etherfi
                    .redemptions()
                    .redeemEEth(Amount.parse("5", EETH), RECEIVER, RedemptionAsset.ETHER)
                    .send(on.other))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused ->
                assertThat(refused.kind()).isEqualTo(RefusedException.Code.INSUFFICIENT_FUNDS));
  }

  @Test
  void redeemEEth_toABlacklistedReceiver_isRefusedByName() {
    world.etherfi().blacklist(RECEIVER.toString(), true);

    assertRefused(Amount.parse("1", EETH), RECEIVER + " is not on ether.fi's blacklist");
  }

  @Test
  void redeemEEth_forSteth_paysTheQuoteAlsoWhileThePoolIsPaused() {
    Amount<Eeth> amount = Amount.parse("12.345678901234567891", EETH);
    BigInteger kept =
        on.sharesFor(amount.smallest()).multiply(BPS.subtract(on.rawStethFee())).divide(BPS);
    BigInteger expected = on.worth(kept);
    BigInteger before = on.rawSteth(RECEIVER);
    world.etherfi().pause("LiquidityPool");
    RedemptionQuote quote = on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.STETH).now();

    Redeemed redeemed =
        on.etherfi
            .redemptions()
            .redeemEEth(amount, RECEIVER, RedemptionAsset.STETH)
            .send(on.staker)
            .await()
            .orThrow();

    assertThat(quote.payout()).isEqualTo(Amount.of(expected, Steth.STETH));
    assertThat(redeemed.paidAtMost()).isEqualTo(Amount.of(expected, Steth.STETH));
    assertThat(expected.subtract(on.rawSteth(RECEIVER).subtract(before)))
        .isBetween(BigInteger.ZERO, BigInteger.TWO); // Lido's own rounding
  }

  @Test
  void redeemEEth_forStethAboveItsPrice_namesTheContractsError() {
    world.etherfi().setStEthPrice(wei("1.02"), 0);

    assertThatThrownBy(
            () ->
                on.etherfi
                    .redemptions()
                    .redeemEEth(Amount.parse("1", EETH), RECEIVER, RedemptionAsset.STETH)
                    .send(on.staker))
        .isInstanceOf(RevertException.class)
        .hasMessageContaining("InvalidStEthPrice");
  }
}
