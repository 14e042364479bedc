package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import java.math.BigInteger;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class LidoLeversDevnetTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger NONE = BigInteger.ZERO;
  private static final BigInteger E27 = BigInteger.TEN.pow(27);

  private final LocalDevnet devnet;
  private final RawChain raw;
  private final String lido;
  private final String queue;
  private final String me;

  LidoLeversDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.raw = devnet.raw();
    this.lido = devnet.address("lido", "Lido");
    this.queue = devnet.address("lido", "WithdrawalQueueERC721");
    this.me = devnet.accounts().get(0).address();
  }

  @BeforeEach
  void stakeAndApprove() {
    send(lido, "0xa1903eab" + Words.of(0), ether(100)); // submit(address)
    send(lido, "0x095ea7b3" + Words.address(queue) + Words.of(ether(100)), NONE); // approve
  }

  @Test
  void report_gain_givesATenthOfItToTheProtocol() {
    BigInteger ether = raw.uint(lido, "0x37cfdaca");
    BigInteger shares = raw.uint(lido, "0xd5002f2e");
    LidoReport report = devnet.lido().report(ether(10), NONE);
    // by hand: fee shares = 1 ETH worth at the rate after the fee, rounded down
    BigInteger fee = ETHER.multiply(shares).divide(ether.add(ether(9)));
    assertThat(report.preTotalEther()).isEqualTo(ether);
    assertThat(report.preTotalShares()).isEqualTo(shares);
    assertThat(report.postTotalEther()).isEqualTo(ether.add(ether(10)));
    assertThat(report.sharesMintedAsFees()).isEqualTo(fee);
    assertThat(report.postTotalShares()).isEqualTo(shares.add(fee));
    assertThat(report.shareRate()).isZero();
    assertThat(raw.uint(lido, "0x37cfdaca")).isEqualTo(report.postTotalEther());
  }

  @Test
  void report_loss_mintsNoFee() {
    BigInteger ether = raw.uint(lido, "0x37cfdaca");
    LidoReport report = devnet.lido().report(ether(5).negate(), NONE);
    assertThat(report.sharesMintedAsFees()).isZero();
    assertThat(report.postTotalShares()).isEqualTo(report.preTotalShares());
    assertThat(report.postTotalEther()).isEqualTo(ether.subtract(ether(5)));
  }

  @Test
  void report_elapsed_movesTheClockByItExactly() {
    long before = raw.timestamp();
    LidoReport report = devnet.lido().report(NONE, NONE, Duration.ofHours(5));
    assertThat(raw.timestamp()).isEqualTo(before + 5 * 3600);
    // a slot of mainnet that is over
    BigInteger slots = report.reportTimestamp().subtract(BigInteger.valueOf(1606824023));
    assertThat(slots.mod(BigInteger.valueOf(12))).isZero();
    assertThat(report.reportTimestamp().longValueExact())
        .isBetween(raw.timestamp() - 14, raw.timestamp() - 2);
  }

  @Test
  void report_afterALoss_paysWhatTheSharesAreWorth() {
    request(ether(10));
    BigInteger requestShares = Words.at(status(1), 3);
    LidoReport report = devnet.lido().report(ether(31).negate(), BigInteger.ONE);
    assertThat(report.lastFinalizedRequestId()).isEqualTo(1);
    assertThat(report.shareRate())
        .isEqualTo(
            report
                .preTotalEther()
                .subtract(ether(31))
                .multiply(E27)
                .divide(report.preTotalShares()));
    BigInteger due = requestShares.multiply(report.shareRate()).divide(E27);
    assertThat(due).isLessThan(ether(10));
    assertThat(report.postTotalEther())
        .isEqualTo(report.preTotalEther().subtract(ether(31)).subtract(due));
    assertThat(report.postTotalShares()).isEqualTo(report.preTotalShares().subtract(requestShares));
    BigInteger before = raw.balance(me);
    JsonNode receipt = send(queue, "0xf8444436" + Words.of(1), NONE); // claimWithdrawal
    assertThat(raw.balance(me)).isEqualTo(before.add(due).subtract(cost(receipt)));
  }

  @Test
  void report_unknownRequest_isRefusedAndChangesNothing() {
    long time = raw.timestamp();
    long block = raw.blockNumber();
    assertThatThrownBy(() -> devnet.lido().report(NONE, BigInteger.TEN))
        .isInstanceOf(LeverException.class)
        .hasMessage("lido.report: NO_SUCH_REQUEST");
    assertThat(raw.blockNumber()).isEqualTo(block);
    devnet.mine(1);
    assertThat(raw.timestamp() - time).isLessThan(60);
  }

  @Test
  void report_requestPaidBefore_isRefused() {
    request(ether(1));
    devnet.lido().report(NONE, BigInteger.ONE);
    assertThatThrownBy(() -> devnet.lido().report(NONE, BigInteger.ONE))
        .isInstanceOf(LeverException.class)
        .hasMessage("lido.report: ALREADY_FINALIZED");
  }

  @Test
  void report_withoutAutomine_isStillMined() {
    devnet.node().call("evm_setAutomine", false);
    assertThat(devnet.lido().report(ether(1), NONE).sharesMintedAsFees()).isPositive();
  }

  @Test
  void pauseStaking_limitIsZeroAndStakingIsRefused() {
    devnet.lido().pauseStaking();
    assertThat(raw.uint(lido, "0x609c4c6c")).isZero();
    assertThatThrownBy(() -> send(lido, "0x", ETHER)).hasMessageContaining("STAKING_PAUSED");
    devnet.lido().resumeStaking();
    send(lido, "0x", ETHER);
  }

  @Test
  void LST5_exhaustedLimit_isZeroToo() {
    devnet.lido().setStakingLimit(ether(50), NONE);
    send(lido, "0x", ether(50));
    assertThat(raw.uint(lido, "0x609c4c6c")).isZero();
    assertThatThrownBy(() -> send(lido, "0x", BigInteger.ONE)).hasMessageContaining("STAKE_LIMIT");
    devnet.lido().removeStakingLimit();
    send(lido, "0x", ether(500));
  }

  @Test
  void LST5_pausedQueue_blocksRequestsButNotClaims() {
    request(ether(1));
    devnet.lido().report(NONE, BigInteger.ONE);
    devnet.lido().pauseQueue(Duration.ofMinutes(10));
    // ResumedExpected()
    assertThatThrownBy(() -> request(ether(1)))
        .isInstanceOfSatisfying(
            NodeRpcException.class, e -> assertThat(e.data()).isEqualTo("0x14378398"));
    send(queue, "0xf8444436" + Words.of(1), NONE);
    devnet.warp(601);
    request(ether(1));
    devnet.lido().pauseQueue();
    devnet.lido().resumeQueue();
    request(ether(1));
  }

  @Test
  void LST2_twoUnfinalizedIds_areRefused() {
    request(ether(1));
    request(ether(1));
    request(ether(1));
    devnet.lido().report(NONE, BigInteger.ONE);
    String one = hints(1, 2);
    assertThat(Words.at(one, 2)).isOne();
    assertThat(Words.at(one, 3)).isZero();
    // InvalidRequestIdRange(0, 1)
    assertThatThrownBy(() -> hints(2, 3))
        .isInstanceOfSatisfying(
            NodeRpcException.class,
            e -> assertThat(e.data()).endsWith(Words.of(0) + Words.of(1)).hasSize(2 + 8 + 128));
  }

  @Test
  void LST3_transferOfTenSteth_deliversOneWeiLess() {
    String other = devnet.accounts().get(1).address();
    send(lido, "0xa9059cbb" + Words.address(other) + Words.of(ether(10)), NONE);
    BigInteger arrived = raw.uint(lido, "0x70a08231", RawChain.word(other));
    assertThat(ether(10).subtract(arrived)).isEqualTo(1);
  }

  @Test
  void stop_stopsEverythingButClaims() {
    devnet.lido().stop();
    assertThatThrownBy(() -> send(lido, "0x", ETHER)).hasMessageContaining("STAKING_PAUSED");
    assertThatThrownBy(() -> request(ether(1))).hasMessageContaining("CONTRACT_IS_STOPPED");
    assertThatThrownBy(() -> devnet.lido().report(NONE, NONE))
        .hasMessage("lido.report: CONTRACT_IS_STOPPED");
    devnet.lido().resume();
    request(ether(1));
  }

  @Test
  void setBunkerMode_onAndOff() {
    devnet.lido().setBunkerMode(true);
    assertThat(raw.uint(queue, "0x2b95b781")).isOne(); // isBunkerModeActive()
    devnet.lido().setBunkerMode(false);
    assertThat(raw.uint(queue, "0x2b95b781")).isZero();
  }

  @Test
  void invoke_unknownLever_isMissing() {
    assertThatThrownBy(() -> devnet.invoke("lido.fly", "{}"))
        .isInstanceOf(MissingLeverException.class)
        .hasMessage("no lever lido.fly in this devnet");
    assertThatThrownBy(() -> devnet.invoke("nobody.report", "{}"))
        .isInstanceOf(MissingLeverException.class);
  }

  @Test
  void invoke_numberInsteadOfText_saysWhatWasExpected() {
    assertThatThrownBy(
            () -> devnet.invoke("lido.report", "{\"clDelta\": 5, \"finalizeUpTo\": \"0\"}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"clDelta\" must be a decimal string");
  }

  @Test
  void levers_ofAnyoneElse_areRefused() {
    String pause = Artifact.load("Lido").calldata("lever_pauseStaking()");
    assertThatThrownBy(() -> send(lido, pause, NONE)).hasMessageContaining("LEVER_ONLY");
  }

  private String hints(int first, int second) {
    return raw.call(
        queue,
        "0x62abe3fa",
        Words.of(96),
        Words.of(1),
        Words.of(1),
        Words.of(2),
        Words.of(first),
        Words.of(second));
  }

  private void request(BigInteger amount) {
    String words = Words.of(64) + Words.of(0) + Words.of(1) + Words.of(amount);
    send(queue, "0xd6681042" + words, NONE);
  }

  /** Two words of array head, then the fields of the one status. */
  private String status(int id) {
    return raw.call(queue, "0xb8c4b85a", Words.of(32), Words.of(1), Words.of(id));
  }

  private JsonNode send(String to, String data, BigInteger value) {
    ObjectNode transaction = Json.object().put("from", me).put("to", to).put("data", data);
    transaction.put("value", "0x" + value.toString(16));
    devnet.node().call("eth_call", transaction, "latest"); // a refusal says why only here
    return devnet.node().call("eth_sendTransactionSync", transaction);
  }

  private static BigInteger cost(JsonNode receipt) {
    return RawChain.quantity(receipt.path("gasUsed"))
        .multiply(RawChain.quantity(receipt.path("effectiveGasPrice")));
  }

  private static BigInteger ether(int amount) {
    return ETHER.multiply(BigInteger.valueOf(amount));
  }
}
