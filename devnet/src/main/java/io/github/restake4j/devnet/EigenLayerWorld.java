package io.github.restake4j.devnet;

import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * EigenLayer's stand-ins as they are deployed.
 *
 * @param addresses contract, address
 * @param strategies token symbol to the strategy's and the token's address
 */
record EigenLayerWorld(Map<String, String> addresses, Map<String, StrategyAddress> strategies) {
  private static final int WITHDRAWAL_DELAY_BLOCKS = 50;
  private static final int DEALLOCATION_DELAY_BLOCKS = 50;
  private static final int ALLOCATION_CONFIGURATION_DELAY_BLOCKS = 20;
  private static final int REWARDS_ACTIVATION_DELAY_SECONDS = 120;
  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final String BEACON_ETH = "0xbeaC0eeEeeeeEEeEeEEEEeeEEeEeeeEeeEEBEaC0";

  /**
   * Where a strategy is.
   *
   * @param strategy its address
   * @param token the address of its token
   */
  record StrategyAddress(String strategy, String token) {}

  /** Deploys everything, with a strategy each for stETH, wstETH and a test token. */
  static EigenLayerWorld deploy(NodeRpc node, Map<String, String> lido) {
    Operator operator = Operator.of(node, StandIns.OPERATOR);
    String lever = Words.address(StandIns.OPERATOR);
    String permissions = put(operator, "PermissionController");
    String allocations =
        put(
            operator,
            "AllocationManager",
            lever,
            Words.address(permissions),
            Words.of(DEALLOCATION_DELAY_BLOCKS),
            Words.of(ALLOCATION_CONFIGURATION_DELAY_BLOCKS));
    String deposits = put(operator, "StrategyManager", lever);
    String pods = put(operator, "EigenPodManager", lever);
    String delegation =
        put(
            operator,
            "DelegationManager",
            lever,
            Words.address(deposits),
            Words.address(pods),
            Words.address(allocations),
            Words.address(permissions),
            Words.of(WITHDRAWAL_DELAY_BLOCKS));
    String connect =
        Artifact.load("StrategyManager")
            .calldata("lever_connect(address)", Words.address(delegation));
    for (String contract : new String[] {allocations, deposits, pods}) {
      operator.call("deploy", contract, connect, BigInteger.ZERO);
    }
    String connectAllocations =
        Artifact.load("StrategyManager")
            .calldata("lever_connectAllocations(address)", Words.address(allocations));
    operator.call("deploy", deposits, connectAllocations, BigInteger.ZERO);
    String rewards =
        put(
            operator,
            "RewardsCoordinator",
            lever,
            Words.address(permissions),
            Words.address(delegation),
            Words.address(allocations),
            Words.address(deposits),
            Words.of(REWARDS_ACTIVATION_DELAY_SECONDS));
    service(node, allocations, put(operator, "AvsRegistrar"));
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("AllocationManager", allocations);
    addresses.put("BeaconChainETHStrategy", BEACON_ETH);
    addresses.put("DelegationManager", delegation);
    addresses.put("EigenPodManager", pods);
    addresses.put("PermissionController", permissions);
    addresses.put("RewardsCoordinator", rewards);
    addresses.put("StrategyManager", deposits);
    Map<String, String> tokens = new LinkedHashMap<>();
    tokens.put("stETH", lido.getOrDefault("Lido", ""));
    tokens.put("wstETH", lido.getOrDefault("WstETH", ""));
    tokens.put("TST", put(operator, "TestToken", lever));
    Map<String, StrategyAddress> strategies = new LinkedHashMap<>();
    EigenLayerStandIn levers = new EigenLayerStandIn(node, addresses, lido);
    tokens.forEach(
        (symbol, token) -> {
          String kind = symbol.equals("stETH") ? "StrategyBaseTVLLimits" : "StrategyBase";
          String strategy = put(operator, kind, Words.address(deposits), Words.address(token));
          strategies.put(symbol, new StrategyAddress(strategy, token));
          levers.invoke(
              "eigenlayer.setWhitelist", Json.object().put("strategy", strategy).put("on", true));
        });
    grow(node);
    return new EigenLayerWorld(addresses, strategies);
  }

  /**
   * Somebody else's 1,000 stETH and 10 wstETH, not delegated: with nothing in it, the rounding of
   * stETH's transfers would set a strategy's rate.
   *
   * @param holder of enough stETH
   */
  void seed(Operator holder) {
    StrategyAddress steth = Objects.requireNonNull(strategies.get("stETH"));
    StrategyAddress wsteth = Objects.requireNonNull(strategies.get("wstETH"));
    BigInteger wrapped = ETHER.multiply(BigInteger.valueOf(12));
    approve(holder, steth.token(), wsteth.token(), wrapped);
    String wrap = Artifact.load("WstETH").calldata("wrap(uint256)", Words.of(wrapped));
    holder.call("seed", wsteth.token(), wrap, BigInteger.ZERO);
    deposit(holder, steth, ETHER.multiply(BigInteger.valueOf(1_000)));
    deposit(holder, wsteth, ETHER.multiply(BigInteger.TEN));
  }

  private void deposit(Operator holder, StrategyAddress into, BigInteger amount) {
    String deposits = addresses.getOrDefault("StrategyManager", "");
    approve(holder, into.token(), deposits, amount);
    String deposit =
        Artifact.load("StrategyManager")
            .calldata(
                "depositIntoStrategy(address,address,uint256)",
                Words.address(into.strategy()),
                Words.address(into.token()),
                Words.of(amount));
    holder.call("seed", deposits, deposit, BigInteger.ZERO);
  }

  private static void approve(Operator holder, String token, String spender, BigInteger amount) {
    String approve =
        Artifact.load("WstETH")
            .calldata("approve(address,uint256)", Words.address(spender), Words.of(amount));
    holder.call("seed", token, approve, BigInteger.ZERO);
  }

  private static String put(Operator operator, String contract, String... words) {
    return operator.deploy(Artifact.load(contract).creation(words), BigInteger.ZERO);
  }

  /** The levers' service says what it is and takes every operator. */
  private static void service(NodeRpc node, String allocations, String registrar) {
    Artifact code = Artifact.load("AllocationManager");
    Operator avs = Operator.of(node, EigenLayerStandIn.AVS);
    String who = Words.address(EigenLayerStandIn.AVS);
    String metadata =
        code.calldata("updateAVSMetadataURI(address,string)", who, Words.of(64), Words.of(0));
    avs.call("deploy", allocations, metadata, BigInteger.ZERO);
    String set = code.calldata("setAVSRegistrar(address,address)", who, Words.address(registrar));
    avs.call("deploy", allocations, set, BigInteger.ZERO);
  }

  /** What is in the queue can be asked only of a chain that is older than the queue's delay. */
  private static void grow(NodeRpc node) {
    long block = Long.decode(node.call("eth_blockNumber").asText());
    long missing = WITHDRAWAL_DELAY_BLOCKS + 2 - block;
    if (missing > 0) {
      node.call("anvil_mine", missing);
    }
  }
}
