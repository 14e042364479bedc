package io.github.restake4j.codegen;

/** An ABI that cannot become Java; the message names the entry and what is wrong with it. */
@SuppressWarnings("serial") // never serialized
public final class AbiRefusedException extends RuntimeException {
  AbiRefusedException(String message) {
    super(message);
  }

  AbiRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
