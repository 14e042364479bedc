package io.github.restake4j.examples.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.RawChain;
import java.math.BigInteger;

/**
 * Holds what the demo prints against the chain. Calldata is written by hand and no class of the SDK
 * takes part, so that a mistake of the SDK cannot confirm itself. The first number that differs
 * ends the demo.
 */
final class ChainCheck {
  private static final String GET_WITHDRAWAL_STATUS = "0xb8c4b85a";
  private static final int STATUS_WORDS = 6;
  private static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  private final RawChain chain;
  private final String steth;
  private final String wsteth;
  private final String queue;
  private int checked;

  ChainCheck(RawChain chain, String locator) {
    this.chain = chain;
    this.steth = address(chain.call(locator, "0x23509a2d")); // lido()
    this.queue = address(chain.call(locator, "0x37d5fe99")); // withdrawalQueue()
    this.wsteth = address(chain.call(queue, "0xd9fb643a")); // WSTETH()
  }

  void steth(String owner, BigInteger printed) {
    same("stETH of " + owner, printed, steth(owner));
  }

  void shares(String owner, BigInteger printed) {
    same(
        "shares of " + owner,
        printed,
        chain.uint(steth, "0xf5eb42dc", RawChain.word(owner))); // sharesOf(address)
  }

  void wsteth(String owner, BigInteger printed) {
    same(
        "wstETH of " + owner,
        printed,
        chain.uint(wsteth, "0x70a08231", RawChain.word(owner))); // balanceOf(address)
  }

  void wstethWorth(BigInteger wrapped, BigInteger printed) {
    same(
        "worth of wstETH",
        printed,
        chain.uint(wsteth, "0xbb2952fc", RawChain.word(wrapped))); // getStETHByWstETH(uint256)
  }

  /** The rate is printed with 27 digits. */
  void shareRate(BigInteger printed) {
    BigInteger e27 = BigInteger.TEN.pow(27);
    same(
        "share rate",
        printed,
        chain.uint(steth, "0x7a28fb88", RawChain.word(e27))); // getPooledEthByShares(uint256)
  }

  /**
   * {@code getWithdrawalStatus(uint256[])} of one id: stETH, shares, owner, timestamp, finalized,
   * claimed.
   */
  void request(BigInteger id, BigInteger amount, BigInteger shares, boolean finalized) {
    String answer =
        chain.call(
            queue,
            GET_WITHDRAWAL_STATUS,
            RawChain.word(BigInteger.valueOf(32)),
            RawChain.word(BigInteger.ONE),
            RawChain.word(id));
    same(
        "words of the status of request " + id,
        BigInteger.valueOf(2 + STATUS_WORDS),
        BigInteger.valueOf((answer.length() - 2) / 64));
    same("stETH of request " + id, amount, word(answer, 2));
    same("shares of request " + id, shares, word(answer, 3));
    same(
        "request " + id + " finalized",
        finalized ? BigInteger.ONE : BigInteger.ZERO,
        word(answer, 6));
  }

  /**
   * Open requests of an account: {@code getWithdrawalRequests(address)} answers offset, count, ids.
   */
  void openRequests(String owner, int printed) {
    String answer = chain.call(queue, "0x7d031b65", RawChain.word(owner));
    same("open requests of " + owner, BigInteger.valueOf(printed), word(answer, 1));
  }

  /**
   * What a finalized request pays: the hint by {@code findCheckpointHints}, then {@code
   * getClaimableEther}.
   */
  void claimable(BigInteger id, BigInteger printed) {
    BigInteger last = chain.uint(queue, "0x526eae3e"); // getLastCheckpointIndex()
    String hints =
        chain.call(
            queue,
            "0x62abe3fa",
            number(96),
            number(1),
            RawChain.word(last),
            number(1),
            RawChain.word(id));
    String amounts =
        chain.call(
            queue,
            "0xc97912d8", // getClaimableEther(uint256[],uint256[])
            number(64),
            number(128),
            number(1),
            RawChain.word(id),
            number(1),
            RawChain.word(word(hints, 2)));
    same("claimable of request " + id, printed, word(amounts, 2));
  }

  /** A mined transaction: it succeeded, used this gas, and cost this fee. */
  void transaction(String hash, BigInteger gas, BigInteger fee) {
    JsonNode receipt = chain.receipt(hash);
    same("status of " + hash, BigInteger.ONE, quantity(receipt, "status"));
    same("gas of " + hash, gas, quantity(receipt, "gasUsed"));
    same(
        "fee of " + hash,
        fee,
        quantity(receipt, "gasUsed").multiply(quantity(receipt, "effectiveGasPrice")));
  }

  /** The one word of data of the first log of a contract with a topic. */
  private void event(String what, String hash, String contract, String topic, BigInteger printed) {
    for (JsonNode log : chain.receipt(hash).path("logs")) {
      if (log.path("address").asText().equalsIgnoreCase(contract)
          && log.path("topics").path(0).asText().equals(topic)) {
        same(what, printed, word(log.path("data").asText(), 0));
        return;
      }
    }
    throw new IllegalStateException(what + ": no such event in " + hash);
  }

  /** {@code TransferShares(address,address,uint256)} of stETH. */
  void sharesMoved(String hash, BigInteger printed) {
    event(
        "shares moved",
        hash,
        steth,
        "0x9d9c909296d9c674451c0c24f02cb64981eb3b727f99865939192f880a755dcb",
        printed);
  }

  /** {@code Transfer(address,address,uint256)} of stETH. */
  void stethMoved(String hash, BigInteger printed) {
    event("stETH moved", hash, steth, TRANSFER, printed);
  }

  /** {@code Transfer(address,address,uint256)} of wstETH. */
  void wstethMoved(String hash, BigInteger printed) {
    event("wstETH moved", hash, wsteth, TRANSFER, printed);
  }

  /** What a balance grew by. */
  void growth(String what, BigInteger printed, BigInteger before, BigInteger after) {
    same(what, printed, after.subtract(before));
  }

  /** ETH of an account now, in wei. */
  BigInteger ether(String owner) {
    return chain.balance(owner);
  }

  /** stETH of an account now, in smallest units. */
  BigInteger steth(String owner) {
    return chain.uint(steth, "0x70a08231", RawChain.word(owner)); // balanceOf(address)
  }

  int checked() {
    return checked;
  }

  private void same(String what, BigInteger printed, BigInteger onChain) {
    checked++;
    if (!printed.equals(onChain)) {
      throw new IllegalStateException(
          what + ": printed " + printed + ", the chain says " + onChain);
    }
  }

  private static BigInteger quantity(JsonNode receipt, String field) {
    return new BigInteger(receipt.path(field).asText().substring(2), 16);
  }

  private static BigInteger word(String answer, int index) {
    int from = 2 + 64 * index;
    return new BigInteger(answer.substring(from, from + 64), 16);
  }

  private static String number(int value) {
    return RawChain.word(BigInteger.valueOf(value));
  }

  private static String address(String word) {
    return "0x" + word.substring(26);
  }
}
