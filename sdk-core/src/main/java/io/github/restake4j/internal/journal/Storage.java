package io.github.restake4j.internal.journal;

import java.io.Closeable;
import java.io.IOException;

/**
 * Where a file journal lives: a log, and the log that is to take its place while it is written.
 * What was written is in force for reads at once, and survives a loss of power only after the
 * {@link #force} of its part; until then any part of it may be there or not. Used by one thread at
 * a time.
 */
public interface Storage extends Closeable {
  /** One of the two logs. */
  enum Part {
    /** The journal. */
    LOG,
    /** What compaction writes. */
    NEXT
  }

  /** True if there is such a log, an empty one included. */
  boolean exists(Part part);

  /** All bytes of a log. */
  byte[] read(Part part) throws IOException;

  /**
   * Writes at an offset, and makes the log if there is none. After a failure any part of the bytes
   * may have been written.
   */
  void write(Part part, long offset, byte[] bytes) throws IOException;

  /** Cuts a log, and makes it if there is none. */
  void truncate(Part part, long length) throws IOException;

  /** Returns when all written bytes of a log, and its length, are durable. */
  void force(Part part) throws IOException;

  /** Lets NEXT take the place of LOG in one step, durable after {@link #forceDirectory}. */
  void promote() throws IOException;

  /** Removes NEXT, if there is one. */
  void discard() throws IOException;

  /** Returns when what {@link #promote} did is durable. */
  void forceDirectory() throws IOException;
}
