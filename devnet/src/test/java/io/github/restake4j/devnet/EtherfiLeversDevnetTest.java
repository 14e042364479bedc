package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import java.math.BigInteger;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class EtherfiLeversDevnetTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger NONE = BigInteger.ZERO;
  private static final String POOL = "LiquidityPool";
  private static final String REQUESTS = "WithdrawRequestNFT";
  private static final String REDEMPTION = "EtherFiRedemptionManager";
  private static final String ETH = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE";

  private final LocalDevnet devnet;
  private final RawChain raw;
  private final String me;
  private final String other;

  EtherfiLeversDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.raw = devnet.raw();
    this.me = devnet.accounts().get(0).address();
    this.other = devnet.accounts().get(1).address();
  }

  @BeforeEach
  void depositAndApprove() {
    send(me, POOL, ether(100), "deposit()");
    approve("EETH", POOL);
  }

  @Test
  void seeded_othersHoldThePoolAndOneShareIsMoreThanOneEther() {
    assertThat(read(POOL, "getTotalPooledEther()"))
        .isEqualTo(ether(8_100).add(new BigInteger("7654321098765432109")));
    assertThat(read(POOL, "totalValueInLp()")).isEqualTo(ether(4_100));
    assertThat(read("WeETH", "totalSupply()")).isEqualTo(ether(1_000));
    // 8,007.654… ETH for 8,000e18 shares before the deposit of this test
    assertThat(read("WeETH", "getRate()")).isEqualTo(new BigInteger("1000956790137345679"));
    assertThat(read(POOL, "minWithdrawAmount()")).isEqualTo(BigInteger.TEN.pow(15));
    assertThat(read(POOL, "maxWithdrawAmount()")).isEqualTo(ether(1_000));
    assertThat(read(REQUESTS, "nextRequestId()")).isOne();
    for (int i = 0; i < 5; i++) {
      String account = devnet.accounts().get(i).address();
      BigInteger shares = read("EETH", "shares(address)", Words.address(account));
      assertThat(shares.signum()).isEqualTo(i == 0 ? 1 : 0);
    }
  }

  @Test
  void rebase_gainAndLoss_moveEtherButNoShares() {
    BigInteger pooled = read(POOL, "getTotalPooledEther()");
    BigInteger shares = read("EETH", "totalShares()");
    EtherfiLevers.Rebased gain = devnet.etherfi().rebase(ether(50));
    assertThat(gain).isEqualTo(new EtherfiLevers.Rebased(pooled.add(ether(50)), shares));
    EtherfiLevers.Rebased loss = devnet.etherfi().rebase(ether(70).negate());
    assertThat(loss).isEqualTo(new EtherfiLevers.Rebased(pooled.subtract(ether(20)), shares));
    assertThat(read(POOL, "getTotalPooledEther()")).isEqualTo(pooled.subtract(ether(20)));
  }

  @Test
  void rebase_lossOfMoreThanIsAtTheValidators_isRefused() {
    assertThatThrownBy(() -> devnet.etherfi().rebase(ether(5_000).negate()))
        .isInstanceOf(LeverException.class)
        .hasMessage("etherfi.rebase: LOSS_ABOVE_OUT_OF_LP");
  }

  @Test
  void finalize_paysAtTheRateOfThatTime() {
    request(ether(10));
    BigInteger shares = Words.at(rawCall(REQUESTS, "getRequest(uint256)", Words.of(1)), 1);
    EtherfiLevers.Rebased loss = devnet.etherfi().rebase(ether(31).negate());
    assertThat(devnet.etherfi().finalizeRequests(BigInteger.ONE)).isOne();
    // by hand: ether for 1e18 shares, rounded up
    BigInteger rate =
        ETHER
            .multiply(loss.totalPooledEther())
            .add(loss.totalShares())
            .subtract(BigInteger.ONE)
            .divide(loss.totalShares());
    BigInteger due = shares.multiply(rate).divide(ETHER);
    assertThat(due).isLessThan(ether(10));
    devnet.etherfi().rebase(ether(30));
    assertThat(read(REQUESTS, "getClaimableAmount(uint256)", Words.of(1))).isEqualTo(due);
    BigInteger before = raw.balance(me);
    send(other, REQUESTS, NONE, "claimWithdraw(uint256)", Words.of(1)); // anybody may
    assertThat(raw.balance(me)).isEqualTo(before.add(due));
  }

  @Test
  void finalize_poolWithoutEther_isFilledFromTheValidators() {
    request(ether(10));
    devnet.etherfi().setLiquidity(ether(3));
    BigInteger outside = read(POOL, "totalValueOutOfLp()");
    devnet.etherfi().finalizeRequests(BigInteger.ONE);
    assertThat(read(POOL, "totalValueInLp()")).isZero();
    // 7 ETH came in, and 10 ETH lie with the requests, which counts as outside
    assertThat(read(POOL, "totalValueOutOfLp()")).isEqualTo(outside.add(ether(3)));
    assertThat(raw.balance(devnet.address("etherfi", REQUESTS))).isEqualTo(ether(10));
  }

  @Test
  void finalize_unknownOrFinalizedRequest_isRefused() {
    request(ether(1));
    assertThatThrownBy(() -> devnet.etherfi().finalizeRequests(BigInteger.TWO))
        .isInstanceOf(LeverException.class)
        .hasMessage("etherfi.finalize: NO_SUCH_REQUEST");
    devnet.etherfi().finalizeRequests(BigInteger.ONE);
    assertThatThrownBy(() -> devnet.etherfi().finalizeRequests(BigInteger.ONE))
        .isInstanceOf(LeverException.class)
        .hasMessage("etherfi.finalize: ALREADY_FINALIZED");
  }

  @Test
  void pause_eachContract_andUnpause() {
    for (String contract : new String[] {POOL, "EETH", "WeETH", REQUESTS, REDEMPTION}) {
      devnet.etherfi().pause(contract);
      assertThat(read(contract, "paused()")).isOne();
      devnet.etherfi().unpause(contract);
      assertThat(read(contract, "paused()")).isZero();
    }
    devnet.etherfi().pause("EETH");
    assertRefused("0xab35696f", () -> send(me, POOL, ETHER, "deposit()")); // ContractPaused()
  }

  @Test
  void pauseUntil_endsByItself() {
    long until = raw.timestamp() + 1_000;
    devnet.etherfi().pauseUntil(POOL, until);
    assertThat(read(POOL, "pausedUntil()")).isEqualTo(until);
    // ContractPausedUntil(uint256)
    assertRefused("0xf09e3afd" + Words.of(until), () -> send(me, POOL, ETHER, "deposit()"));
    devnet.warp(1_001);
    send(me, POOL, ETHER, "deposit()");
  }

  @Test
  void pause_unknownContract_namesThoseThereAre() {
    assertThatThrownBy(() -> devnet.etherfi().pause("Lido"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("WithdrawRequestNFT");
  }

  @Test
  void invalidateRequest_isFinalizedWithoutEther_untilItIsValidated() {
    request(ether(4));
    request(ether(6));
    devnet.etherfi().invalidateRequest(BigInteger.ONE);
    assertThat(read(REQUESTS, "isValid(uint256)", Words.of(1))).isZero();
    devnet.etherfi().finalizeRequests(BigInteger.TWO);
    assertThat(raw.balance(devnet.address("etherfi", REQUESTS))).isEqualTo(ether(6));
    devnet.etherfi().validateRequest(BigInteger.ONE);
    assertThat(read(REQUESTS, "isValid(uint256)", Words.of(1))).isOne();
    assertThat(raw.balance(devnet.address("etherfi", REQUESTS))).isEqualTo(ether(10));
    send(me, REQUESTS, NONE, "claimWithdraw(uint256)", Words.of(1));
  }

  @Test
  void blacklist_onAndOff() {
    devnet.etherfi().blacklist(me, true);
    // BlacklistedUser(address)
    assertRefused(
        "0x73dbe986" + Words.address(me).toLowerCase(Locale.ROOT),
        () -> send(me, POOL, ETHER, "deposit()"));
    devnet.etherfi().blacklist(me, false);
    send(me, POOL, ETHER, "deposit()");
  }

  @Test
  void setRedemption_givesAFullBucketAboveTheWatermark() {
    BigInteger pooled = read(POOL, "getTotalPooledEther()");
    BigInteger available = devnet.etherfi().setRedemption(100, 500, ether(7), BigInteger.ONE);
    assertThat(available).isEqualTo(ether(7));
    String token = Words.address(ETH);
    BigInteger watermark = read(REDEMPTION, "lowWatermarkInETH(address)", token);
    assertThat(watermark).isEqualTo(pooled.divide(BigInteger.valueOf(20)));
    devnet.etherfi().setLiquidity(watermark.add(ETHER));
    assertThat(read(REDEMPTION, "totalRedeemableAmount(address)", token)).isEqualTo(ETHER);
    approve("EETH", REDEMPTION);
    BigInteger before = raw.balance(other);
    send(
        me,
        REDEMPTION,
        NONE,
        "redeemEEth(uint256,address,address)",
        Words.of(ETHER),
        Words.address(other),
        token);
    // one per cent less, and up to two wei of rounding
    assertThat(raw.balance(other).subtract(before))
        .isBetween(new BigInteger("989999999999999998"), new BigInteger("990000000000000000"));
  }

  @Test
  void setRedemption_feeAboveTheProtocolsMaximum_isRefused() {
    assertThatThrownBy(() -> devnet.etherfi().setRedemption(501, 0, ETHER, ETHER))
        .isInstanceOf(LeverException.class)
        .hasMessage("etherfi.setRedemption: ABOVE_MAXIMUM");
  }

  @Test
  void setStEthPrice_aboveOneAndAHundredth_refusesRedemptionForSteth() {
    String lido = devnet.address("lido", "Lido");
    approve("EETH", REDEMPTION);
    String[] words = {Words.of(ETHER), Words.address(other), Words.address(lido)};
    String redeem = "redeemEEth(uint256,address,address)";
    send(me, REDEMPTION, NONE, redeem, words);
    BigInteger received = raw.uint(lido, "0x70a08231", Words.address(other)); // balanceOf(address)
    // a tenth of a per cent less, and a few wei of rounding
    assertThat(received)
        .isBetween(new BigInteger("998999999999999996"), new BigInteger("999000000000000000"));
    devnet.etherfi().setStEthPrice(new BigInteger("1010000000000000001"), 0);
    // InvalidStEthPrice()
    assertRefused("0xdd9953e8", () -> send(me, REDEMPTION, NONE, redeem, words));
    devnet.etherfi().setStEthPrice(ETHER, 90_001);
    // StalePriceFeed(): 25 hours and a second
    assertRefused("0x1087e109", () -> send(me, REDEMPTION, NONE, redeem, words));
    devnet.etherfi().setStEthPrice(ETHER, 90_000);
    send(me, REDEMPTION, NONE, redeem, words);
  }

  @Test
  void setMintLimit_refusesMoreThanIsLeft() {
    devnet.etherfi().setMintLimit(NONE);
    // LimitExceeded(): what grows back in a block is far below
    assertRefused("0x3261c792", () -> send(me, POOL, ether(5_000), "deposit()"));
  }

  @Test
  void levers_ofAnyoneElse_areRefused() {
    for (String contract : new String[] {POOL, "EETH", "WeETH", REQUESTS, REDEMPTION}) {
      assertThatThrownBy(() -> send(me, contract, NONE, "lever_pause()"))
          .hasMessageContaining("LEVER_ONLY");
    }
    assertThatThrownBy(() -> send(me, POOL, NONE, "lever_rebase(int256)", Words.of(1)))
        .hasMessageContaining("LEVER_ONLY");
    assertThatThrownBy(() -> send(me, POOL, NONE, "lever_burn(uint256)", Words.of(1)))
        .hasMessageContaining("REDEMPTION_ONLY");
  }

  private void request(BigInteger amount) {
    send(me, POOL, NONE, "requestWithdraw(address,uint256)", Words.address(me), Words.of(amount));
  }

  private void approve(String token, String spender) {
    String words = Words.address(devnet.address("etherfi", spender));
    send(me, token, NONE, "approve(address,uint256)", words, Words.of(ether(1_000)));
  }

  private static void assertRefused(String selector, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            NodeRpcException.class, e -> assertThat(e.data()).startsWith(selector));
  }

  private BigInteger read(String contract, String signature, String... words) {
    return Words.at(rawCall(contract, signature, words), 0);
  }

  private String rawCall(String contract, String signature, String... words) {
    String calldata = Artifact.load(contract).calldata(signature, words);
    return raw.call(devnet.address("etherfi", contract), calldata);
  }

  private JsonNode send(
      String from, String contract, BigInteger value, String signature, String... words) {
    ObjectNode transaction =
        Json.object()
            .put("from", from)
            .put("to", devnet.address("etherfi", contract))
            .put("data", Artifact.load(contract).calldata(signature, words))
            .put("value", "0x" + value.toString(16));
    devnet.node().call("eth_call", transaction, "latest"); // a refusal says why only here
    return devnet.node().call("eth_sendTransactionSync", transaction);
  }

  private static BigInteger ether(int amount) {
    return ETHER.multiply(BigInteger.valueOf(amount));
  }
}
