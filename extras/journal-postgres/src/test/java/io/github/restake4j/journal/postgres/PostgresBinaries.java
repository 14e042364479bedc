package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.fail;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.opentest4j.TestAbortedException;

/** Where a PostgreSQL server is: a given folder, the one among the test libraries, Debian's. */
final class PostgresBinaries {
  private static final String ARCHIVE = "/postgres-linux-x86_64.txz";

  private PostgresBinaries() {}

  /** A folder with {@code initdb} and {@code postgres}. */
  static Path find(Path unpackInto) throws IOException {
    String wish = System.getProperty("restake4j.postgres", "on");
    if (wish.equals("off")) {
      String why = "skipped by -Drestake4j.postgres=off: a test that needs PostgreSQL";
      System.out.println(why);
      throw new TestAbortedException(why);
    }
    if (!wish.equals("on")) {
      return complete(Path.of(wish))
          .orElseGet(() -> fail("-Drestake4j.postgres=" + wish + " has no initdb and postgres"));
    }
    boolean fits =
        System.getProperty("os.name").equals("Linux")
            && System.getProperty("os.arch").equals("amd64");
    try (InputStream archive = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
      if (fits && archive != null) {
        Path home = unpackInto.resolve("postgresql");
        if (!complete(home.resolve("bin")).isPresent()) {
          unpack(archive, home);
        }
        return home.resolve("bin");
      }
    }
    return installed()
        .orElseGet(
            () ->
                fail(
                    "These tests start a PostgreSQL server: install one (apt-get install"
                        + " postgresql), name its folder with -Drestake4j.postgres=FOLDER,"
                        + " or skip them with -Drestake4j.postgres=off."));
  }

  private static Optional<Path> complete(Path folder) {
    return Files.isExecutable(folder.resolve("initdb"))
            && Files.isExecutable(folder.resolve("postgres"))
        ? Optional.of(folder)
        : Optional.empty();
  }

  private static Optional<Path> installed() throws IOException {
    for (String path : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      if (!path.isEmpty() && complete(Path.of(path)).isPresent()) {
        return complete(Path.of(path));
      }
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(debian)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(debian)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(version -> complete(version.resolve("bin")))
          .flatMap(Optional::stream)
          .findFirst();
    }
  }

  /** Another JVM may do the same at the same time: the folder appears with all it has. */
  private static void unpack(InputStream archive, Path home) throws IOException {
    Files.createDirectories(home.getParent());
    Path fresh = Files.createTempDirectory(home.getParent(), "postgresql.");
    Set<PosixFilePermission> program =
        EnumSet.complementOf(
            EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE));
    Files.setPosixFilePermissions(fresh, program);
    try (TarArchiveInputStream files =
        new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
      for (TarArchiveEntry entry = files.getNextEntry();
          entry != null;
          entry = files.getNextEntry()) {
        Path to = fresh.resolve(entry.getName()).normalize();
        if (!to.startsWith(fresh)) {
          throw new IOException("leaves its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
          Files.createDirectories(to);
          continue;
        }
        Files.createDirectories(to.getParent());
        if (entry.isSymbolicLink()) {
          Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
        } else {
          Files.copy(files, to);
          if ((entry.getMode() & 0100) != 0) {
            Files.setPosixFilePermissions(to, program);
          }
        }
      }
    }
    try {
      Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
    } catch (FileAlreadyExistsException | java.nio.file.DirectoryNotEmptyException e) {
      if (!Files.exists(home.resolve("bin"), LinkOption.NOFOLLOW_LINKS)) {
        throw e;
      }
    }
  }
}
