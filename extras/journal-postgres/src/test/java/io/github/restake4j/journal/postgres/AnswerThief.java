package io.github.restake4j.journal.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A relay in front of the database that, once armed, lets so many questions through, waits until
 * the server has answered the last of them, and then cuts the line instead of handing the answer
 * on: what was asked is done, and the one who asked does not know.
 */
final class AnswerThief implements AutoCloseable {
  private final ServerSocket door;
  private final int server;
  private final AtomicInteger answersLeft = new AtomicInteger(-1);
  private final AtomicInteger stolen = new AtomicInteger();

  AnswerThief(int server) throws IOException {
    this.server = server;
    this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::welcome);
  }

  int port() {
    return door.getLocalPort();
  }

  /** Cuts instead of the answer that follows so many others. */
  void armAfter(int answers) {
    answersLeft.set(answers);
  }

  void disarm() {
    answersLeft.set(-1);
  }

  int stolen() {
    return stolen.get();
  }

  private void welcome() {
    try {
      while (true) {
        Socket client = door.accept();
        Socket upstream = new Socket(InetAddress.getLoopbackAddress(), server);
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        daemon(() -> pump(client, upstream, false));
        daemon(() -> pump(upstream, client, true));
      }
    } catch (IOException e) {
      return;
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[65_536];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (answers && answersLeft.get() >= 0 && answersLeft.getAndDecrement() == 0) {
          stolen.incrementAndGet();
          return;
        }
        out.write(buffer, 0, read);
      }
    } catch (IOException e) {
      return;
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "answer-thief");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
