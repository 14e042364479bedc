package io.github.restake4j.tx;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.eth.Hash32;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a wallet says about a batch of calls: the result of {@code wallet_getCallsStatus}
 * (EIP-5792). Its hashes go to {@link TxPlan#track}; that the wallet calls the batch confirmed is
 * not believed but seen on chain.
 *
 * @param chainId of the network it was sent on
 * @param status the wallet's number: 1xx pending, 2xx included, 4xx never sent, 5xx reverted, 6xx
 *     reverted in part
 * @param atomic whether the wallet put all calls into one transaction
 * @param hashes of the transactions that were included, in their order, each once
 */
public record CallsStatus(long chainId, int status, boolean atomic, List<Hash32> hashes) {
  private static final int MAX_RECEIPTS = 10_000;

  /** Copies the list. */
  public CallsStatus {
    hashes = List.copyOf(hashes);
  }

  /** True while the wallet has not sent the batch, or it is not included. */
  public boolean isPending() {
    return status >= 100 && status < 200;
  }

  /** True if the wallet gave up before anything reached the chain: ask for the hand-off again. */
  public boolean isNeverSent() {
    return status >= 400 && status < 500;
  }

  /**
   * Reads the result.
   *
   * @param json the object, not the JSON-RPC envelope around it
   * @throws IllegalArgumentException if it is no such object
   */
  public static CallsStatus parse(String json) {
    JsonNode root = StrictJson.object(json, "the status of calls");
    String chainId = StrictJson.text(root, "chainId");
    if (!chainId.matches("0x[0-9a-fA-F]{1,15}")) {
      throw new IllegalArgumentException("chainId is no hex number");
    }
    long status = StrictJson.count(root, "status");
    if (status < 100 || status > 999) {
      throw new IllegalArgumentException("status is 100 to 999, not " + status);
    }
    if (!root.path("atomic").isBoolean()) {
      throw new IllegalArgumentException("atomic is missing or neither true nor false");
    }
    JsonNode receipts = root.path("receipts");
    if (!receipts.isMissingNode() && !receipts.isNull() && !receipts.isArray()) {
      throw new IllegalArgumentException("receipts is no array");
    }
    if (receipts.size() > MAX_RECEIPTS) {
      throw new IllegalArgumentException("more than " + MAX_RECEIPTS + " receipts");
    }
    Set<Hash32> hashes = new LinkedHashSet<>();
    for (JsonNode receipt : receipts) {
      hashes.add(Hash32.parse(StrictJson.text(receipt, "transactionHash")));
    }
    return new CallsStatus(
        Long.parseLong(chainId.substring(2), 16),
        (int) status,
        root.path("atomic").booleanValue(),
        new ArrayList<>(hashes));
  }
}
