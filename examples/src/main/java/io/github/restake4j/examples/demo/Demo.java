package io.github.restake4j.examples.demo;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.anvil.AnvilMissingException;

/**
 * What {@code ./demo} runs: starts a devnet, makes the tour, ends with status 0 only if every
 * number was right.
 */
public final class Demo {
  private static final int FAILED = 1;
  private static final int SOMETHING_MISSING = 2;

  private Demo() {}

  /** Runs the demo and exits with its status. */
  public static void main(String[] arguments) {
    System.out.println("starting a local Ethereum ...");
    try (LocalDevnet devnet = LocalDevnet.start()) {
      new Tour(devnet, System.out).run();
    } catch (AnvilMissingException e) {
      System.err.println("demo: " + e.getMessage());
      System.exit(SOMETHING_MISSING);
    } catch (RuntimeException e) {
      System.err.println("demo: FAILED: " + e.getMessage());
      e.printStackTrace();
      System.exit(FAILED);
    }
  }
}
