package io.github.restake4j.internal.journal;

import io.github.restake4j.error.JournalException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a log: a header of 24 bytes (magic, version, salt, checksum), then records (length
 * of the body, checksum, body). All numbers are big-endian.
 *
 * <p>A record's checksum covers the log's salt and the record's offset: bytes of another log, or of
 * another place in this one, that a crash left in the file are never taken for a record.
 */
final class LogFormat {
  static final int HEADER = 24;

  /** The first version, and so far the only one. */
  static final int VERSION = 1;

  private static final byte[] MAGIC = {'r', 's', 't', 'k', '4', 'j', 'n', 'l'};
  private static final int PREFIX = 8;

  private final long salt;

  LogFormat(long salt) {
    this.salt = salt;
  }

  /**
   * True for what a log is before all of its header was written: nothing, zeros, or the header's
   * first bytes. No record was ever in such a file.
   */
  static boolean isUnborn(byte[] log) {
    if (log.length >= HEADER) {
      return false;
    }
    int known = Math.min(log.length, MAGIC.length);
    return Arrays.equals(log, new byte[log.length])
        || Arrays.equals(Arrays.copyOf(log, known), Arrays.copyOf(MAGIC, known));
  }

  /**
   * The format of a log, from its header.
   *
   * @throws JournalException if the header is damaged, or of a version we do not know
   */
  static LogFormat of(byte[] log, String name) {
    if (log.length < HEADER || !Arrays.equals(Arrays.copyOf(log, MAGIC.length), MAGIC)) {
      throw new JournalException(
          JournalException.Code.CORRUPT,
          name + " does not begin like a journal; damage at offset 0, or it is another file");
    }
    ByteBuffer header = ByteBuffer.wrap(log);
    int version = header.getInt(MAGIC.length);
    if (version > VERSION) {
      throw new JournalException(
          JournalException.Code.FORMAT_NEWER,
          name
              + " has format version "
              + version
              + ", and this release reads versions up to "
              + VERSION
              + ": open it with the release that wrote it, or with a later one");
    }
    LogFormat format = new LogFormat(header.getLong(MAGIC.length + 4));
    if (!Arrays.equals(Arrays.copyOf(log, HEADER), format.header())) {
      throw new JournalException(
          JournalException.Code.CORRUPT, name + " is damaged at offset 0, in its header");
    }
    return format;
  }

  byte[] header() {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    header.put(MAGIC).putInt(VERSION).putLong(salt);
    CRC32 sum = new CRC32();
    sum.update(header.array(), 0, header.position());
    return header.putInt((int) sum.getValue()).array();
  }

  /** Records with these bodies, the first at an offset. */
  byte[] seal(List<byte[]> bodies, long offset) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] body : bodies) {
      ByteBuffer prefix = ByteBuffer.allocate(PREFIX).putInt(body.length);
      prefix.putInt(sum(offset + out.size(), body, 0, body.length));
      out.write(prefix.array(), 0, PREFIX);
      out.write(body, 0, body.length);
    }
    return out.toByteArray();
  }

  /** For a log that takes the place of one in this format. */
  LogFormat next() {
    return new LogFormat(salt + 1);
  }

  /** The body of the record at an offset of a log; null if there is no whole one. */
  byte @Nullable [] body(byte[] log, int offset) {
    if (log.length - offset <= PREFIX) {
      return null;
    }
    ByteBuffer prefix = ByteBuffer.wrap(log, offset, PREFIX);
    int length = prefix.getInt();
    int from = offset + PREFIX;
    if (length < 1
        || length > log.length - from
        || prefix.getInt() != sum(offset, log, from, length)) {
      return null;
    }
    return Arrays.copyOfRange(log, from, from + length);
  }

  /** The offset behind a record. */
  static int behind(int offset, byte[] body) {
    return offset + PREFIX + body.length;
  }

  /** True if a mark that all before it was forced lies behind an offset. */
  boolean isForcedBehind(byte[] log, int offset) {
    byte[] mark = Records.forced();
    for (int at = offset; at <= log.length - PREFIX - mark.length; at++) {
      if (log[at + PREFIX] == mark[0]
          && ByteBuffer.wrap(log, at, PREFIX).getInt() == mark.length
          && body(log, at) != null) {
        return true;
      }
    }
    return false;
  }

  private int sum(long offset, byte[] from, int at, int length) {
    CRC32 sum = new CRC32();
    sum.update(ByteBuffer.allocate(20).putLong(salt).putLong(offset).putInt(length).array());
    sum.update(from, at, length);
    return (int) sum.getValue();
  }
}
