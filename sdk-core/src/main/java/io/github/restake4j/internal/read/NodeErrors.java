package io.github.restake4j.internal.read;

import io.github.restake4j.internal.rpc.RpcAnswer;
import java.util.Locale;

/**
 * What nodes mean by the errors of their reading methods. Texts differ by client, codes do not
 * tell.
 */
public final class NodeErrors {
  private static final String[] GONE = {
    "header not found", "header for hash not found", "block not found", "unknown block",
        "resource not found",
    "not currently canonical", "hash is not canonical", "could not find block", "blockoutofrange",
        "block is not available",
    "block hash not found", "could not be found"
  };
  private static final String[] PRUNED = {
    "missing trie node",
    "pruned",
    "state not available",
    "state is not available",
    "historical state",
    "state unavailable",
    "no state available",
    "state at block",
    "archive node",
    "required historical",
    "proof window"
  };
  private static final String[] EVM = {
    "revert", "evm error", "invalid opcode", "out of gas", "stack underflow", "stack limit"
  };

  private NodeErrors() {}

  /** The block is not, or no longer, on the node's chain. */
  static boolean isBlockGone(RpcAnswer.Failure failure) {
    return has(failure, GONE) && !isRolledBack(failure);
  }

  /** The block is known, its state is not kept. */
  static boolean isPruned(RpcAnswer.Failure failure) {
    return has(failure, PRUNED) && !isRolledBack(failure);
  }

  /** The EVM ran and rolled back. Code 3 is geth's for exactly that. */
  public static boolean isRolledBack(RpcAnswer.Failure failure) {
    return failure.code() == 3 || failure.data().isPresent() || has(failure, EVM);
  }

  private static boolean has(RpcAnswer.Failure failure, String[] texts) {
    String message = failure.message().toLowerCase(Locale.ROOT);
    for (String text : texts) {
      if (message.contains(text)) {
        return true;
      }
    }
    return false;
  }
}
