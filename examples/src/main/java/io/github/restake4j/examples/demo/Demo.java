package io.github.restake4j.examples.demo;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.anvil.AnvilMissingException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * {@code ./demo}: starts a devnet, runs the tour, ends with status 0 only if every number was
 * right.
 */
public final class Demo {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  private static final String HELP =
      """
      usage: ./demo [--anvil PATH] [--help]

      Starts a local Ethereum with Lido on it, stakes ETH, wraps, earns, requests a
      withdrawal and claims it. Every number it prints is checked against the chain.

        --anvil PATH   the anvil to run; otherwise RESTAKE4J_ANVIL, PATH, ~/.foundry/bin,
                       or the one npm brings
        --help         this text

      Exit status: 0 all right, 1 a step or a number was wrong, 2 something to install
      is missing or an option is unknown.\
      """;

  private Demo() {}

  /** Runs the demo and exits with its status. */
  public static void main(String[] arguments) {
    System.exit(run(arguments, System.out, System.err));
  }

  static int run(String[] arguments, PrintStream out, PrintStream err) {
    Optional<Path> anvil = Optional.empty();
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].equals("--help")) {
        out.println(HELP);
        return OK;
      }
      if (arguments[i].equals("--anvil") && i + 1 < arguments.length) {
        anvil = Optional.of(Path.of(arguments[++i]));
        continue;
      }
      err.println(
          "demo: unknown option or missing value: " + arguments[i] + " (./demo --help lists them)");
      return UNUSABLE;
    }
    out.println("starting a local Ethereum ...");
    try (LocalDevnet devnet = anvil.map(LocalDevnet::start).orElseGet(LocalDevnet::start)) {
      new Tour(devnet, out).run();
      return OK;
    } catch (AnvilMissingException e) {
      err.println("demo: " + e.getMessage());
      return UNUSABLE;
    } catch (RuntimeException e) {
      err.println("demo: FAILED: " + e.getMessage());
      e.printStackTrace(err);
      return FAILED;
    }
  }
}
