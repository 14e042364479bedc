package io.github.restake4j.devnet;

import io.github.restake4j.devnet.rpc.NodeRpc;
import java.util.Map;

/** All levers of the stand-ins by name. */
final class StandInLevers {
  private StandInLevers() {}

  static String invoke(
      NodeRpc node, Map<String, Map<String, String>> addresses, String lever, String json) {
    String protocol = lever.substring(0, Math.max(0, lever.indexOf('.')));
    if (!addresses.containsKey(protocol)) {
      throw new MissingLeverException(lever, "this devnet");
    }
    Map<String, String> contracts = addresses.getOrDefault(protocol, Map.of());
    return switch (protocol) {
      case "eigenlayer" ->
          new EigenLayerStandIn(node, contracts, addresses.getOrDefault("lido", Map.of()))
              .invoke(lever, Json.parse(json));
      case "etherfi" -> new EtherfiStandIn(node, contracts).invoke(lever, Json.parse(json));
      case "lido" -> new LidoStandIn(node, contracts).invoke(lever, Json.parse(json));
      default -> throw new MissingLeverException(lever, "this devnet");
    };
  }
}
