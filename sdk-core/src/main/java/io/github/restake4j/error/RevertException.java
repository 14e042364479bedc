package io.github.restake4j.error;

import io.github.restake4j.abi.Revert;

/** The EVM rolled a call back. {@link #revert()} says why, as far as its bytes allow. */
@SuppressWarnings("serial")
public final class RevertException extends Restake4jException {
  private final Revert revert;

  /** With a message that names the call and the decoded reason. */
  public RevertException(String message, Revert revert) {
    super(message, null);
    this.revert = revert;
  }

  /** Why, decoded, with its raw bytes. */
  public Revert revert() {
    return revert;
  }

  @Override
  public String code() {
    return "REVERTED";
  }

  /** False: the same call on the same state reverts again. */
  @Override
  public boolean retryable() {
    return false;
  }
}
