package io.github.restake4j.journal.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.tx.Intent;
import java.util.Objects;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A second JVM that takes in intents, reserves and signs them, and says each on a line of its own,
 * until it is killed.
 */
public final class JournalChild {
  private JournalChild() {}

  /**
   * Takes the port of the database and the journal's schema; the password is in the environment.
   */
  public static void main(String[] arguments) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"127.0.0.1"});
    source.setPortNumbers(new int[] {Integer.parseInt(arguments[0])});
    source.setDatabaseName("postgres");
    source.setUser("postgres");
    source.setPassword(Objects.requireNonNull(System.getenv("PGPASSWORD")));
    HikariConfig config = new HikariConfig();
    config.setDataSource(source);
    config.setMaximumPoolSize(2);
    PostgresJournal journal =
        PostgresJournal.open(
            new HikariDataSource(config),
            PostgresJournalOptions.builder().schema(arguments[1]).build());
    for (int i = 0; ; i++) {
      String key = "child" + i;
      journal.accept(JournalContract.fresh(key, JournalContract.ALICE));
      journal.force();
      System.out.println("accepted " + key);
      long nonce = journal.reserve(key, 0);
      journal.append(key, new Intent.Signed(JournalContract.attempt(i + 1)));
      journal.force();
      System.out.println("signed " + key + " " + nonce);
    }
  }
}
