package io.github.restake4j.internal.tx;

import java.util.Locale;

/**
 * What a node means by refusing a transaction. The words decide, compared where they begin (a node
 * may put its own prefix before them) and the longest first; codes mean different things in
 * different clients and only tell rate limits apart. No class is ever proof that the transaction is
 * in no pool.
 */
enum SendError {
  /** The node has these very bytes. */
  ALREADY_KNOWN(
      "already known",
      "known transaction",
      "alreadyknown",
      "existing txn with same hash",
      "transaction already imported",
      "transaction with the same hash was already imported",
      "tx already exists in cache"),
  /** The node has another transaction of ours at the nonce. */
  NONCE_CONFLICT("ownnoncealreadyused"),
  /** The nonce is used on chain. */
  NONCE_TOO_LOW(
      "nonce too low",
      "nonce is too low",
      "transaction nonce is too low",
      "oldnonce",
      "nonce has already been used"),
  /** The node does not know the transactions before it. */
  NONCE_TOO_HIGH(
      "nonce too high",
      "gapped-nonce tx from delegated accounts",
      "delegation nonce gap",
      "transaction nonce is too distant from current sender nonce",
      "noncegap",
      "nonce too far in future",
      "transaction nonce exceeds next nonce",
      "exceeds next nonce",
      "nonce out of range",
      "tx-nonce-too-high"),
  /** The fees do not beat the transaction that is pooled at the nonce. */
  REPLACEMENT_UNDERPRICED(
      "replacement transaction underpriced",
      "could not replace existing tx",
      "replacementnotallowed",
      "future transaction tries to replace pending"),
  /** The tip is below what this pool takes. */
  UNDERPRICED(
      "transaction underpriced",
      "transaction gas price below minimum",
      "underpriced",
      "fee too low",
      "feetoolow",
      "feetoolowtocompete",
      "gas price below configured minimum gas price"),
  /** The fee is below the base fee. */
  FEE_CAP_TOO_LOW("max fee per gas less than block base fee", "gas price below current base fee"),
  /** The sender cannot pay, as this node sees it. */
  INSUFFICIENT_FUNDS(
      "insufficient funds", "insufficientfunds", "upfront cost exceeds account balance"),
  /** Less gas than the transaction alone costs. */
  INTRINSIC_GAS(
      "intrinsic gas too low",
      "insufficient gas for floor data gas cost",
      "intrinsic gas exceeds gas limit",
      "intrinsicgas"),
  /** More gas than a block or a transaction may take. */
  GAS_LIMIT_TOO_HIGH(
      "exceeds block gas limit",
      "transaction gas limit too high",
      "exceeds max transaction gas limit",
      "intrinsic gas too high",
      "transaction gas limit exceeds block gas limit",
      "transaction gas limit cap exceeded",
      "gas limit is too high",
      "gas limit reached"),
  /** The operator of this node pays no such fees. */
  NODE_FEE_POLICY("tx fee (", "transaction fee cap exceeded"),
  /** The pool has no room, for anybody or for this sender. */
  POOL_LIMIT(
      "txpool is full",
      "account limit exceeded",
      "in-flight transaction limit reached for delegated accounts",
      "address already reserved",
      "authority already reserved",
      "delegation authority has pending transaction",
      "pending sub-pool is full",
      "basefee sub-pool is full",
      "queued sub-pool is full",
      "spammer",
      "pendingtxsofconflictingtype"),
  /** The node serves another chain. */
  CHAIN_ID(
      "invalid chain id",
      "only replay-protected (eip-155) transactions allowed over rpc",
      "wrong chainid",
      "chainid is required"),
  /** The bytes are no transaction. */
  MALFORMED(
      "invalid sender",
      "invalid signature",
      "failed to recover sender",
      "failed to decode transaction",
      "oversized data",
      "max initcode size exceeded",
      "initcode too large",
      "rlp:",
      "negative value"),
  /** The node is not ready. */
  NODE_NOT_READY(
      "initial sync is still in progress",
      "transaction pool not enabled",
      "syncing",
      "node is syncing"),
  /** The endpoint wants to be asked less often. */
  RATE_LIMIT(
      "rate limit",
      "too many requests",
      "request limit reached",
      "limit exceeded",
      "capacity",
      "exceeded its compute units"),
  /** Anything else: as good as no answer. */
  UNKNOWN;

  private static final int MOST_COMPARED = 1_000;

  /** One per line. */
  private final String phrases;

  SendError(String... phrases) {
    this.phrases = String.join("\n", phrases);
  }

  /** Classifies an error answer. */
  static SendError of(long code, String message) {
    String text = message.toLowerCase(Locale.ROOT);
    text = text.substring(0, Math.min(text.length(), MOST_COMPARED));
    SendError best = UNKNOWN;
    int longest = 0;
    for (SendError each : values()) {
      for (String phrase : each.phrases.split("\n", -1)) {
        if (phrase.length() > longest && begins(text, phrase, each == RATE_LIMIT)) {
          best = each;
          longest = phrase.length();
        }
      }
    }
    return best == UNKNOWN && isRateLimit(code) ? RATE_LIMIT : best;
  }

  /** True if the node allows accounts with delegated code (EIP-7702) one transaction at a time. */
  static boolean isAboutDelegation(String message) {
    String text = message.toLowerCase(Locale.ROOT);
    return text.contains("delegated account")
        || text.contains("delegation")
        || text.contains("already reserved");
  }

  /** True if other fees at the same nonce can help. */
  boolean isAboutFees() {
    return this == UNDERPRICED
        || this == FEE_CAP_TOO_LOW
        || this == REPLACEMENT_UNDERPRICED
        || this == NONCE_CONFLICT;
  }

  /** True if these bytes will be refused by every node for good. */
  boolean isHopeless() {
    return this == INTRINSIC_GAS || this == GAS_LIMIT_TOO_HIGH || this == MALFORMED;
  }

  /** Inside a sentence a phrase may mean the opposite: "unknown transaction". */
  private static boolean begins(String text, String phrase, boolean anywhere) {
    for (int at = text.indexOf(phrase); at >= 0; at = text.indexOf(phrase, at + 1)) {
      if (anywhere || isStart(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isStart(String text, int at) {
    int before = at - 1;
    while (before >= 0 && text.charAt(before) == ' ') {
      before--;
    }
    return before < 0 || !Character.isLetterOrDigit(text.charAt(before));
  }

  /** 429 inside a 200, EIP-1474's limit, and three that providers use for nothing else. */
  private static boolean isRateLimit(long code) {
    return code == 429 || code == -32_005 || code == -32_016 || code == -32_007 || code == -32_029;
  }
}
