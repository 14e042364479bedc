package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** ether.fi's levers on the stand-ins. All state is on the chain. */
final class EtherfiStandIn {
  /** Its compiled contracts. */
  static final List<String> CONTRACTS =
      List.of(
          "Blacklister",
          "EETH",
          "EtherFiRateLimiter",
          "EtherFiRedemptionManager",
          "EtherFiRestaker",
          "LiquidityPool",
          "RoleRegistry",
          "WeETH",
          "WithdrawRequestNFT");

  private static final String REDEMPTION = "EtherFiRedemptionManager";
  private static final String REQUESTS = "WithdrawRequestNFT";
  private static final String LIMITER = "EtherFiRateLimiter";

  /** What the redemption manager calls ether. */
  private static final String ETHER = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE";

  private static final List<String> PAUSABLE =
      List.of("EETH", REDEMPTION, "LiquidityPool", "WeETH", REQUESTS);

  private static final BigInteger BUCKET_UNIT = BigInteger.TEN.pow(12);

  private static final BigInteger KEEP = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  /** keccak-256 of EETH_MINT_LIMIT_ID and of EETH_BURN_LIMIT_ID. */
  static final Map<String, String> BUCKETS =
      Map.of(
          "mint", "cc0f998d0366c7f31f40808a6c491ccd6963d72e35b41552ee1dc291920ad683",
          "burn", "31f08af9e3989e3dfc1bd83bcdc0b63dc1946a46e598156f6fe782a61dab3ebd");

  private final NodeRpc node;
  private final Map<String, String> addresses;

  EtherfiStandIn(NodeRpc node, Map<String, String> addresses) {
    this.node = node;
    this.addresses = addresses;
  }

  String invoke(String lever, JsonNode arguments) {
    return switch (lever) {
      case "etherfi.rebase" -> rebase(lever, arguments);
      case "etherfi.finalize" -> finalizeRequests(lever, arguments);
      case "etherfi.pause" -> pause(lever, arguments);
      case "etherfi.unpause" -> pull(lever, pausable(arguments), "lever_unpause()");
      case "etherfi.invalidateRequest" ->
          pull(lever, REQUESTS, "lever_invalidate(uint256)", uint(arguments, "id"));
      case "etherfi.validateRequest" ->
          pull(lever, REQUESTS, "lever_validate(uint256)", uint(arguments, "id"));
      case "etherfi.blacklist" ->
          pull(
              lever,
              "Blacklister",
              "lever_set(address,bool)",
              Words.address(arguments.path("account").asText()),
              Words.of(Json.flag(arguments, "on")));
      case "etherfi.setRedemption" -> setRedemption(lever, arguments);
      case "etherfi.setWithdrawLimits" ->
          pull(
              lever,
              "LiquidityPool",
              "lever_setWithdrawLimits(uint256,uint256)",
              uint(arguments, "min"),
              uint(arguments, "max"));
      case "etherfi.setLiquidity" -> setLiquidity(lever, arguments);
      case "etherfi.setStETHPrice" ->
          pull(
              lever,
              REDEMPTION,
              "lever_setStEthPrice(int256,uint256)",
              Words.of(Json.amount(arguments, "answer")),
              Words.of(Json.amount(arguments, "age", BigInteger.ZERO)));
      case "etherfi.setRateLimit" -> setRateLimit(lever, arguments);
      default -> throw new MissingLeverException(lever, "this devnet");
    };
  }

  private String rebase(String lever, JsonNode arguments) {
    String amount = Words.of(Json.amount(arguments, "amount"));
    pull(lever, "LiquidityPool", "lever_rebase(int256)", amount);
    return Json.object()
        .put("totalPooledEther", read("LiquidityPool", "getTotalPooledEther()").toString())
        .put("totalShares", read("EETH", "totalShares()").toString())
        .toString();
  }

  private String finalizeRequests(String lever, JsonNode arguments) {
    String upTo = uint(arguments, "upTo");
    BigInteger locked = read(REQUESTS, "ethAmountLockedForWithdrawal()");
    // whatever is missing comes back from validators, and what is not returns to the sender
    BigInteger outside = read("LiquidityPool", "totalValueOutOfLp()");
    send(lever, "LiquidityPool", outside, "lever_finalize(uint256)", upTo);
    BigInteger after = read(REQUESTS, "ethAmountLockedForWithdrawal()");
    return Json.object()
        .put("lastFinalizedRequestId", read(REQUESTS, "lastFinalizedRequestId()").toString())
        .put("locked", after.subtract(locked).toString())
        .put("rate", read(REQUESTS, "frozenRateFor(uint256)", upTo).toString())
        .toString();
  }

  private String pause(String lever, JsonNode arguments) {
    String contract = pausable(arguments);
    return arguments.hasNonNull("until")
        ? pull(lever, contract, "lever_pauseUntil(uint256)", uint(arguments, "until"))
        : pull(lever, contract, "lever_pause()");
  }

  private String setRedemption(String lever, JsonNode arguments) {
    String token = Words.address(arguments.path("token").asText(ETHER));
    String info =
        new RawChain(node)
            .call(
                address(REDEMPTION),
                Artifact.load(REDEMPTION).calldata("tokenToRedemptionInfo(address)", token));
    boolean newBucket = arguments.hasNonNull("capacity") || arguments.hasNonNull("refillRate");
    BigInteger capacity = Words.at(info, 0).multiply(BUCKET_UNIT);
    BigInteger refillRate = Words.at(info, 3).multiply(BUCKET_UNIT);
    pull(
        lever,
        REDEMPTION,
        "lever_setRedemption(address,uint16,uint16,uint16,bool,uint256,uint256)",
        token,
        Words.of(Json.amount(arguments, "splitBps", Words.at(info, 4))),
        Words.of(Json.amount(arguments, "exitFeeBps", Words.at(info, 5))),
        Words.of(Json.amount(arguments, "lowWatermarkBps", Words.at(info, 6))),
        Words.of(newBucket),
        Words.of(Json.amount(arguments, "capacity", capacity)),
        Words.of(Json.amount(arguments, "refillRate", refillRate)));
    BigInteger amount = read(REDEMPTION, "totalRedeemableAmount(address)", token);
    return Json.object().put("totalRedeemableAmount", amount.toString()).toString();
  }

  private String setLiquidity(String lever, JsonNode arguments) {
    String amount = uint(arguments, "amount");
    BigInteger outside = read("LiquidityPool", "totalValueOutOfLp()");
    send(lever, "LiquidityPool", outside, "lever_setLiquidity(uint256)", amount);
    return Json.object()
        .put("totalValueInLp", read("LiquidityPool", "totalValueInLp()").toString())
        .put("totalValueOutOfLp", read("LiquidityPool", "totalValueOutOfLp()").toString())
        .toString();
  }

  private String setRateLimit(String lever, JsonNode arguments) {
    String bucket = arguments.path("bucket").asText();
    String id = BUCKETS.getOrDefault(bucket, "");
    if (id.isEmpty()) {
      throw new LeverException(lever, "bucket must be mint or burn: " + bucket);
    }
    pull(
        lever,
        LIMITER,
        "lever_set(bytes32,uint256,uint256,uint256)",
        id,
        Words.of(Json.amount(arguments, "capacity", KEEP)),
        Words.of(Json.amount(arguments, "refillRate", KEEP)),
        Words.of(Json.amount(arguments, "remaining", KEEP)));
    String calldata = Artifact.load(LIMITER).calldata("getLimit(bytes32)", id);
    String limit = new RawChain(node).call(address(LIMITER), calldata);
    ObjectNode result = Json.object();
    result.put("capacity", Words.at(limit, 0).toString());
    result.put("remaining", Words.at(limit, 1).toString());
    return result.put("refillRate", Words.at(limit, 2).toString()).toString();
  }

  private static String pausable(JsonNode arguments) {
    String contract = arguments.path("contract").asText();
    if (!PAUSABLE.contains(contract)) {
      throw new IllegalArgumentException("contract must be one of " + PAUSABLE + ": " + contract);
    }
    return contract;
  }

  private static String uint(JsonNode arguments, String field) {
    return Words.of(Json.amount(arguments, field));
  }

  private String address(String contract) {
    return addresses.getOrDefault(contract, "");
  }

  private BigInteger read(String contract, String signature, String... words) {
    String calldata = Artifact.load(contract).calldata(signature, words);
    return new RawChain(node).uint(address(contract), calldata);
  }

  private String pull(String lever, String contract, String signature, String... words) {
    send(lever, contract, BigInteger.ZERO, signature, words);
    return "{}";
  }

  private void send(
      String lever, String contract, BigInteger value, String signature, String... words) {
    String calldata = Artifact.load(contract).calldata(signature, words);
    Operator.of(node, StandIns.OPERATOR).call(lever, address(contract), calldata, value);
  }
}
