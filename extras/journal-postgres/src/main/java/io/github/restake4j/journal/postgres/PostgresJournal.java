package io.github.restake4j.journal.postgres;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/**
 * A journal in a PostgreSQL database, for any number of instances that send from the same keys.
 * Each object is one owner; it starts no thread and keeps no connection.
 *
 * <p>Every change is a transaction of its own, seen by all owners when its method returns. Changes
 * commit without waiting for the disk; {@link #force} commits with waiting, which makes all of them
 * durable, and reads back that they are there: if the server crashed in between and lost some, they
 * are written again before force returns.
 *
 * <p>The methods block on the database. Give the data source a pool, a connect timeout and a socket
 * timeout. When the database cannot be used they throw {@code JournalException} WRITE_FAILED; the
 * same call may then be repeated and has its effect once, even if only the answer was lost.
 */
public final class PostgresJournal implements Journal {
  private static final int CURSOR_BYTES = 65_536;

  private final Database database;
  private final Tables tables;
  private final Holdings holdings;
  private final Leases leases;
  private final UUID owner = UUID.randomUUID();
  private final Duration lease;
  private final long renewNanos;

  private final AtomicLong renewedAt;
  private final AtomicLong cleanedAt;
  private volatile boolean closed;

  private PostgresJournal(Database database, PostgresJournalOptions options) {
    this.database = database;
    this.tables = new Tables(options.schema(), owner, options.lease());
    this.holdings = new Holdings(database, tables, owner);
    this.leases = new Leases(options.schema(), owner, options.lease(), options.keepEnded());
    this.lease = options.lease();
    this.renewNanos = options.lease().toNanos() / 3;
    this.renewedAt = new AtomicLong(System.nanoTime());
    this.cleanedAt = new AtomicLong(System.nanoTime() - Duration.ofMinutes(2).toNanos());
  }

  /**
   * Opens the journal as a new owner. What an owner that is gone left open is taken over by the
   * first {@link #claim} after its lease ran out.
   *
   * @param source gives connections to one primary database; closed by whoever made it, after this
   * @throws JournalException FORMAT_NEWER if a newer release wrote the journal, WRITE_FAILED if the
   *     database cannot be used
   * @throws IllegalStateException if there is no journal and the options forbid to create one
   */
  public static PostgresJournal open(DataSource source, PostgresJournalOptions options) {
    if (options.createSchema()) {
      migrate(source, options.schema());
    }
    Database database = new Database(source);
    PostgresJournal journal = new PostgresJournal(database, options);
    database.repeatableTransaction(
        "open",
        connection -> {
          Schema.require(connection, options.schema());
          journal.leases.renew(connection);
          return true;
        });
    return journal;
  }

  /**
   * Creates the journal's tables if the schema has none; else changes nothing. Needs the right to
   * create a schema, or tables in the one that is there.
   *
   * @throws IllegalArgumentException if the name is not 1 to 63 of a-z, 0-9 and _
   */
  public static void migrate(DataSource source, String schema) {
    PostgresJournalOptions.checked(schema);
    new Database(source)
        .repeatableTransaction(
            "migrate",
            connection -> {
              Schema.migrate(connection, schema);
              return true;
            });
  }

  /** What {@link #migrate} runs on a database without a journal, as an SQL script. */
  public static String ddl(String schema) {
    return String.join(";\n", Schema.ddl(schema)) + ";\n";
  }

  @Override
  public Intent accept(Intent fresh) {
    if (!fresh.steps().isEmpty() || fresh.end().isPresent() || fresh.key().indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "accept takes an intent without steps and end, and a key without NUL: " + fresh);
    }
    renewInTime();
    while (true) {
      OptionalLong id = database.repeatable("accept", c -> tables.accept(c, fresh));
      if (id.isPresent()) {
        holdings.hold(new Row(id.getAsLong(), owner, 1, 0, fresh), true);
        return fresh;
      }
      Optional<Row> known = holdings.load(fresh.key());
      if (!known.isPresent()) {
        continue;
      }
      Row row = known.get();
      if (!makesRoom(row.intent(), fresh)) {
        // whoever wrote it may not have forced it, and the caller is about to rely on it
        holdings.flushIsDue();
        if (row.owner().equals(owner) && !row.intent().end().isPresent()) {
          holdings.hold(row, row.version() == 0);
        }
        return row.intent();
      }
      holdings.known(fresh.key()).ifPresent(holdings::forget);
      database.repeatable(
          "accept",
          c -> {
            tables.forget(c, row);
            return true;
          });
    }
  }

  private static boolean makesRoom(Intent known, Intent fresh) {
    return known.end().equals(Optional.of(Intent.State.REJECTED))
        && known.content().equals(fresh.content())
        && known.sender().equals(fresh.sender())
        && known.chainId() == fresh.chainId();
  }

  @Override
  public Optional<Intent> find(String key) {
    requireOpen();
    return holdings.load(key).map(Row::intent);
  }

  @Override
  public List<Intent> claim(long chainId) {
    requireOpen();
    cleanInTime();
    long now = System.nanoTime();
    renew();
    renewedAt.set(now);
    database.repeatableTransaction("claim", c -> leases.takeOver(c, chainId));
    Map<Long, Tables.Mark> owned = database.repeatable("claim", c -> leases.owned(c, chainId));
    List<Long> unknown = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    owned.forEach(
        (id, mark) -> {
          keys.add(mark.key());
          if (!holdings.known(mark.key()).filter(h -> current(h, id, mark)).isPresent()) {
            unknown.add(id);
          }
        });
    if (!unknown.isEmpty()) {
      for (Row row : database.repeatable("claim", c -> tables.load(c, unknown))) {
        if (row.owner().equals(owner) && !row.intent().end().isPresent()) {
          holdings.refresh(row);
        }
      }
    }
    return driven(chainId, owned, keys);
  }

  @Override
  public Optional<Duration> lease() {
    return Optional.of(lease);
  }

  private List<Intent> driven(long chainId, Map<Long, Tables.Mark> owned, Set<String> keys) {
    List<Intent> ours = new ArrayList<>();
    for (Tables.Mark mark : owned.values()) {
      holdings
          .known(mark.key())
          .map(PostgresJournal::intent)
          .filter(PostgresJournal::open)
          .ifPresent(ours::add);
    }
    holdings.keepOnly(chainId, keys);
    return ours;
  }

  private static Intent intent(Held known) {
    synchronized (known) {
      return known.intent();
    }
  }

  private static boolean open(Intent intent) {
    return !intent.end().isPresent();
  }

  private static boolean current(Held known, long id, Tables.Mark mark) {
    synchronized (known) {
      return known.id() == id && known.token() == mark.token() && known.version() >= mark.version();
    }
  }

  @Override
  public long reserve(String key, long atLeast) {
    if (atLeast < 0) {
      throw new IllegalArgumentException("a nonce is 0 or more, not " + atLeast);
    }
    renewInTime();
    Intent after = holdings.write(key, new Intent.Reserved(atLeast));
    return after.steps().get(after.steps().size() - 1).nonce();
  }

  @Override
  public Intent append(String key, Intent.Change change) {
    if (change instanceof Intent.Reserved) {
      throw new IllegalArgumentException("nonces are given by reserve");
    }
    requireOpen();
    return holdings.write(key, change);
  }

  @Override
  public void force() {
    requireOpen();
    if (holdings.force()) {
      renewedAt.set(System.nanoTime());
    }
  }

  @Override
  public long nextNonce(long chainId, Address sender) {
    requireOpen();
    return database.repeatable("nextNonce", c -> tables.nextNonce(c, chainId, sender.toBytes()));
  }

  @Override
  public Optional<Bytes> cursor(String name) {
    requireOpen();
    return database.repeatable("cursor", c -> tables.cursor(c, name));
  }

  @Override
  public void cursor(String name, Bytes position) {
    if (position.size() > CURSOR_BYTES) {
      throw new IllegalArgumentException(
          "a cursor has at most " + CURSOR_BYTES + " bytes, not " + position.size());
    }
    requireOpen();
    database.repeatable(
        "cursor",
        c -> {
          tables.cursor(c, name, position);
          return true;
        });
  }

  /** Forces, and gives this owner's intents back at once: the next claim of another has them. */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      force();
    } finally {
      closed = true;
      holdings.clear();
      database.repeatable(
          "close",
          c -> {
            leases.leave(c);
            return true;
          });
    }
  }

  private void renewInTime() {
    requireOpen();
    long now = System.nanoTime();
    long last = renewedAt.get();
    if (now - last > renewNanos && renewedAt.compareAndSet(last, now)) {
      try {
        renew();
      } catch (JournalException e) {
        renewedAt.set(last);
        throw e;
      }
    }
  }

  private void renew() {
    database.repeatable(
        "renew",
        c -> {
          leases.renew(c);
          return true;
        });
  }

  private void cleanInTime() {
    long now = System.nanoTime();
    long last = cleanedAt.get();
    if (now - last > Duration.ofMinutes(1).toNanos() && cleanedAt.compareAndSet(last, now)) {
      database.repeatable(
          "claim",
          c -> {
            leases.clean(c);
            return true;
          });
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the journal is closed");
    }
  }
}
