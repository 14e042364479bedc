package io.github.restake4j.devnet.rpc;

import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer, and how its bytes travel. Immutable; the body is shared, not copied. */
final class Reply {
  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;
  private final Wire wire;

  private Reply(int status, Map<String, String> headers, byte[] body, Wire wire) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.wire = wire;
  }

  static Reply ok(byte[] body) {
    return of(200, body);
  }

  static Reply of(int status, byte[] body) {
    return new Reply(status, Map.of("Content-Type", "application/json"), body, Wire.PLAIN);
  }

  Reply header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Reply(status, more, body, wire);
  }

  Reply wire(Wire other) {
    return new Reply(status, headers, body, other);
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  byte[] body() {
    return body;
  }

  Wire wire() {
    return wire;
  }

  /** What the client gets in the end. */
  enum Ending {
    /** The bytes of the answer. */
    ANSWER,
    /** The connection closes without a byte. */
    CLOSE,
    /** Nothing, until the client gives up. */
    SILENCE
  }

  /**
   * How the bytes travel.
   *
   * @param cutAt bytes of the body sent before the connection closes; negative for all
   * @param bytesPerSecond 0 for as fast as possible
   * @param padding spaces before the body; {@link Long#MAX_VALUE} for no end
   * @param gzip compressed, padding included
   * @param chunked sent in chunks, without a length
   * @param claimed the length the header gives; negative for the true one
   */
  record Wire(
      Ending ending,
      long cutAt,
      int bytesPerSecond,
      long padding,
      boolean gzip,
      boolean chunked,
      long claimed) {
    static final Wire PLAIN = new Wire(Ending.ANSWER, -1, 0, 0, false, false, -1);

    Wire ends(Ending other) {
      return new Wire(other, cutAt, bytesPerSecond, padding, gzip, chunked, claimed);
    }

    Wire cut(long bytes) {
      return new Wire(ending, bytes, bytesPerSecond, padding, gzip, chunked, claimed);
    }

    Wire drip(int perSecond) {
      return new Wire(ending, cutAt, perSecond, padding, gzip, chunked, claimed);
    }

    Wire padded(long spaces) {
      return new Wire(ending, cutAt, bytesPerSecond, spaces, gzip, chunked, claimed);
    }

    Wire compressed() {
      return new Wire(ending, cutAt, bytesPerSecond, padding, true, chunked, claimed);
    }

    Wire inChunks() {
      return new Wire(ending, cutAt, bytesPerSecond, padding, gzip, true, claimed);
    }

    Wire claiming(long bytes) {
      return new Wire(ending, cutAt, bytesPerSecond, padding, gzip, chunked, bytes);
    }
  }
}
