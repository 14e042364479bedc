package io.github.restake4j.journal.postgres;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Intent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * An intent as the database has it.
 *
 * @param id grows in the order of acceptance
 * @param owner who may write it
 * @param token grows with every takeover
 * @param version grows with every change
 */
record Row(long id, UUID owner, long token, long version, Intent intent) {

  /** What {@link #read} reads: one row per attempt, in order, from one snapshot. */
  static String select(String schema, String where) {
    return "SELECT i.id, i.key, i.chain, i.sender, i.plan, i.content, i.accepted_second,"
        + " i.accepted_nano, i.owner, i.token, i.version, i.ended, s.place AS step, s.nonce,"
        + " s.state, s.won, s.block, s.block_number, a.hash, a.raw, a.purpose FROM "
        + schema
        + ".intents i LEFT JOIN "
        + schema
        + ".steps s ON s.intent = i.id LEFT JOIN "
        + schema
        + ".attempts a ON a.intent = s.intent AND a.step = s.place WHERE "
        + where
        + " ORDER BY i.id, s.place, a.place";
  }

  static List<Row> read(ResultSet rows) throws SQLException {
    List<Row> all = new ArrayList<>();
    boolean more = rows.next();
    while (more) {
      long id = rows.getLong("id");
      try {
        String ended = rows.getString("ended");
        Intent head =
            new Intent(
                rows.getString("key"),
                rows.getLong("chain"),
                Address.of(rows.getBytes("sender")),
                rows.getString("plan"),
                Hash32.of(rows.getBytes("content")),
                Instant.ofEpochSecond(
                    rows.getLong("accepted_second"), rows.getInt("accepted_nano")),
                List.of(),
                ended == null ? Optional.empty() : Optional.of(Intent.State.valueOf(ended)));
        UUID owner = rows.getObject("owner", UUID.class);
        long token = rows.getLong("token");
        long version = rows.getLong("version");
        List<Intent.Step> steps = new ArrayList<>();
        more = steps(rows, id, steps);
        Intent intent =
            new Intent(
                head.key(),
                head.chainId(),
                head.sender(),
                head.plan(),
                head.content(),
                head.acceptedAt(),
                steps,
                head.end());
        all.add(new Row(id, owner, token, version, intent));
      } catch (IllegalArgumentException e) {
        throw new JournalException(
            JournalException.Code.CORRUPT,
            "the journal's intent " + id + " holds what no release of this library writes",
            e);
      }
    }
    return all;
  }

  /** Reads the steps of one intent; true if the cursor then stands on the next one's first row. */
  private static boolean steps(ResultSet rows, long id, List<Intent.Step> steps)
      throws SQLException {
    do {
      int place = rows.getInt("step");
      if (rows.wasNull()) {
        continue;
      }
      List<Intent.Attempt> attempts = new ArrayList<>();
      byte[] hash = rows.getBytes("hash");
      if (hash != null) {
        attempts.add(
            new Intent.Attempt(
                Hash32.of(hash),
                Bytes.of(rows.getBytes("raw")),
                Intent.Purpose.valueOf(rows.getString("purpose"))));
      }
      if (place < steps.size()) {
        Intent.Step so = steps.get(place);
        attempts.addAll(0, so.attempts());
        steps.set(place, new Intent.Step(so.nonce(), so.state(), attempts, so.inclusion()));
      } else {
        steps.add(
            new Intent.Step(
                rows.getLong("nonce"),
                Intent.State.valueOf(rows.getString("state")),
                attempts,
                inclusion(rows)));
      }
    } while (rows.next() && rows.getLong("id") == id);
    return !rows.isAfterLast();
  }

  private static Optional<Intent.Inclusion> inclusion(ResultSet rows) throws SQLException {
    byte[] won = rows.getBytes("won");
    if (won == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Intent.Inclusion(
            Hash32.of(won), Hash32.of(rows.getBytes("block")), rows.getLong("block_number")));
  }
}
