package io.github.restake4j.internal.rpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An HTTP server that does to its sockets what a proper one does not. */
final class RawServer implements AutoCloseable {
  /** One request, read to its end. */
  record Request(int connection, String head, String body) {
    long id() {
      return Long.parseLong(body.replaceAll("(?s).*?\"id\":([0-9]+).*", "$1"));
    }
  }

  /** Writes whatever it likes; the connection is closed unless it returns true. */
  interface Script {
    boolean answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private final Script script;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstRequest = new CountDownLatch(1);
  private final CountDownLatch closing = new CountDownLatch(1);

  RawServer(Script script) {
    this(plain(), script);
  }

  /** On a socket of the caller's, for TLS. */
  RawServer(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
    daemon(this::accept);
  }

  private static ServerSocket plain() {
    try {
      return new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers every request with the body, whatever was asked, and keeps the connection. */
  static RawServer answering(String body) {
    return new RawServer((request, out) -> ok(out, body));
  }

  /** Reads requests and never answers. */
  static RawServer silent() {
    RawServer[] self = new RawServer[1];
    self[0] =
        new RawServer(
            (request, out) -> {
              self[0].closing.await();
              return false;
            });
    return self[0];
  }

  static boolean ok(OutputStream out, String body) throws IOException {
    return ok(out, body.getBytes(StandardCharsets.UTF_8), "");
  }

  static boolean ok(OutputStream out, byte[] body, String moreHeaders) throws IOException {
    head(out, "Content-Length: " + body.length + "\r\n" + moreHeaders);
    out.write(body);
    out.flush();
    return true;
  }

  static void head(OutputStream out, String headers) throws IOException {
    String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n" + headers + "\r\n";
    out.write(head.getBytes(StandardCharsets.US_ASCII));
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  int port() {
    return server.getLocalPort();
  }

  List<Request> requests() {
    return requests;
  }

  void awaitRequest() throws InterruptedException {
    if (!firstRequest.await(5, TimeUnit.SECONDS)) {
      throw new AssertionError("no request came");
    }
  }

  /** Waits, unless the server is closed meanwhile. */
  boolean pause(long millis) throws InterruptedException {
    return !closing.await(millis, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    for (int i = 1; closing.getCount() > 0; i++) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        int connection = i;
        daemon(() -> serve(socket, connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket socket, int connection) {
    try (socket) {
      InputStream in = socket.getInputStream();
      Request request = read(in, connection);
      while (request != null) {
        requests.add(request);
        firstRequest.countDown();
        if (!script.answer(request, socket.getOutputStream())) {
          return;
        }
        request = read(in, connection);
      }
    } catch (IOException | InterruptedException e) {
      // the other side went away, which is what many cases are about
    }
  }

  private static @Nullable Request read(InputStream in, int connection) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        return null;
      }
      head.write(next);
    }
    String text = head.toString(StandardCharsets.US_ASCII);
    String length =
        text.toLowerCase(Locale.ROOT).replaceAll("(?s).*content-length: ([0-9]+).*", "$1");
    byte[] body = in.readNBytes(Integer.parseInt(length));
    return new Request(connection, text, new String(body, StandardCharsets.UTF_8));
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-server");
    thread.setDaemon(true);
    thread.start();
  }
}
