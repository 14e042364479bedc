package io.github.restake4j.devnet;

import io.github.restake4j.devnet.rpc.NodeRpc;
import java.util.Map;

/** All levers of the stand-ins by name. */
final class StandInLevers {
  private StandInLevers() {}

  static String invoke(
      NodeRpc node, Map<String, Map<String, String>> addresses, String lever, String json) {
    Map<String, String> lido = addresses.get("lido");
    if (lever.startsWith("lido.") && lido != null) {
      return new LidoStandIn(node, lido).invoke(lever, Json.parse(json));
    }
    throw new MissingLeverException(lever, "this devnet");
  }
}
