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
import io.github.restake4j.eth.Address;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * What differs in ether.fi's code of March 2026, on a deployment of it. The devnet has the code of
 * June only.
 */
@EnabledIfSystemProperty(
    named = "restake4j.deployment",
    matches = ".+",
    disabledReason = "needs a deployment of ether.fi's code of March 2026")
@Devnet(protocols = "etherfi")
class EtherFiMarchAcceptanceTest {
  private static final Address RECEIVER =
      Address.parse("0x00000000000000000000000000000000000c0ffe");

  private final World world;
  private EtherFiFixture on;

  EtherFiMarchAcceptanceTest(World world) {
    this.world = world;
  }

  @BeforeEach
  void connect() {
    on = new EtherFiFixture(world);
    on.assume(EtherFiGeneration.MARCH_2026);
    on.etherfi.deposit(Wei.ofEther("100")).send(on.staker).await().orThrow();
  }

  @AfterEach
  void disconnect() {
    on.close();
  }

  private TxOutcome<WithdrawTicket> request(String amount) {
    return on.etherfi
        .withdrawals()
        .requestWithdraw(Amount.parse(amount, EETH), on.staker.address())
        .send(on.staker)
        .await();
  }

  private WithdrawRequest look(BigInteger id) {
    return on.etherfi.withdrawals().requests(List.of(id)).now().get(0);
  }

  @Test
  void pauses_areThoseOfPoolQueueAndManager() {
    assertThat(on.etherfi.pauses().now())
        .extracting(pause -> pause.contract().contractName())
        .containsExactly("LiquidityPool", "WithdrawRequestNFT", "EtherFiRedemptionManager");
    world.etherfi().pause("LiquidityPool");
    assertThatThrownBy(() -> on.etherfi.deposit(Wei.ofEther("1")).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("LiquidityPool is not paused");
  }

  @Test
  void depositWrapUnwrapAndTransfer_workAsLater() {
    Amount<EethShares> shares = Amount.of(on.sharesFor(wei("10")), EETH_SHARES);
    Deposited deposited =
        on.etherfi
            .deposit(Wei.ofEther("10"), Address.ZERO, shares)
            .send(on.staker)
            .await()
            .orThrow();
    assertThat(deposited.shares()).isEqualTo(shares);
    BigInteger wrapped = on.sharesFor(wei("4"));
    TxOutcome<Wrapped> outcome =
        on.etherfi.weeth().wrap(Amount.parse("4", EETH)).send(on.staker).await();
    assertThat(outcome.orThrow().weeth()).isEqualTo(Amount.of(wrapped, WEETH));
    assertThat(outcome.receipts()).hasSize(1); // a permit
    BigInteger plain = on.worth(wei("1"));
    assertThat(
            on.etherfi
                .weeth()
                .unwrap(Amount.parse("1", WEETH))
                .send(on.staker)
                .await()
                .orThrow()
                .eeth())
        .isEqualTo(Amount.of(plain, EETH));
    BigInteger moved = on.sharesFor(wei("1"));
    assertThat(
            on.etherfi
                .eeth()
                .transfer(on.other.address(), Amount.parse("1", EETH))
                .send(on.staker)
                .await()
                .orThrow()
                .shares())
        .isEqualTo(Amount.of(moved, EETH_SHARES));
  }

  @Test
  void LRT2_claim_followsTheRateAndIsTheOwnersAlone() {
    TxOutcome<WithdrawTicket> requested = request("5");
    WithdrawTicket ticket = requested.orThrow();
    assertThat(requested.receipts()).hasSize(1); // a permit
    assertThat(look(ticket.requestId())).isInstanceOf(WithdrawRequest.Pending.class);
    world.etherfi().finalizeRequests(ticket.requestId());
    world.etherfi().rebase(wei("2").negate());
    BigInteger expected = on.worth(ticket.shares().smallest());
    assertThat(expected).isLessThan(wei("4.9999"));

    assertThat(look(ticket.requestId()))
        .isEqualTo(
            new WithdrawRequest.Claimable(
                ticket.requestId(),
                on.staker.address(),
                ticket.amount(),
                ticket.shares(),
                Wei.of(expected),
                false));
    assertThatThrownBy(
            () -> on.etherfi.withdrawals().claimWithdraw(ticket.requestId()).send(on.other))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("belongs to the sender");
    BigInteger before = on.rawBalance(on.staker.address());
    TxOutcome<WithdrawPayout> claimed =
        on.etherfi.withdrawals().claimWithdraw(ticket.requestId()).send(on.staker).await();

    assertThat(claimed.orThrow().amount()).isEqualTo(Wei.of(expected));
    BigInteger fee = claimed.receipts().get(0).fee().smallest();
    assertThat(on.rawBalance(on.staker.address()).subtract(before).add(fee)).isEqualTo(expected);
    assertThat(look(ticket.requestId())).isEqualTo(new WithdrawRequest.Claimed(ticket.requestId()));
  }

  @Test
  void claim_whileTheQueueIsPaused_isRefused() {
    WithdrawTicket ticket = request("5").orThrow();
    world.etherfi().finalizeRequests(ticket.requestId());
    world.etherfi().pause("WithdrawRequestNFT");

    assertThat(on.etherfi.withdrawals().state().now().paysClaims()).isFalse();
    assertThatThrownBy(
            () -> on.etherfi.withdrawals().claimWithdraw(ticket.requestId()).send(on.staker))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("WithdrawRequestNFT is not paused");
  }

  @Test
  void requestWithdraw_ofVeryLittle_hasNoBound() {
    WithdrawQueueState state = on.etherfi.withdrawals().state().now();
    assertThat(state.minimumRequest()).isEmpty();
    assertThat(state.maximumRequest()).isEmpty();

    WithdrawTicket frozen = request("6").orThrow();
    WithdrawTicket little = request("0.0000001").orThrow();
    world.etherfi().invalidateRequest(frozen.requestId());
    world.etherfi().finalizeRequests(little.requestId());

    assertThat(look(frozen.requestId())).isInstanceOf(WithdrawRequest.Invalidated.class);
    assertThat(
            on.etherfi
                .withdrawals()
                .batchClaimWithdraw(List.of(little.requestId()))
                .send(on.staker)
                .await()
                .orThrow())
        .hasSize(1);
  }

  @Test
  void redeemEEth_paysExactlyTheQuote() {
    Amount<Eeth> amount = Amount.parse("12.345678901234567891", EETH);
    RedemptionQuote quote = on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.ETHER).now();
    BigInteger before = on.rawBalance(RECEIVER);

    Redeemed redeemed =
        on.etherfi
            .redemptions()
            .redeemEEth(amount, RECEIVER, RedemptionAsset.ETHER)
            .send(on.staker)
            .await()
            .orThrow();

    BigInteger paid = on.rawBalance(RECEIVER).subtract(before);
    assertThat(quote.payout()).isEqualTo(Wei.of(paid));
    assertThat(redeemed.paidAtMost().smallest().subtract(paid))
        .isBetween(BigInteger.ZERO, BigInteger.ONE);
  }
}
