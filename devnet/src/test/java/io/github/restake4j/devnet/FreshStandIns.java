package io.github.restake4j.devnet;

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
