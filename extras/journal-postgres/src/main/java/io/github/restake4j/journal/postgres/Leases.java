package io.github.restake4j.journal.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Who may write which intent. An owner says that it lives, which renews all its leases at once;
 * when it has not for the length of a lease, by the database's clock, or has gone, anybody may take
 * its intents over. A takeover raises the intent's token, and what the old owner still writes names
 * the old token and does nothing.
 */
final class Leases {
  private static final int CLEANED_AT_ONCE = 1_000;

  private final UUID owner;
  private final long leaseMillis;
  private final long keepMillis;
  private final String renew;
  private final String takeOver;
  private final String releaseUnsigned;
  private final String owned;
  private final String clean;
  private final String bury;
  private final String leave;

  Leases(String schema, UUID owner, Duration lease, Duration keepEnded) {
    this.owner = owner;
    this.leaseMillis = lease.toMillis();
    this.keepMillis = keepEnded.toMillis();
    String s = schema + ".";
    renew = beat(schema) + " RETURNING " + Tables.LATER;
    takeOver =
        "UPDATE "
            + s
            + "intents SET owner = ?, token = token + 1 WHERE id IN (SELECT i.id FROM "
            + s
            + "intents i LEFT JOIN "
            + s
            + "owners o ON o.id = i.owner WHERE i.chain = ? AND i.ended IS NULL"
            + " AND i.owner <> ? AND (o.id IS NULL OR o.expires < clock_timestamp())"
            + " ORDER BY i.id FOR UPDATE OF i SKIP LOCKED) RETURNING id";
    releaseUnsigned =
        "WITH gone AS (DELETE FROM "
            + s
            + "steps WHERE intent = ANY (?) AND state = 'RESERVED'"
            + " RETURNING intent, chain, sender, nonce), freed AS (INSERT INTO "
            + s
            + "released SELECT chain, sender, nonce FROM gone) UPDATE "
            + s
            + "intents SET version = version + 1 FROM gone WHERE id = gone.intent";
    owned =
        "SELECT id, key, owner, token, version FROM "
            + s
            + "intents WHERE chain = ? AND owner = ? AND ended IS NULL ORDER BY id";
    clean =
        "DELETE FROM "
            + s
            + "intents WHERE id IN (SELECT id FROM "
            + s
            + "intents WHERE ended IS NOT NULL"
            + " AND ended_at < clock_timestamp() - ? * interval '1 millisecond'"
            + " ORDER BY ended_at LIMIT "
            + CLEANED_AT_ONCE
            + " FOR UPDATE SKIP LOCKED)";
    bury = "DELETE FROM " + s + "owners WHERE expires < clock_timestamp() - interval '1 day'";
    leave = "DELETE FROM " + s + "owners WHERE id = ?";
  }

  /** Takes the owner and its lease in milliseconds. */
  static String beat(String schema) {
    return "INSERT INTO "
        + schema
        + ".owners VALUES (?, clock_timestamp() + ? * interval '1 millisecond')"
        + " ON CONFLICT (id) DO UPDATE SET expires = excluded.expires";
  }

  /** Says that this owner lives. */
  void renew(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(renew)) {
      statement.setObject(1, owner);
      statement.setLong(2, leaseMillis);
      statement.execute();
    }
  }

  /** Takes over the open intents of a chain whose owners are gone; commits to the disk if any. */
  boolean takeOver(Connection connection, long chainId) throws SQLException {
    List<Long> taken = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(takeOver)) {
      statement.setObject(1, owner);
      statement.setLong(2, chainId);
      statement.setObject(3, owner);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          taken.add(rows.getLong(1));
        }
      }
    }
    if (taken.isEmpty()) {
      return false;
    }
    // nothing was signed at these nonces, and nothing can be: their owner is fenced off
    try (PreparedStatement statement = connection.prepareStatement(releaseUnsigned)) {
      statement.setArray(1, connection.createArrayOf("bigint", taken.toArray()));
      statement.executeUpdate();
    }
    return true;
  }

  /** What this owner has open on a chain, in the order of acceptance. */
  Map<Long, Tables.Mark> owned(Connection connection, long chainId) throws SQLException {
    Map<Long, Tables.Mark> found = new LinkedHashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(owned)) {
      statement.setLong(1, chainId);
      statement.setObject(2, owner);
      Tables.marks(statement, found);
    }
    return found;
  }

  /** Forgets what ended long ago, some of it at a time. */
  void clean(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(clean)) {
      statement.setLong(1, keepMillis);
      statement.executeUpdate();
    }
    try (PreparedStatement statement = connection.prepareStatement(bury)) {
      statement.executeUpdate();
    }
  }

  /** Gives everything back at once. */
  void leave(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(leave)) {
      statement.setObject(1, owner);
      statement.executeUpdate();
    }
  }
}
