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
    return StandInLevers.invoke(node, Map.of("lido", lido), lever, json);
  }

  /** The accounts of a devnet. */
  public static java.util.List<Account> accounts() {
    return DevAccounts.ALL;
  }
}
