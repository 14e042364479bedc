package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.time.Duration;

/** Lido's levers with Java types. Each is one {@link World#invoke}; amounts are in wei. */
public final class LidoLevers {
  private final World world;

  LidoLevers(World world) {
    this.world = world;
  }

  /**
   * One oracle report a day after the last.
   *
   * @param clDelta what the validators gained, negative if they lost
   * @param finalizeUpTo the last withdrawal request to pay for; 0 for none
   */
  public LidoReport report(BigInteger clDelta, BigInteger finalizeUpTo) {
    return report(clDelta, finalizeUpTo, Duration.ofDays(1));
  }

  /**
   * One oracle report. A gain mints a tenth of it as fee shares; requests are paid at the rate
   * after the gain or loss, or at their own if that is lower.
   *
   * @param clDelta what the validators gained, negative if they lost
   * @param finalizeUpTo the last withdrawal request to pay for; 0 for none
   * @param elapsed time since the last report; the chain's clock moves forward by it
   * @throws LeverException if the whole protocol is stopped, or the id is unknown
   */
  public LidoReport report(BigInteger clDelta, BigInteger finalizeUpTo, Duration elapsed) {
    ObjectNode arguments = Json.object();
    arguments.put("clDelta", clDelta.toString());
    arguments.put("finalizeUpTo", finalizeUpTo.toString());
    arguments.put("timeElapsed", Long.toString(elapsed.toSeconds()));
    return LidoReport.parse(invoke("lido.report", arguments));
  }

  /** Stops staking; transfers and withdrawals go on. */
  public void pauseStaking() {
    invoke("lido.pauseStaking", Json.object());
  }

  /** Starts staking again; refused while the whole protocol is stopped. */
  public void resumeStaking() {
    invoke("lido.resumeStaking", Json.object());
  }

  /**
   * Sets the sliding stake limit.
   *
   * @param max most wei that can be staked at once
   * @param perBlock what grows back each block
   */
  public void setStakingLimit(BigInteger max, BigInteger perBlock) {
    ObjectNode arguments = Json.object();
    arguments.put("max", max.toString()).put("perBlock", perBlock.toString());
    invoke("lido.setStakingLimit", arguments);
  }

  /** Takes the stake limit away. */
  public void removeStakingLimit() {
    invoke("lido.removeStakingLimit", Json.object());
  }

  /** Stops the whole protocol: no staking, no transfers, no requests, no reports. */
  public void stop() {
    invoke("lido.stop", Json.object());
  }

  /** Starts the whole protocol again, staking included. */
  public void resume() {
    invoke("lido.resume", Json.object());
  }

  /** Stops withdrawal requests and finalization until resumed; claims go on. */
  public void pauseQueue() {
    invoke("lido.pauseQueue", Json.object());
  }

  /** Stops withdrawal requests and finalization for a time; claims go on. */
  public void pauseQueue(Duration time) {
    ObjectNode arguments = Json.object();
    arguments.put("seconds", Long.toString(time.toSeconds()));
    invoke("lido.pauseQueue", arguments);
  }

  /** Takes withdrawal requests again. */
  public void resumeQueue() {
    invoke("lido.resumeQueue", Json.object());
  }

  /** Enters or leaves bunker mode. */
  public void setBunkerMode(boolean on) {
    ObjectNode arguments = Json.object();
    arguments.put("on", on);
    invoke("lido.setBunkerMode", arguments);
  }

  private JsonNode invoke(String lever, ObjectNode arguments) {
    return Json.parse(world.invoke(lever, arguments.toString()));
  }
}
