package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** EigenLayer's levers on the stand-ins. All state is on the chain. */
final class EigenLayerStandIn {
  /** Its compiled contracts. */
  static final List<String> CONTRACTS =
      List.of(
          "AllocationManager",
          "AvsRegistrar",
          "DelegationManager",
          "EigenPod",
          "EigenPodManager",
          "PermissionController",
          "RewardsCoordinator",
          "StrategyBase",
          "StrategyBaseTVLLimits",
          "StrategyManager",
          "TestToken");

  /** The service that owns the levers' operator sets, and slashes; an address without a key. */
  static final String AVS = "0x000000000000000000000000000000000000a5e5";

  private static final List<String> WITH_SWITCHES =
      List.of(
          "AllocationManager",
          "DelegationManager",
          "EigenPodManager",
          "RewardsCoordinator",
          "StrategyManager");

  private final NodeRpc node;
  private final Map<String, String> addresses;
  private final Map<String, String> lido;
  private final RawChain chain;

  EigenLayerStandIn(NodeRpc node, Map<String, String> addresses, Map<String, String> lido) {
    this.node = node;
    this.addresses = addresses;
    this.lido = lido;
    this.chain = new RawChain(node);
  }

  String invoke(String lever, JsonNode arguments) {
    return switch (lever) {
      case "eigenlayer.createOperatorSet" -> createOperatorSet(lever, arguments);
      case "eigenlayer.slash" -> slash(lever, arguments);
      case "eigenlayer.postRewardsRoot" -> postRewardsRoot(lever, arguments);
      case "eigenlayer.setRewardsForAllSubmitter" ->
          pull(
              lever,
              "RewardsCoordinator",
              "lever_setRewardsForAllSubmitter(address,bool)",
              Words.address(address(arguments, "submitter")),
              Words.of(Json.flag(arguments, "on")));
      case "eigenlayer.fundRewards" ->
          fund(lever, address(arguments, "token"), Json.amount(arguments, "amount"));
      case "eigenlayer.mintToken" ->
          mint(
              lever,
              address(arguments, "token"),
              address(arguments, "to"),
              Json.amount(arguments, "amount"));
      case "eigenlayer.pause" ->
          pull(
              lever,
              withSwitches(arguments),
              "lever_pause(uint256)",
              Words.of(Json.amount(arguments, "bitmap")));
      case "eigenlayer.unpause" -> pull(lever, withSwitches(arguments), "lever_unpause()");
      case "eigenlayer.setWhitelist" ->
          pull(
              lever,
              "StrategyManager",
              "lever_setWhitelist(address,bool)",
              Words.address(address(arguments, "strategy")),
              Words.of(Json.flag(arguments, "on")));
      default -> throw new MissingLeverException(lever, "this devnet");
    };
  }

  private String createOperatorSet(String lever, JsonNode arguments) {
    List<String> strategies = addressList(arguments, "strategies");
    String count = code().calldata("getOperatorSetCount(address)", Words.address(AVS));
    BigInteger id = chain.uint(contract("AllocationManager"), count).add(BigInteger.ONE);
    String calldata =
        code()
            .calldata(
                "createOperatorSets(address,(uint32,address[],address)[])",
                Words.address(AVS),
                Words.of(64),
                Words.of(1),
                Words.of(32),
                Words.of(id),
                Words.of(96),
                Words.address(AVS),
                list(strategies.stream().map(Words::address).toList()));
    asAvs(lever, calldata);
    return Json.object().put("avs", AVS).put("operatorSetId", id.toString()).toString();
  }

  private String slash(String lever, JsonNode arguments) {
    List<String> strategies = addressList(arguments, "strategies");
    List<BigInteger> wads = new ArrayList<>();
    arguments
        .path("wadsToSlash")
        .forEach(
            wad -> wads.add(Json.amount(Json.object().set("wadsToSlash", wad), "wadsToSlash")));
    if (strategies.size() != wads.size()) {
      throw new IllegalArgumentException("strategies and wadsToSlash differ in length");
    }
    List<Integer> ascending = new ArrayList<>();
    for (int i = 0; i < wads.size(); i++) {
      ascending.add(i);
    }
    ascending.sort(Comparator.comparing(i -> new BigInteger(strategies.get(i).substring(2), 16)));
    BigInteger id = Json.amount(arguments, "operatorSetId");
    String ofStrategies =
        list(ascending.stream().map(strategies::get).map(Words::address).toList());
    String ofWads = list(ascending.stream().map(wads::get).map(Words::of).toList());
    int firstBehind = 5 * 32;
    String calldata =
        code()
            .calldata(
                "slashOperator(address,(address,uint32,address[],uint256[],string))",
                Words.address(AVS),
                Words.of(64),
                Words.address(address(arguments, "operator")),
                Words.of(id),
                Words.of(firstBehind),
                Words.of(firstBehind + ofStrategies.length() / 2),
                Words.of(firstBehind + ofStrategies.length() / 2 + ofWads.length() / 2),
                ofStrategies,
                ofWads,
                text(arguments.path("description").asText("")));
    JsonNode receipt = asAvs(lever, calldata);
    String count =
        code().calldata("getSlashCount((address,uint32))", Words.address(AVS), Words.of(id));
    return Json.object()
        .put("slashId", chain.uint(contract("AllocationManager"), count).toString())
        .put("transactionHash", receipt.path("transactionHash").asText())
        .toString();
  }

  private String postRewardsRoot(String lever, JsonNode arguments) {
    String root = arguments.path("root").asText();
    if (!root.matches("0x[0-9a-fA-F]{64}")) {
      throw new IllegalArgumentException("\"root\" must be 32 bytes of hex: " + root);
    }
    BigInteger end = Json.amount(arguments, "rewardsCalculationEndTimestamp", BigInteger.ZERO);
    String calldata =
        Artifact.load("RewardsCoordinator")
            .calldata("lever_submitRoot(bytes32,uint32)", root.substring(2), Words.of(end));
    JsonNode log =
        Operator.of(node, StandIns.OPERATOR)
            .call(lever, contract("RewardsCoordinator"), calldata, BigInteger.ZERO)
            .path("logs")
            .path(0);
    return Json.object()
        .put("rootIndex", Words.at(log.path("topics").path(1).asText(), 0).toString())
        .put("activatedAt", Words.at(log.path("data").asText(), 0).toString())
        .toString();
  }

  private String fund(String lever, String token, BigInteger amount) {
    String to = contract("RewardsCoordinator");
    String steth = lido.getOrDefault("Lido", "");
    String wsteth = lido.getOrDefault("WstETH", "");
    if (!token.equalsIgnoreCase(steth) && !token.equalsIgnoreCase(wsteth)) {
      return mint(lever, token, to, amount);
    }
    Operator operator = Operator.of(node, StandIns.OPERATOR);
    String transfer =
        Artifact.load("WstETH")
            .calldata("transfer(address,uint256)", Words.address(to), Words.of(amount));
    if (token.equalsIgnoreCase(steth)) {
      BigInteger stake = amount.add(BigInteger.valueOf(100)); // a share is not divisible
      String submit = Artifact.load("Lido").calldata("submit(address)", Words.of(0));
      operator.call(lever, steth, submit, stake);
    } else {
      String value =
          Artifact.load("WstETH").calldata("getStETHByWstETH(uint256)", Words.of(amount));
      BigInteger stake = chain.uint(wsteth, value).add(BigInteger.valueOf(100));
      operator.call(lever, wsteth, "0x", stake);
    }
    operator.call(lever, token, transfer, BigInteger.ZERO);
    return "{}";
  }

  private String mint(String lever, String token, String to, BigInteger amount) {
    String calldata =
        Artifact.load("TestToken")
            .calldata("lever_mint(address,uint256)", Words.address(to), Words.of(amount));
    Operator.of(node, StandIns.OPERATOR).call(lever, token, calldata, BigInteger.ZERO);
    return "{}";
  }

  private String pull(String lever, String contract, String signature, String... words) {
    String calldata = Artifact.load(contract).calldata(signature, words);
    Operator.of(node, StandIns.OPERATOR).call(lever, contract(contract), calldata, BigInteger.ZERO);
    return "{}";
  }

  private JsonNode asAvs(String lever, String calldata) {
    return Operator.of(node, AVS)
        .call(lever, contract("AllocationManager"), calldata, BigInteger.ZERO);
  }

  private static Artifact code() {
    return Artifact.load("AllocationManager");
  }

  private String contract(String name) {
    return addresses.getOrDefault(name, "");
  }

  private static String withSwitches(JsonNode arguments) {
    String contract = arguments.path("contract").asText();
    if (!WITH_SWITCHES.contains(contract)) {
      throw new IllegalArgumentException(
          "\"contract\" must be one of " + WITH_SWITCHES + ": " + contract);
    }
    return contract;
  }

  private static String address(JsonNode arguments, String field) {
    String address = arguments.path(field).asText();
    if (!address.matches("0x[0-9a-fA-F]{40}")) {
      throw new IllegalArgumentException("\"" + field + "\" must be an address: " + address);
    }
    return address;
  }

  private static List<String> addressList(JsonNode arguments, String field) {
    List<String> list = new ArrayList<>();
    for (JsonNode one : arguments.path(field)) {
      list.add(address(Json.object().set(field, one), field));
    }
    return list;
  }

  private static String list(List<String> words) {
    return Words.of(words.size()) + String.join("", words);
  }

  private static String text(String text) {
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return Words.of(hex.length() / 2) + hex + "0".repeat((64 - hex.length() % 64) % 64);
  }
}
