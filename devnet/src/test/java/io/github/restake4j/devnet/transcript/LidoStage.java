package io.github.restake4j.devnet.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.World;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** Sets the stage for Lido: on a world with real contracts, or on fresh stand-ins. */
final class LidoStage {
  private static final List<String> CONTRACTS =
      List.of("Lido", "WstETH", "WithdrawalQueueERC721", "LidoLocator");

  private LidoStage() {}

  static Stage of(NodeRpc node, BinaryOperator<String> levers, Map<String, String> addresses) {
    Stage stage = new Stage(node, levers);
    for (String contract : CONTRACTS) {
      stage.contract("lido", contract, addresses.getOrDefault(contract, ""));
    }
    return stage.named("@Burner", addresses.getOrDefault("Burner", ""));
  }

  /** The real contracts of a deployment; its Burner is named beside the others. */
  static Stage real(World world) {
    JsonNode lido = Stage.parse(world.deploymentJson()).path("addresses").path("lido");
    Map<String, String> addresses = new java.util.TreeMap<>();
    lido.properties().forEach(entry -> addresses.put(entry.getKey(), entry.getValue().asText()));
    return of(world.node(), world::invoke, addresses).open(world.accounts());
  }

  static BigInteger uint(JsonNode head, String field) {
    return new BigInteger(head.path("start").path(field).asText());
  }
}
