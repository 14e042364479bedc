package io.github.restake4j.devnet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.devnet.rpc.NodeRpc;
import io.github.restake4j.devnet.rpc.NodeRpcException;
import java.math.BigInteger;

/** Sends transactions of an account nobody has the key of: the node signs for it. */
final class Operator {
  private static final String GAS = "0xe4e1c0"; // 15,000,000: below the cap of one transaction

  private final NodeRpc node;
  private final String address;

  private Operator(NodeRpc node, String address) {
    this.node = node;
    this.address = address;
  }

  /** Unlocks the account and gives it more ether than it can spend. */
  static Operator of(NodeRpc node, String address) {
    node.call("anvil_impersonateAccount", address);
    node.call("anvil_setBalance", address, BigInteger.TEN.pow(30));
    return new Operator(node, address);
  }

  /**
   * Deploys a contract.
   *
   * @return its address
   */
  String deploy(String creation, BigInteger value) {
    ObjectNode transaction = transaction(creation, value);
    return receipt("deploy", transaction).path("contractAddress").asText();
  }

  /**
   * Asks whether a call would go through.
   *
   * @throws LeverException if it would revert, with the contract's reason
   */
  void check(String lever, String contract, String calldata, BigInteger value) {
    try {
      node.call("eth_call", transaction(calldata, value).put("to", contract), "latest");
    } catch (NodeRpcException e) {
      throw new LeverException(
          lever, Artifact.reason(e.data()).orElse(String.valueOf(e.getMessage())));
    }
  }

  /**
   * Calls a contract and waits for the receipt, mining if the node does not by itself.
   *
   * @throws LeverException if it reverts, with the contract's reason
   */
  JsonNode call(String lever, String contract, String calldata, BigInteger value) {
    check(lever, contract, calldata, value);
    return receipt(lever, transaction(calldata, value).put("to", contract));
  }

  private ObjectNode transaction(String data, BigInteger value) {
    return Json.object()
        .put("from", address)
        .put("data", data)
        .put("gas", GAS)
        .put("value", NodeRpc.hex(value));
  }

  private JsonNode receipt(String lever, ObjectNode transaction) {
    try {
      JsonNode receipt = mined(transaction);
      if (!receipt.path("status").asText().equals("0x1")) {
        throw new LeverException(lever, "the transaction failed: " + receipt);
      }
      return receipt;
    } catch (NodeRpcException e) {
      throw new LeverException(lever, e);
    }
  }

  /** A node that mines on demand answers before the block is there, unless asked to wait. */
  private JsonNode mined(ObjectNode transaction) {
    if (node.call("anvil_getAutomine").asBoolean()) {
      return node.call("eth_sendTransactionSync", transaction);
    }
    String hash = node.call("eth_sendTransaction", transaction).asText();
    node.call("evm_mine");
    return node.call("eth_getTransactionReceipt", hash);
  }
}
