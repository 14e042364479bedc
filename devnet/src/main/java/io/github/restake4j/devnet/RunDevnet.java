package io.github.restake4j.devnet;

import io.github.restake4j.devnet.anvil.AnvilMissingException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Runs a devnet as a program: writes its deployment file and ends when standard input ends. Exit
 * status 2 if it was used wrongly or there is no anvil.
 */
public final class RunDevnet {
  private RunDevnet() {}

  /**
   * Runs the devnet.
   *
   * @param arguments the file to write
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: RunDevnet DEPLOYMENT_FILE   (ends when standard input ends)");
      System.exit(2);
    }
    try (LocalDevnet devnet = LocalDevnet.start()) {
      Path file = Path.of(arguments[0]);
      devnet.writeDeployment(file);
      System.out.println("devnet at " + devnet.rpcUrl() + ", described in " + file);
      while (System.in.read() >= 0) {
        // whatever is typed changes nothing; the end of it ends the devnet
      }
    } catch (AnvilMissingException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    }
  }
}
