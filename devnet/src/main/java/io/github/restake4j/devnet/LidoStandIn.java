package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Lido's levers on the stand-in. All state is on the chain. */
final class LidoStandIn {
  /** Its compiled contracts. */
  static final List<String> CONTRACTS =
      List.of("Lido", "LidoLocator", "WithdrawalQueueERC721", "WstETH");

  private static final BigInteger A_DAY = BigInteger.valueOf(86_400);
  private static final BigInteger FOREVER = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  /** Topic of TokenRebased(uint256,uint256,uint256,uint256,uint256,uint256,uint256). */
  private static final String TOKEN_REBASED =
      "0xff08c3ef606d198e316ef5b822193c489965899eb4e3c248cea1a4626c3eda50";

  private final NodeRpc node;
  private final String lido;
  private final String queue;
  private final Artifact lidoCode = Artifact.load("Lido");
  private final Artifact queueCode = Artifact.load("WithdrawalQueueERC721");

  LidoStandIn(NodeRpc node, Map<String, String> addresses) {
    this.node = node;
    this.lido = addresses.getOrDefault("Lido", "");
    this.queue = addresses.getOrDefault("WithdrawalQueueERC721", "");
  }

  String invoke(String lever, JsonNode arguments) {
    return switch (lever) {
      case "lido.report" -> report(arguments).json();
      case "lido.pauseStaking" -> onLido(lever, "lever_pauseStaking()");
      case "lido.resumeStaking" -> onLido(lever, "lever_resumeStaking()");
      case "lido.setStakingLimit" ->
          onLido(
              lever,
              "lever_setStakingLimit(uint256,uint256)",
              Words.of(Json.amount(arguments, "max")),
              Words.of(Json.amount(arguments, "perBlock")));
      case "lido.removeStakingLimit" -> onLido(lever, "lever_removeStakingLimit()");
      case "lido.stop" -> onLido(lever, "lever_stop()");
      case "lido.resume" -> onLido(lever, "lever_resume()");
      case "lido.pauseQueue" ->
          onQueue(
              lever, "lever_pause(uint256)", Words.of(Json.amount(arguments, "seconds", FOREVER)));
      case "lido.resumeQueue" -> onQueue(lever, "lever_resume()");
      case "lido.setBunkerMode" ->
          onQueue(lever, "lever_setBunkerMode(bool)", Words.of(Json.flag(arguments, "on")));
      default -> throw new MissingLeverException(lever, "this devnet");
    };
  }

  private LidoReport report(JsonNode arguments) {
    BigInteger delta = Json.amount(arguments, "clDelta");
    BigInteger upTo = Json.amount(arguments, "finalizeUpTo");
    BigInteger elapsed = Json.amount(arguments, "timeElapsed", A_DAY);
    String calldata =
        lidoCode.calldata(
            "lever_report(int256,uint256,uint256)",
            Words.of(delta),
            Words.of(upTo),
            Words.of(elapsed));
    // a gain comes with its ether, so that the pool can always pay what it owes
    BigInteger gain = delta.max(BigInteger.ZERO);
    Operator operator = Operator.of(node, StandIns.OPERATOR);
    operator.check("lido.report", lido, calldata, gain); // a refused report moves no clock
    BigInteger now = BigInteger.valueOf(new RawChain(node).timestamp());
    node.call("evm_setNextBlockTimestamp", now.add(elapsed));
    JsonNode receipt = operator.call("lido.report", lido, calldata, gain);
    JsonNode rebase = Json.object();
    String rate = "0x";
    for (JsonNode log : receipt.path("logs")) {
      if (log.path("topics").path(0).asText().equals(TOKEN_REBASED)) {
        rebase = log;
      }
      rate = log.path("data").asText(); // the rate's own event is the last one
    }
    String data = rebase.path("data").asText();
    return new LidoReport(
        Words.at(rebase.path("topics").path(1).asText(), 0),
        Words.at(data, 1),
        Words.at(data, 2),
        Words.at(data, 3),
        Words.at(data, 4),
        Words.at(data, 5),
        Words.at(rate, 0),
        new RawChain(node).uint(queue, queueCode.calldata("getLastFinalizedRequestId()")));
  }

  private String onLido(String lever, String signature, String... words) {
    return pull(lever, lido, lidoCode.calldata(signature, words));
  }

  private String onQueue(String lever, String signature, String... words) {
    return pull(lever, queue, queueCode.calldata(signature, words));
  }

  private String pull(String lever, String contract, String calldata) {
    Operator.of(node, StandIns.OPERATOR).call(lever, contract, calldata, BigInteger.ZERO);
    return "{}";
  }
}
