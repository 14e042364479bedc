package io.github.restake4j.journal.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * An instance of a service of which several send from one key through one journal: it sends its own
 * half of the orders, then makes sure that the other half is done as well.
 */
public final class EngineChild {
  static final Address SINK = Address.parse("0x000000000000000000000000000000000000b0b1");
  static final Duration LEASE = Duration.ofSeconds(2);
  private static final int AT_ONCE = 40;
  private static final int THREADS = 4;

  private EngineChild() {}

  static String key(int order) {
    return "order-" + order;
  }

  static long value(int order) {
    return 7_000_000L + order;
  }

  /**
   * Takes the port of the database, the journal's schema, the node's address, the deployment's
   * file, the private key, how many orders there are, and which half is its own, 0 or 1; the
   * database's password is in the environment.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    HikariConfig config = new HikariConfig();
    config.setDataSource(source(Integer.parseInt(arguments[0])));
    config.setMaximumPoolSize(6);
    int orders = Integer.parseInt(arguments[5]);
    int half = Integer.parseInt(arguments[6]);
    try (HikariDataSource pool = new HikariDataSource(config);
        PostgresJournal journal =
            PostgresJournal.open(
                pool, PostgresJournalOptions.builder().schema(arguments[1]).lease(LEASE).build());
        Restake4j client =
            Restake4j.builder()
                .rpc(arguments[2])
                .deployments(Deployments.parse(Files.readString(Path.of(arguments[3]))))
                .journal(journal)
                .pollInterval(Duration.ofMillis(50))
                .build()) {
      say("open " + client.engine().open().size());
      List<Integer> own = new ArrayList<>();
      List<Integer> others = new ArrayList<>();
      for (int order = 0; order < orders; order++) {
        (order % 2 == half ? own : others).add(order);
      }
      LocalKey signer = LocalKey.parse(arguments[4]);
      send(client, signer, own);
      send(client, signer, others);
      say("all");
      CountDownLatch never = new CountDownLatch(1);
      for (List<TxHandle<Receipt>> open = client.engine().open();
          !open.isEmpty();
          open = client.engine().open()) {
        say("left " + open.size() + ", " + open.get(0).key() + " " + open.get(0).status());
        if (never.await(500, TimeUnit.MILLISECONDS)) {
          return;
        }
      }
    }
    say("end");
  }

  private static PGSimpleDataSource source(int port) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {port});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setPassword(Objects.requireNonNull(System.getenv("PGPASSWORD")));
    return source;
  }

  private static void say(String line) {
    synchronized (System.out) {
      System.out.println(line);
    }
  }

  /** Returns when all of them have an outcome. */
  private static void send(Restake4j client, LocalKey signer, List<Integer> orders)
      throws InterruptedException {
    Queue<Integer> left = new ConcurrentLinkedQueue<>(orders);
    CountDownLatch open = new CountDownLatch(orders.size());
    Semaphore window = new Semaphore(AT_ONCE);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(() -> send(client, signer, left, window, open), "sender");
      thread.setDaemon(true);
      thread.start();
    }
    open.await();
  }

  private static void send(
      Restake4j client,
      LocalKey signer,
      Queue<Integer> left,
      Semaphore window,
      CountDownLatch open) {
    TxOptions options =
        TxOptions.builder()
            .bumpInterval(Duration.ofSeconds(1))
            .waitAtMost(Duration.ofHours(1))
            .build();
    for (Integer order = left.poll(); order != null; order = left.poll()) {
      window.acquireUninterruptibly();
      int number = order;
      try {
        TxHandle<Receipt> handle =
            client
                .transfer(SINK, Wei.of(value(number)))
                .with(options.toBuilder().key(key(number)).build())
                .send(signer);
        CompletableFuture<TxOutcome<Receipt>> unused =
            handle
                .async()
                .whenComplete(
                    (outcome, failure) -> {
                      say("done " + key(number) + " " + ending(outcome, failure));
                      window.release();
                      open.countDown();
                    });
      } catch (Restake4jException e) {
        window.release();
        say("refused " + key(number) + " " + e);
        left.add(order); // its own retry, under the same key
      }
    }
  }

  private static String ending(TxOutcome<Receipt> outcome, Throwable failure) {
    return failure != null ? failure.toString() : outcome.getClass().getSimpleName();
  }
}
