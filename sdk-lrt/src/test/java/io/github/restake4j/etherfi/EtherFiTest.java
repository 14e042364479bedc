package io.github.restake4j.etherfi;

import static io.github.restake4j.etherfi.Eeth.EETH;
import static io.github.restake4j.etherfi.EethShares.EETH_SHARES;
import static io.github.restake4j.etherfi.Weeth.WEETH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.units.Amount;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What needs no chain: refusals, generations told apart, events of both. */
class EtherFiTest {
  private static final String POOL = "0x00000000000000000000000000000000000000a1";
  private static final String TOKEN = "0x00000000000000000000000000000000000000a2";
  private static final String WRAPPER = "0x00000000000000000000000000000000000000a3";
  private static final String QUEUE = "0x00000000000000000000000000000000000000a4";
  private static final String ZERO = "0".repeat(64);
  private static final String ONE = "0".repeat(63) + "1";
  private static final String TWO = "0".repeat(63) + "2";
  private static final String OWNER_WORD =
      "000000000000000000000000f39fd6e51aad88f6f4ce6ab8827279cfffb92266";
  private static final Address OWNER = Address.parse("0x" + OWNER_WORD.substring(24));

  /** {@code minWithdrawAmount()}, June 2026. */
  private static final String MINIMUM = "0x457e1a49";

  /** {@code frozenRateFor(1)}, June 2026. */
  private static final String FROZEN_1 = "0x576f6780" + ONE;

  /** {@code ethAmountLockedForWithdrawal()}, March 2026. */
  private static final String LOCKED = "0xda792058";

  /** {@code shareRemainderSplitToTreasuryInBps()}, March 2026. */
  private static final String SPLIT = "0x61c90e0e";

  private final Restake4j nowhere = Restake4j.connect("http://127.0.0.1:9");
  private final EtherFi etherfi = EtherFi.on(nowhere);

  @AfterEach
  void close() {
    nowhere.close();
  }

  private static EtherFi on(PaperNode node) {
    return EtherFi.on(
        Restake4j.builder()
            .rpc("http://node.invalid")
            .deployments(
                Deployments.parse(
                    "{\"chainId\": 31337, \"addresses\": {\"etherfi\": {\"LiquidityPool\": \""
                        + POOL
                        + "\", \"EETH\": \""
                        + TOKEN
                        + "\", \"WeETH\": \""
                        + WRAPPER
                        + "\", \"WithdrawRequestNFT\": \""
                        + QUEUE
                        + "\"}}}"))
            .transport(node)
            .build());
  }

  private static PaperNode march() {
    return new PaperNode().with(POOL, LOCKED, ZERO).with(QUEUE, SPLIT, ZERO);
  }

  private static PaperNode june() {
    return new PaperNode().with(POOL, MINIMUM, ONE).with(QUEUE, FROZEN_1, ZERO);
  }

  @Test
  void generation_byWhatAnswers_isToldApart() {
    assertThat(on(march()).generation().now()).isEqualTo(EtherFiGeneration.MARCH_2026);
    assertThat(on(june()).generation().now()).isEqualTo(EtherFiGeneration.JUNE_2026);
  }

  @Test
  void F02_generation_ofCodeInBetween_isUnknownAndSaysWhatAnswered() {
    PaperNode between = june().with(QUEUE, SPLIT, ZERO);

    assertThatThrownBy(() -> on(between).generation().now())
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.UNKNOWN_GENERATION))
        .hasMessageContaining("shareRemainderSplitToTreasuryInBps answers")
        .hasMessageContaining("ethAmountLockedForWithdrawal does not answer");
  }

  @Test
  void F02_generation_whereNoContractIs_isNotGuessed() {
    assertThatThrownBy(() -> on(new PaperNode().without(POOL).without(QUEUE)).generation().now())
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NO_CODE));
  }

  @Test
  void generation_isKept_untilTheNextFacade() {
    PaperNode node = june();
    EtherFi facade = on(node);
    facade.generation().now();
    int before = node.requests;

    facade.generation().now();

    assertThat(node.requests - before).isLessThanOrEqualTo(1);
  }

  /** A finalized request of 1 of 5 wei, 4 shares, in a queue whose next id is 2. */
  private static PaperNode withRequest(PaperNode node) {
    return node.with(QUEUE, "0x6a84a985", TWO)
        .with(QUEUE, "0x667a739e", ONE)
        .with(QUEUE, "0xc58343ef" + ONE, word(5), word(4), ONE, ZERO)
        .with(QUEUE, "0x6352211e" + ONE, OWNER_WORD)
        .with(QUEUE, "0x7d8ca242" + ONE, word(3));
  }

  private static String word(long value) {
    return String.format("%064x", value);
  }

  @Test
  void LRT2_payout_isFixedOnlyByTheNewerCode() {
    PaperNode frozen = june().with(QUEUE, FROZEN_1, word(7));

    assertThat(on(withRequest(march())).withdrawals().requests(List.of(BigInteger.ONE)).now())
        .containsExactly(claimable(false));
    assertThat(on(withRequest(frozen)).withdrawals().requests(List.of(BigInteger.ONE)).now())
        .containsExactly(claimable(true));
  }

  @Test
  void LRT2_payout_ofARequestTheOlderCodeFinalized_canStillFallAfterTheUpgrade() {
    assertThat(on(withRequest(june())).withdrawals().requests(List.of(BigInteger.ONE)).now())
        .containsExactly(claimable(false));
  }

  private static WithdrawRequest claimable(boolean isFixed) {
    return new WithdrawRequest.Claimable(
        BigInteger.ONE, OWNER, Amount.of(5, EETH), Amount.of(4, EETH_SHARES), Wei.of(3), isFixed);
  }

  @Test
  void state_ofTheOlderCode_hasNoBounds() {
    PaperNode node =
        withRequest(march()).with(POOL, "0x5c975abb", ZERO).with(QUEUE, "0x5c975abb", ONE);

    assertThat(on(node).withdrawals().state().now())
        .isEqualTo(
            new WithdrawQueueState(
                false, false, Optional.empty(), Optional.empty(), BigInteger.ONE, BigInteger.ONE));
  }

  private static Receipt receipt(String topic, String... data) {
    Log log =
        new Log(
            Address.parse(QUEUE),
            List.of(Hash32.parse(topic), Hash32.parse("0x" + ONE)),
            Bytes.parse("0x" + String.join("", data)),
            100,
            Hash32.ZERO,
            Hash32.ZERO,
            0);
    return new Receipt(
        Hash32.ZERO,
        Hash32.ZERO,
        100,
        0,
        OWNER,
        Optional.of(Address.parse(POOL)),
        true,
        100_000,
        Wei.of(1),
        List.of(log));
  }

  /** The words of both events as 396c94f and b4a0968 emit them; the older has a fee at its end. */
  @Test
  void LRT2_ticket_ofBothGenerations_isDecoded() {
    String amount = "0000000000000000000000000000000000000000000000004563918244f40000";
    String shares = "000000000000000000000000000000000000000000000000455296b0a76fda79";
    WithdrawTicket expected =
        new WithdrawTicket(
            BigInteger.ONE,
            OWNER,
            Amount.parse("5", EETH),
            Amount.of(new BigInteger("455296b0a76fda79", 16), EETH_SHARES));

    assertThat(
            RequestEvents.ticket(
                receipt(
                    "0x52ec6b5a2ebc56de823b66702bbb52ae3c6c2859f806c7628c374f32147b5940",
                    amount,
                    shares,
                    OWNER_WORD,
                    ZERO),
                Address.parse(QUEUE)))
        .isEqualTo(expected);
    assertThat(
            RequestEvents.ticket(
                receipt(
                    "0xe8c5062a529781e00d69c769270eb1f1ae6feb921aa80d238bb7b4b919b1ab22",
                    amount,
                    shares,
                    OWNER_WORD),
                Address.parse(QUEUE)))
        .isEqualTo(expected);
  }

  @Test
  void LRT2_payout_ofBothGenerations_isDecoded() {
    String amount = "000000000000000000000000000000000000000000000000455f2fbc673a164a";
    String shares = "000000000000000000000000000000000000000000000000455296b0a76fda79";
    WithdrawPayout expected =
        new WithdrawPayout(
            BigInteger.ONE,
            OWNER,
            Wei.of(new BigInteger("455f2fbc673a164a", 16)),
            Amount.of(new BigInteger("455296b0a76fda79", 16), EETH_SHARES));

    assertThat(
            RequestEvents.payouts(
                receipt(
                    "0x4ed779dfda2dd4cb90349b61fba6c125f68e3246023e6109203ddfa8db61ce05",
                    amount,
                    shares,
                    OWNER_WORD,
                    ZERO),
                Address.parse(QUEUE)))
        .containsExactly(expected);
    assertThat(
            RequestEvents.payouts(
                receipt(
                    "0x31712d805743a128cf0ab8cdf453da51797d2e6f674bd1e5d77d92e1518e4921",
                    amount,
                    shares,
                    OWNER_WORD),
                Address.parse(QUEUE)))
        .containsExactly(expected);
  }

  @Test
  void ticket_withoutItsEvent_isNoTicket() {
    assertThatThrownBy(() -> RequestEvents.ticket(receipt("0x" + ONE, ZERO), Address.parse(QUEUE)))
        .isInstanceOf(DecodingException.class)
        .hasMessageContaining("WithdrawRequestCreated");
  }

  @Test
  void F03_deposit_nothingOrForNothing_isRefused() {
    assertThatThrownBy(() -> etherfi.deposit(Wei.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> etherfi.deposit(Wei.of(1), Address.ZERO, Amount.zero(EETH_SHARES)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("protects nothing");
  }

  @Test
  void wrapUnwrapAndTransfer_nothing_areRefused() {
    assertThatThrownBy(() -> etherfi.weeth().wrap(Amount.zero(EETH)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> etherfi.weeth().unwrap(Amount.zero(WEETH)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> etherfi.eeth().transfer(OWNER, Amount.zero(EETH)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void requestWithdraw_thatWouldNotFit96Bits_isRefused() {
    BigInteger tooMuch = BigInteger.ONE.shiftLeft(96);

    assertThatThrownBy(() -> etherfi.withdrawals().requestWithdraw(Amount.of(tooMuch, EETH), OWNER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("96 bits");
    assertThatThrownBy(() -> etherfi.withdrawals().requestWithdraw(Amount.zero(EETH), OWNER))
        .isInstanceOf(IllegalArgumentException.class);
    etherfi.withdrawals().requestWithdraw(Amount.of(tooMuch.subtract(BigInteger.ONE), EETH), OWNER);
  }

  @Test
  void U02_zeroAddress_asRecipient_isRefused() {
    assertThatThrownBy(
            () -> etherfi.withdrawals().requestWithdraw(Amount.parse("1", EETH), Address.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> etherfi.eeth().transfer(Address.ZERO, Amount.parse("1", EETH)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                etherfi
                    .redemptions()
                    .redeemEEth(Amount.parse("1", EETH), Address.ZERO, RedemptionAsset.ETHER))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void claim_idsThatAreNoneOrTwiceOrTooMany_areRefused() {
    EtherFiWithdrawals withdrawals = etherfi.withdrawals();

    for (BigInteger id : List.of(BigInteger.ZERO, BigInteger.ONE.shiftLeft(32))) {
      assertThatThrownBy(() -> withdrawals.claimWithdraw(id))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(id.toString());
    }
    assertThatThrownBy(
            () -> withdrawals.batchClaimWithdraw(List.of(BigInteger.ONE, BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> withdrawals.batchClaimWithdraw(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> withdrawals.batchClaimWithdraw(Collections.nCopies(51, BigInteger.ONE)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("51");
  }

  @Test
  void F01_networkWithoutEtherFi_isRefusedBeforeAnyCall() {
    try (Restake4j elsewhere =
        Restake4j.builder().rpc("http://127.0.0.1:9").chain(Chain.of(424_242)).build()) {
      assertThatThrownBy(() -> EtherFi.on(elsewhere))
          .isInstanceOfSatisfying(
              ChainException.class,
              e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NOT_DEPLOYED));
    }
  }

  @Test
  void redemptions_whereThereIsNoManager_areRefusedBeforeAnyCall() {
    EtherFi facade = on(june());

    assertThatThrownBy(() -> facade.redemptions().limits(RedemptionAsset.STETH))
        .isInstanceOf(ChainException.class)
        .hasMessageContaining("EtherFiRedemptionManager");
  }
}
