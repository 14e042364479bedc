package io.github.restake4j.journal.postgres;

import io.github.restake4j.error.JournalException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Borrows connections, one for each piece of work, and names what goes wrong. */
final class Database {
  private static final int CLASHES = 50;
  private static final int LOST = 3;
  private static final Pattern CREDENTIALS =
      Pattern.compile(
          "(?i)jdbc:\\S+|\\S*://\\S+|(password|passwd|pwd|secret|token)\\s*[=:]\\s*\\S+|\\s*detail:.*",
          Pattern.DOTALL);

  /** What is done on a connection; may be done again after it failed. */
  interface Work<T extends @Nullable Object> {
    T on(Connection connection) throws SQLException;
  }

  /** There was no connection, so nothing was done. */
  @SuppressWarnings("serial")
  private static final class Unreached extends SQLException {
    Unreached(SQLException cause) {
      super("no connection", cause.getSQLState(), cause.getErrorCode(), cause);
    }
  }

  private final DataSource source;

  Database(DataSource source) {
    this.source = source;
  }

  /** One statement that is its own transaction. Tried again only where it cannot have worked. */
  <T extends @Nullable Object> T statement(Work<T> work) throws SQLException {
    return run(true, work);
  }

  /** Several statements in one transaction. Tried again only where it cannot have worked. */
  <T extends @Nullable Object> T transaction(Work<T> work) throws SQLException {
    return run(false, work);
  }

  /** As {@link #statement}, and again on a new connection where doing it twice does no harm. */
  <T extends @Nullable Object> T repeatable(String what, Work<T> work) {
    return again(what, true, work);
  }

  /** As {@link #transaction}, and again on a new connection where doing it twice does no harm. */
  <T extends @Nullable Object> T repeatableTransaction(String what, Work<T> work) {
    return again(what, false, work);
  }

  private <T extends @Nullable Object> T again(String what, boolean alone, Work<T> work) {
    for (int turn = 1; ; turn++) {
      try {
        return run(alone, work);
      } catch (SQLException e) {
        if (turn == LOST || !lost(e)) {
          throw failed(what, e);
        }
      }
    }
  }

  private <T extends @Nullable Object> T run(boolean alone, Work<T> work) throws SQLException {
    for (int turn = 1; ; turn++) {
      try (Connection connection = borrow()) {
        boolean before = connection.getAutoCommit();
        if (before != alone) {
          connection.setAutoCommit(alone);
        }
        try {
          T result = work.on(connection);
          if (!alone) {
            connection.commit();
          }
          return result;
        } catch (SQLException | RuntimeException e) {
          undo(connection, alone, e);
          throw e;
        } finally {
          restore(connection, before);
        }
      } catch (SQLException e) {
        String state = e.getSQLState();
        // the server took it back: serialization failure or deadlock
        if (turn == CLASHES || !("40001".equals(state) || "40P01".equals(state))) {
          throw e;
        }
      }
    }
  }

  private Connection borrow() throws Unreached {
    try {
      return source.getConnection();
    } catch (SQLException e) {
      throw new Unreached(e);
    }
  }

  private static void undo(Connection connection, boolean alone, Exception why) {
    if (!alone) {
      try {
        connection.rollback();
      } catch (SQLException e) {
        why.addSuppressed(cleaned(e, 0));
      }
    }
  }

  private static void restore(Connection connection, boolean autoCommit) {
    try {
      if (connection.getAutoCommit() != autoCommit) {
        connection.setAutoCommit(autoCommit);
      }
    } catch (SQLException e) {
      // the connection is broken: whoever lent it finds that out when it comes back
      return;
    }
  }

  /** True if a connection broke under the work, so that whether it worked is not known. */
  static boolean lost(SQLException e) {
    String state = e.getSQLState();
    return !(e instanceof Unreached)
        && state != null
        && (state.startsWith("08") || state.startsWith("57P"));
  }

  /** What callers of the journal see; the database's own words are kept without credentials. */
  static JournalException failed(String what, SQLException e) {
    return new JournalException(
        JournalException.Code.WRITE_FAILED,
        "the journal's database failed at "
            + what
            + " (SQLSTATE "
            + e.getSQLState()
            + "); nothing is signed or sent until it answers",
        cleaned(e, 0));
  }

  /** Drivers put connection URLs and rows of data into messages; both may hold what is secret. */
  private static SQLException cleaned(Throwable e, int depth) {
    String state = null;
    int code = 0;
    if (e instanceof SQLException sql) {
      state = sql.getSQLState();
      code = sql.getErrorCode();
    }
    String message = String.valueOf(e.getMessage());
    SQLException copy =
        new SQLException(
            e.getClass().getName() + ": " + CREDENTIALS.matcher(message).replaceAll("[removed]"),
            state,
            code);
    copy.setStackTrace(e.getStackTrace());
    Throwable cause = e.getCause();
    if (cause != null && depth < 8) {
      copy.initCause(cleaned(cause, depth + 1));
    }
    return copy;
  }
}
