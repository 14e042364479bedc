package io.github.restake4j.devnet;

/** A lever was refused: by the contracts, by its command, or for its arguments. */
public final class LeverException extends RuntimeException {
  LeverException(String lever, String why) {
    super(lever + ": " + why);
  }

  LeverException(String lever, Throwable cause) {
    super(lever + ": " + cause.getMessage(), cause);
  }
}
