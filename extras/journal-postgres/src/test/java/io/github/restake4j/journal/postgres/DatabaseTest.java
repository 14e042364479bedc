package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DatabaseTest {
  @Test
  void T27_failed_driverPrintsSecrets_noneIsLeft() {
    SQLException cause =
        new SQLException(
            "No suitable driver for jdbc:postgresql://db/x?user=me&password=hunter1",
            "08001",
            new IllegalStateException("postgres://me:hunter2@db:5432/x, Password = hunter3"));

    assertThat(trace(Database.failed("append", cause)))
        .contains("append", "08001", "No suitable driver", "[removed]")
        .doesNotContain("hunter");
  }

  @Test
  void P23_failed_serverPrintsTheRow_noRawBytesAreLeft() {
    SQLException cause =
        new SQLException(
            "ERROR: new row violates check constraint\n  Detail: Failing row contains (7, \\x02f8).",
            "23514");

    assertThat(trace(Database.failed("append", cause)))
        .contains("violates check constraint")
        .doesNotContain("02f8");
  }

  @Test
  void lost_brokenConnectionsOnly() {
    assertThat(Database.lost(new SQLException("", "08006"))).isTrue();
    assertThat(Database.lost(new SQLException("", "57P01"))).isTrue();
    assertThat(Database.lost(new SQLException("", "53100"))).isFalse();
    assertThat(Database.lost(new SQLException("", "23505"))).isFalse();
    assertThat(Database.lost(new SQLException(""))).isFalse();
  }

  @Test
  void options_outOfBounds_areRefusedWhereTheyAreWritten() {
    PostgresJournalOptions.Builder options = PostgresJournalOptions.builder();

    for (String name : new String[] {"", "Upper", "1a", "a;b", "a\"b", "a".repeat(64)}) {
      assertThatThrownBy(() -> options.schema(name)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> PostgresJournal.ddl(name))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> options.lease(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> options.keepEnded(Duration.ofSeconds(59)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(options.schema("a".repeat(63)).build().schema()).hasSize(63);
  }

  private static String trace(JournalException e) {
    assertThat(e.kind()).isEqualTo(JournalException.Code.WRITE_FAILED);
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    return trace.toString();
  }
}
