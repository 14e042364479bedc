package io.github.restake4j.error;

import org.jspecify.annotations.Nullable;

/** We would not do it: a precondition, funds, a policy. Nothing was sent. */
@SuppressWarnings("serial")
public final class RefusedException extends Restake4jException {
  /** What exactly; the name is the {@link #code()}. */
  public enum Code {
    /** The contract would refuse; the message says which condition is not met. */
    PRECONDITION(false),
    /** The sender cannot pay value and gas. */
    INSUFFICIENT_FUNDS(false),
    /** The spender may not take enough, and the plan was told to bring no allowance. */
    INSUFFICIENT_ALLOWANCE(false),
    /** The network asks for more than the fee policy allows. */
    FEE_ABOVE_POLICY(true),
    /**
     * The gas estimate is below what the transaction itself costs or above what a block may take.
     */
    GAS_OUT_OF_BOUNDS(false),
    /** The spend policy refused the transaction. */
    SPEND_POLICY(false),
    /** The rate moved past the given minimum. */
    RATE_MOVED(true),
    /** The idempotency key belongs to another intent. */
    IDEMPOTENCY_CONFLICT(false),
    /** The request is about a transaction that somebody else sent. */
    NOT_OURS(false),
    /** The client was closed. */
    CLOSED(false);

    private final boolean retryable;

    Code(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Code code;

  /** With a message that names the call, the unit and what was expected. */
  public RefusedException(Code code, String message) {
    this(code, message, null);
  }

  /** With the failure that led to it. */
  public RefusedException(Code code, String message, @Nullable Throwable cause) {
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
