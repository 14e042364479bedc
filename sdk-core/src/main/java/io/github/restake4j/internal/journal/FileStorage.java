package io.github.restake4j.internal.journal;

import io.github.restake4j.error.JournalException;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files of one folder: {@code name} (the log), {@code name.next} (while it is compacted), {@code
 * name.lock} and {@code name.gate} (both empty).
 *
 * <p>On POSIX systems a process loses its lock on a file as soon as it closes any channel of that
 * file, so nobody may open the lock file a second time, not even to find it locked. The gate sees
 * to that: the JVM itself remembers that it holds the gate's lock, whatever the system has
 * forgotten, so a second journal of this process stops there, before it opens the lock file. A
 * second process may pass the gate, and stops at the lock.
 */
final class FileStorage implements Storage {
  private static final Set<OpenOption> EXISTING =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE);
  private static final Set<OpenOption> EXISTING_OR_NEW =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);

  private interface Work {
    void run() throws IOException;
  }

  private interface ChannelWork {
    void on(FileChannel channel) throws IOException;
  }

  private final Path log;
  private final Path next;
  private final Path directory;
  private final FileChannel gate;
  private final FileChannel lock;
  private final Map<Part, FileChannel> channels = new EnumMap<>(Part.class);

  private FileStorage(Path log, Path directory, FileChannel gate, FileChannel lock) {
    this.log = log;
    this.next = beside(log, ".next");
    this.directory = directory;
    this.gate = gate;
    this.lock = lock;
  }

  /**
   * Locks the files.
   *
   * @throws JournalException SECOND_WRITER if another journal, here or in another process, has them
   */
  static FileStorage open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException("a journal is a file, and " + path + " is a folder");
    }
    Path parent = path.toAbsolutePath().getParent();
    Path name = path.getFileName();
    if (parent == null || name == null || !Files.isDirectory(parent)) {
      throw new IllegalArgumentException("there is no folder " + parent + " for a journal");
    }
    // all ways to name a file lead to one lock
    Path real = Files.exists(path) ? path.toRealPath() : parent.toRealPath().resolve(name);
    Path folder = real.getParent();
    FileChannel gate = lock(beside(real, ".gate"), path);
    try {
      FileChannel lock = lock(beside(real, ".lock"), path);
      return new FileStorage(real, folder == null ? real : folder, gate, lock);
    } catch (IOException | RuntimeException e) {
      gate.close();
      throw e;
    }
  }

  private static FileChannel lock(Path file, Path journal) throws IOException {
    FileChannel channel = channel(file);
    @Nullable FileLock held = null;
    try {
      held = channel.tryLock();
      if (held == null) {
        throw second(journal, "another process");
      }
      return channel;
    } catch (OverlappingFileLockException e) {
      throw second(journal, "another journal object of this process");
    } finally {
      if (held == null) {
        channel.close();
      }
    }
  }

  private static JournalException second(Path journal, String who) {
    return new JournalException(
        JournalException.Code.SECOND_WRITER,
        "the journal " + journal + " is held by " + who + ", and a journal has one writer");
  }

  private static FileChannel channel(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(file, EXISTING_OR_NEW);
    }
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return FileChannel.open(file, EXISTING_OR_NEW, ownerOnly);
  }

  private static Path beside(Path log, String suffix) {
    return log.resolveSibling(log.getFileName() + suffix);
  }

  private Path path(Part part) {
    return part == Part.LOG ? log : next;
  }

  /**
   * Does what an interrupt cannot stop. The system closes a channel under a thread that is
   * interrupted: then the work is done once more, and the thread is left interrupted.
   */
  private static void whole(Work work) throws IOException {
    boolean isInterrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          work.run();
          return;
        } catch (ClosedByInterruptException e) {
          isInterrupted |= Thread.interrupted();
        }
      }
    } finally {
      if (isInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void with(Part part, ChannelWork work) throws IOException {
    whole(
        () -> {
          FileChannel channel = channels.get(part);
          if (channel == null || !channel.isOpen()) {
            // a log that was moved away is not begun anew in the middle
            channel = part == Part.NEXT ? channel(next) : FileChannel.open(log, EXISTING);
            channels.put(part, channel);
          }
          work.on(channel);
        });
  }

  @Override
  public boolean exists(Part part) {
    return Files.exists(path(part), LinkOption.NOFOLLOW_LINKS);
  }

  @Override
  public byte[] read(Part part) throws IOException {
    byte[][] bytes = {new byte[0]};
    whole(() -> bytes[0] = Files.readAllBytes(path(part)));
    return bytes[0];
  }

  @Override
  public void write(Part part, long offset, byte[] bytes) throws IOException {
    with(
        part,
        channel -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest, offset + rest.position());
          }
        });
  }

  @Override
  public void truncate(Part part, long length) throws IOException {
    with(part, channel -> channel.truncate(length));
  }

  @Override
  public void force(Part part) throws IOException {
    with(part, channel -> channel.force(false));
  }

  @Override
  public void promote() throws IOException {
    release(); // a file that is open cannot be replaced everywhere
    Files.move(next, log, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void discard() throws IOException {
    FileChannel channel = channels.remove(Part.NEXT);
    if (channel != null) {
      channel.close();
    }
    Files.deleteIfExists(next);
  }

  @Override
  public void forceDirectory() throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no folders
    }
    whole(
        () -> {
          try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
          }
        });
  }

  private void release() throws IOException {
    for (FileChannel channel : channels.values()) {
      channel.close();
    }
    channels.clear();
  }

  @Override
  public void close() throws IOException {
    try {
      release();
    } finally {
      try {
        lock.close();
      } finally {
        gate.close();
      }
    }
  }
}
