package io.github.restake4j.devnet.rpc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One client's connection: its requests one after the other, each answered by the handler. */
final class HttpConnection implements AutoCloseable {
  private static final Reply NOT_POST = Reply.of(405, new byte[0]);

  private final Socket client;
  private final HttpLink node;
  private final HttpSocket.Handler handler;
  private final CountDownLatch gone = new CountDownLatch(1);

  HttpConnection(Socket client, HttpLink node, HttpSocket.Handler handler) {
    this.client = client;
    this.node = node;
    this.handler = handler;
  }

  /** This connection's own link to the node. */
  HttpLink node() {
    return node;
  }

  /**
   * Waits.
   *
   * @throws EOFException as soon as this connection is closed from our side
   */
  void pause(Duration time) throws IOException {
    try {
      if (gone.await(time.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new EOFException("closed while it waited");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EOFException("interrupted while it waited");
    }
  }

  void serve() {
    try {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = new BufferedOutputStream(client.getOutputStream());
      boolean more = true;
      while (more) {
        more = exchange(in, out);
      }
    } catch (IOException | NodeRpcException hungUp) {
      // the client or the node hung up; the client sees its connection close
    } finally {
      close();
    }
  }

  private boolean exchange(InputStream in, OutputStream out) throws IOException {
    HttpLink.HttpHead head = HttpLink.HttpHead.read(in);
    if (head == null) {
      return false;
    }
    if (head.expects()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      out.flush();
    }
    byte[] body = head.body(in);
    Reply reply = head.start().startsWith("POST ") ? handler.answer(body, this) : NOT_POST;
    switch (reply.wire().ending()) {
      case ANSWER -> {
        return new ReplyWriter(out, this::pause).write(reply, head.close()) && !head.close();
      }
      case SILENCE -> {
        while (in.read() >= 0) {
          // until the client gives up or the socket goes down
        }
        return false;
      }
      default -> {
        return false;
      }
    }
  }

  @Override
  public void close() {
    gone.countDown();
    quietly(client);
    node.close();
  }

  static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception ignored) {
      // closing a socket twice or late harms nobody
    }
  }
}
