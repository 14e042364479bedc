package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** A node answered, but with an error or with something that cannot be true. */
@SuppressWarnings("serial")
public final class RpcException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The node answered with a JSON-RPC error that has no code of its own here. */
    RPC_ERROR(false),
    /** The answer is not the JSON-RPC answer to what was asked. */
    MALFORMED_RESPONSE(true),
    /** The node refused the batch as a whole. */
    BATCH_REJECTED(true),
    /** The pinned block left the node's chain while it was read, three times in a row. */
    BLOCK_GONE(true),
    /** The node no longer keeps the state of the asked block; an archive node does. */
    STATE_UNAVAILABLE(false),
    /** A single block has more logs than the node gives out or the client takes. */
    LOGS_TOO_LARGE(false),
    /** The node contradicts itself or what was signed. */
    NODE_MISBEHAVIOUR(true);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public RpcException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public RpcException(Code code, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  /** What exactly, for a {@code switch}. */
  public Code kind() {
    return code;
  }

  @Override
  public String code() {
    return code.name();
  }

  @Override
  public boolean retryable() {
    return code.retryable;
  }
}
