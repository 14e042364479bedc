package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Puts ether.fi's stand-ins on a chain. */
final class EtherfiStart {
  /** Holds eETH and weETH that were there before the story of a chain begins. */
  private static final String FIRST_HOLDER = "0x000000000000000000000000000000000000dead";

  private static final BigInteger ETHER = BigInteger.TEN.pow(18);
  private static final BigInteger NONE = BigInteger.ZERO;

  private final NodeRpc node;
  private final String lido;
  private final Operator operator;
  private final Map<String, String> addresses = new TreeMap<>();

  private EtherfiStart(NodeRpc node, String lido) {
    this.node = node;
    this.lido = lido;
    this.operator = Operator.of(node, StandIns.OPERATOR);
  }

  /**
   * 8,000 ETH of others, half of them at validators, an eighth wrapped, 250 stETH among what is not
   * in the pool, and a first gain.
   */
  static Map<String, String> seeded(NodeRpc node, String lido) {
    EtherfiStart start = new EtherfiStart(node, lido);
    start.deploy(NONE, NONE, NONE);
    Operator seed = Operator.of(node, StandIns.SEED);
    String restaker = Words.address(start.addresses.getOrDefault("EtherFiRestaker", ""));
    String transfer = "transfer(address,uint256)";
    String give = Artifact.load("Lido").calldata(transfer, restaker, Words.of(ether(250)));
    seed.call("seed", lido, give, NONE);
    start.send(seed, "LiquidityPool", ether(8_000), "deposit()");
    start.wrap(seed, ether(1_000));
    start.lever("etherfi.setLiquidity", "amount", ether(4_000));
    start.lever("etherfi.rebase", "amount", new BigInteger("7654321098765432109"));
    start.limits();
    return start.addresses;
  }

  /**
   * The state a transcript begins with; whoever held anything is one holder nobody can speak for.
   *
   * @param inside wei in the pool
   * @param outside wei at validators
   * @param shares of eETH
   * @param wrapped how many of them are weETH
   */
  static Map<String, String> fresh(
      NodeRpc node,
      String lido,
      BigInteger inside,
      BigInteger outside,
      BigInteger shares,
      BigInteger wrapped) {
    EtherfiStart start = new EtherfiStart(node, lido);
    start.deploy(inside, outside, shares);
    // rounded up, so that exactly so many shares move
    BigInteger pooled = inside.add(outside);
    BigInteger[] amount = wrapped.multiply(pooled).divideAndRemainder(shares);
    start.wrap(
        Operator.of(node, FIRST_HOLDER), amount[0].add(BigInteger.valueOf(amount[1].signum())));
    start.limits();
    return start.addresses;
  }

  private void deploy(BigInteger inside, BigInteger outside, BigInteger shares) {
    String lever = Words.address(StandIns.OPERATOR);
    String blacklister = put("Blacklister", NONE, lever);
    String roles = put("RoleRegistry", NONE, lever);
    String limiter = put("EtherFiRateLimiter", NONE, lever);
    String pool = put("LiquidityPool", inside, lever, blacklister, Words.of(outside));
    String eeth = put("EETH", NONE, lever, pool, blacklister, limiter, Words.of(shares));
    String weeth = put("WeETH", NONE, lever, pool, eeth, blacklister);
    String requests = put("WithdrawRequestNFT", NONE, lever, pool, blacklister, roles);
    String steth = Words.address(lido);
    String restaker = put("EtherFiRestaker", NONE, lever, steth);
    String redemption =
        put(
            "EtherFiRedemptionManager",
            NONE,
            lever,
            pool,
            eeth,
            weeth,
            blacklister,
            steth,
            restaker);
    send(operator, "EtherFiRestaker", NONE, "lever_connect(address)", redemption);
    send(operator, "EtherFiRateLimiter", NONE, "lever_connect(address)", eeth);
    send(
        operator,
        "LiquidityPool",
        NONE,
        "lever_connect(address,address,address)",
        eeth,
        requests,
        redemption);
    bucket("mint", Words.of(Long.MAX_VALUE), Words.of(0));
    bucket("burn", Words.of(Long.MAX_VALUE), Words.of(0));
  }

  /** As the protocol set them; buckets are full. */
  private void limits() {
    bucket("mint", Words.of(30_000_000_000_000L), Words.of(2_083_333_333L));
    bucket("burn", Words.of(25_000_000_000_000L), Words.of(1_736_111_111L));
    EtherfiStandIn levers = new EtherfiStandIn(node, addresses);
    levers.invoke(
        "etherfi.setWithdrawLimits",
        Json.object().put("min", "1000000000000000").put("max", ether(1_000).toString()));
    levers.invoke("etherfi.setRedemption", terms("30", "100", "23148000000000000"));
    levers.invoke("etherfi.setRedemption", terms("10", "0", "5000000000000000").put("token", lido));
  }

  private static ObjectNode terms(String fee, String low, String refillRate) {
    return Json.object()
        .put("exitFeeBps", fee)
        .put("splitBps", "1000")
        .put("lowWatermarkBps", low)
        .put("capacity", ether(2_000).toString())
        .put("refillRate", refillRate);
  }

  private void wrap(Operator holder, BigInteger amount) {
    String weeth = Words.address(addresses.getOrDefault("WeETH", ""));
    send(holder, "EETH", NONE, "approve(address,uint256)", weeth, Words.of(amount));
    send(holder, "WeETH", NONE, "wrap(uint256)", Words.of(amount));
  }

  private void bucket(String name, String capacity, String refillRate) {
    String id = EtherfiStandIn.BUCKETS.getOrDefault(name, "");
    String create = "lever_create(bytes32,uint64,uint64)";
    send(operator, "EtherFiRateLimiter", NONE, create, id, capacity, refillRate);
  }

  private void lever(String lever, String argument, BigInteger value) {
    new EtherfiStandIn(node, addresses)
        .invoke(lever, Json.object().put(argument, value.toString()));
  }

  /** Deploys a contract and gives its address as a word. */
  private String put(String contract, BigInteger value, String... words) {
    String address = operator.deploy(Artifact.load(contract).creation(words), value);
    addresses.put(contract, address);
    return Words.address(address);
  }

  private void send(
      Operator sender, String contract, BigInteger value, String signature, String... words) {
    String calldata = Artifact.load(contract).calldata(signature, words);
    sender.call("deploy", addresses.getOrDefault(contract, ""), calldata, value);
  }

  private static BigInteger ether(int amount) {
    return ETHER.multiply(BigInteger.valueOf(amount));
  }
}
