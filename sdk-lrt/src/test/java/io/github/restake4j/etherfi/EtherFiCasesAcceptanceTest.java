package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EtherFiFixture.wei;
import static io.github.restake4j.etherfi.Weeth.WEETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.lido.Steth;
import io.github.restake4j.tx.Explanation;
import io.github.restake4j.tx.Handoff;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxPlan;
import io.github.restake4j.tx.UnsignedTx;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The reliability cases of a staking facade, with ether.fi of June 2026. */
@Devnet(protocols = "etherfi")
class EtherFiCasesAcceptanceTest {
  private static final Address RECEIVER =
      Address.parse("0x00000000000000000000000000000000000c0ffe");

  private final World world;
  private EtherFiFixture on;

  EtherFiCasesAcceptanceTest(World world) {
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

  private int sent() {
    return ChainTruth.read(world.node(), Math.max(0, world.raw().blockNumber() - 50))
        .of(on.staker.address().toString())
        .size();
  }

  private void assertChain(ChainException.Code code, ThrowingCallable call, String... words) {
    long nonce = on.nonce(on.staker.address());
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(code);
              assertThat(List.of(words)).allMatch(e.toString()::contains);
            });
    assertThat(on.nonce(on.staker.address())).isEqualTo(nonce);
  }

  private static void assertRefused(
      RefusedException.Code code, ThrowingCallable call, String... words) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.kind()).isEqualTo(code);
              assertThat(List.of(words)).allMatch(refused.toString()::contains);
            });
  }

  @Test
  void F02_codeOfNoKnownGeneration_isRefusedBeforeSigning() {
    String pool = on.client.deployment().address("etherfi", "LiquidityPool").toString();
    String aside = "0x" + "5a".repeat(20);
    String code = world.node().call("eth_getCode", pool, "latest").asText();
    world.node().call("anvil_setCode", aside, code);
    // an upgrade that lost minWithdrawAmount(): reverts there, delegates everything else
    String upgraded =
        "60003560e01c63457e1a4914604557"
            + "366000600037"
            + "6000600036600073"
            + aside.substring(2)
            + "5af4"
            + "3d600060003e"
            + "604057"
            + "3d6000fd"
            + "5b3d6000f3"
            + "5b60006000fd";
    world.node().call("anvil_setCode", pool, "0x" + upgraded);
    EtherFi fresh = EtherFi.on(on.client);
    ChainException.Code unknown = ChainException.Code.UNKNOWN_GENERATION;

    assertChain(unknown, () -> fresh.generation().now(), "minWithdrawAmount does not answer");
    assertChain(unknown, () -> fresh.deposit(Wei.ofEther("1")).send(on.staker));
    assertChain(unknown, () -> fresh.weeth().wrap(Amount.parse("1", EETH)).send(on.staker));
    assertChain(
        unknown,
        () ->
            fresh
                .withdrawals()
                .requestWithdraw(Amount.parse("1", EETH), on.staker.address())
                .send(on.staker));
    assertChain(
        unknown,
        () ->
            fresh
                .redemptions()
                .redeemEEth(Amount.parse("1", EETH), RECEIVER, RedemptionAsset.ETHER)
                .send(on.staker));
  }

  @Test
  void F02_codeThatVanished_isNoCodeForReadsAndSends() {
    String pool = on.client.deployment().address("etherfi", "LiquidityPool").toString();
    world.node().call("anvil_setCode", pool, "0x");
    ChainException.Code noCode = ChainException.Code.NO_CODE;

    assertChain(noCode, () -> on.etherfi.shareRate().now());
    assertChain(noCode, () -> on.etherfi.deposit(Wei.ofEther("1")).send(on.staker));
    assertChain(noCode, () -> EtherFi.on(on.client).generation().now());
  }

  @Test
  void F03_aMinimumOfNothingOrOfAnotherAsset_isNoMinimum() {
    EtherFiRedemptions redemptions = on.etherfi.redemptions();
    Amount<Eeth> amount = Amount.parse("1", EETH);

    assertThatThrownBy(
            () -> redemptions.redeemEEth(amount, RECEIVER, RedemptionAsset.ETHER, Wei.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("protects nothing");
    assertThatThrownBy(
            () ->
                redemptions.redeemEEth(
                    amount, RECEIVER, RedemptionAsset.ETHER, Amount.of(1, Steth.STETH)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("stETH");
    assertThatThrownBy(
            () ->
                redemptions.redeemWeEth(
                    Amount.parse("1", WEETH), RECEIVER, RedemptionAsset.STETH, Wei.of(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("pays stETH");
  }

  @Test
  void F04_redeemAtLeast_whatTheQuoteSays_isPaidAndOneWeiMoreIsNot() {
    Amount<Eeth> amount = Amount.parse("7", EETH);
    Wei quoted =
        (Wei) on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.ETHER).now().payout();
    Wei more = quoted.plus(Wei.of(1));
    long nonce = on.nonce(on.staker.address());

    assertRefused(
        RefusedException.Code.RATE_MOVED,
        () -> redeem(amount, more).send(on.staker),
        quoted.toString(),
        more.toString());
    assertThat(on.nonce(on.staker.address())).isEqualTo(nonce);
    BigInteger before = on.rawBalance(RECEIVER);
    Redeemed redeemed = redeem(amount, quoted).send(on.staker).await().orThrow();
    assertThat(on.rawBalance(RECEIVER).subtract(before)).isEqualTo(quoted.smallest());
    assertThat(redeemed.shortfall()).isEqualTo(Wei.ZERO);
  }

  @Test
  void F04_redeemAtLeast_feeRoseAfterTheLastCheck_isReportedFromTheEvents() {
    Amount<Eeth> amount = Amount.parse("7", EETH);
    Wei quoted =
        (Wei) on.etherfi.redemptions().quoteEEth(amount, RedemptionAsset.ETHER).now().payout();
    TxPlan<Redeemed> plan =
        redeem(amount, quoted)
            .with(TxOptions.builder().allowance(TxOptions.Allowance.APPROVE).build());
    List<UnsignedTx> ready =
        ((Handoff.Send) plan.unsigned(on.staker.address()).now()).transactions();
    sendByHand(ready.get(0));
    world.etherfi().setRedemption(300, 0, wei("2000"), BigInteger.ZERO);
    BigInteger before = on.rawBalance(RECEIVER);

    assertRefused(RefusedException.Code.RATE_MOVED, () -> plan.send(on.staker), quoted.toString());
    Redeemed redeemed =
        plan.track(on.staker.address(), List.of(sendByHand(ready.get(1)))).await().orThrow();

    BigInteger missed = quoted.smallest().subtract(on.rawBalance(RECEIVER).subtract(before));
    assertThat(missed).isPositive();
    // the events know what was paid to a wei
    assertThat(missed.subtract(redeemed.shortfall().smallest()))
        .isBetween(BigInteger.ZERO, BigInteger.ONE);
  }

  private TxPlan<Redeemed> redeem(Amount<Eeth> amount, Wei atLeast) {
    return on.etherfi.redemptions().redeemEEth(amount, RECEIVER, RedemptionAsset.ETHER, atLeast);
  }

  private Hash32 sendByHand(UnsignedTx ready) {
    String hash =
        world
            .node()
            .call(
                "eth_sendTransaction",
                Map.of(
                    "from", ready.from().toString(),
                    "to", ready.to().toString(),
                    "data", ready.data().toString()))
            .asText();
    return Hash32.parse(hash);
  }

  @Test
  void F06_whateverIsRefused_isTypedAndLeavesNoTransaction() {
    long nonce = on.nonce(on.staker.address());
    int sent = sent();
    world.etherfi().setRedemption(30, 0, wei("3"), BigInteger.ZERO);
    assertPrecondition(() -> redeem(Amount.parse("4", EETH), Wei.of(1)).send(on.staker));
    world.etherfi().setWithdrawLimits(wei("2"), wei("5"));
    assertPrecondition(() -> request("1.999999999999999999"));
    assertPrecondition(() -> request("5.000000000000000001"));
    world.etherfi().setMintLimit(BigInteger.valueOf(1_000_000_000L));
    assertPrecondition(() -> on.etherfi.deposit(Wei.ofEther("900")).send(on.staker));
    world.etherfi().pause("EETH");
    assertPrecondition(() -> on.etherfi.deposit(Wei.ofEther("1")).send(on.staker));
    assertPrecondition(() -> request("3"));
    assertPrecondition(() -> on.etherfi.weeth().wrap(Amount.parse("1", EETH)).send(on.staker));
    assertPrecondition(() -> redeem(Amount.parse("1", EETH), Wei.of(1)).send(on.staker));
    assertThat(on.nonce(on.staker.address())).isEqualTo(nonce);
    assertThat(sent()).isEqualTo(sent);
  }

  private void request(String amount) {
    on.etherfi
        .withdrawals()
        .requestWithdraw(Amount.parse(amount, EETH), on.staker.address())
        .send(on.staker)
        .await()
        .orThrow();
  }

  private static void assertPrecondition(ThrowingCallable call) {
    assertRefused(RefusedException.Code.PRECONDITION, call);
  }

  @Test
  void F12_whoBenefitsInsteadOfTheSender_isNamedInThePreview() {
    Amount<Eeth> one = Amount.parse("1", EETH);
    Explanation gift =
        explain(on.etherfi.redemptions().redeemEEth(one, RECEIVER, RedemptionAsset.ETHER));
    Explanation own =
        explain(
            on.etherfi.redemptions().redeemEEth(one, on.staker.address(), RedemptionAsset.ETHER));
    Explanation request = explain(on.etherfi.withdrawals().requestWithdraw(one, RECEIVER));

    assertThat(gift.toString()).contains("receiver = " + RECEIVER);
    assertThat(request.toString()).contains("owner = " + RECEIVER);
    assertThat(List.of(gift, request))
        .allSatisfy(each -> assertThat(each.deltas()).noneMatch(Explanation.Delta::incoming));
    assertThat(own.deltas()).anyMatch(Explanation.Delta::incoming);
    assertThat(own.toString()).doesNotContain(RECEIVER.toString());
  }

  private Explanation explain(TxPlan<?> plan) {
    return plan.explain(on.staker.address()).now();
  }
}
