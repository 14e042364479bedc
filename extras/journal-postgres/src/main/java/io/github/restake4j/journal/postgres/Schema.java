package io.github.restake4j.journal.postgres;

import io.github.restake4j.error.JournalException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The tables, and which format of them a database has. */
final class Schema {
  static final int FORMAT = 1;

  private Schema() {}

  /** Statements that make a new journal, in order. */
  static List<String> ddl(String schema) {
    String s = PostgresJournalOptions.checked(schema) + ".";
    return List.of(
        "CREATE SCHEMA IF NOT EXISTS " + schema,
        "CREATE TABLE " + s + "format (version integer NOT NULL)",
        "CREATE UNIQUE INDEX format_one_row ON " + s + "format ((true))",
        // a living process; its intents are anybody's once expires has passed or the row is gone
        "CREATE TABLE "
            + s
            + "owners (id uuid PRIMARY KEY, expires timestamptz NOT NULL) WITH (fillfactor = 50)",
        "CREATE TABLE "
            + s
            + "intents (\n"
            + "  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,\n"
            + "  key text NOT NULL UNIQUE,\n"
            + "  chain bigint NOT NULL,\n"
            + "  sender bytea NOT NULL CHECK (octet_length(sender) = 20),\n"
            + "  plan text NOT NULL,\n"
            + "  content bytea NOT NULL CHECK (octet_length(content) = 32),\n"
            + "  accepted_second bigint NOT NULL,\n"
            + "  accepted_nano integer NOT NULL,\n"
            + "  owner uuid NOT NULL,\n"
            + "  token bigint NOT NULL DEFAULT 1,\n"
            + "  version bigint NOT NULL DEFAULT 0,\n"
            + "  ended text,\n"
            + "  ended_at timestamptz\n"
            + ") WITH (fillfactor = 70)",
        "CREATE INDEX intents_open ON " + s + "intents (chain, id) WHERE ended IS NULL",
        "CREATE INDEX intents_ended ON " + s + "intents (ended_at) WHERE ended IS NOT NULL",
        "CREATE TABLE "
            + s
            + "steps (\n"
            + "  intent bigint NOT NULL REFERENCES "
            + s
            + "intents ON DELETE CASCADE,\n"
            + "  place integer NOT NULL,\n"
            + "  chain bigint NOT NULL,\n"
            + "  sender bytea NOT NULL,\n"
            + "  nonce bigint NOT NULL CHECK (nonce >= 0),\n"
            + "  state text NOT NULL,\n"
            + "  won bytea,\n"
            + "  block bytea,\n"
            + "  block_number bigint,\n"
            + "  CHECK (num_nulls(won, block, block_number) IN (0, 3)),\n"
            + "  PRIMARY KEY (intent, place),\n"
            + "  CONSTRAINT one_nonce_one_intent UNIQUE (chain, sender, nonce)\n"
            + ") WITH (fillfactor = 70)",
        "CREATE TABLE "
            + s
            + "attempts (\n"
            + "  intent bigint NOT NULL,\n"
            + "  step integer NOT NULL,\n"
            + "  place integer NOT NULL,\n"
            + "  hash bytea NOT NULL CHECK (octet_length(hash) = 32),\n"
            + "  raw bytea NOT NULL,\n"
            + "  purpose text NOT NULL,\n"
            + "  PRIMARY KEY (intent, step, place),\n"
            + "  FOREIGN KEY (intent, step) REFERENCES "
            + s
            + "steps ON DELETE CASCADE\n"
            + ")",
        // next outlives the intents, so a nonce is not given again when its intent is forgotten
        "CREATE TABLE "
            + s
            + "nonces (\n"
            + "  chain bigint NOT NULL,\n"
            + "  sender bytea NOT NULL,\n"
            + "  next bigint NOT NULL,\n"
            + "  PRIMARY KEY (chain, sender)\n"
            + ") WITH (fillfactor = 50)",
        "CREATE TABLE "
            + s
            + "released (\n"
            + "  chain bigint NOT NULL,\n"
            + "  sender bytea NOT NULL,\n"
            + "  nonce bigint NOT NULL,\n"
            + "  PRIMARY KEY (chain, sender, nonce)\n"
            + ")",
        "CREATE TABLE " + s + "cursors (name text PRIMARY KEY, position bytea NOT NULL)",
        "INSERT INTO " + s + "format VALUES (" + FORMAT + ")");
  }

  /** Creates the tables where there are none; instances that start together wait for each other. */
  static void migrate(Connection connection, String schema) throws SQLException {
    try (PreparedStatement lock =
        connection.prepareStatement(
            "SELECT pg_advisory_xact_lock(hashtextextended('restake4j ' || ?, 0))")) {
      lock.setString(1, schema);
      lock.execute();
    }
    if (format(connection, schema) == 0) {
      try (Statement statement = connection.createStatement()) {
        for (String line : ddl(schema)) {
          statement.execute(line);
        }
      }
    }
  }

  /** Refuses a database without a journal, or with one this release cannot read. */
  static void require(Connection connection, String schema) throws SQLException {
    int found = format(connection, schema);
    if (found == 0) {
      throw new IllegalStateException(
          "no journal in schema " + schema + ": run PostgresJournal.migrate, or ddl by hand");
    }
    if (found > FORMAT) {
      throw new JournalException(
          JournalException.Code.FORMAT_NEWER,
          "the journal in schema "
              + schema
              + " has format "
              + found
              + "; this release reads up to "
              + FORMAT);
    }
  }

  private static int format(Connection connection, String schema) throws SQLException {
    try (PreparedStatement there =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      there.setString(1, schema + ".format");
      try (ResultSet rows = there.executeQuery()) {
        rows.next();
        if (!rows.getBoolean(1)) {
          return 0;
        }
      }
    }
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT version FROM " + schema + ".format")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
