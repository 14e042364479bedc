package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * In whose words a node refuses a raw transaction: codes and texts of the clients in use. A client
 * that does not know a refusal falls back to geth's word for it.
 */
public enum Dialect {
  /** Nothing is translated. */
  ANVIL {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case ALREADY_KNOWN -> new RpcError(-32003, "transaction already imported");
        case NONCE_TOO_LOW -> new RpcError(-32003, "nonce too low");
        case REPLACEMENT_UNDERPRICED -> new RpcError(-32003, "replacement transaction underpriced");
        case FEE_CAP_TOO_LOW -> new RpcError(-32003, "max fee per gas less than block base fee");
        case INSUFFICIENT_FUNDS ->
            new RpcError(-32003, "Insufficient funds for gas * price + value");
        case INTRINSIC_GAS -> new RpcError(-32000, "intrinsic gas too low");
        case GAS_LIMIT_TOO_HIGH ->
            new RpcError(-32000, "intrinsic gas too high -- tx.gas_limit > env.block.gas_limit");
        case CHAIN_ID -> new RpcError(-32003, "invalid chain id for signer");
        case MALFORMED -> new RpcError(-32602, "Failed to decode transaction");
        default -> GETH.words(refusal);
      };
    }
  },
  /** go-ethereum: one code for all, numbers in the texts. */
  GETH {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case ALREADY_KNOWN -> new RpcError(-32000, "already known");
        case NONCE_TOO_LOW ->
            new RpcError(-32000, "nonce too low: next nonce {next}, tx nonce {nonce}");
        case NONCE_TOO_HIGH ->
            new RpcError(-32000, "nonce too high: tx nonce {nonce}, gapped nonce {next}");
        case REPLACEMENT_UNDERPRICED -> new RpcError(-32000, "replacement transaction underpriced");
        case UNDERPRICED ->
            new RpcError(
                -32000, "transaction gas price below minimum: gas tip cap 0, minimum needed 1");
        case FEE_CAP_TOO_LOW -> new RpcError(-32000, "max fee per gas less than block base fee");
        case INSUFFICIENT_FUNDS ->
            new RpcError(
                -32000,
                "insufficient funds for gas * price + value: balance 1, tx cost 3, overshot 2");
        case INTRINSIC_GAS ->
            new RpcError(-32000, "intrinsic gas too low: gas 20999, minimum needed 21000");
        case GAS_LIMIT_TOO_HIGH -> new RpcError(-32000, "exceeds block gas limit");
        case NODE_FEE_POLICY ->
            new RpcError(-32000, "tx fee (1.26 ether) exceeds the configured cap (1.00 ether)");
        case POOL_LIMIT -> new RpcError(-32000, "txpool is full");
        case CHAIN_ID -> new RpcError(-32000, "invalid chain id for signer: have 1 want 31337");
        case MALFORMED ->
            new RpcError(-32000, "oversized data: transaction size 131073, limit 131072");
        case NODE_NOT_READY -> new RpcError(-32000, "syncing");
        case RATE_LIMIT -> new RpcError(-32005, "limit exceeded");
      };
    }
  },
  /** reth: geth's words with fewer numbers, and two codes. */
  RETH {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case NONCE_TOO_HIGH -> new RpcError(-32000, "nonce too high");
        case UNDERPRICED -> new RpcError(-32000, "transaction underpriced");
        case INSUFFICIENT_FUNDS ->
            new RpcError(-32003, "insufficient funds for gas * price + value: have 1 want 3");
        case INTRINSIC_GAS -> new RpcError(-32000, "intrinsic gas too low");
        case GAS_LIMIT_TOO_HIGH -> new RpcError(-32000, "exceeds max transaction gas limit");
        case NODE_FEE_POLICY ->
            new RpcError(
                -32000,
                "tx fee (1260000000000000000 wei) exceeds the configured cap (1000000000000000000 wei)");
        case POOL_LIMIT -> new RpcError(-32003, "txpool is full");
        case CHAIN_ID -> new RpcError(-32000, "invalid chain ID");
        default -> GETH.words(refusal);
      };
    }
  },
  /** Besu: capitals, and a code for each. */
  BESU {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case ALREADY_KNOWN -> new RpcError(-32000, "Known transaction");
        case NONCE_TOO_LOW -> new RpcError(-32001, "Nonce too low");
        case NONCE_TOO_HIGH -> new RpcError(-32006, "Nonce too high");
        case REPLACEMENT_UNDERPRICED -> new RpcError(-32000, "Replacement transaction underpriced");
        case UNDERPRICED -> new RpcError(-32009, "Gas price below configured minimum gas price");
        case FEE_CAP_TOO_LOW -> new RpcError(-32009, "Gas price below current base fee");
        case INSUFFICIENT_FUNDS -> new RpcError(-32004, "Upfront cost exceeds account balance");
        case INTRINSIC_GAS -> new RpcError(-32003, "Intrinsic gas exceeds gas limit");
        case GAS_LIMIT_TOO_HIGH ->
            new RpcError(-32005, "Transaction gas limit exceeds block gas limit");
        case NODE_FEE_POLICY -> new RpcError(-32000, "Transaction fee cap exceeded");
        case POOL_LIMIT ->
            new RpcError(-32000, "Transaction nonce is too distant from current sender nonce");
        case CHAIN_ID -> new RpcError(-32000, "Wrong chainId");
        case MALFORMED -> new RpcError(-32002, "Invalid signature");
        case NODE_NOT_READY -> new RpcError(-32008, "Initial sync is still in progress");
        default -> GETH.words(refusal);
      };
    }
  },
  /** Nethermind before 2026: names of its results, some with a detail. */
  NETHERMIND_OLD {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case ALREADY_KNOWN -> new RpcError(-32010, "AlreadyKnown");
        case NONCE_TOO_LOW ->
            new RpcError(-32010, "OldNonce, Current nonce: {next}, nonce of rejected tx: {nonce}");
        case NONCE_TOO_HIGH ->
            new RpcError(-32010, "NonceGap, Future nonce. Expected nonce: {next}");
        case REPLACEMENT_UNDERPRICED -> new RpcError(-32010, "ReplacementNotAllowed");
        case UNDERPRICED -> new RpcError(-32010, "FeeTooLowToCompete");
        case FEE_CAP_TOO_LOW -> new RpcError(-32010, "FeeTooLow");
        case INSUFFICIENT_FUNDS ->
            new RpcError(-32010, "InsufficientFunds, Account balance: 1, cumulative cost: 3");
        case INTRINSIC_GAS -> new RpcError(-32010, "Invalid");
        case GAS_LIMIT_TOO_HIGH -> new RpcError(-32010, "GasLimitExceeded");
        case POOL_LIMIT -> new RpcError(-32010, "PendingTxsOfConflictingType");
        case MALFORMED -> new RpcError(-32010, "FailedToResolveSender");
        case NODE_NOT_READY -> new RpcError(-32010, "Syncing");
        default -> GETH.words(refusal);
      };
    }
  },
  /** Nethermind since 2026: close to geth, under its old code. */
  NETHERMIND {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case ALREADY_KNOWN -> new RpcError(-32010, "already known");
        case NONCE_TOO_LOW ->
            new RpcError(
                -32010, "nonce too low, Current nonce: {next}, nonce of rejected tx: {nonce}");
        case NONCE_TOO_HIGH -> new RpcError(-32010, "nonce too far in future");
        case REPLACEMENT_UNDERPRICED -> new RpcError(-32010, "replacement transaction underpriced");
        case UNDERPRICED -> new RpcError(-32010, "transaction underpriced");
        case FEE_CAP_TOO_LOW -> new RpcError(-32010, "transaction underpriced");
        case INSUFFICIENT_FUNDS ->
            new RpcError(
                -32010,
                "insufficient funds for gas * price + value, Account balance: 1, cumulative cost: 3");
        case GAS_LIMIT_TOO_HIGH -> new RpcError(-32010, "gas limit reached");
        case MALFORMED -> new RpcError(-32010, "failed to recover sender");
        case NODE_NOT_READY -> new RpcError(-32010, "node is syncing");
        default -> GETH.words(refusal);
      };
    }
  },
  /** Erigon: reason words of its pool. */
  ERIGON {
    @Override
    RpcError words(SendRefusal refusal) {
      return switch (refusal) {
        case ALREADY_KNOWN -> new RpcError(-32000, "existing txn with same hash");
        case NONCE_TOO_LOW -> new RpcError(-32000, "nonce too low");
        case REPLACEMENT_UNDERPRICED -> new RpcError(-32000, "could not replace existing tx");
        case UNDERPRICED -> new RpcError(-32000, "underpriced");
        case FEE_CAP_TOO_LOW -> new RpcError(-32000, "fee too low");
        case INSUFFICIENT_FUNDS -> new RpcError(-32000, "insufficient funds");
        case INTRINSIC_GAS -> new RpcError(-32000, "IntrinsicGas");
        case GAS_LIMIT_TOO_HIGH -> new RpcError(-32000, "gas limit is too high");
        case POOL_LIMIT -> new RpcError(-32000, "pending sub-pool is full");
        case MALFORMED -> new RpcError(-32000, "initcode too large");
        default -> GETH.words(refusal);
      };
    }
  };

  /**
   * An error object of JSON-RPC.
   *
   * @param code such as -32000
   * @param message such as {@code already known}
   */
  public record RpcError(int code, String message) {}

  abstract RpcError words(SendRefusal refusal);

  /** What this client says; where its text has nonces, they are those of an example. */
  public RpcError error(SendRefusal refusal) {
    RpcError said = words(refusal);
    return new RpcError(said.code(), fill(said.message(), "7", "6"));
  }

  private static String fill(String text, String next, String nonce) {
    return text.replace("{next}", next).replace("{nonce}", nonce);
  }

  /** An answer to a send in this dialect; what is no refusal stays as it is. */
  JsonNode translate(JsonNode call, JsonNode answer, NodeRpc node) {
    String message = answer.path("error").path("message").asText("");
    if (this == ANVIL
        || message.isEmpty()
        || !RawTxLog.isSend(call.path("method").asText())
        || !(answer instanceof ObjectNode)) {
      return answer;
    }
    SendRefusal refusal = SendRefusal.of(message);
    boolean alreadyGeths = this == GETH && message.contains(":");
    if (refusal == null || alreadyGeths) {
      return recoded(answer, refusal == null ? null : words(refusal));
    }
    RpcError said = words(refusal);
    String text = said.message();
    if (text.contains("{")) {
      RawTx tx = RawTx.decode(call.path("params").path(0).asText(""));
      String next =
          tx == null
              ? "7"
              : Hex.number(node.call("eth_getTransactionCount", tx.sender(node), "latest")) + "";
      text = fill(text, next, tx == null ? "6" : tx.nonce().toString());
    }
    return RpcRequest.error(call.path("id"), said.code(), text);
  }

  private static JsonNode recoded(JsonNode answer, @Nullable RpcError said) {
    if (said == null) {
      return answer;
    }
    ObjectNode copy = answer.deepCopy();
    ((ObjectNode) copy.path("error")).put("code", said.code());
    return copy;
  }
}
