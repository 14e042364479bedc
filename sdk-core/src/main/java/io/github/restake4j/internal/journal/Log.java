package io.github.restake4j.internal.journal;

import io.github.restake4j.error.JournalException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The log of a file journal, and how far it can be trusted: what lies behind the last force that
 * worked is unknown after a failure, and is written anew before anything else.
 *
 * <p>After each force a mark says that all before it was forced. The mark itself is durable only
 * with the next force, which is enough: a damaged record with a mark behind it was once whole and
 * someone may have relied on it, so its loss must not pass; one without was being written when the
 * power went, and nobody was told of it.
 *
 * <p>Used by one thread at a time.
 */
final class Log {
  private final Storage storage;
  private LogFormat format;
  private long size;
  private boolean isMarked;
  private boolean isTailClean;
  private boolean isDirectoryForced;

  private Log(Storage storage, LogFormat format) {
    this.storage = storage;
    this.format = format;
  }

  /**
   * Opens the log of a storage and replays it, or makes it if there is none.
   *
   * @param state empty; holds afterwards what the log says
   * @param salt for a log that has to be made: a number that no earlier log here had
   */
  static Log open(Storage storage, String name, JournalState state, long salt, Logger logger)
      throws IOException {
    byte[] bytes = storage.exists(Storage.Part.LOG) ? storage.read(Storage.Part.LOG) : new byte[0];
    if (LogFormat.isUnborn(bytes)) {
      if (bytes.length > 0) {
        logger.warn("journal {}: dropped {} bytes of an unfinished header", name, bytes.length);
      }
      Log log = new Log(storage, new LogFormat(salt));
      log.replace(List.of());
      log.settle();
      return log;
    }
    Log log = new Log(storage, LogFormat.of(bytes, name));
    int end = log.replay(bytes, name, state);
    if (end < bytes.length) {
      logger.warn(
          "journal {}: dropped {} bytes behind offset {}, which a crash left unfinished",
          name,
          bytes.length - end,
          end);
      storage.truncate(Storage.Part.LOG, end);
    }
    // what was read may be in no more than the system's memory
    storage.force(Storage.Part.LOG);
    log.size = end;
    log.isTailClean = true;
    log.settle();
    storage.discard();
    if (!log.isMarked) {
      log.mark();
    }
    return log;
  }

  private int replay(byte[] bytes, String name, JournalState state) {
    int at = LogFormat.HEADER;
    while (at < bytes.length) {
      byte[] body = format.body(bytes, at);
      if (body == null) {
        if (format.isForcedBehind(bytes, at)) {
          throw corrupt(name, at, "", null);
        }
        return at;
      }
      try {
        Records.replay(body, state);
      } catch (IllegalStateException | IllegalArgumentException e) {
        throw corrupt(name, at, " (" + e.getMessage() + ")", e);
      }
      isMarked = Records.isForced(body);
      at = LogFormat.behind(at, body);
    }
    return at;
  }

  private static JournalException corrupt(
      String name, int offset, String why, @Nullable Exception cause) {
    return new JournalException(
        JournalException.Code.CORRUPT,
        "journal "
            + name
            + " is damaged at offset "
            + offset
            + ", in a record that was once whole"
            + why
            + ": nothing is signed or sent from it; put back a good copy of the whole file",
        cause);
  }

  /** How many bytes are forced. */
  long size() {
    return size;
  }

  /**
   * Appends records and forces them.
   *
   * @throws IOException if they may or may not be there: the same records, and perhaps more behind
   *     them, have to be appended again
   */
  void append(List<byte[]> bodies) throws IOException {
    settle();
    if (bodies.isEmpty()) {
      return;
    }
    List<byte[]> batch = new ArrayList<>(bodies.size() + 1);
    if (!isMarked) {
      batch.add(Records.forced());
    }
    batch.addAll(bodies);
    byte[] sealed = format.seal(batch, size);
    if (!isTailClean) {
      storage.truncate(Storage.Part.LOG, size);
    }
    isTailClean = false;
    try {
      storage.write(Storage.Part.LOG, size, sealed);
      storage.force(Storage.Part.LOG);
    } catch (IOException e) {
      cut(e);
      throw e;
    }
    size += sealed.length;
    isMarked = false;
    isTailClean = true;
    mark();
  }

  /** Takes back what could not be forced: whoever waited for it was told that it is not there. */
  private void cut(IOException cause) {
    try {
      storage.truncate(Storage.Part.LOG, size);
      if (!isMarked) {
        storage.write(Storage.Part.LOG, size, format.seal(List.of(Records.forced()), size));
      }
    } catch (IOException e) {
      cause.addSuppressed(e); // the next append cuts it
    }
  }

  /** Writes the mark, which the next records begin with again. */
  private void mark() {
    try {
      storage.write(Storage.Part.LOG, size, format.seal(List.of(Records.forced()), size));
    } catch (IOException e) {
      isTailClean = false;
    }
  }

  /**
   * Puts a log with these records alone in the place of this one; {@link #settle} makes it durable.
   *
   * @throws IOException if this log is still in its place
   */
  void replace(List<byte[]> bodies) throws IOException {
    LogFormat fresh = format.next();
    List<byte[]> marked = new ArrayList<>(bodies);
    marked.add(Records.forced());
    byte[] sealed = fresh.seal(marked, LogFormat.HEADER);
    try {
      storage.truncate(Storage.Part.NEXT, 0);
      storage.write(Storage.Part.NEXT, 0, fresh.header());
      storage.write(Storage.Part.NEXT, LogFormat.HEADER, sealed);
      storage.force(Storage.Part.NEXT);
      promote();
    } catch (IOException e) {
      try {
        storage.discard();
      } catch (IOException inTheWay) {
        e.addSuppressed(inTheWay);
      }
      throw e;
    }
    format = fresh;
    size = LogFormat.HEADER + (long) sealed.length;
    isMarked = true;
    isTailClean = true;
    isDirectoryForced = false;
  }

  private void promote() throws IOException {
    try {
      storage.promote();
    } catch (IOException e) {
      if (storage.exists(Storage.Part.NEXT)) {
        throw e;
      }
      // it happened all the same
    }
  }

  /** Makes a replacement durable, if there was one. */
  void settle() throws IOException {
    if (!isDirectoryForced) {
      storage.forceDirectory();
      isDirectoryForced = true;
    }
  }
}
