package io.github.restake4j.internal.journal;

import io.github.restake4j.tx.Intent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything a journal file has, for audits. */
public final class JournalDump {
  private JournalDump() {}

  /** All intents of a file that nobody has open: ended ones first. */
  public static List<Intent> intents(Path file) {
    try (FileStorage storage = FileStorage.open(file)) {
      JournalState state = new JournalState();
      Log log =
          Log.open(storage, file.toString(), state, 1, LoggerFactory.getLogger(JournalDump.class));
      return log.size() < 0 ? List.of() : state.intents();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
