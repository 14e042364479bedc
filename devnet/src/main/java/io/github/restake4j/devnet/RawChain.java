package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import java.math.BigInteger;
import java.util.Map;

/**
 * The chain as the node tells it, for checking what a program printed: calldata is written by hand,
 * nothing of the SDK takes part, and no request is counted.
 */
public final class RawChain {
  private final NodeRpc node;

  RawChain(NodeRpc node) {
    this.node = node;
  }

  /**
   * Runs {@code eth_call} at the latest block.
   *
   * @param contract its address
   * @param selector {@code 0x} and the 8 hex digits of the function
   * @param words arguments, each 64 hex digits: see {@link #word(BigInteger)}
   * @return what it returned, as hex; {@code 0x} also where there is no contract
   */
  public String call(String contract, String selector, String... words) {
    String calldata = selector + String.join("", words);
    if (!calldata.matches("0x[0-9a-fA-F]{8}([0-9a-fA-F]{64})*")) {
      throw new IllegalArgumentException("not a selector and whole words: " + calldata);
    }
    return node.call("eth_call", Map.of("to", contract, "data", calldata), "latest").asText();
  }

  /**
   * Runs {@code eth_call} and reads its answer as one unsigned number.
   *
   * @throws IllegalArgumentException if the answer is not exactly one word
   */
  public BigInteger uint(String contract, String selector, String... words) {
    String answer = call(contract, selector, words);
    if (answer.length() != 66) {
      throw new IllegalArgumentException("not one word: " + answer);
    }
    return Words.at(answer, 0);
  }

  /** An account's balance in wei at the latest block. */
  public BigInteger balance(String address) {
    return quantity(node.call("eth_getBalance", address, "latest"));
  }

  /** The receipt of a mined transaction; a JSON null if there is none. */
  public JsonNode receipt(String transactionHash) {
    return node.call("eth_getTransactionReceipt", transactionHash);
  }

  /** The height of the latest block. */
  public long blockNumber() {
    return quantity(node.call("eth_blockNumber")).longValueExact();
  }

  /** The time of the latest block, in seconds since 1970. */
  public long timestamp() {
    JsonNode block = node.call("eth_getBlockByNumber", "latest", false);
    return quantity(block.path("timestamp")).longValueExact();
  }

  /** One word of calldata holding a number. */
  public static String word(BigInteger number) {
    return Words.of(number);
  }

  /** One word of calldata holding an address. */
  public static String word(String address) {
    return Words.address(address);
  }

  static BigInteger quantity(JsonNode hex) {
    return new BigInteger(hex.asText().substring(2), 16);
  }
}
