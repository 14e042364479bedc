package io.github.restake4j.devnet.rpc;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why a node refuses a raw transaction; each client says it in its own words. */
public enum SendRefusal {
  /** It has these very bytes already. */
  ALREADY_KNOWN,
  /** The nonce is used up. */
  NONCE_TOO_LOW,
  /** The nonce is beyond a gap the pool does not allow. */
  NONCE_TOO_HIGH,
  /** Another transaction with this nonce pays too much to be replaced by this one. */
  REPLACEMENT_UNDERPRICED,
  /** It pays less than the pool asks for. */
  UNDERPRICED,
  /** Its highest fee is below the base fee. */
  FEE_CAP_TOO_LOW,
  /** The sender cannot pay value and gas. */
  INSUFFICIENT_FUNDS,
  /** Its gas does not pay for its bytes. */
  INTRINSIC_GAS,
  /** Its gas limit is above the block's, or above what a transaction may have. */
  GAS_LIMIT_TOO_HIGH,
  /** It costs more than the node's owner lets pass. */
  NODE_FEE_POLICY,
  /** The pool, or the sender's part of it, is full. */
  POOL_LIMIT,
  /** It is signed for another chain. */
  CHAIN_ID,
  /** Its bytes are no good. */
  MALFORMED,
  /** The node does not take transactions now. */
  NODE_NOT_READY,
  /** Too many requests. */
  RATE_LIMIT;

  /** What anvil or geth's pool mode means by an error text; null if it is none of these. */
  static @Nullable SendRefusal of(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    if (has(text, "already imported", "already known")) {
      return ALREADY_KNOWN;
    }
    if (has(text, "nonce too low")) {
      return NONCE_TOO_LOW;
    }
    if (has(text, "gapped-nonce", "nonce too high")) {
      return NONCE_TOO_HIGH;
    }
    if (has(text, "replacement transaction underpriced")) {
      return REPLACEMENT_UNDERPRICED;
    }
    if (has(text, "gas price below minimum", "transaction underpriced")) {
      return UNDERPRICED;
    }
    if (has(text, "less than block base fee")) {
      return FEE_CAP_TOO_LOW;
    }
    if (has(text, "insufficient funds")) {
      return INSUFFICIENT_FUNDS;
    }
    if (has(text, "intrinsic gas too low", "floor data gas")) {
      return INTRINSIC_GAS;
    }
    if (has(text, "gas limit", "intrinsic gas too high")) {
      return GAS_LIMIT_TOO_HIGH;
    }
    if (has(text, "exceeds the configured cap")) {
      return NODE_FEE_POLICY;
    }
    if (has(text, "account limit exceeded", "in-flight transaction limit", "txpool is full")) {
      return POOL_LIMIT;
    }
    if (has(text, "chain id", "replay-protected")) {
      return CHAIN_ID;
    }
    return has(text, "oversized data", "initcode", "decode", "empty transaction data")
        ? MALFORMED
        : null;
  }

  private static boolean has(String text, String... parts) {
    for (String part : parts) {
      if (text.contains(part)) {
        return true;
      }
    }
    return false;
  }
}
