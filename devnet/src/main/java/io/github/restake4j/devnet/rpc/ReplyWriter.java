package io.github.restake4j.devnet.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Puts replies on the wire: whole, cut, slowly, padded, compressed or in chunks. */
final class ReplyWriter {
  private static final int BLOCK = 65_536;
  private static final byte[] SPACES = spaces();
  private static final int DRIPS_PER_SECOND = 20;

  private final OutputStream out;
  private final Pause pause;

  ReplyWriter(OutputStream out, Pause pause) {
    this.out = out;
    this.pause = pause;
  }

  /** Waits, unless the connection has to end. */
  interface Pause {
    void pause(Duration time) throws IOException;
  }

  /** Writes a reply; false if the connection is of no use any more. */
  boolean write(Reply reply, boolean close) throws IOException {
    Reply.Wire wire = reply.wire();
    byte[] body = wire.gzip() ? zip(reply.body(), wire.padding()) : reply.body();
    long padding = wire.gzip() ? 0 : wire.padding();
    long length = padding == Long.MAX_VALUE ? padding : padding + body.length;
    long claimed = wire.claimed() < 0 ? length : wire.claimed();
    boolean whole = (wire.cutAt() < 0 || wire.cutAt() >= length) && claimed == length;
    out.write(head(reply, claimed, close || !whole).getBytes(StandardCharsets.US_ASCII));
    long left = wire.cutAt() < 0 ? length : Math.min(wire.cutAt(), length);
    for (long spaces = Math.min(padding, left); spaces > 0; spaces -= BLOCK) {
      send(SPACES, (int) Math.min(BLOCK, spaces), wire);
    }
    send(body, (int) Math.max(0, left - padding), wire);
    if (wire.chunked() && whole) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    out.flush();
    return whole;
  }

  private static String head(Reply reply, long length, boolean close) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(reply.status()).append(" \r\n");
    if (reply.status() != 204) {
      reply.headers().forEach((name, value) -> header(head, name, value));
      if (reply.wire().gzip()) {
        header(head, "Content-Encoding", "gzip");
      }
      if (reply.wire().chunked()) {
        header(head, "Transfer-Encoding", "chunked");
      } else {
        header(head, "Content-Length", Long.toString(length));
      }
    }
    if (close) {
      header(head, "Connection", "close");
    }
    return head.append("\r\n").toString();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private void send(byte[] bytes, int count, Reply.Wire wire) throws IOException {
    int rate = wire.bytesPerSecond();
    int step = rate == 0 ? BLOCK : Math.max(1, rate / DRIPS_PER_SECOND);
    for (int from = 0; from < count; from += step) {
      int some = Math.min(step, count - from);
      if (wire.chunked()) {
        out.write((Integer.toHexString(some) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      }
      out.write(bytes, from, some);
      if (wire.chunked()) {
        out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
      }
      if (rate > 0) {
        out.flush();
        pause.pause(Duration.ofNanos(some * 1_000_000_000L / rate));
      }
    }
  }

  private static byte[] zip(byte[] body, long padding) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(zipped, BLOCK)) {
      for (long spaces = padding; spaces > 0; spaces -= BLOCK) {
        zip.write(SPACES, 0, (int) Math.min(BLOCK, spaces));
      }
      zip.write(body);
    }
    return zipped.toByteArray();
  }

  private static byte[] spaces() {
    byte[] spaces = new byte[BLOCK];
    Arrays.fill(spaces, (byte) ' ');
    return spaces;
  }
}
