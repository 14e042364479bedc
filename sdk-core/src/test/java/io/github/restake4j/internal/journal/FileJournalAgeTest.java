package io.github.restake4j.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.slf4j.helpers.NOPLogger;

/** The file journal after a long life, and across releases. */
class FileJournalAgeTest {
  private static final BigDecimal SCALE = new BigDecimal(System.getProperty("scale", "0.05"));

  private static FileJournal open(Storage disk, long compactedBytes) {
    return FileJournal.open(disk, "journal", 42, compactedBytes, NOPLogger.NOP_LOGGER);
  }

  /** Made from the description of the format by another program; never to be made anew. */
  private static byte[] versionOne() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            FileJournalAgeTest.class.getResourceAsStream("/journal-version-1.hex"))) {
      String digits = new String(in.readAllBytes(), StandardCharsets.US_ASCII);
      return Bytes.parse("0x" + digits.replaceAll("\\s", "")).toArray();
    }
  }

  @Test
  void P21_versionOne_isRead() throws IOException {
    Journal journal = open(StorageSim.of(versionOne()), Long.MAX_VALUE);

    Intent mined = journal.find("order-1").orElseThrow();
    assertThat(mined.plan()).isEqualTo("Lido.requestWithdrawals");
    assertThat(mined.chainId()).isEqualTo(560048);
    assertThat(mined.sender().toString()).isEqualToIgnoringCase("0x" + "ab".repeat(20));
    assertThat(mined.content().toString()).isEqualTo("0x" + "c0".repeat(32));
    assertThat(mined.acceptedAt()).isEqualTo(Instant.parse("2026-11-20T12:00:00.000000500Z"));
    assertThat(mined.steps()).hasSize(1);
    Intent.Step step = mined.steps().get(0);
    assertThat(step.nonce()).isEqualTo(300);
    assertThat(step.state()).isEqualTo(Intent.State.FINALIZED);
    assertThat(step.attempts())
        .extracting(Intent.Attempt::purpose)
        .containsExactly(Intent.Purpose.PREPARATION, Intent.Purpose.CANCELLATION);
    assertThat(step.attempts().get(1).raw()).isEqualTo(Bytes.parse("0x02f870"));
    assertThat(step.inclusion().orElseThrow().blockNumber()).isEqualTo(16_384);
    assertThat(mined.end()).contains(Intent.State.CANCELLED);

    Intent reopened = journal.find("order-2").orElseThrow();
    assertThat(reopened.state()).isEqualTo(Intent.State.BROADCAST);
    assertThat(reopened.steps().get(0).nonce()).isEqualTo(17);
    Intent kept = journal.find("kept").orElseThrow();
    assertThat(kept.state()).isEqualTo(Intent.State.CONFIRMED);
    assertThat(kept.steps().get(0).attempts().get(0).purpose()).isEqualTo(Intent.Purpose.CALL);
    assertThat(journal.claim(560048)).extracting(Intent::key).containsExactly("kept", "order-2");
    assertThat(journal.nextNonce(560048, mined.sender())).isEqualTo(301);
    assertThat(journal.cursor("scan")).contains(Bytes.parse("0x0102"));
    journal.accept(Rehearsal.fresh("new"));
    journal.force();
  }

  @Test
  void P21_newerVersion_isRefusedAndLeftAsItIs() throws IOException {
    byte[] newer = versionOne();
    newer[11] = 2;
    StorageSim disk = StorageSim.of(newer);

    assertThatThrownBy(() -> open(disk, 0))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.kind()).isEqualTo(JournalException.Code.FORMAT_NEWER))
        .hasMessageContaining("version 2");
    assertThat(disk.log()).isEqualTo(newer);
  }

  @Test
  void open_anotherFile_isRefusedAndLeftAsItIs() {
    byte[] text = "some notes of mine, longer than a header".getBytes(StandardCharsets.US_ASCII);
    StorageSim disk = StorageSim.of(text);

    assertThatThrownBy(() -> open(disk, 0))
        .isInstanceOfSatisfying(
            JournalException.class,
            e -> assertThat(e.kind()).isEqualTo(JournalException.Code.CORRUPT));
    assertThat(disk.log()).isEqualTo(text);
  }

  /** A closed life of six records. */
  private static void live(Journal journal, int number) {
    String key = "order " + number;
    journal.accept(Rehearsal.fresh(key));
    journal.reserve(key, 0);
    journal.append(key, new Intent.Signed(Rehearsal.attempt(number)));
    journal.append(key, new Intent.Included(Rehearsal.inclusion(number)));
    journal.append(key, new Intent.Finalized());
    journal.append(key, new Intent.Ended(Intent.State.SUCCEEDED));
  }

  @Test
  void P26_manyClosed_openFastAndCompactToTheWindow() {
    int closed =
        SCALE.multiply(BigDecimal.valueOf(100_000)).max(BigDecimal.valueOf(20_000)).intValue();
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, Long.MAX_VALUE / 2);
    journal.accept(Rehearsal.fresh("released"));
    journal.reserve("released", 0);
    journal.accept(Rehearsal.fresh("open"));
    journal.reserve("open", 0);
    journal.append("open", new Intent.Signed(Rehearsal.attempt(closed + 1)));
    journal.append("released", new Intent.Released());
    journal.append("released", new Intent.Ended(Intent.State.REJECTED));
    for (int i = 0; i < closed; i++) {
      live(journal, i);
    }
    journal.cursor("scan", Bytes.of((byte) 7));
    journal.accept(Rehearsal.fresh("bare"));
    journal.force();
    long before = disk.log().length;

    StorageSim after = disk.afterLoss();
    // of the processor: how long the wall clock runs is up to what else runs
    long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    Journal opened = open(after, 0);
    Duration took =
        Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);

    assertThat(took).isLessThan(Duration.ofSeconds(2));
    assertThat((long) after.log().length).isLessThan(before * 11_000 / closed);
    for (Journal each : List.of(opened, open(after.afterLoss(), 0))) {
      assertThat(each.claim(1)).extracting(Intent::key).containsExactly("open", "bare");
      assertThat(each.find("open").orElseThrow().state()).isEqualTo(Intent.State.SIGNED);
      assertThat(each.nextNonce(1, Rehearsal.SENDER)).isEqualTo(closed + 1);
      assertThat(each.find("order " + (closed - 10_000))).isPresent();
      assertThat(each.find("order " + (closed - 10_001))).isEmpty();
      assertThat(each.cursor("scan")).contains(Bytes.of((byte) 7));
    }
  }

  @Test
  void compaction_releasedNonces_areStillFree() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, Long.MAX_VALUE / 2);
    for (String key : List.of("a", "b", "c")) {
      journal.accept(Rehearsal.fresh(key));
      journal.reserve(key, 5);
    }
    journal.append("a", new Intent.Released());
    journal.append("c", new Intent.Signed(Rehearsal.attempt(3)));
    journal.append("b", new Intent.Signed(Rehearsal.attempt(2)));
    journal.force();
    open(disk, 0).force();

    Journal compacted = open(disk.afterLoss(), 0);
    assertThat(compacted.reserve("a", 0)).isEqualTo(5);
    assertThat(compacted.nextNonce(1, Rehearsal.SENDER)).isEqualTo(8);
  }

  @Test
  void force_longLife_keepsTheLogSmall() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, 20_000);
    int longest = 0;
    journal.accept(Rehearsal.fresh("a"));
    for (int i = 0; i < 3_000; i++) {
      journal.cursor("scan", Bytes.wrap(new byte[64]));
      journal.force();
      longest = Math.max(longest, disk.log().length);
    }

    assertThat(longest).isBetween(20_000, 21_000);
    assertThat(open(disk.afterLoss(), 0).claim(1)).hasSize(1);
  }

  @Test
  void K10_cutsAtRandom_isAlwaysRecoverable() {
    int records = SCALE.multiply(BigDecimal.valueOf(100_000)).intValue();
    long seed = Long.getLong("seed", 10);
    for (int life = 0; life * 5_000 < records; life++) {
      cutsAtRandom(seed + life, Math.min(records, 5_000));
    }
  }

  private static void cutsAtRandom(long seed, int records) {
    Random random = new Random(seed);
    StorageSim disk = new StorageSim();
    Journal reference = Journal.inMemory();
    int done = 0;
    int next = 0;
    int crashes = 0;
    while (done < records) {
      Journal journal = open(disk, 8_000);
      Rehearsal changes = new Rehearsal();
      List<StorageSim> images = new ArrayList<>();
      int stop = 20 + random.nextInt(200);
      int[] steps = {random.nextInt(200)};
      int[] bounds = new int[2];
      disk.watch(
          sim -> {
            if (steps[0]-- == 0) {
              images.add(sim.afterTear(random));
              bounds[0] = changes.confirmed();
              bounds[1] = changes.made();
            }
          });
      while (changes.made() < stop && images.isEmpty()) {
        next = step(journal, changes, next, random);
      }
      if (images.isEmpty()) {
        images.add(disk.afterTear(random));
        bounds[0] = changes.confirmed();
        bounds[1] = changes.made();
      }
      disk = images.get(0);
      // opened and killed once more before it is looked at
      open(disk, 8_000);
      disk = disk.afterKill();
      try {
        done += changes.prefixIn(open(disk, 8_000), reference, bounds[0], bounds[1]) + 1;
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ", crash " + crashes, e);
      }
      disk = disk.afterLoss();
      crashes++;
    }
    assertThat(crashes).isGreaterThan(records / 250);
  }

  /** One change that may follow, or a force. */
  private static int step(Journal journal, Rehearsal changes, int next, Random random) {
    List<Intent> open = journal.claim(1);
    int dice = random.nextInt(12);
    if (dice == 0) {
      changes.cursor(journal, next);
    } else if (dice < 3) {
      changes.force(journal);
    } else if (open.size() < 3 || (dice < 5 && open.size() < 12)) {
      changes.accept(journal, "order " + next);
      return next + 1;
    } else {
      Intent intent = open.get(random.nextInt(open.size()));
      forward(journal, changes, intent, random);
    }
    return next;
  }

  private static void forward(Journal journal, Rehearsal changes, Intent intent, Random random) {
    String key = intent.key();
    int number = random.nextInt(1 << 20);
    switch (intent.state()) {
      case ACCEPTED -> changes.reserve(journal, key);
      case RESERVED ->
          changes.append(
              journal,
              key,
              number % 8 == 0
                  ? new Intent.Released()
                  : new Intent.Signed(Rehearsal.attempt(number)));
      case SIGNED -> changes.append(journal, key, new Intent.Broadcast());
      case BROADCAST ->
          changes.append(
              journal,
              key,
              number % 4 == 0
                  ? new Intent.Signed(Rehearsal.attempt(number))
                  : new Intent.Included(Rehearsal.inclusion(number)));
      case INCLUDED ->
          changes.append(
              journal, key, number % 4 == 0 ? new Intent.Reopened() : new Intent.Confirmed());
      case CONFIRMED -> changes.append(journal, key, new Intent.Finalized());
      default -> changes.append(journal, key, new Intent.Ended(Intent.State.SUCCEEDED));
    }
  }
}
