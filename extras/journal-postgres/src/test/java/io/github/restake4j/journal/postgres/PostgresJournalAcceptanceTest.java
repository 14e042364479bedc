package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One owner on a real server: the contract, the format, what ended long ago. */
class PostgresJournalAcceptanceTest extends JournalContract {
  private final String schema = PostgresServer.unusedSchema();
  private HikariDataSource pool;
  private PostgresJournal journal;

  @BeforeAll
  static void startOrSkip() {
    PostgresServer.shared();
  }

  @BeforeEach
  void open() {
    pool = PostgresServer.shared().pool();
    journal = PostgresJournal.open(pool, options());
  }

  @AfterEach
  void close() {
    journal.close();
    pool.close();
  }

  private PostgresJournalOptions options() {
    return PostgresJournalOptions.builder().schema(schema).build();
  }

  @Override
  Journal journal() {
    return journal;
  }

  private void sql(String line) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(line);
    }
  }

  @Test
  void open_again_findsWhatWasForced() {
    reserveFor("a", ALICE, 4);
    Intent signed = journal.append("a", new Intent.Signed(attempt(1)));
    journal.close();

    try (PostgresJournal again = PostgresJournal.open(pool, options())) {
      assertThat(again.find("a")).contains(signed);
      assertThat(again.claim(1)).containsExactly(signed);
      assertThat(again.nextNonce(1, ALICE)).isEqualTo(5);
    }
  }

  @Test
  void P21_open_newerFormat_isRefused() throws SQLException {
    sql("UPDATE " + schema + ".format SET version = version + 1");

    assertThatThrownBy(() -> PostgresJournal.open(pool, options()))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.kind()).isEqualTo(JournalException.Code.FORMAT_NEWER))
        .hasMessageContaining("format 2");
  }

  @Test
  void open_noTablesAndMayNotCreate_saysWhatToDo() {
    assertThatThrownBy(
            () ->
                PostgresJournal.open(
                    pool,
                    PostgresJournalOptions.builder().schema("nowhere").createSchema(false).build()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nowhere")
        .hasMessageContaining("migrate");
  }

  @Test
  void ddl_runByHand_isAJournal() throws SQLException {
    sql(PostgresJournal.ddl("by_hand"));

    try (PostgresJournal other =
        PostgresJournal.open(
            pool, PostgresJournalOptions.builder().schema("by_hand").createSchema(false).build())) {
      assertThat(other.claim(1)).isEmpty();
    }
  }

  @Test
  void claim_endedLongAgo_isForgottenButNotItsNonce() throws SQLException {
    reserveFor("old", ALICE, 0);
    journal.append("old", new Intent.Signed(attempt(1)));
    journal.append("old", new Intent.Included(INCLUSION));
    journal.append("old", new Intent.Ended(Intent.State.SUCCEEDED));
    reserveFor("open", ALICE, 0);
    journal.force();
    sql("UPDATE " + schema + ".intents SET ended_at = ended_at - interval '29 days'");
    try (PostgresJournal other = PostgresJournal.open(pool, options())) {
      other.claim(1);
      assertThat(other.find("old")).isPresent();
    }
    sql("UPDATE " + schema + ".intents SET ended_at = ended_at - interval '2 days'");
    try (PostgresJournal other = PostgresJournal.open(pool, options())) {
      other.claim(1);
      assertThat(other.find("old")).isEmpty();
      assertThat(other.find("open")).isPresent();
    }

    assertThat(reserveFor("new", ALICE, 0)).isEqualTo(2);
  }

  @Test
  void P18_tables_sameNonceTwice_isImpossible() throws SQLException {
    reserveFor("a", ALICE, 0);
    journal.accept(fresh("b", ALICE));

    assertThatThrownBy(
            () ->
                sql(
                    "INSERT INTO "
                        + schema
                        + ".steps SELECT i.id, 0, 1, i.sender, 0, 'RESERVED' FROM "
                        + schema
                        + ".intents i WHERE key = 'b'"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("one_nonce_one_intent");
  }

  @Test
  void closed_isOver() {
    journal.close();

    assertThatThrownBy(() -> journal.accept(fresh("a", ALICE)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> journal.claim(1)).isInstanceOf(IllegalStateException.class);
  }
}
