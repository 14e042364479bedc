package io.github.restake4j.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class EigenLayerLeversDevnetTest {
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final String BEACON_ETH = "0xbeaC0eeEeeeeEEeEeEEEEeeEEeEeeeEeeEEBEaC0";

  private final LocalDevnet devnet;
  private final RawChain raw;
  private final String deposits;
  private final String delegation;
  private final String allocations;
  private final String rewards;
  private final String strategy;
  private final String token;
  private final String staker;
  private final String operator;

  EigenLayerLeversDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.raw = devnet.raw();
    this.deposits = devnet.address("eigenlayer", "StrategyManager");
    this.delegation = devnet.address("eigenlayer", "DelegationManager");
    this.allocations = devnet.address("eigenlayer", "AllocationManager");
    this.rewards = devnet.address("eigenlayer", "RewardsCoordinator");
    JsonNode tst = Json.parse(devnet.deploymentJson()).path("strategies").path(2);
    this.strategy = tst.path("strategy").asText();
    this.token = tst.path("token").asText();
    this.staker = devnet.accounts().get(0).address();
    this.operator = devnet.accounts().get(1).address();
  }

  @Test
  void deployment_listsTheStrategiesWithTheirTokens() {
    JsonNode strategies = Json.parse(devnet.deploymentJson()).path("strategies");
    assertThat(strategies).hasSize(3);
    for (JsonNode one : strategies) {
      String token = raw.call(one.path("strategy").asText(), "0x2495a599"); // underlyingToken()
      assertThat(token).endsWith(one.path("token").asText().substring(2).toLowerCase(Locale.ROOT));
    }
    assertThat(strategies.path(0).path("symbol").asText()).isEqualTo("stETH");
    assertThat(strategies.path(0).path("token").asText()).isEqualTo(devnet.address("lido", "Lido"));
    assertThat(strategies.path(2).path("symbol").asText()).isEqualTo("TST");
    assertThat(devnet.address("eigenlayer", "BeaconChainETHStrategy")).isEqualTo(BEACON_ETH);
  }

  /** The figures are those of the real contracts for the same story. */
  @Test
  void slash_twiceWithAQueueInBetween_paysWhatTheRealContractsPay() {
    BigInteger set = operate();
    deposit(100);
    send(
        staker,
        delegation,
        code("DelegationManager")
            .calldata(
                "delegateTo(address,(bytes,uint256),bytes32)",
                Words.address(operator),
                Words.of(96),
                Words.of(0),
                Words.of(64),
                Words.of(0),
                Words.of(0)));
    EigenLayerLevers.Slash slash = slash(set, "300000000000000000");
    assertThat(slash.id()).isOne();
    assertThat(raw.receipt(slash.transactionHash()).path("status").asText()).isEqualTo("0x1");
    deposit(10);
    assertThat(withdrawable()).isEqualTo("79999999999999999920");
    JsonNode receipt =
        send(
            staker,
            delegation,
            code("DelegationManager")
                .calldata(
                    "queueWithdrawals((address[],uint256[],address)[])",
                    Words.of(32),
                    Words.of(1),
                    Words.of(32),
                    Words.of(96),
                    Words.of(160),
                    Words.of(0),
                    Words.of(1),
                    Words.address(strategy),
                    Words.of(1),
                    Words.of(ether(40))));
    String queued = receipt.path("logs").path(1).path("data").asText();
    assertThat(Words.at(queued, 13)).isEqualTo("41558441558441558400");
    assertThat(Words.at(queued, 15)).isEqualTo("29090909090909090880");
    assertThat(slash(set, "57142857142857142").id()).isEqualTo(2);
    devnet.mine(51);
    String withdrawal = queued.substring(2 + 64 * 3, 2 + 64 * 14);
    send(
        staker,
        delegation,
        code("DelegationManager")
            .calldata(
                "completeQueuedWithdrawal((address,address,address,uint256,uint32,address[],"
                    + "uint256[]),address[],bool)",
                Words.of(96),
                Words.of(96 + withdrawal.length() / 2),
                Words.of(true),
                withdrawal,
                Words.of(1),
                Words.address(token)));
    // a share of this strategy is one token
    assertThat(balance(staker)).isEqualTo("27428571428571428544");
  }

  @Test
  void slash_ofNobody_isRefused() {
    BigInteger set = devnet.eigenlayer().createOperatorSet(List.of(strategy)).id();
    assertThatThrownBy(() -> slash(set, "1")).isInstanceOf(LeverException.class);
    assertThatThrownBy(
            () -> devnet.eigenlayer().slash(operator, set, List.of(strategy), List.of(), "uneven"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void createOperatorSet_countsFromOne() {
    EigenLayerLevers.OperatorSet one =
        devnet.eigenlayer().createOperatorSet(List.of(strategy, BEACON_ETH));
    assertThat(one.id()).isOne();
    assertThat(devnet.eigenlayer().createOperatorSet(List.of(strategy)).id()).isEqualTo(2);
    String strategies =
        raw.call(allocations, "0x4177a87c", Words.address(one.avs()), Words.of(one.id()));
    assertThat(Words.at(strategies, 1)).isEqualTo(2);
  }

  @Test
  void postRewardsRoot_isActiveAfterTheDelay() {
    String root = "0x" + "ab".repeat(32);
    EigenLayerLevers.RewardsRoot first = devnet.eigenlayer().postRewardsRoot(root);
    assertThat(first.index()).isZero();
    assertThat(first.activatedAt()).isEqualTo(raw.timestamp() + 120);
    String end = code("RewardsCoordinator").calldata("currRewardsCalculationEndTimestamp()");
    assertThat(raw.uint(rewards, end)).isEqualTo(raw.timestamp() - 1);
    assertThat(devnet.eigenlayer().postRewardsRoot(root).index()).isOne();
    BigInteger past = BigInteger.valueOf(1_700_000_000);
    assertThatThrownBy(() -> devnet.eigenlayer().postRewardsRoot(root, past))
        .hasMessageContaining("NOT_A_NEW_PERIOD");
  }

  @Test
  void fundRewards_anyOfTheThreeTokens_arrivesExactly() {
    String wsteth = devnet.address("lido", "WstETH");
    String steth = devnet.address("lido", "Lido");
    for (String one : List.of(token, wsteth)) {
      devnet.eigenlayer().fundRewards(one, ether(7));
      assertThat(raw.uint(one, "0x70a08231", Words.address(rewards))).isEqualTo(ether(7));
    }
    devnet.eigenlayer().fundRewards(steth, ether(7));
    assertThat(raw.uint(steth, "0x70a08231", Words.address(rewards)))
        .isBetween(ether(7).subtract(BigInteger.TWO), ether(7));
  }

  @Test
  void pause_bit_turnsTheFunctionOffUntilUnpaused() {
    devnet.eigenlayer().mintToken(token, staker, ether(2));
    devnet.eigenlayer().pause("StrategyManager", BigInteger.ONE);
    assertThatThrownBy(() -> deposit(1))
        .isInstanceOf(NodeRpcException.class)
        .hasMessageContaining("840a48d5"); // CurrentlyPaused()
    devnet.eigenlayer().pause("StrategyManager", BigInteger.TWO);
    deposit(1);
    devnet.eigenlayer().unpause("StrategyManager");
    assertThat(raw.uint(deposits, "0x5c975abb")).isZero();
    assertThatThrownBy(() -> devnet.eigenlayer().pause("Lido", BigInteger.ONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void setWhitelist_off_closesTheStrategy() {
    devnet.eigenlayer().setWhitelist(strategy, false);
    assertThatThrownBy(() -> deposit(1)).isInstanceOf(NodeRpcException.class);
    devnet.eigenlayer().setWhitelist(strategy, true);
    deposit(1);
  }

  // ----------------------------------------------------------------- doing

  /** Registers the operator, in a new set, with all it has at stake. */
  private BigInteger operate() {
    EigenLayerLevers.OperatorSet set = devnet.eigenlayer().createOperatorSet(List.of(strategy));
    send(
        operator,
        delegation,
        code("DelegationManager")
            .calldata(
                "registerAsOperator(address,uint32,string)",
                Words.of(0),
                Words.of(0),
                Words.of(96),
                Words.of(0)));
    Artifact code = code("AllocationManager");
    send(
        operator,
        allocations,
        code.calldata(
            "registerForOperatorSets(address,(address,uint32[],bytes))",
            Words.address(operator),
            Words.of(64),
            Words.address(set.avs()),
            Words.of(96),
            Words.of(160),
            Words.of(1),
            Words.of(set.id()),
            Words.of(0)));
    send(
        operator,
        allocations,
        code.calldata(
            "modifyAllocations(address,((address,uint32),address[],uint64[])[])",
            Words.address(operator),
            Words.of(64),
            Words.of(1),
            Words.of(32),
            Words.address(set.avs()),
            Words.of(set.id()),
            Words.of(128),
            Words.of(192),
            Words.of(1),
            Words.address(strategy),
            Words.of(1),
            Words.of(ETHER)));
    return set.id();
  }

  private void deposit(long amount) {
    devnet.eigenlayer().mintToken(token, staker, ether(amount));
    String approve =
        code("TestToken")
            .calldata("approve(address,uint256)", Words.address(deposits), Words.of(ether(amount)));
    send(staker, token, approve);
    send(
        staker,
        deposits,
        code("StrategyManager")
            .calldata(
                "depositIntoStrategy(address,address,uint256)",
                Words.address(strategy),
                Words.address(token),
                Words.of(ether(amount))));
    if (balance(staker).signum() > 0) {
      send(
          staker,
          token,
          code("TestToken")
              .calldata(
                  "transfer(address,uint256)", Words.address(operator), Words.of(balance(staker))));
    }
  }

  private EigenLayerLevers.Slash slash(BigInteger set, String wad) {
    return devnet
        .eigenlayer()
        .slash(operator, set, List.of(strategy), List.of(new BigInteger(wad)), "asleep");
  }

  private BigInteger withdrawable() {
    String answer =
        raw.call(
            delegation,
            code("DelegationManager")
                .calldata(
                    "getWithdrawableShares(address,address[])",
                    Words.address(staker),
                    Words.of(64),
                    Words.of(1),
                    Words.address(strategy)));
    return Words.at(answer, 3);
  }

  private BigInteger balance(String who) {
    return raw.uint(token, "0x70a08231", Words.address(who));
  }

  private JsonNode send(String from, String to, String calldata) {
    JsonNode transaction =
        Json.object().put("from", from).put("to", to).put("data", calldata).put("gas", "0x7a1200");
    devnet.node().call("eth_call", transaction, "latest");
    JsonNode receipt = devnet.node().call("eth_sendTransactionSync", transaction);
    assertThat(receipt.path("status").asText()).isEqualTo("0x1");
    return receipt;
  }

  private static Artifact code(String contract) {
    return Artifact.load(contract);
  }

  private static BigInteger ether(long amount) {
    return ETHER.multiply(BigInteger.valueOf(amount));
  }
}
