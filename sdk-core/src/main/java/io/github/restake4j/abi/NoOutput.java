package io.github.restake4j.abi;

/** The result of a contract function that returns nothing. */
public final class NoOutput {
  /** The only value. */
  public static final NoOutput INSTANCE = new NoOutput();

  private NoOutput() {}

  @Override
  public String toString() {
    return "no output";
  }
}
