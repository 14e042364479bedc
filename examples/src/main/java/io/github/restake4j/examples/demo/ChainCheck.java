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

  void ether(String owner, BigInteger printed) {
    same("ETH of " + owner, printed, chain.balance(owner));
  }

  void steth(String owner, BigInteger printed) {
    same(
        "stETH of " + owner,
        printed,
        chain.uint(steth, "0x70a08231", RawChain.word(owner))); // balanceOf(address)
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

  /** A mined transaction: it succeeded and used this gas. Returns what it cost, in wei. */
  BigInteger transaction(String hash, BigInteger gas) {
    JsonNode receipt = chain.receipt(hash);
    same("status of " + hash, BigInteger.ONE, quantity(receipt, "status"));
    same("gas of " + hash, gas, quantity(receipt, "gasUsed"));
    return quantity(receipt, "gasUsed").multiply(quantity(receipt, "effectiveGasPrice"));
  }

  /** What a claim paid, from the change of the balance and the fee. */
  void paid(String what, BigInteger printed, BigInteger before, BigInteger after, BigInteger fee) {
    same(what, printed, after.subtract(before).add(fee));
  }

  BigInteger balance(String owner) {
    return chain.balance(owner);
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

  private static String address(String word) {
    return "0x" + word.substring(26);
  }
}
