package io.github.restake4j.devnet;

/** The deployment has no such lever. Under {@code -Drestake4j.deployment} its test is skipped. */
public final class MissingLeverException extends RuntimeException {
  MissingLeverException(String lever, String where) {
    super("no lever " + lever + " in " + where);
  }
}
