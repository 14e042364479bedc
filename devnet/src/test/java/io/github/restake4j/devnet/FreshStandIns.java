package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/** Stand-ins on an empty chain, in the state a transcript begins with. */
public final class FreshStandIns {
  private FreshStandIns() {}

  /** Lido with a first holder of everything. */
  public static Map<String, String> lido(NodeRpc node, BigInteger ether, BigInteger shares) {
    Map<String, String> addresses = new TreeMap<>(StandIns.lido(node, ether, shares));
    addresses.put("Burner", "0x0000000000000000000000000000000000000b04");
    return addresses;
  }

  /** ether.fi with a first holder of everything; its treasury and governance named beside. */
  public static Map<String, String> etherfi(
      NodeRpc node,
      String lido,
      BigInteger inside,
      BigInteger outside,
      BigInteger shares,
      BigInteger wrapped) {
    Map<String, String> addresses =
        new TreeMap<>(EtherfiStart.fresh(node, lido, inside, outside, shares, wrapped));
    addresses.put("Treasury", "0x0000000000000000000000000000000000007ea5");
    addresses.put("Governance", StandIns.OPERATOR);
    return addresses;
  }

  /** Gives shares of stETH's first holder to an account. */
  public static void giveSteth(NodeRpc node, String lido, String to, BigInteger shares) {
    String calldata =
        Artifact.load("Lido")
            .calldata("transferShares(address,uint256)", Words.address(to), Words.of(shares));
    Operator.of(node, "0x000000000000000000000000000000000000dead")
        .call("give", lido, calldata, BigInteger.ZERO);
  }

  /**
   * EigenLayer on a Lido in a given state, described as a deployment; {@code governance} and {@code
   * avs} are named beside.
   *
   * @param start what Lido holds, and what the strategies of stETH and wstETH hold of others
   */
  public static JsonNode eigenlayer(NodeRpc node, JsonNode start) {
    Map<String, String> lido =
        StandIns.lido(node, Json.amount(start, "ether"), Json.amount(start, "shares"));
    EigenLayerWorld world = EigenLayerWorld.deploy(node, lido);
    Operator rich = Operator.of(node, "0x000000000000000000000000000000000000dead");
    String steth = lido.getOrDefault("Lido", "");
    String wsteth = lido.getOrDefault("WstETH", "");
    BigInteger wrapped = Json.amount(start, "wstethTokens");
    Artifact token = Artifact.load("WstETH");
    BigInteger more = wrapped.multiply(BigInteger.TWO);
    rich.call(
        "start",
        steth,
        token.calldata("approve(address,uint256)", Words.address(wsteth), Words.of(more)),
        BigInteger.ZERO);
    rich.call("start", wsteth, token.calldata("wrap(uint256)", Words.of(more)), BigInteger.ZERO);
    ObjectNode deployment = Json.object();
    ArrayNode strategies = deployment.putArray("strategies");
    world
        .strategies()
        .forEach(
            (symbol, at) -> {
              strategies
                  .addObject()
                  .put("symbol", symbol)
                  .put("strategy", at.strategy())
                  .put("token", at.token());
              if (symbol.equals("TST")) {
                return;
              }
              boolean shares = symbol.equals("stETH");
              String kind = symbol.toLowerCase(java.util.Locale.ROOT);
              Artifact code = shares ? Artifact.load("Lido") : token;
              String move = shares ? "transferShares" : "transfer";
              String to = Words.address(at.strategy());
              String amount = Words.of(Json.amount(start, kind + "Tokens"));
              rich.call(
                  "start",
                  at.token(),
                  code.calldata(move + "(address,uint256)", to, amount),
                  BigInteger.ZERO);
              String total = Words.of(Json.amount(start, kind + "Shares"));
              node.call("anvil_setStorageAt", at.strategy(), "0x" + Words.of(0), "0x" + total);
            });
    ObjectNode addresses = deployment.putObject("addresses");
    world.addresses().forEach(addresses.putObject("eigenlayer")::put);
    lido.forEach(addresses.putObject("lido")::put);
    return deployment.put("governance", StandIns.OPERATOR).put("avs", EigenLayerStandIn.AVS);
  }

  /** Pulls a lever of what {@link #eigenlayer} described. */
  public static String invoke(NodeRpc node, JsonNode deployment, String lever, String json) {
    return StandInLevers.invoke(
        node, SavedState.addresses(deployment.path("addresses")), lever, json);
  }

  /**
   * A token to pay rewards in, at an address that does not depend on the chain it is on.
   *
   * @param amount of all there is of it
   * @param holder of nearly all
   * @param payer of one whole token
   */
  public static String rewardToken(NodeRpc node, BigInteger amount, String holder, String payer) {
    String owner = "0x0000000000000000000000000000000000007e57";
    Operator operator = Operator.of(node, owner);
    Artifact code = Artifact.load("TestToken");
    String token = operator.deploy(code.creation(Words.address(owner)), BigInteger.ZERO);
    String mint = "lever_mint(address,uint256)";
    BigInteger one = BigInteger.TEN.pow(18);
    String most = code.calldata(mint, Words.address(holder), Words.of(amount.subtract(one)));
    operator.call("start", token, most, BigInteger.ZERO);
    String rest = code.calldata(mint, Words.address(payer), Words.of(one));
    operator.call("start", token, rest, BigInteger.ZERO);
    return token;
  }

  /** The deposit contract, where mainnet has it. */
  public static String depositContract(NodeRpc node) {
    node.call(
        "anvil_setCode", StandIns.DEPOSIT_CONTRACT, Artifact.load("DepositContract").runtime());
    return StandIns.DEPOSIT_CONTRACT;
  }

  /** Multicall3, where every network has it. */
  public static String multicall(NodeRpc node) {
    node.call("anvil_setCode", StandIns.MULTICALL3, Artifact.load("Multicall3").runtime());
    return StandIns.MULTICALL3;
  }

  /** Pulls a lever. */
  public static String invoke(NodeRpc node, Map<String, String> lido, String lever, String json) {
    return invoke(node, "lido", lido, lever, json);
  }

  /** Pulls a lever of a protocol. */
  public static String invoke(
      NodeRpc node, String protocol, Map<String, String> contracts, String lever, String json) {
    return StandInLevers.invoke(node, Map.of(protocol, contracts), lever, json);
  }

  /** The accounts of a devnet. */
  public static java.util.List<Account> accounts() {
    return DevAccounts.ALL;
  }
}
