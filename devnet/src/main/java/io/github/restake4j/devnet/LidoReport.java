package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;

/**
 * What an oracle report did to Lido. Ether is in wei, shares in their smallest unit.
 *
 * @param reportTimestamp the time the report speaks of, in seconds since 1970
 * @param preTotalShares shares before
 * @param preTotalEther ether before
 * @param postTotalShares shares after fees and burning
 * @param postTotalEther ether after the gain or loss and after paying withdrawals
 * @param sharesMintedAsFees the protocol's part of a gain
 * @param shareRate ether per share times 1e27 at which withdrawals were paid; 0 if none were
 * @param lastFinalizedRequestId the last withdrawal request paid for so far
 */
public record LidoReport(
    BigInteger reportTimestamp,
    BigInteger preTotalShares,
    BigInteger preTotalEther,
    BigInteger postTotalShares,
    BigInteger postTotalEther,
    BigInteger sharesMintedAsFees,
    BigInteger shareRate,
    BigInteger lastFinalizedRequestId) {
  static LidoReport parse(JsonNode json) {
    return new LidoReport(
        Json.amount(json, "reportTimestamp"),
        Json.amount(json, "preTotalShares"),
        Json.amount(json, "preTotalEther"),
        Json.amount(json, "postTotalShares"),
        Json.amount(json, "postTotalEther"),
        Json.amount(json, "sharesMintedAsFees"),
        Json.amount(json, "shareRate"),
        Json.amount(json, "lastFinalizedRequestId"));
  }

  String json() {
    return Json.object()
        .put("reportTimestamp", reportTimestamp.toString())
        .put("preTotalShares", preTotalShares.toString())
        .put("preTotalEther", preTotalEther.toString())
        .put("postTotalShares", postTotalShares.toString())
        .put("postTotalEther", postTotalEther.toString())
        .put("sharesMintedAsFees", sharesMintedAsFees.toString())
        .put("shareRate", shareRate.toString())
        .put("lastFinalizedRequestId", lastFinalizedRequestId.toString())
        .toString();
  }
}
