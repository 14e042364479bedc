package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.FreshStandIns;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BinaryOperator;

/** Sets the stage for EigenLayer: on a world with real contracts, or on fresh stand-ins. */
final class EigenStage {
  /** Strategies that are none, to have many of them. */
  static final int FAKES = 33;

  /** Withdrawals hold the block they were queued in: every story begins after this one. */
  private static final long FIRST_BLOCK = 1_000;

  private static final List<String> CONTRACTS =
      List.of(
          "AllocationManager",
          "DelegationManager",
          "EigenPodManager",
          "PermissionController",
          "RewardsCoordinator",
          "StrategyManager");

  private EigenStage() {}

  static Stage standIns(NodeRpc node, JsonNode start) {
    JsonNode deployment = FreshStandIns.eigenlayer(node, start);
    return of(node, (name, json) -> FreshStandIns.invoke(node, deployment, name, json), deployment);
  }

  /**
   * The contracts of a deployment.
   *
   * @param deployment with {@code governance} and {@code avs} beside the usual
   */
  static Stage of(NodeRpc node, BinaryOperator<String> levers, JsonNode deployment) {
    Stage stage = new Stage(node, levers);
    for (String contract : CONTRACTS) {
      stage.contract("eigenlayer", contract, at(deployment, "eigenlayer", contract));
    }
    for (String contract : List.of("Lido", "WstETH")) {
      stage.contract("lido", contract, at(deployment, "lido", contract));
    }
    ContractAbi token = ContractAbi.read(Path.of("src", "test", "abi", "TestToken.json"));
    ContractAbi strategy = ContractAbi.load("eigenlayer", "StrategyBase");
    for (JsonNode one : deployment.path("strategies")) {
      String address = one.path("strategy").asText();
      switch (one.path("symbol").asText()) {
        case "stETH" -> stage.contract("eigenlayer", "StrategyBaseTVLLimits", address);
        case "TST" -> {
          stage.contract("@StrategyBase", strategy, address);
          stage.contract("@TST", token, one.path("token").asText());
        }
        default ->
            stage.contract("@StrategyBase:" + one.path("symbol").asText(), strategy, address);
      }
    }
    String rewards = at(deployment, "eigenlayer", "RewardsCoordinator");
    BigInteger amount = Story.ETHER.multiply(BigInteger.valueOf(1_000));
    String payer = FreshStandIns.accounts().get(0).address();
    stage.contract("@Reward", token, FreshStandIns.rewardToken(node, amount, rewards, payer));
    stage.named("@BeaconETH", at(deployment, "eigenlayer", "BeaconChainETHStrategy"));
    stage.named("@AVS", deployment.path("avs").asText());
    stage.named("@Governance", deployment.path("governance").asText());
    stage.named(
        "@Registrar",
        stage.read("@AllocationManager", "getAVSRegistrar(address)", list("@AVS")).get(0).asText());
    stage.named(
        "@EigenStrategy",
        stage.read("@AllocationManager", "eigenStrategy()", none()).get(0).asText());
    for (int i = 1; i <= FAKES; i++) {
      String address = "0x" + "0".repeat(36) + "bb" + Integer.toHexString(0x100 + i).substring(1);
      stage.named("@fake" + i, address);
      node.call("anvil_setCode", address, "0x60015f5260205ff3"); // says one to everything
    }
    long block = Long.decode(node.call("eth_blockNumber").asText());
    node.call("anvil_mine", FIRST_BLOCK - block);
    pods(stage);
    return stage;
  }

  /** Names the pods people will have. */
  private static void pods(Stage stage) {
    for (int i = 0; i < Stage.PEOPLE.size(); i++) {
      stage.named(Stage.PEOPLE.get(i), FreshStandIns.accounts().get(i).address());
    }
    stage.named("@stone", "0x" + "0".repeat(36) + "aaa1");
    ContractAbi pod = ContractAbi.load("eigenlayer", "EigenPod");
    for (String owner : List.of("@alice", "@bob", "@dave", "@stone")) {
      String address =
          stage.read("@EigenPodManager", "getPod(address)", list(owner)).get(0).asText();
      String which = owner.equals("@alice") ? "" : ":" + owner.substring(1);
      stage.contract("@EigenPod" + which, pod, address);
    }
  }

  /** What the stand-ins must begin with to be in the state of a stage. */
  static ObjectNode start(Story story) {
    ObjectNode start = JsonNodeFactory.instance.objectNode();
    String steth = "@StrategyBaseTVLLimits";
    String wsteth = "@StrategyBase:wstETH";
    start.put("ether", story.uint("@Lido", "getTotalPooledEther()").toString());
    start.put("shares", story.uint("@Lido", "getTotalShares()").toString());
    start.put("stethTokens", story.uint("@Lido", "sharesOf(address)", steth).toString());
    start.put("stethShares", story.uint(steth, "totalShares()").toString());
    start.put("wstethTokens", story.uint("@WstETH", "balanceOf(address)", wsteth).toString());
    start.put("wstethShares", story.uint(wsteth, "totalShares()").toString());
    return start;
  }

  private static String at(JsonNode deployment, String protocol, String contract) {
    return deployment.path("addresses").path(protocol).path(contract).asText();
  }

  private static JsonNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  private static JsonNode list(String one) {
    return JsonNodeFactory.instance.arrayNode().add(one);
  }
}
