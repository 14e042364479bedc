package io.github.restake4j;

/** A client of one Ethereum network. */
public final class Restake4j implements AutoCloseable {
  private Restake4j() {}

  /** Frees what the client opened. */
  @Override
  public void close() {}
}
