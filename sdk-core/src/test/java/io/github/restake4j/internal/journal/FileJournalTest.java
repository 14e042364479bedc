package io.github.restake4j.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import io.github.restake4j.tx.JournalContract;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file journal on a real file. */
class FileJournalTest extends JournalContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return Journal.open(folder.resolve("journal"));
  }

  private void reopen() {
    journal.close();
    journal = open();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().collect(Collectors.toList());
    }
  }

  @Test
  void open_again_holdsWhatWasClosed() {
    reserveFor("a", ALICE, 5);
    journal.append("a", new Intent.Signed(attempt(1)));
    journal.append("a", new Intent.Broadcast());
    journal.append("a", new Intent.Included(inclusion(1, 7)));
    journal.append("a", new Intent.Reopened());
    journal.append("a", new Intent.Included(inclusion(1, 8)));
    journal.append("a", new Intent.Confirmed());
    reserveFor("b", BOB, 0);
    journal.append("b", new Intent.Signed(attempt(2)));
    journal.append("b", new Intent.Included(inclusion(2, 9)));
    journal.append("b", new Intent.Finalized());
    Intent ended = journal.append("b", new Intent.Ended(Intent.State.REVERTED));
    Intent open = journal.find("a").orElseThrow();
    journal.cursor("Ünïcode", Bytes.parse("0xabcdef"));

    reopen();
    assertThat(journal.find("a")).contains(open);
    assertThat(journal.find("b")).contains(ended);
    assertThat(journal.claim(1)).containsExactly(open);
    assertThat(journal.nextNonce(1, ALICE)).isEqualTo(6);
    assertThat(journal.nextNonce(1, BOB)).isEqualTo(1);
    assertThat(journal.cursor("Ünïcode")).contains(Bytes.parse("0xabcdef"));
  }

  @Test
  void cursor_nameThatIsNoText_isRefused() {
    assertThatThrownBy(() -> journal.cursor("\ud800", Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(journal.cursor("\ud800")).isEmpty();
  }

  @Test
  void force_interruptedThread_worksAndStaysInterrupted() {
    journal.accept(fresh("a", ALICE));
    Thread.currentThread().interrupt();
    journal.force();
    assertThat(Thread.interrupted()).isTrue();
    Thread.currentThread().interrupt();
    reopen();
    assertThat(Thread.interrupted()).isTrue();

    assertThat(journal.find("a")).isPresent();
  }

  @Test
  void use_afterClose_isRefused() {
    journal.close();

    assertThatThrownBy(() -> journal.accept(fresh("a", ALICE)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.force()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void P16_open_secondTimeInOneProcess_isSecondWriterByAnyName() throws IOException {
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, folder.resolve("journal"));
    for (Path name :
        List.of(
            folder.resolve("journal"),
            folder.resolve("../" + folder.getFileName() + "/journal"),
            link)) {
      assertThatThrownBy(() -> Journal.open(name))
          .isInstanceOfSatisfying(
              JournalException.class,
              e -> assertThat(e.kind()).isEqualTo(JournalException.Code.SECOND_WRITER))
          .hasMessageContaining(name.toString());
    }
    journal.accept(fresh("a", ALICE));
    reopen();
    assertThat(journal.find("a")).isPresent();
  }

  @Test
  void open_files_areTheOwnersOnly() throws IOException {
    assertThat(files())
        .extracting(file -> String.valueOf(file.getFileName()))
        .containsExactly("journal", "journal.gate", "journal.lock");
    for (Path file : files()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void open_folderOrNoFolder_isRefused() {
    assertThatThrownBy(() -> Journal.open(folder)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Journal.open(folder.resolve("absent/journal")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("absent");
  }

  @Test
  void open_cannotBeRead_isTypedAndUnlocked() throws IOException {
    journal.close();
    Path file = folder.resolve("journal");
    byte[] good = Files.readAllBytes(file);
    Files.write(file, "not a journal, but long enough for one".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining(file.toString());

    Files.write(file, good);
    journal = open();
  }
}
