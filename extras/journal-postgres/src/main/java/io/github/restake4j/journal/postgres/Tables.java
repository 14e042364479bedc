package io.github.restake4j.journal.postgres;

import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Every statement of the journal. A write of an intent names owner, token and version, and does
 * nothing unless the row has all three.
 *
 * <p>Changes commit with {@code synchronous_commit} off: in force for everybody at once, durable
 * with the next commit that waits for the disk, which is {@link #flush}'s.
 */
final class Tables {
  /** True, and makes this transaction's commit not wait for the disk. */
  static final String LATER = "set_config('synchronous_commit', 'off', true) IS NOT NULL";

  /** Makes this transaction's commit wait, at least for the local disk. */
  private static final String NOW =
      "set_config('synchronous_commit', CASE current_setting('synchronous_commit')"
          + " WHEN 'off' THEN 'on' ELSE current_setting('synchronous_commit') END, true)";

  private static final String MINE = "id = ? AND owner = ? AND token = ? AND version = ?";

  private final String schema;
  private final UUID owner;
  private final long leaseMillis;
  private final String accept;
  private final String forget;
  private final String find;
  private final String load;
  private final String move;
  private final String sign;
  private final String release;
  private final String reject;
  private final String lock;
  private final String take;
  private final String flush;
  private final String next;

  /** What the database says of an intent in few words. */
  record Mark(String key, UUID owner, long token, long version) {}

  Tables(String schema, UUID owner, Duration lease) {
    this.schema = schema;
    this.owner = owner;
    this.leaseMillis = lease.toMillis();
    String s = schema + ".";
    String moved =
        "WITH mine AS (UPDATE "
            + s
            + "intents SET version = version + 1, ended = ?,"
            + " ended_at = CASE WHEN ? THEN clock_timestamp() END WHERE "
            + MINE
            + " AND "
            + LATER
            + " RETURNING id), moved AS (UPDATE "
            + s
            + "steps SET state = ?, won = ?, block = ?, block_number = ? FROM mine"
            + " WHERE intent = mine.id AND place = ?)";
    accept =
        "INSERT INTO "
            + s
            + "intents (key, chain, sender, plan, content, accepted_second, accepted_nano, owner)"
            + " SELECT ?, ?, ?, ?, ?, ?, ?, ? WHERE "
            + LATER
            + " ON CONFLICT (key) DO NOTHING RETURNING id";
    forget = "DELETE FROM " + s + "intents WHERE id = ? AND version = ? AND " + LATER;
    find = Row.select(schema, "i.key = ?");
    load = Row.select(schema, "i.id = ANY (?)");
    move = moved + " SELECT id FROM mine";
    sign =
        moved
            + ", signed AS (INSERT INTO "
            + s
            + "attempts SELECT mine.id, ?, ?, ?, ?, ? FROM mine) SELECT id FROM mine";
    release =
        "WITH mine AS (UPDATE "
            + s
            + "intents SET version = version + 1 WHERE "
            + MINE
            + " AND "
            + LATER
            + " RETURNING id), gone AS (DELETE FROM "
            + s
            + "steps USING mine WHERE intent = mine.id AND place = ?"
            + " RETURNING chain, sender, nonce) INSERT INTO "
            + s
            + "released SELECT chain, sender, nonce FROM gone RETURNING nonce";
    // the step goes: its nonce is free for another one, and no byte of it was ever sent
    reject =
        "WITH mine AS (UPDATE "
            + s
            + "intents SET version = version + 1, ended = ?, ended_at = clock_timestamp() WHERE "
            + MINE
            + " AND "
            + LATER
            + " RETURNING id), gone AS (DELETE FROM "
            + s
            + "steps USING mine WHERE intent = mine.id AND place = ?"
            + " RETURNING chain, sender, nonce), freed AS (INSERT INTO "
            + s
            + "released SELECT chain, sender, nonce FROM gone) SELECT id FROM mine";
    lock =
        "WITH mine AS (UPDATE "
            + s
            + "intents SET version = version + 1 WHERE "
            + MINE
            + " AND "
            + LATER
            + " RETURNING chain, sender) INSERT INTO "
            + s
            + "nonces AS n SELECT chain, sender, 0 FROM mine"
            + " ON CONFLICT (chain, sender) DO UPDATE SET next = n.next RETURNING next";
    take =
        "WITH free AS (DELETE FROM "
            + s
            + "released WHERE chain = ? AND sender = ? AND nonce = (SELECT min(nonce) FROM "
            + s
            + "released WHERE chain = ? AND sender = ? AND nonce >= ?) RETURNING nonce),"
            + " chosen AS (SELECT coalesce((SELECT nonce FROM free), greatest(?, ?)) AS nonce),"
            + " counted AS (UPDATE "
            + s
            + "nonces AS n SET next = greatest(n.next, chosen.nonce + 1) FROM chosen"
            + " WHERE n.chain = ? AND n.sender = ?) INSERT INTO "
            + s
            + "steps (intent, place, chain, sender, nonce, state)"
            + " SELECT ?, ?, ?, ?, nonce, 'RESERVED' FROM chosen RETURNING nonce";
    flush =
        "WITH beat AS ("
            + Leases.beat(schema)
            + " RETURNING "
            + NOW
            + ") SELECT id, key, owner, token, version FROM "
            + s
            + "intents WHERE id = ANY (?)";
    // released nonces at the upper end count as never given
    next =
        "SELECT n.next - (SELECT count(*) FROM (SELECT nonce, row_number() OVER"
            + " (ORDER BY nonce DESC) AS down FROM "
            + s
            + "released r WHERE r.chain = n.chain AND r.sender = n.sender) AS free"
            + " WHERE free.nonce = n.next - free.down) FROM "
            + s
            + "nonces n WHERE n.chain = ? AND n.sender = ?";
  }

  /** Takes in a new intent; empty if its key is taken. */
  OptionalLong accept(Connection connection, Intent fresh) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(accept)) {
      statement.setString(1, fresh.key());
      statement.setLong(2, fresh.chainId());
      statement.setBytes(3, fresh.sender().toBytes());
      statement.setString(4, fresh.plan());
      statement.setBytes(5, fresh.content().toBytes());
      Instant at = fresh.acceptedAt();
      statement.setLong(6, at.getEpochSecond());
      statement.setInt(7, at.getNano());
      statement.setObject(8, owner);
      return number(statement);
    }
  }

  /** Makes room for a new intent under the key of one that came to nothing. */
  void forget(Connection connection, Row rejected) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(forget)) {
      statement.setLong(1, rejected.id());
      statement.setLong(2, rejected.version());
      statement.execute();
    }
  }

  Optional<Row> find(Connection connection, String key) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(find)) {
      statement.setString(1, key);
      try (ResultSet rows = statement.executeQuery()) {
        List<Row> found = Row.read(rows);
        return found.isEmpty() ? Optional.empty() : Optional.of(found.get(0));
      }
    }
  }

  List<Row> load(Connection connection, Collection<Long> ids) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(load)) {
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      try (ResultSet rows = statement.executeQuery()) {
        return Row.read(rows);
      }
    }
  }

  /** Writes a change that adds and removes no step; false if the row is not as it was held. */
  boolean change(Connection connection, Held held, Intent.Change change, Intent after)
      throws SQLException {
    if (change instanceof Intent.Released) {
      return release(connection, held);
    }
    if (held.freesLastStep(change)) {
      return reject(connection, held);
    }
    boolean signed = change instanceof Intent.Signed;
    try (PreparedStatement statement = connection.prepareStatement(signed ? sign : move)) {
      statement.setString(1, after.end().map(Intent.State::name).orElse(null));
      statement.setBoolean(2, after.end().isPresent());
      mine(statement, 3, held);
      int place = held.lastStep();
      if (place < 0) {
        statement.setNull(7, Types.VARCHAR);
        inclusion(statement, 8, Optional.empty());
      } else {
        Intent.Step step = after.steps().get(place);
        statement.setString(7, step.state().name());
        inclusion(statement, 8, step.inclusion());
      }
      statement.setInt(11, place);
      if (change instanceof Intent.Signed made) {
        statement.setInt(12, place);
        statement.setInt(13, after.steps().get(place).attempts().size() - 1);
        statement.setBytes(14, made.attempt().hash().toBytes());
        statement.setBytes(15, made.attempt().raw().toArray());
        statement.setString(16, made.attempt().purpose().name());
      }
      return number(statement).isPresent();
    }
  }

  private boolean release(Connection connection, Held held) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(release)) {
      mine(statement, 1, held);
      statement.setInt(5, held.lastStep());
      return number(statement).isPresent();
    }
  }

  private boolean reject(Connection connection, Held held) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(reject)) {
      statement.setString(1, Intent.State.REJECTED.name());
      mine(statement, 2, held);
      statement.setInt(6, held.lastStep());
      return number(statement).isPresent();
    }
  }

  /**
   * Gives the next step a nonce, in a transaction of its own; waits for others that do the same for
   * the same sender.
   *
   * @return empty if the row is not as it was held
   */
  OptionalLong take(Connection connection, Held held, long atLeast) throws SQLException {
    OptionalLong next;
    try (PreparedStatement statement = connection.prepareStatement(lock)) {
      mine(statement, 1, held);
      next = number(statement);
    }
    if (!next.isPresent()) {
      return next;
    }
    Intent intent = held.intent();
    byte[] sender = intent.sender().toBytes();
    // the lock is held from here on, and a new statement sees what those before us committed
    try (PreparedStatement statement = connection.prepareStatement(take)) {
      statement.setLong(1, intent.chainId());
      statement.setBytes(2, sender);
      statement.setLong(3, intent.chainId());
      statement.setBytes(4, sender);
      statement.setLong(5, atLeast);
      statement.setLong(6, next.getAsLong());
      statement.setLong(7, atLeast);
      statement.setLong(8, intent.chainId());
      statement.setBytes(9, sender);
      statement.setLong(10, held.id());
      statement.setInt(11, intent.steps().size());
      statement.setLong(12, intent.chainId());
      statement.setBytes(13, sender);
      return number(statement);
    }
  }

  /** Commits to the disk, with it all that was committed before, and says what is there. */
  Map<Long, Mark> flush(Connection connection, Collection<Long> ids) throws SQLException {
    Map<Long, Mark> found = new HashMap<>();
    try (PreparedStatement statement = connection.prepareStatement(flush)) {
      statement.setObject(1, owner);
      statement.setLong(2, leaseMillis);
      statement.setArray(3, connection.createArrayOf("bigint", ids.toArray()));
      marks(statement, found);
    }
    return found;
  }

  long nextNonce(Connection connection, long chainId, byte[] sender) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(next)) {
      statement.setLong(1, chainId);
      statement.setBytes(2, sender);
      return number(statement).orElse(0);
    }
  }

  Optional<Bytes> cursor(Connection connection, String name) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT position FROM " + schema + ".cursors WHERE name = ?")) {
      statement.setString(1, name);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? Optional.of(Bytes.of(rows.getBytes(1))) : Optional.empty();
      }
    }
  }

  /** Keeps a position, at once on the disk. */
  void cursor(Connection connection, String name, Bytes position) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO "
                + schema
                + ".cursors VALUES (?, ?) ON CONFLICT (name)"
                + " DO UPDATE SET position = excluded.position RETURNING "
                + NOW)) {
      statement.setString(1, name);
      statement.setBytes(2, position.toArray());
      statement.execute();
    }
  }

  static void marks(PreparedStatement statement, Map<Long, Mark> found) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(
            rows.getLong(1),
            new Mark(
                rows.getString(2),
                rows.getObject(3, UUID.class),
                rows.getLong(4),
                rows.getLong(5)));
      }
    }
  }

  private void mine(PreparedStatement statement, int from, Held held) throws SQLException {
    statement.setLong(from, held.id());
    statement.setObject(from + 1, owner);
    statement.setLong(from + 2, held.token());
    statement.setLong(from + 3, held.version());
  }

  private static void inclusion(
      PreparedStatement statement, int from, Optional<Intent.Inclusion> where) throws SQLException {
    if (where.isPresent()) {
      statement.setBytes(from, where.get().transaction().toBytes());
      statement.setBytes(from + 1, where.get().block().toBytes());
      statement.setLong(from + 2, where.get().blockNumber());
    } else {
      statement.setNull(from, Types.BINARY);
      statement.setNull(from + 1, Types.BINARY);
      statement.setNull(from + 2, Types.BIGINT);
    }
  }

  private static OptionalLong number(PreparedStatement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery()) {
      return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
    }
  }
}
