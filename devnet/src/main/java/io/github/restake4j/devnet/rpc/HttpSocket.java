package io.github.restake4j.devnet.rpc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on one port of the loopback interface, with a daemon thread for each
 * connection. While it is down its port is kept, without anybody listening: a connect is refused.
 */
final class HttpSocket implements AutoCloseable {
  private static final int BACKLOG = 200;
  private static final int BIND_TRIES = 50;
  private static final long JOIN_MILLIS = 1_000;

  private final String name;
  private final URI node;
  private final Handler handler;
  private final Set<HttpConnection> open = ConcurrentHashMap.newKeySet();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
  private volatile @Nullable ServerSocket server;
  private volatile int port;
  private @Nullable Socket keeper;
  private @Nullable Thread acceptor;
  private boolean closed;

  HttpSocket(String name, URI node, Handler handler) {
    this.name = name;
    this.node = node;
    this.handler = handler;
  }

  /** Makes the answer to one POST. */
  interface Handler {
    Reply answer(byte[] body, HttpConnection connection) throws IOException;
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  boolean isUp() {
    return server != null;
  }

  /** Listens: on a free port the first time, on the same one from then on. */
  synchronized void up() {
    if (server != null || closed) {
      return;
    }
    letGo();
    try {
      ServerSocket fresh = bind();
      port = fresh.getLocalPort();
      server = fresh;
      acceptor = start(name, () -> accept(fresh));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1:" + port, e);
    }
  }

  private ServerSocket bind() throws IOException {
    for (int tries = 1; ; tries++) {
      ServerSocket fresh = new ServerSocket();
      try {
        fresh.setReuseAddress(true);
        fresh.bind(new InetSocketAddress(loopback(), port), BACKLOG);
        return fresh;
      } catch (IOException e) {
        // an outgoing connection of somebody else may hold the port for a moment
        fresh.close();
        if (port == 0 || tries == BIND_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(10_000_000);
      }
    }
  }

  /** Refuses connections and ends those that are open; what waits in them ends too. */
  synchronized void down() {
    ServerSocket listening = server;
    if (listening == null) {
      return;
    }
    server = null;
    HttpConnection.quietly(listening);
    awaitEnd(acceptor);
    open.forEach(HttpConnection::close);
    if (!closed) {
      keepPort();
    }
  }

  /** A closed socket still listens until the thread that waits in it has left. */
  private static void awaitEnd(@Nullable Thread acceptor) {
    try {
      if (acceptor != null) {
        acceptor.join(JOIN_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Without this the system could give the port away, even to the client that tries to connect. */
  private void keepPort() {
    Socket bound = new Socket();
    try {
      bound.setReuseAddress(true);
      bound.bind(new InetSocketAddress(loopback(), port));
      keeper = bound;
    } catch (IOException taken) {
      HttpConnection.quietly(bound);
    }
  }

  private void letGo() {
    Socket bound = keeper;
    keeper = null;
    if (bound != null) {
      HttpConnection.quietly(bound);
    }
  }

  /** Stops listening and waits until its threads have ended. */
  @Override
  public void close() {
    List<Thread> left;
    synchronized (this) {
      closed = true;
      down();
      letGo();
      left = new ArrayList<>(threads);
    }
    try {
      for (Thread thread : left) {
        if (thread != Thread.currentThread()) {
          thread.join(JOIN_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket listening) {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        client.setTcpNoDelay(true);
        HttpConnection connection = new HttpConnection(client, new HttpLink(node), handler);
        open.add(connection);
        if (listening.isClosed()) {
          connection.close();
          open.remove(connection);
        } else {
          start(name + "-connection", () -> serve(connection));
        }
      } catch (IOException ended) {
        // accept ends with an exception when the server socket closes
      }
    }
  }

  private void serve(HttpConnection connection) {
    try {
      connection.serve();
    } finally {
      open.remove(connection);
    }
  }

  private Thread start(String threadName, Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } finally {
                threads.remove(Thread.currentThread());
              }
            },
            threadName);
    thread.setDaemon(true);
    threads.add(thread);
    thread.start();
    return thread;
  }

  private static InetAddress loopback() throws UnknownHostException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }
}
