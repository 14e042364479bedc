package io.github.restake4j.devnet;

import io.github.restake4j.devnet.anvil.AnvilBinary;
import io.github.restake4j.devnet.anvil.AnvilMissingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The build's step that deploys the stand-ins once and writes the chain beside the classes. */
public final class DumpState {
  private DumpState() {}

  /**
   * Writes the state file.
   *
   * @param arguments the class folder of this module, and {@code off} to do nothing
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 2 && arguments[1].equals("off")) {
      System.out.println(
          "restake4j.devnet=off: no devnet state is built, devnets will deploy anew");
      return;
    }
    Path folder = Path.of(arguments[0], "io", "github", "restake4j", "devnet");
    Path binary;
    try {
      binary = AnvilBinary.find();
    } catch (AnvilMissingException e) {
      throw new IllegalStateException(e.getMessage() + "; or build with -Drestake4j.devnet=off", e);
    }
    SavedState saved = SavedState.make(binary);
    Files.writeString(folder.resolve(SavedState.RESOURCE), saved.json());
  }
}
