package io.github.restake4j.journal.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL server on a free port, run by an ordinary user even if the tests are not, with
 * its data below {@code target}. A shell watches over it: when the JVM that started it is gone, for
 * whatever reason, the server is stopped and its data removed.
 */
final class PostgresServer implements AutoCloseable {
  private static final int NOBODY = 65_534;
  private static final String WATCH =
      "\"$@\" 2>&1 & server=$!; read word; signal=INT; [ \"$word\" = crash ] && signal=QUIT;"
          + " kill -$signal $server; wait $server; [ \"$word\" = crash ] || rm -rf \"$0\"";
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private static @Nullable PostgresServer shared;

  private final List<String> asUser;
  private final Path binaries;
  private final Path data;
  private final String password = Long.toHexString(new SecureRandom().nextLong());
  private final int port;
  private @Nullable Process watch;

  private PostgresServer() throws IOException, InterruptedException {
    boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    String id = Integer.toString(NOBODY);
    asUser =
        root
            ? List.of("setpriv", "--reuid=" + id, "--regid=" + id, "--clear-groups", "--")
            : List.of();
    Path target = Path.of("target").toAbsolutePath();
    Files.createDirectories(target);
    if (!reachable(target)) {
      target = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "restake4j"));
    }
    binaries = PostgresBinaries.find(target);
    data = Files.createTempDirectory(target, "postgres-data.");
    Path secret = Files.writeString(Files.createTempFile(target, "postgres.", ".pw"), password);
    if (root) {
      Files.setAttribute(data, "unix:uid", NOBODY);
      Files.setAttribute(secret, "unix:uid", NOBODY);
    }
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    run(
        binaries.resolve("initdb").toString(),
        "--no-sync",
        "--encoding=UTF8",
        "--locale=C",
        "--username=postgres",
        "--auth=scram-sha-256",
        "--pwfile=" + secret,
        "--pgdata=" + data);
    Files.delete(secret);
    start();
  }

  /** One for all test classes of this JVM; it goes when the JVM goes. */
  static synchronized PostgresServer shared() {
    if (shared == null) {
      shared = fresh();
    }
    return shared;
  }

  /** One for a test that stops it. */
  static PostgresServer fresh() {
    try {
      return new PostgresServer();
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL does not start", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A schema no other test has. */
  static String unusedSchema() {
    return "journal_" + SCHEMAS.incrementAndGet();
  }

  int port() {
    return port;
  }

  String password() {
    return password;
  }

  PGSimpleDataSource source() {
    return source(port);
  }

  /** Through another port, that of a relay. */
  PGSimpleDataSource source(int through) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {through});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setPassword(password);
    source.setConnectTimeout(5);
    source.setSocketTimeout(20);
    return source;
  }

  HikariDataSource pool() {
    return pool(port);
  }

  HikariDataSource pool(int through) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(through));
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(5_000);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  void start() throws IOException {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(List.of("sh", "-c", WATCH, data.toString()));
    command.add(binaries.resolve("postgres").toString());
    command.addAll(List.of("-D", data.toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=60",
            "shared_buffers=32MB",
            // as seldom as it goes, so that a crash takes what was not forced
            "wal_writer_delay=10s",
            "wal_writer_flush_after=1GB")) {
      command.addAll(List.of("-c", setting));
    }
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    watch = process;
    BufferedReader log =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Deque<String> last = new ArrayDeque<>();
    for (String line = log.readLine(); line != null; line = log.readLine()) {
      last.add(line);
      if (line.contains("ready to accept connections")) {
        drain(log);
        return;
      }
    }
    throw new IOException("postgres ended: " + last);
  }

  /** The server stops as if the machine had lost power; its data stays. */
  void crash() throws IOException, InterruptedException {
    Process running = watch;
    if (running == null) {
      throw new IllegalStateException("not running");
    }
    running.getOutputStream().write("crash\n".getBytes(StandardCharsets.UTF_8));
    end(running);
  }

  @Override
  public void close() {
    Process running = watch;
    if (running != null) {
      try {
        end(running);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void end(Process running) throws IOException, InterruptedException {
    watch = null;
    running.getOutputStream().close();
    if (!running.waitFor(30, TimeUnit.SECONDS)) {
      throw new IOException("postgres does not stop");
    }
  }

  private static void drain(BufferedReader log) {
    Thread thread =
        new Thread(
            () -> {
              try {
                String line = log.readLine();
                while (line != null) {
                  line = log.readLine();
                }
              } catch (IOException e) {
                return;
              }
            },
            "postgres-log");
    thread.setDaemon(true);
    thread.start();
  }

  private boolean reachable(Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(List.of("sh", "-c", "cd \"$0\"", folder.toString()));
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
  }

  private void run(String... words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(asUser);
    command.addAll(Arrays.asList(words));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(words[0] + " failed: " + said);
    }
  }
}
