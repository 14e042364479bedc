package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.tx.Intent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** The database's answers get lost, or the database itself. */
class PostgresOutageFaultTest {
  private static Intent fresh(String key) {
    return JournalContract.fresh(key, JournalContract.ALICE);
  }

  private static Intent.Signed signed(int number) {
    return new Intent.Signed(JournalContract.attempt(number));
  }

  private static PostgresJournal open(DataSource source, String schema) {
    return PostgresJournal.open(source, PostgresJournalOptions.builder().schema(schema).build());
  }

  /** What the engine does with WRITE_FAILED, which says that the same call may be repeated. */
  private static <T> T untilItWorks(Supplier<T> call) {
    for (int turn = 0; turn < 20; turn++) {
      try {
        return call.get();
      } catch (JournalException e) {
        assertThat(e.kind()).isEqualTo(JournalException.Code.WRITE_FAILED);
        assertThat(e.retryable()).isTrue();
      }
    }
    throw new AssertionError("never works");
  }

  @Test
  void P18_answerLost_atEveryAnswer_effectsOnce() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String schema = PostgresServer.unusedSchema();
    int stolen = 0;
    try (AnswerThief thief = new AnswerThief(server.port());
        HikariDataSource pool = server.pool();
        PostgresJournal witness = open(pool, schema)) {
      HikariDataSource relayed = server.pool(thief.port());
      try (relayed;
          PostgresJournal journal = open(relayed, schema)) {
        for (int cut = 0; cut < 24; cut++) {
          String key = "cut" + cut;
          thief.armAfter(cut);
          assertThat(untilItWorks(() -> journal.accept(fresh(key)))).isEqualTo(fresh(key));
          long nonce = untilItWorks(() -> journal.reserve(key, 0));
          Intent one = untilItWorks(() -> journal.append(key, signed(1)));
          Intent two = untilItWorks(() -> journal.append(key, signed(2)));
          untilItWorks(() -> journal.append(key, new Intent.Broadcast()));
          untilItWorks(
              () -> {
                journal.force();
                return true;
              });
          thief.disarm();

          assertThat(nonce).isEqualTo(cut);
          assertThat(one.steps().get(0).attempts()).hasSize(1);
          assertThat(two.steps().get(0).attempts()).hasSize(2);
          Intent seen = witness.find(key).orElseThrow();
          assertThat(seen.state()).isEqualTo(Intent.State.BROADCAST);
          assertThat(seen.steps()).hasSize(1);
          assertThat(seen.steps().get(0).nonce()).isEqualTo(cut);
          assertThat(seen.steps().get(0).attempts())
              .containsExactly(JournalContract.attempt(1), JournalContract.attempt(2));
        }
      }
      stolen = thief.stolen();
      assertThat(witness.nextNonce(1, JournalContract.ALICE)).isEqualTo(24);
      assertThat(witness.claim(1)).hasSize(24);
    }
    assertThat(stolen).isGreaterThan(6);
  }

  @Test
  void P18_releaseAnswerLost_nonceIsFreeOnce() throws Exception {
    PostgresServer server = PostgresServer.shared();
    String schema = PostgresServer.unusedSchema();
    try (AnswerThief thief = new AnswerThief(server.port());
        HikariDataSource relayed = server.pool(thief.port());
        PostgresJournal journal = open(relayed, schema)) {
      journal.accept(fresh("a"));
      journal.reserve("a", 0);
      thief.armAfter(0);
      Intent released = untilItWorks(() -> journal.append("a", new Intent.Released()));

      assertThat(thief.stolen()).isEqualTo(1);
      assertThat(released).isEqualTo(fresh("a"));
      assertThat(journal.reserve("a", 0)).isZero();
      journal.accept(fresh("b"));
      assertThat(journal.reserve("b", 0)).isEqualTo(1);
    }
  }

  @Test
  void P09_force_serverCrashedAfterTheAppend_writesAgain() throws Exception {
    try (PostgresServer server = PostgresServer.fresh();
        HikariDataSource pool = server.pool()) {
      String schema = PostgresServer.unusedSchema();
      PostgresJournal journal = open(pool, schema);
      int losses = 0;
      List<Intent> expected = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        String known = "known" + round;
        String late = "late" + round;
        journal.accept(fresh(known));
        journal.reserve(known, 0);
        journal.append(known, signed(1));
        journal.force();
        journal.accept(fresh(late));
        journal.reserve(late, 0);
        journal.append(known, new Intent.Broadcast());
        Intent before = journal.append(known, new Intent.Included(JournalContract.INCLUSION));
        Intent after = journal.append(late, signed(2));
        server.crash();
        server.start();
        losses += untilItWorks(() -> journal.find(late)).isPresent() ? 0 : 1;

        untilItWorks(
            () -> {
              journal.force();
              return true;
            });
        server.crash();
        server.start();

        assertThat(untilItWorks(() -> journal.find(known))).contains(before);
        assertThat(untilItWorks(() -> journal.find(late))).contains(after);
        expected.add(before);
        expected.add(after);
      }
      // an unforced change may be kept; that none was ever lost would mean the test shows nothing
      assertThat(losses).isPositive();
      try (PostgresJournal other = open(pool, schema)) {
        assertThat(other.nextNonce(1, JournalContract.ALICE)).isEqualTo(4);
      }
      journal.close();
      try (PostgresJournal other = open(pool, schema)) {
        assertThat(other.claim(1)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void P09_append_serverCrashedAfterTheAppend_goesOnWhereItWas() throws Exception {
    try (PostgresServer server = PostgresServer.fresh();
        HikariDataSource pool = server.pool();
        PostgresJournal journal = open(pool, PostgresServer.unusedSchema())) {
      journal.accept(fresh("a"));
      journal.reserve("a", 0);
      journal.append("a", signed(1));
      server.crash();
      server.start();

      Intent after = untilItWorks(() -> journal.append("a", signed(2)));
      untilItWorks(
          () -> {
            journal.force();
            return true;
          });

      assertThat(after.steps().get(0).attempts())
          .containsExactly(JournalContract.attempt(1), JournalContract.attempt(2));
      assertThat(journal.find("a")).contains(after);
    }
  }

  @Test
  void P13_databaseAway_everyCallSaysSoAndWorksAgainAfterwards() throws Exception {
    try (PostgresServer server = PostgresServer.fresh();
        PostgresJournal journal = open(server.source(), PostgresServer.unusedSchema())) {
      journal.accept(fresh("a"));
      journal.reserve("a", 0);
      journal.force();
      server.crash();

      List<Runnable> calls =
          List.of(
              () -> journal.accept(fresh("b")),
              () -> journal.append("a", signed(1)),
              () -> journal.claim(1),
              () -> journal.find("a"),
              () -> journal.nextNonce(1, JournalContract.ALICE));
      for (Runnable call : calls) {
        assertThatThrownBy(call::run)
            .isInstanceOfSatisfying(
                JournalException.class,
                e -> assertThat(e.kind()).isEqualTo(JournalException.Code.WRITE_FAILED));
      }
      server.start();
      for (Runnable call : calls) {
        call.run();
      }

      assertThat(journal.find("a").orElseThrow().state()).isEqualTo(Intent.State.SIGNED);
      assertThat(journal.claim(1)).hasSize(2);
    }
  }

  @Test
  void T27_databaseRefuses_noCredentialInTheWholeTrace() {
    PostgresServer server = PostgresServer.shared();
    org.postgresql.ds.PGSimpleDataSource source = server.source();
    source.setUrl(
        "jdbc:postgresql://127.0.0.1:" + server.port() + "/nowhere?user=postgres&password=hunter2");

    assertThatThrownBy(() -> open(source, "a"))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> {
              StringWriter trace = new StringWriter();
              e.printStackTrace(new PrintWriter(trace));
              assertThat(trace.toString()).contains("SQLSTATE 28P01").doesNotContain("hunter2");
            });
  }
}
