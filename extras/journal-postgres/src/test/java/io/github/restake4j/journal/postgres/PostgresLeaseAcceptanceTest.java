package io.github.restake4j.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.github.restake4j.error.JournalException;
import io.github.restake4j.tx.Intent;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several owners on one database. */
class PostgresLeaseAcceptanceTest {
  private final String schema = PostgresServer.unusedSchema();
  private HikariDataSource pool;
  private PostgresJournal first;
  private PostgresJournal second;

  @BeforeAll
  static void startOrSkip() {
    PostgresServer.shared();
  }

  @BeforeEach
  void open() {
    pool = PostgresServer.shared().pool();
    first = another();
    second = another();
  }

  @AfterEach
  void close() {
    second.close();
    pool.close();
  }

  private PostgresJournal another() {
    return PostgresJournal.open(pool, PostgresJournalOptions.builder().schema(schema).build());
  }

  private static Intent fresh(String key) {
    return JournalContract.fresh(key, JournalContract.ALICE);
  }

  private static Intent.Signed signed(int number) {
    return new Intent.Signed(JournalContract.attempt(number));
  }

  /** Whoever has a lease now is not heard of until it has run out. */
  private void everyLeaseRunsOut() throws SQLException {
    sql("UPDATE " + schema + ".owners SET expires = clock_timestamp() - interval '1 second'");
  }

  private void sql(String line) throws SQLException {
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(line);
    }
  }

  private static void assertFenced(org.assertj.core.api.ThrowableAssert.ThrowingCallable write) {
    assertThatThrownBy(write)
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.kind()).isEqualTo(JournalException.Code.SECOND_WRITER));
  }

  @Test
  void P18_claim_leaseOfALivingOwner_staysWithIt() {
    first.accept(fresh("a"));

    assertThat(second.claim(1)).isEmpty();
    assertThat(first.claim(1)).hasSize(1);
    assertFenced(() -> second.reserve("a", 0));
    assertThat(second.accept(fresh("a"))).isEqualTo(fresh("a"));
    assertThat(second.claim(1)).isEmpty();
  }

  @Test
  void P18_claim_ownerKilled_takenOverInOrderAndFenced() throws SQLException {
    for (String key : List.of("c", "a", "b")) {
      first.accept(fresh(key));
      first.reserve(key, 0);
    }
    first.append("a", signed(1));
    first.append("a", new Intent.Broadcast());
    everyLeaseRunsOut();

    assertThat(second.claim(1)).extracting(Intent::key).containsExactly("c", "a", "b");

    assertFenced(() -> first.append("a", signed(2)));
    assertFenced(() -> first.append("c", signed(3)));
    assertFenced(() -> first.append("b", new Intent.Released()));
    assertThat(first.claim(1)).isEmpty();
    assertThat(second.find("a").orElseThrow().steps().get(0).attempts())
        .containsExactly(JournalContract.attempt(1));
    assertThat(second.append("a", signed(2)).steps().get(0).attempts()).hasSize(2);
  }

  @Test
  void P02_claim_reservedNotSigned_nonceIsFreeAgain() throws SQLException {
    first.accept(fresh("unsigned"));
    first.reserve("unsigned", 7);
    first.accept(fresh("signed"));
    first.reserve("signed", 7);
    first.append("signed", signed(1));
    everyLeaseRunsOut();

    assertThat(second.claim(1))
        .extracting(Intent::state)
        .containsExactly(Intent.State.ACCEPTED, Intent.State.SIGNED);
    assertThat(second.reserve("unsigned", 7)).isEqualTo(7);
    assertFenced(() -> first.append("unsigned", signed(9)));
    assertThat(second.nextNonce(1, JournalContract.ALICE)).isEqualTo(9);
  }

  @Test
  void P18_claim_takenOverTwice_onlyTheLastOwnerWrites() throws SQLException {
    first.accept(fresh("a"));
    first.reserve("a", 0);
    first.append("a", signed(1));
    everyLeaseRunsOut();
    second.claim(1);
    everyLeaseRunsOut();

    assertThat(first.claim(1)).hasSize(1);
    first.append("a", new Intent.Broadcast());

    assertFenced(() -> second.append("a", new Intent.Broadcast()));
    assertThat(first.find("a").orElseThrow().state()).isEqualTo(Intent.State.BROADCAST);
  }

  @Test
  void P18_jvmKilled_nothingItSaidIsLostAndItsNoncesGoOn() throws Exception {
    PostgresServer server = PostgresServer.shared();
    ProcessBuilder command =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            JournalChild.class.getName(),
            Integer.toString(server.port()),
            schema);
    command.environment().put("PGPASSWORD", server.password());
    Process child = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> said = new ArrayList<>();
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.add(line);
        if (said.size() == 61) {
          // the process's own destroy would close the stream and hide its last words
          child.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(child.waitFor()).isNotZero();
    everyLeaseRunsOut();

    Map<String, Intent> taken = new LinkedHashMap<>();
    second.claim(1).forEach(intent -> taken.put(intent.key(), intent));

    assertThat(said).hasSizeGreaterThan(60);
    for (String line : said) {
      List<String> words = List.of(line.split(" ", -1));
      assertThat(taken).as(line).containsKey(words.get(1));
      Intent intent = Objects.requireNonNull(taken.get(words.get(1)));
      if (words.get(0).equals("signed")) {
        assertThat(intent.steps()).as(line).hasSize(1);
        assertThat(intent.steps().get(0).nonce()).isEqualTo(Long.parseLong(words.get(2)));
        assertThat(intent.steps().get(0).attempts()).hasSize(1);
      }
    }
    long signed = taken.values().stream().filter(i -> i.state() == Intent.State.SIGNED).count();
    second.accept(fresh("next"));
    assertThat(second.reserve("next", 0)).isEqualTo(signed);
  }

  @Test
  void close_intentsAreTakenOverAtOnce() {
    first.accept(fresh("a"));
    first.close();

    assertThat(second.claim(1)).hasSize(1);
  }

  @Test
  void force_lostLeaseWithoutLostChanges_isFenced() throws SQLException {
    first.accept(fresh("a"));
    first.reserve("a", 0);
    first.append("a", signed(1));
    everyLeaseRunsOut();
    second.claim(1);

    assertFenced(() -> first.force());
    first.force();
  }

  @Test
  void claim_runningOutWhileWorking_renewsEveryLease() throws SQLException {
    first.accept(fresh("a"));
    everyLeaseRunsOut();
    first.claim(1);

    assertThat(second.claim(1)).isEmpty();
    first.append("a", new Intent.Ended(Intent.State.REJECTED));
    assertThat(second.find("a").orElseThrow().end()).contains(Intent.State.REJECTED);
  }

  @Test
  void P18_reserve_thousandFromTwoInstances_eachNonceOnceAndNoneSkipped() throws Exception {
    int each = 125;
    List<PostgresJournal> instances = List.of(first, second);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<List<Long>>> given = new ArrayList<>();
    for (int thread = 0; thread < 8; thread++) {
      PostgresJournal journal = instances.get(thread % 2);
      String name = "t" + thread + "-";
      given.add(
          threads.submit(
              () -> {
                List<Long> nonces = new ArrayList<>();
                for (int i = 0; i < each; i++) {
                  journal.accept(fresh(name + i));
                  long nonce = journal.reserve(name + i, 10);
                  if (i % 10 == 3) {
                    // given back and taken again, by this or another thread
                    journal.append(name + i, new Intent.Released());
                    nonce = journal.reserve(name + i, 10);
                  }
                  nonces.add(nonce);
                }
                return nonces;
              }));
    }
    List<Long> all = new ArrayList<>();
    for (Future<List<Long>> nonces : given) {
      all.addAll(nonces.get());
    }
    threads.shutdown();
    first.force();

    assertThat(all).doesNotHaveDuplicates().hasSize(1_000);
    TreeSet<Long> sorted = new TreeSet<>(all);
    assertThat(sorted.first()).isEqualTo(10);
    assertThat(sorted.last()).isEqualTo(1_009);
    assertThat(second.nextNonce(1, JournalContract.ALICE)).isEqualTo(1_010);
    assertThat(first.claim(1)).hasSize(500);
  }

  /** 0 if another instance has it, or another thread of this one reserved. */
  private static int tookIt(PostgresJournal journal, String key) {
    try {
      journal.reserve(key, 0);
      return 1;
    } catch (JournalException | IllegalStateException e) {
      return 0;
    }
  }

  @Test
  void P18_accept_sameKeyFromTwoInstances_isOneIntent() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Future<Integer>> reserved = new ArrayList<>();
    for (int thread = 0; thread < 4; thread++) {
      PostgresJournal journal = thread % 2 == 0 ? first : second;
      reserved.add(
          threads.submit(
              () -> {
                int ours = 0;
                for (int i = 0; i < 50; i++) {
                  journal.accept(fresh("k" + i));
                  ours += tookIt(journal, "k" + i);
                }
                return ours;
              }));
    }
    int all = 0;
    for (Future<Integer> ours : reserved) {
      all += ours.get();
    }
    threads.shutdown();

    assertThat(all).isEqualTo(50);
    assertThat(first.nextNonce(1, JournalContract.ALICE)).isEqualTo(50);
    assertThat(first.claim(1).size() + second.claim(1).size()).isEqualTo(50);
  }
}
