package io.github.restake4j.journal.postgres;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.tx.Intent;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The open intents of one owner, and what of them waits for a force. They are kept so that a change
 * takes one statement, and so that what a crashed database lost can be written again.
 */
final class Holdings {
  private static final int TRIES = 3;
  private static final int UNFORCED = 10_000;

  private final Database database;
  private final Tables tables;
  private final UUID owner;
  private final Map<String, Held> held = new ConcurrentHashMap<>();
  private final Set<Held> unforced = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean flushDue = new AtomicBoolean();
  private final Object forcing = new Object();

  Holdings(Database database, Tables tables, UUID owner) {
    this.database = database;
    this.tables = tables;
    this.owner = owner;
  }

  /** Makes one change of an intent, once, however often it takes. */
  Intent write(String key, Intent.Change change) {
    Held intent = held(key);
    Intent after;
    synchronized (intent) {
      after = record(intent, change, false);
    }
    if (unforced.size() > UNFORCED) {
      force();
    }
    return after;
  }

  /** Writes one change once, however often it takes; the caller holds the monitor. */
  private Intent record(Held intent, Intent.Change change, boolean exactly) {
    for (int turn = 1; ; turn++) {
      if (intent.unsure()) {
        Intent.Change landed = lookAgain(intent);
        if (landed != null && same(landed, change)) {
          return intent.intent();
        }
      }
      Intent after = intent.after(change);
      try {
        Intent.Change made = tryToWrite(intent, change, after, exactly);
        if (made != null) {
          advance(intent, made, made.equals(change) ? after : intent.after(made));
          return intent.intent();
        }
        intent.becameUnsure();
        if (turn > TRIES) {
          throw new JournalException(
              JournalException.Code.CORRUPT,
              "intent " + intent.intent().key() + " changes without its owner writing it");
        }
      } catch (SQLException e) {
        intent.becameUnsure(change);
        if (turn >= TRIES || !Database.lost(e)) {
          throw Database.failed(change instanceof Intent.Reserved ? "reserve" : "append", e);
        }
      }
    }
  }

  /** What was written; null if the row is not as it was held. */
  private Intent.@Nullable Change tryToWrite(
      Held intent, Intent.Change change, Intent after, boolean exactly) throws SQLException {
    if (!(change instanceof Intent.Reserved wanted)) {
      boolean done = database.statement(c -> tables.change(c, intent, change, after));
      return done ? change : null;
    }
    OptionalLong nonce =
        database.transaction(
            c -> {
              OptionalLong given = tables.take(c, intent, wanted.nonce());
              if (exactly && given.isPresent() && given.getAsLong() != wanted.nonce()) {
                throw new JournalException(
                    JournalException.Code.SECOND_WRITER,
                    "the database lost that "
                        + intent.intent().key()
                        + " had nonce "
                        + wanted.nonce()
                        + ", which was given to another; nothing was sent at it");
              }
              return given;
            });
    return nonce.isPresent() ? new Intent.Reserved(nonce.getAsLong()) : null;
  }

  private static boolean same(Intent.Change landed, Intent.Change asked) {
    return landed instanceof Intent.Reserved
        ? asked instanceof Intent.Reserved
        : landed.equals(asked);
  }

  /**
   * Compares what is held with what the database has, and takes the database's word for it.
   *
   * @return the change in doubt, if it turns out to have been made
   */
  private Intent.@Nullable Change lookAgain(Held intent) {
    String key = intent.intent().key();
    Optional<Row> found = load(key);
    if (!found.isPresent() && intent.fresh()) {
      OptionalLong id =
          database.repeatable(
              "restore",
              c -> {
                Intent now = intent.intent();
                return tables.accept(
                    c,
                    new Intent(
                        now.key(),
                        now.chainId(),
                        now.sender(),
                        now.plan(),
                        now.content(),
                        now.acceptedAt(),
                        List.of(),
                        Optional.empty()));
              });
      found = id.isPresent() ? load(key) : found;
      restore(intent, found.orElseThrow(() -> fenced(intent)));
      return null;
    }
    Row row = found.orElseThrow(() -> fenced(intent));
    boolean ours = row.owner().equals(owner) && row.token() == intent.token();
    if (!ours || (row.id() != intent.id() && !intent.fresh())) {
      throw fenced(intent);
    }
    if (row.version() < intent.version()) {
      restore(intent, row);
      return null;
    }
    Intent.Change landed = null;
    if (row.version() == intent.version() + 1) {
      landed = intent.doubt();
    }
    if (landed != null) {
      if (landed instanceof Intent.Reserved) {
        landed = new Intent.Reserved(row.intent().steps().get(intent.lastStep() + 1).nonce());
      }
      advance(intent, landed, row.intent());
    } else if (row.version() > intent.version()) {
      throw new JournalException(
          JournalException.Code.CORRUPT, "intent " + key + " changes without its owner writing it");
    }
    intent.sure();
    return landed;
  }

  /** Writes again what a crash of the database took. If that fails, all of it is still held. */
  private void restore(Held intent, Row row) {
    List<Intent.Change> lost = intent.after(row.version());
    if (lost == null) {
      throw new JournalException(
          JournalException.Code.CORRUPT,
          "the database lost changes of intent "
              + row.intent().key()
              + " that it had confirmed to be durable");
    }
    Held again = new Held(row, false);
    try {
      for (Intent.Change change : lost) {
        record(again, change, true);
      }
    } finally {
      unforced.remove(again);
    }
    intent.restored(again);
  }

  /** The next force commits even if this owner changed nothing. */
  void flushIsDue() {
    flushDue.set(true);
  }

  /**
   * Returns when everything is durable.
   *
   * @return false if there was nothing to do
   */
  boolean force() {
    synchronized (forcing) {
      for (int turn = 1; !unforced.isEmpty() || flushDue.get(); turn++) {
        flushDue.set(false);
        List<Held> behind = flush();
        if (behind.isEmpty()) {
          return true;
        }
        if (turn > TRIES) {
          throw new JournalException(
              JournalException.Code.WRITE_FAILED,
              "the journal's database keeps losing what it accepted, "
                  + behind.size()
                  + " intents");
        }
        repair(behind);
      }
      return false;
    }
  }

  /** Commits to the disk; gives back what then is not there. */
  private List<Held> flush() {
    record Expected(Held intent, String key, long id, long token, long version) {}
    List<Expected> expected = new ArrayList<>();
    List<Long> ids = new ArrayList<>();
    for (Held intent : unforced) {
      synchronized (intent) {
        expected.add(
            new Expected(
                intent, intent.intent().key(), intent.id(), intent.token(), intent.version()));
        ids.add(intent.id());
      }
    }
    Map<Long, Tables.Mark> found;
    try {
      found = database.repeatable("force", c -> tables.flush(c, ids));
    } catch (JournalException e) {
      flushDue.set(true);
      throw e;
    }
    List<Held> behind = new ArrayList<>();
    for (Expected one : expected) {
      Tables.Mark mark = found.get(one.id());
      boolean there =
          mark != null
              && mark.key().equals(one.key())
              && mark.owner().equals(owner)
              && mark.token() == one.token()
              && mark.version() >= one.version();
      synchronized (one.intent()) {
        if (!there) {
          behind.add(one.intent());
        } else if (one.intent().id() == one.id()) {
          one.intent().confirmed(one.version());
          if (one.intent().forced()) {
            settle(one.intent());
          }
        }
      }
    }
    return behind;
  }

  private void repair(List<Held> behind) {
    // reservations go back in the order of their nonces, so that none is passed over
    behind.sort(Comparator.comparingLong(Holdings::lowestUnforced));
    JournalException first = null;
    for (Held intent : behind) {
      synchronized (intent) {
        if (held.get(intent.intent().key()) != intent) {
          unforced.remove(intent);
          continue;
        }
        try {
          lookAgain(intent);
        } catch (JournalException e) {
          if (first == null) {
            first = e;
          } else {
            first.addSuppressed(e);
          }
          if (e.kind() == JournalException.Code.SECOND_WRITER) {
            forget(intent);
          }
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static long lowestUnforced(Held intent) {
    synchronized (intent) {
      return intent.lowestUnforced();
    }
  }

  Held held(String key) {
    Held known = held.get(key);
    if (known != null) {
      return known;
    }
    Row row = load(key).orElseThrow(() -> new IllegalStateException("no intent under key " + key));
    if (!row.owner().equals(owner)) {
      throw fenced(key);
    }
    return row.intent().end().isPresent() ? new Held(row, false) : hold(row, false);
  }

  Held hold(Row row, boolean fresh) {
    return held.compute(
        row.intent().key(),
        (key, known) -> {
          if (known != null && known.id() == row.id() && known.token() == row.token()) {
            return known;
          }
          Held mine = new Held(row, fresh);
          if (known != null) {
            unforced.remove(known);
          }
          if (fresh) {
            unforced.add(mine);
          }
          return mine;
        });
  }

  /** Takes what claim read, unless what is held is as new. */
  void refresh(Row row) {
    Held known = held.get(row.intent().key());
    if (known != null) {
      synchronized (known) {
        if (known.id() == row.id() && known.token() == row.token()) {
          if (known.version() < row.version()) {
            lookAgain(known);
          }
          return;
        }
        forget(known);
      }
    }
    hold(row, false);
  }

  private void advance(Held intent, Intent.Change change, Intent after) {
    intent.advanced(change, after);
    unforced.add(intent);
  }

  /** Nothing of it waits for a force. */
  private void settle(Held intent) {
    unforced.remove(intent);
    if (intent.intent().end().isPresent()) {
      held.remove(intent.intent().key(), intent);
    }
  }

  void forget(Held intent) {
    unforced.remove(intent);
    held.remove(intent.intent().key(), intent);
  }

  private JournalException fenced(Held intent) {
    forget(intent);
    return fenced(intent.intent().key());
  }

  private static JournalException fenced(String key) {
    return new JournalException(
        JournalException.Code.SECOND_WRITER,
        "intent " + key + " belongs to another instance, which took it over or accepted it");
  }

  /**
   * Lets go of what is no longer among the open intents of a chain; a write would find out who has
   * it.
   */
  void keepOnly(long chainId, Set<String> keys) {
    held.values()
        .removeIf(
            known -> {
              synchronized (known) {
                return known.intent().chainId() == chainId
                    && known.forced()
                    && !keys.contains(known.intent().key());
              }
            });
  }

  /** What is held under a key. */
  Optional<Held> known(String key) {
    return Optional.ofNullable(held.get(key));
  }

  void clear() {
    held.clear();
    unforced.clear();
  }

  /** What the database has under a key. */
  Optional<Row> load(String key) {
    return database.repeatable("find", c -> tables.find(c, key));
  }
}
