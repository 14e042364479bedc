package io.github.restake4j.devnet.rpc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One kept-alive HTTP/1.1 connection to a node, opened on first use. One thread posts; any may
 * close it, which ends a post that waits.
 */
final class HttpLink implements AutoCloseable {
  private static final int CONNECT_MILLIS = 5_000;

  private final String host;
  private final int port;
  private final String path;
  private volatile @Nullable Socket socket;
  private @Nullable InputStream in;
  private @Nullable OutputStream out;

  HttpLink(URI node) {
    if (!"http".equals(node.getScheme()) || node.getHost() == null) {
      throw new IllegalArgumentException("a devnet node is reached by http://host:port: " + node);
    }
    this.host = node.getHost();
    this.port = node.getPort() < 0 ? 80 : node.getPort();
    this.path = node.getRawPath().isEmpty() ? "/" : node.getRawPath();
  }

  /** Posts a body and waits for the whole answer; its body is empty when there was none. */
  Reply post(byte[] body) throws IOException {
    try {
      Socket kept = socket;
      Socket open = kept == null ? connect() : kept;
      InputStream answers = in == null ? new BufferedInputStream(open.getInputStream()) : in;
      OutputStream requests = out == null ? new BufferedOutputStream(open.getOutputStream()) : out;
      in = answers;
      out = requests;
      String head =
          "POST "
              + path
              + " HTTP/1.1\r\nHost: "
              + host
              + ":"
              + port
              + "\r\nContent-Type: application/json\r\nContent-Length: "
              + body.length
              + "\r\n\r\n";
      requests.write(head.getBytes(StandardCharsets.US_ASCII));
      requests.write(body);
      requests.flush();
      return read(answers);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connect() throws IOException {
    Socket fresh = new Socket();
    fresh.setTcpNoDelay(true);
    fresh.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
    socket = fresh;
    return fresh;
  }

  private static Reply read(InputStream from) throws IOException {
    HttpHead head = HttpHead.read(from);
    if (head == null) {
      throw new EOFException("the node closed the connection");
    }
    int status = Integer.parseInt(head.start().split(" ", -1)[1]);
    return Reply.of(status, status == 204 ? new byte[0] : head.body(from));
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    in = null;
    out = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // nothing of ours was left in it
      }
    }
  }

  /** The lines before an HTTP body: the start line and the two headers that frame the body. */
  record HttpHead(String start, long length, boolean chunked, boolean close, boolean expects) {
    static @Nullable HttpHead read(InputStream from) throws IOException {
      String start = line(from);
      if (start == null) {
        return null;
      }
      long length = 0;
      boolean chunked = false;
      boolean close = false;
      boolean expects = false;
      for (String line = line(from); line != null && !line.isEmpty(); line = line(from)) {
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
        switch (name) {
          case "content-length" -> length = Long.parseLong(value);
          case "transfer-encoding" -> chunked = value.contains("chunked");
          case "connection" -> close = value.contains("close");
          case "expect" -> expects = value.contains("100-continue");
          default -> {
            // not about framing
          }
        }
      }
      return new HttpHead(start, length, chunked, close, expects);
    }

    byte[] body(InputStream from) throws IOException {
      if (!chunked) {
        byte[] body = from.readNBytes(Math.toIntExact(length));
        if (body.length < length) {
          throw new EOFException("body cut at " + body.length + " of " + length + " bytes");
        }
        return body;
      }
      ByteArrayOutputStream body = new ByteArrayOutputStream();
      for (int size = chunkSize(from); size > 0; size = chunkSize(from)) {
        body.write(from.readNBytes(size));
        line(from);
      }
      for (String trailer = line(from); trailer != null && !trailer.isEmpty(); ) {
        trailer = line(from);
      }
      return body.toByteArray();
    }

    private static int chunkSize(InputStream from) throws IOException {
      String line = line(from);
      if (line == null) {
        throw new EOFException("body cut before a chunk");
      }
      int extension = line.indexOf(';');
      return Integer.parseInt((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
    }

    private static @Nullable String line(InputStream from) throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(80);
      int b = from.read();
      if (b < 0) {
        return null;
      }
      while (b >= 0 && b != '\n') {
        if (b != '\r') {
          line.write(b);
        }
        b = from.read();
      }
      return line.toString(StandardCharsets.US_ASCII);
    }
  }
}
