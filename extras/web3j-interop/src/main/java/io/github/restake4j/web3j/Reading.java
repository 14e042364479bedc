package io.github.restake4j.web3j;

import io.github.restake4j.internal.rpc.RpcCall;
import java.util.Set;

/** Which methods only read, so that they may be asked twice. */
final class Reading {
  /**
   * Whatever is not here is delivered at most once: sends, signatures, a node's own controls, and
   * {@code eth_getFilterChanges}, whose answer is gone once given.
   */
  private static final Set<String> METHODS =
      Set.of(
          "eth_accounts",
          "eth_blobBaseFee",
          "eth_blockNumber",
          "eth_call",
          "eth_chainId",
          "eth_createAccessList",
          "eth_estimateGas",
          "eth_feeHistory",
          "eth_gasPrice",
          "eth_getBalance",
          "eth_getBlockByHash",
          "eth_getBlockByNumber",
          "eth_getBlockReceipts",
          "eth_getBlockTransactionCountByHash",
          "eth_getBlockTransactionCountByNumber",
          "eth_getCode",
          "eth_getLogs",
          "eth_getProof",
          "eth_getStorageAt",
          "eth_getTransactionByBlockHashAndIndex",
          "eth_getTransactionByBlockNumberAndIndex",
          "eth_getTransactionByHash",
          "eth_getTransactionCount",
          "eth_getTransactionReceipt",
          "eth_getUncleByBlockHashAndIndex",
          "eth_getUncleByBlockNumberAndIndex",
          "eth_getUncleCountByBlockHash",
          "eth_getUncleCountByBlockNumber",
          "eth_maxPriorityFeePerGas",
          "eth_simulateV1",
          "eth_syncing",
          "net_listening",
          "net_peerCount",
          "net_version",
          "web3_clientVersion",
          "web3_sha3");

  private Reading() {}

  static boolean isRead(RpcCall call) {
    return METHODS.contains(call.method());
  }
}
