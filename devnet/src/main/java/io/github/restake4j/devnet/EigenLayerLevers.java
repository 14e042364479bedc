package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.util.List;

/**
 * EigenLayer's levers with Java types. Each is one {@link World#invoke}; amounts are in the token's
 * smallest unit.
 */
public final class EigenLayerLevers {
  private final World world;

  EigenLayerLevers(World world) {
    this.world = world;
  }

  /**
   * An operator set of the levers' service, which takes every operator and is its own slasher.
   *
   * @param avs the service
   * @param id the set's number within it
   */
  public record OperatorSet(String avs, BigInteger id) {}

  /**
   * A slash that took place.
   *
   * @param id its number within the operator set, from 1
   * @param transactionHash where its events are
   */
  public record Slash(BigInteger id, String transactionHash) {}

  /**
   * A root of rewards.
   *
   * @param index its place in the list of all roots, from 0
   * @param activatedAt the second from which it can be claimed against
   */
  public record RewardsRoot(BigInteger index, BigInteger activatedAt) {}

  /** Creates an operator set that can slash the given strategies. */
  public OperatorSet createOperatorSet(List<String> strategies) {
    ObjectNode arguments = Json.object();
    strategies.forEach(arguments.putArray("strategies")::add);
    JsonNode result = invoke("eigenlayer.createOperatorSet", arguments);
    return new OperatorSet(
        result.path("avs").asText(), new BigInteger(result.path("operatorSetId").asText()));
  }

  /**
   * Slashes an operator in a set of {@link #createOperatorSet}.
   *
   * @param wadsToSlash the part of the operator's allocation to take of each strategy, times 1e18:
   *     above 0 and at most 1e18, in the order of the strategies
   * @throws LeverException if the operator cannot be slashed
   */
  public Slash slash(
      String operator,
      BigInteger operatorSetId,
      List<String> strategies,
      List<BigInteger> wadsToSlash,
      String description) {
    ObjectNode arguments = Json.object();
    arguments.put("operator", operator).put("operatorSetId", operatorSetId.toString());
    strategies.forEach(arguments.putArray("strategies")::add);
    ArrayNode wads = arguments.putArray("wadsToSlash");
    wadsToSlash.forEach(wad -> wads.add(wad.toString()));
    arguments.put("description", description);
    JsonNode result = invoke("eigenlayer.slash", arguments);
    return new Slash(
        new BigInteger(result.path("slashId").asText()), result.path("transactionHash").asText());
  }

  /** Posts a root of rewards calculated until a second ago. */
  public RewardsRoot postRewardsRoot(String root) {
    return postRewardsRoot(root, BigInteger.ZERO);
  }

  /**
   * Posts a root of rewards.
   *
   * @param root 32 bytes of hex with 0x
   * @param calculationEnd the second until which they were calculated: past, and after that of the
   *     last root; 0 for a second ago
   */
  public RewardsRoot postRewardsRoot(String root, BigInteger calculationEnd) {
    ObjectNode arguments = Json.object().put("root", root);
    arguments.put("rewardsCalculationEndTimestamp", calculationEnd.toString());
    JsonNode result = invoke("eigenlayer.postRewardsRoot", arguments);
    return new RewardsRoot(
        new BigInteger(result.path("rootIndex").asText()),
        new BigInteger(result.path("activatedAt").asText()));
  }

  /** Gives the rewards coordinator tokens to pay claims with: the test token, stETH or wstETH. */
  public void fundRewards(String token, BigInteger amount) {
    invoke(
        "eigenlayer.fundRewards",
        Json.object().put("token", token).put("amount", amount.toString()));
  }

  /** Lets an account submit rewards for all stakers and all earners, or no more. */
  public void setRewardsForAllSubmitter(String submitter, boolean on) {
    invoke(
        "eigenlayer.setRewardsForAllSubmitter",
        Json.object().put("submitter", submitter).put("on", on));
  }

  /** Makes more of the test token. */
  public void mintToken(String token, String to, BigInteger amount) {
    invoke(
        "eigenlayer.mintToken",
        Json.object().put("token", token).put("to", to).put("amount", amount.toString()));
  }

  /**
   * Turns functions of a contract off, and all others of it on.
   *
   * @param contract a name such as {@code DelegationManager}
   * @param bitmap one bit per function
   */
  public void pause(String contract, BigInteger bitmap) {
    invoke(
        "eigenlayer.pause",
        Json.object().put("contract", contract).put("bitmap", bitmap.toString()));
  }

  /** Turns all functions of a contract on. */
  public void unpause(String contract) {
    invoke("eigenlayer.unpause", Json.object().put("contract", contract));
  }

  /** Allows or forbids deposits into a strategy. */
  public void setWhitelist(String strategy, boolean on) {
    invoke("eigenlayer.setWhitelist", Json.object().put("strategy", strategy).put("on", on));
  }

  private JsonNode invoke(String lever, ObjectNode arguments) {
    return Json.parse(world.invoke(lever, arguments.toString()));
  }
}
