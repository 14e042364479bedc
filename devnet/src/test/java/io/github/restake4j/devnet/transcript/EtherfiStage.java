package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.FreshStandIns;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/** Sets the stage for ether.fi: on a world with real contracts, or on fresh stand-ins. */
final class EtherfiStage {
  private static final List<String> CONTRACTS =
      List.of(
          "LiquidityPool",
          "EETH",
          "WeETH",
          "WithdrawRequestNFT",
          "EtherFiRedemptionManager",
          "Blacklister",
          "EtherFiRateLimiter",
          "RoleRegistry");

  private EtherfiStage() {}

  /** Balances are read with Multicall3, which every chain has; Lido's stETH is paid out here. */
  private static Stage of(
      NodeRpc node, BinaryOperator<String> levers, Map<String, String> addresses, String lido) {
    Stage stage = new Stage(node, levers);
    for (String contract : CONTRACTS) {
      stage.contract("etherfi", contract, addresses.getOrDefault(contract, ""));
    }
    stage.contract("lido", "Lido", lido);
    stage.contract("standard", "Multicall3", FreshStandIns.multicall(node));
    return stage
        .named("@EtherFiRestaker", addresses.getOrDefault("EtherFiRestaker", ""))
        .named("@treasury", addresses.getOrDefault("Treasury", ""))
        .named("@governance", addresses.getOrDefault("Governance", ""));
  }

  /** Fresh stand-ins in the state a transcript begins with. */
  static Stage standIns(NodeRpc node, JsonNode head) {
    String lido =
        FreshStandIns.lido(node, uint(head, "stethEther"), uint(head, "stethShares"))
            .getOrDefault("Lido", "");
    Map<String, String> addresses =
        FreshStandIns.etherfi(
            node,
            lido,
            uint(head, "inside"),
            uint(head, "outside"),
            uint(head, "shares"),
            uint(head, "wrapped"));
    String restaker = addresses.getOrDefault("EtherFiRestaker", "");
    FreshStandIns.giveSteth(node, lido, restaker, uint(head, "stethOwned"));
    return of(
        node,
        (name, json) -> FreshStandIns.invoke(node, "etherfi", addresses, name, json),
        addresses,
        lido);
  }

  /** What the stand-ins need to begin where the real contracts are. */
  static void start(Story story, ObjectNode start) {
    start
        .put("inside", story.uint("@LiquidityPool", "totalValueInLp()").toString())
        .put("outside", story.uint("@LiquidityPool", "totalValueOutOfLp()").toString())
        .put("shares", story.uint("@EETH", "totalShares()").toString())
        .put("wrapped", story.uint("@WeETH", "totalSupply()").toString())
        .put("stethEther", story.uint("@Lido", "getTotalPooledEther()").toString())
        .put("stethShares", story.uint("@Lido", "getTotalShares()").toString())
        .put("stethOwned", story.uint("@Lido", "sharesOf(address)", "@EtherFiRestaker").toString());
  }

  /** The real contracts of a deployment. */
  static Stage real(World world, String governance) {
    JsonNode all = Stage.parse(world.deploymentJson()).path("addresses");
    Map<String, String> addresses = new TreeMap<>();
    all.path("etherfi")
        .properties()
        .forEach(entry -> addresses.put(entry.getKey(), entry.getValue().asText()));
    addresses.put("Governance", governance);
    String lido = all.path("lido").path("Lido").asText();
    return of(world.node(), world::invoke, addresses, lido).open(world.accounts());
  }

  private static BigInteger uint(JsonNode head, String field) {
    return new BigInteger(head.path("start").path(field).asText());
  }
}
