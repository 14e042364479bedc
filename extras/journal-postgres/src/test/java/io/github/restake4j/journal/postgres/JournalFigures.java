package io.github.restake4j.journal.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.eth.Address;
import io.github.restake4j.tx.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;

/** Prints how fast the journal is on this machine; the README says how to run it. */
public final class JournalFigures {
  private static final int INTENTS = 2_000;

  private JournalFigures() {}

  /** Takes no arguments. */
  public static void main(String[] arguments) throws Exception {
    try (PostgresServer server = PostgresServer.fresh();
        HikariDataSource pool = server.pool()) {
      for (int round = 0; round < 3; round++) {
        try (PostgresJournal journal =
            PostgresJournal.open(
                pool,
                PostgresJournalOptions.builder().schema(PostgresServer.unusedSchema()).build())) {
          System.out.println("round " + round);
          figures(journal, "one thread, one key", 1);
          figures(journal, "four threads, four keys", 4);
        }
      }
    }
  }

  private static void figures(PostgresJournal journal, String title, int threads) throws Exception {
    System.out.println("  " + title);
    each("accept", threads, i -> journal.accept(fresh(threads, i)));
    each("reserve", threads, i -> journal.reserve(key(threads, i), 0));
    each(
        "append signed",
        threads,
        i -> journal.append(key(threads, i), new Intent.Signed(JournalContract.attempt(i))));
    each("append broadcast", threads, i -> journal.append(key(threads, i), new Intent.Broadcast()));
    long start = System.nanoTime();
    journal.force();
    System.out.printf(
        "    force of all these         %8.1f ms%n", (System.nanoTime() - start) / 1e6);
    each(
        "append included, then force",
        threads,
        i -> {
          journal.append(key(threads, i), new Intent.Included(JournalContract.INCLUSION));
          journal.force();
        });
    start = System.nanoTime();
    int open = journal.claim(1).size();
    System.out.printf(
        "    claim of %5d open        %8.1f ms%n", open, (System.nanoTime() - start) / 1e6);
  }

  private static String key(int threads, int i) {
    return threads + "/" + i;
  }

  private static Intent fresh(int threads, int i) {
    return JournalContract.fresh(
        key(threads, i), Address.parse(String.format("0x%040x", threads * 100 + i % threads)));
  }

  private static void each(String what, int threads, IntConsumer work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> parts = new ArrayList<>();
    long start = System.nanoTime();
    for (int thread = 0; thread < threads; thread++) {
      int first = thread;
      parts.add(
          pool.submit(
              () -> {
                for (int i = first; i < INTENTS; i += threads) {
                  work.accept(i);
                }
              }));
    }
    for (Future<?> part : parts) {
      part.get();
    }
    long nanos = System.nanoTime() - start;
    pool.shutdown();
    System.out.printf("    %-26s %8d /s%n", what, INTENTS * 1_000_000_000L / nanos);
  }
}
