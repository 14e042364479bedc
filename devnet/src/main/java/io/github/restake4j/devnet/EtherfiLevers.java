package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;

/** ether.fi's levers with Java types. Each is one {@link World#invoke}; amounts are in wei. */
public final class EtherfiLevers {
  private final World world;

  EtherfiLevers(World world) {
    this.world = world;
  }

  /**
   * What the validators gained or lost, told by the oracle. Shares stay as they are, so that the
   * rate moves.
   *
   * @param amount negative for a loss; a gain above 25 bps of the pool comes as several reports
   * @throws LeverException if more would be lost than is at the validators
   */
  public Rebased rebase(BigInteger amount) {
    ObjectNode arguments = Json.object().put("amount", amount.toString());
    JsonNode result = invoke("etherfi.rebase", arguments);
    return new Rebased(Json.amount(result, "totalPooledEther"), Json.amount(result, "totalShares"));
  }

  /**
   * The pool after a rebase.
   *
   * @param totalPooledEther in wei
   * @param totalShares in the smallest unit of eETH shares, which is that of weETH
   */
  public record Rebased(BigInteger totalPooledEther, BigInteger totalShares) {}

  /**
   * Finalizes withdrawal requests at the present rate and sets their ether aside, those that were
   * invalidated left out. What the pool lacks comes back from validators. No event tells of it.
   *
   * @param upTo the last request to finalize
   * @return the last finalized request
   * @throws LeverException if there is no such request, or it was finalized before
   */
  public BigInteger finalizeRequests(BigInteger upTo) {
    ObjectNode arguments = Json.object().put("upTo", upTo.toString());
    return Json.amount(invoke("etherfi.finalize", arguments), "lastFinalizedRequestId");
  }

  /**
   * Pauses a contract until it is unpaused.
   *
   * @param contract {@code LiquidityPool}, {@code EETH}, {@code WeETH}, {@code WithdrawRequestNFT}
   *     or {@code EtherFiRedemptionManager}
   */
  public void pause(String contract) {
    invoke("etherfi.pause", Json.object().put("contract", contract));
  }

  /**
   * Pauses a contract for a time.
   *
   * @param contract see {@link #pause(String)}
   * @param until the last second it is paused, in seconds since 1970; a foreign world may keep to
   *     its contract's own duration
   */
  public void pauseUntil(String contract, long until) {
    ObjectNode arguments = Json.object().put("contract", contract);
    invoke("etherfi.pause", arguments.put("until", Long.toString(until)));
  }

  /** Ends both kinds of pause of a contract; see {@link #pause(String)}. */
  public void unpause(String contract) {
    invoke("etherfi.unpause", Json.object().put("contract", contract));
  }

  /** Freezes a request that is not finalized: it can neither be claimed nor transferred. */
  public void invalidateRequest(BigInteger id) {
    invoke("etherfi.invalidateRequest", Json.object().put("id", id.toString()));
  }

  /** Frees a frozen request; if its time came meanwhile, its ether is set aside now. */
  public void validateRequest(BigInteger id) {
    invoke("etherfi.validateRequest", Json.object().put("id", id.toString()));
  }

  /** Puts an account on the blacklist for good, or takes it off. */
  public void blacklist(String account, boolean on) {
    invoke("etherfi.blacklist", Json.object().put("account", account).put("on", on));
  }

  /**
   * Sets the terms of redemption for ether, with a new, full bucket.
   *
   * @param exitFeeBps at most 500
   * @param lowWatermarkBps the part of the pool that must stay in it as ether, at most 500
   * @param capacity most wei that can be redeemed at once, rounded down to 1e12
   * @param refillRate what grows back each second, rounded down to 1e12
   * @return what can be redeemed now, in wei
   */
  public BigInteger setRedemption(
      int exitFeeBps, int lowWatermarkBps, BigInteger capacity, BigInteger refillRate) {
    ObjectNode arguments = Json.object();
    arguments.put("exitFeeBps", Integer.toString(exitFeeBps));
    arguments.put("lowWatermarkBps", Integer.toString(lowWatermarkBps));
    arguments.put("capacity", capacity.toString()).put("refillRate", refillRate.toString());
    return Json.amount(invoke("etherfi.setRedemption", arguments), "totalRedeemableAmount");
  }

  /** Sets the smallest and the largest amount of one withdrawal request. */
  public void setWithdrawLimits(BigInteger min, BigInteger max) {
    ObjectNode arguments = Json.object();
    arguments.put("min", min.toString()).put("max", max.toString());
    invoke("etherfi.setWithdrawLimits", arguments);
  }

  /** Moves ether between the pool and validators until the pool holds an amount of it. */
  public void setLiquidity(BigInteger amount) {
    invoke("etherfi.setLiquidity", Json.object().put("amount", amount.toString()));
  }

  /**
   * Sets what the price feed says of stETH, which redemption for it asks.
   *
   * @param answer ether for one stETH, in wei; redemption is refused above 1.01 and for none
   * @param age seconds since the feed said so; redemption is refused above 25 hours
   */
  public void setStEthPrice(BigInteger answer, long age) {
    ObjectNode arguments = Json.object().put("answer", answer.toString());
    invoke("etherfi.setStETHPrice", arguments.put("age", Long.toString(age)));
  }

  /**
   * Sets how much eETH can be minted now.
   *
   * @param remaining in gwei, at most the capacity of the bucket
   */
  public void setMintLimit(BigInteger remaining) {
    limit("mint", remaining);
  }

  /**
   * Sets how much eETH can be burnt now; claims and redemptions burn.
   *
   * @param remaining in gwei, at most the capacity of the bucket
   */
  public void setBurnLimit(BigInteger remaining) {
    limit("burn", remaining);
  }

  private void limit(String bucket, BigInteger remaining) {
    ObjectNode arguments = Json.object().put("bucket", bucket);
    invoke("etherfi.setRateLimit", arguments.put("remaining", remaining.toString()));
  }

  private JsonNode invoke(String lever, ObjectNode arguments) {
    return Json.parse(world.invoke(lever, arguments.toString()));
  }
}
