package io.github.restake4j.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.tx.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes and one journal file. */
class FileJournalFaultTest {
  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void name() {
    file = folder.resolve("journal");
  }

  private static void refused(Path file) {
    assertThatThrownBy(() -> Journal.open(file))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.kind()).isEqualTo(JournalException.Code.SECOND_WRITER))
        .hasMessageContaining(file.toString());
  }

  private static String otherProcess(Path file) throws IOException {
    Process other = JournalHolder.start(file);
    try {
      return JournalHolder.said(other);
    } finally {
      other.destroy();
    }
  }

  @Test
  void P15_secondProcess_isRefusedAtOpenUntilTheFirstIsGone() throws Exception {
    Process holder = JournalHolder.start(file);
    try {
      assertThat(JournalHolder.said(holder)).startsWith("OPEN");
      refused(file);
      refused(file);
      holder.getOutputStream().write('h');
      holder.getOutputStream().flush();
      assertThat(holder.waitFor()).isEqualTo(137);
    } finally {
      holder.destroy();
    }
    try (Journal journal = Journal.open(file)) {
      assertThat(journal.find("of the other process")).isPresent();
    }
  }

  @Test
  void P16_firstProcessTouchesTheFilesAgain_secondProcessIsStillRefused() throws Exception {
    try (Journal journal = Journal.open(file)) {
      assertThat(otherProcess(file)).startsWith("SECOND_WRITER").contains(file.toString());
      refused(file);
      Files.readAllBytes(file);
      Files.readAllBytes(folder.resolve("journal.gate"));
      journal.accept(Rehearsal.fresh("a"));
      journal.force();
      assertThat(otherProcess(file)).startsWith("SECOND_WRITER");
      refused(file);
      assertThat(otherProcess(file)).startsWith("SECOND_WRITER");
    }
    assertThat(otherProcess(file)).startsWith("OPEN");
  }
}
