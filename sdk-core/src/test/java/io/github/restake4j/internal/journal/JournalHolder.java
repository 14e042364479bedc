package io.github.restake4j.internal.journal;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.tx.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

/** Another process that opens a journal, says how that went, and holds it until it is told. */
final class JournalHolder {
  private JournalHolder() {}

  public static void main(String[] arguments) throws IOException {
    try (Journal journal = Journal.open(Paths.get(arguments[0]))) {
      journal.accept(Rehearsal.fresh("of the other process"));
      journal.force();
      System.out.println("OPEN");
      if (System.in.read() == 'h') {
        Runtime.getRuntime().halt(137);
      }
    } catch (JournalException e) {
      System.out.println(e.code() + " " + e.getMessage());
    }
  }

  static Process start(Path journal) throws IOException {
    List<String> command =
        List.of(
            Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            JournalHolder.class.getName(),
            journal.toString());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** What a process says first. */
  static String said(Process process) throws IOException {
    byte[] buffer = new byte[4_096];
    int length = Math.max(0, process.getInputStream().read(buffer));
    return new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
