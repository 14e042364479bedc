package io.github.restake4j.devnet.anvil;

/** There is no anvil on this machine and no way to fetch one; the message says what to install. */
public final class AnvilMissingException extends RuntimeException {
  AnvilMissingException(String message) {
    super(message);
  }

  AnvilMissingException(String message, Throwable cause) {
    super(message, cause);
  }
}
