package io.github.restake4j.devnet;

import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the stand-ins on a fresh chain, each at the same address every time. */
final class StandIns {
  /** Deploys the stand-ins and pulls their levers; an address without a key. */
  static final String OPERATOR = "0x000000000000000000000000000000000000c0de";

  /** Whoever staked before the story of a test begins; an address without a key. */
  static final String SEED = "0x0000000000000000000000000000000000005eed";

  /** Where Multicall3 is on every public network. */
  static final String MULTICALL3 = "0xcA11bde05977b3631167028862bE2a173976CA11";

  /** Where the deposit contract is on mainnet. */
  static final String DEPOSIT_CONTRACT = "0x00000000219ab540356cBB839Cbe05303d7705Fa";

  private static final BigInteger ETHER = BigInteger.TEN.pow(18);

  /** Compiled contracts by protocol, those of no protocol first. */
  private static final List<List<String>> CONTRACTS =
      List.of(
          List.of("DepositContract", "Multicall3"),
          LidoStandIn.CONTRACTS,
          EigenLayerStandIn.CONTRACTS,
          EtherfiStandIn.CONTRACTS);

  private StandIns() {}

  /** The names of all compiled contracts. */
  static List<String> contracts() {
    return CONTRACTS.stream().flatMap(List::stream).toList();
  }

  /**
   * Deploys and configures everything.
   *
   * @return where everything is
   */
  static Deployed deploy(NodeRpc node) {
    node.call("anvil_setCode", MULTICALL3, Artifact.load("Multicall3").runtime());
    node.call("anvil_setCode", DEPOSIT_CONTRACT, Artifact.load("DepositContract").runtime());
    Map<String, Map<String, String>> addresses = new LinkedHashMap<>();
    Map<String, String> lido = lido(node, ETHER, ETHER);
    EigenLayerWorld eigenlayer = EigenLayerWorld.deploy(node, lido);
    addresses.put("eigenlayer", eigenlayer.addresses());
    addresses.put("lido", lido);
    addresses.put("native", Map.of("DepositContract", DEPOSIT_CONTRACT));
    addresses.put("standard", Map.of("Multicall3", MULTICALL3));
    seed(node, lido);
    eigenlayer.seed(Operator.of(node, SEED));
    addresses.put("etherfi", EtherfiStart.seeded(node, lido.getOrDefault("Lido", "")));
    return new Deployed(addresses, eigenlayer.strategies());
  }

  /**
   * What is deployed where.
   *
   * @param addresses protocol, contract, address
   * @param strategies EigenLayer's strategies by the symbol of their token
   */
  record Deployed(
      Map<String, Map<String, String>> addresses,
      Map<String, EigenLayerWorld.StrategyAddress> strategies) {}

  /**
   * Deploys Lido with a first holder nobody can speak for.
   *
   * @param firstEther wei in the pool
   * @param firstShares shares of the first holder
   */
  static Map<String, String> lido(NodeRpc node, BigInteger firstEther, BigInteger firstShares) {
    Operator operator = Operator.of(node, OPERATOR);
    BigInteger none = BigInteger.ZERO;
    String lever = Words.address(OPERATOR);
    String lido =
        operator.deploy(Artifact.load("Lido").creation(lever, Words.of(firstShares)), firstEther);
    String steth = Words.address(lido);
    String wsteth = operator.deploy(Artifact.load("WstETH").creation(steth), none);
    String queue =
        operator.deploy(
            Artifact.load("WithdrawalQueueERC721").creation(lever, steth, Words.address(wsteth)),
            none);
    String locator =
        operator.deploy(
            Artifact.load("LidoLocator")
                .creation(steth, Words.address(wsteth), Words.address(queue)),
            none);
    String connect = Artifact.load("Lido").calldata("lever_connect(address)", Words.address(queue));
    operator.call("deploy", lido, connect, none);
    Map<String, String> addresses = new LinkedHashMap<>();
    addresses.put("Lido", lido);
    addresses.put("LidoLocator", locator);
    addresses.put("WithdrawalQueueERC721", queue);
    addresses.put("WstETH", wsteth);
    return addresses;
  }

  /** 3,000 ETH of others in the pool, a day of rewards, and mainnet's staking limit. */
  private static void seed(NodeRpc node, Map<String, String> lido) {
    LidoStandIn levers = new LidoStandIn(node, lido);
    BigInteger max = ETHER.multiply(BigInteger.valueOf(150_000));
    levers.invoke(
        "lido.setStakingLimit",
        Json.object()
            .put("max", max.toString())
            .put("perBlock", max.divide(BigInteger.valueOf(6_400)).toString()));
    Operator seed = Operator.of(node, SEED);
    BigInteger stake = ETHER.multiply(BigInteger.valueOf(3_000));
    String pool = lido.getOrDefault("Lido", "");
    seed.call("seed", pool, Artifact.load("Lido").calldata("submit(address)", Words.of(0)), stake);
    levers.invoke(
        "lido.report",
        Json.object().put("clDelta", "1234567890123456789").put("finalizeUpTo", "0"));
  }
}
