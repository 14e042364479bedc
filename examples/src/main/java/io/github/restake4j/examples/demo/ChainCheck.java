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
  /** {@code Transfer(address,address,uint256)}. */
  static final String TRANSFER =
      "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";

  /** {@code TransferShares(address,address,uint256)}, of Lido and of ether.fi. */
  static final String TRANSFER_SHARES =
      "0x9d9c909296d9c674451c0c24f02cb64981eb3b727f99865939192f880a755dcb";

  private static final int WORD_DIGITS = 64;

  private final RawChain chain;
  private int checked;

  ChainCheck(RawChain chain) {
    this.chain = chain;
  }

  /** How many numbers were compared so far. */
  int checked() {
    return checked;
  }

  /** Ends the demo if a printed number is not what the chain says. */
  void same(String what, BigInteger printed, BigInteger onChain) {
    checked++;
    if (!printed.equals(onChain)) {
      throw new IllegalStateException(
          what + ": printed " + printed + ", the chain says " + onChain);
    }
  }

  /** What a view function answers as its only word. */
  void view(String what, BigInteger printed, String contract, String selector, String... words) {
    same(what, printed, chain.uint(contract, selector, words));
  }

  /** {@code balanceOf(address)}. */
  void balance(String what, BigInteger printed, String token, String owner) {
    same(what, printed, balanceOf(token, owner));
  }

  /** {@code balanceOf(address)}. */
  BigInteger balanceOf(String token, String owner) {
    return chain.uint(token, "0x70a08231", RawChain.word(owner));
  }

  /** ETH of an account, in wei. */
  BigInteger ether(String owner) {
    return chain.balance(owner);
  }

  /** One word of what a view function answers. */
  BigInteger word(int index, String contract, String selector, String... words) {
    return wordOf(chain.call(contract, selector, words), index);
  }

  /** What a view function answers as an address. */
  String address(String contract, String selector, String... words) {
    return "0x" + chain.call(contract, selector, words).substring(2 + WORD_DIGITS - 40);
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

  /** A word of the data of the first log that a contract emitted under a topic. */
  void event(
      String what, BigInteger printed, String hash, String contract, String topic, int index) {
    for (JsonNode log : chain.receipt(hash).path("logs")) {
      if (log.path("address").asText().equalsIgnoreCase(contract)
          && log.path("topics").path(0).asText().equals(topic)) {
        same(what, printed, wordOf(log.path("data").asText(), index));
        return;
      }
    }
    throw new IllegalStateException(what + ": no such event in " + hash);
  }

  /** A small number as an argument. */
  static String number(long value) {
    return RawChain.word(BigInteger.valueOf(value));
  }

  private static BigInteger quantity(JsonNode receipt, String field) {
    return new BigInteger(receipt.path(field).asText().substring(2), 16);
  }

  private static BigInteger wordOf(String answer, int index) {
    int from = 2 + WORD_DIGITS * index;
    return new BigInteger(answer.substring(from, from + WORD_DIGITS), 16);
  }
}
