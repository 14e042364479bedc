package io.github.restake4j.internal.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** The file journal on a disk that loses power, tears writes, fills up and rots. */
class FileJournalCrashTest {
  private static final long NEVER = Long.MAX_VALUE / 2;

  private record Image(StorageSim disk, int atLeast, int atMost) {}

  private final RecordingLogger logger = new RecordingLogger();

  private FileJournal open(StorageSim disk, long compactedBytes) {
    return FileJournal.open(disk, "journal", 42, compactedBytes, logger);
  }

  private static void fails(JournalException.Code code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(JournalException.class, e -> assertThat(e.kind()).isEqualTo(code));
  }

  /** Where the records of an undamaged log begin. */
  private static List<Integer> starts(byte[] log) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 24; at < log.length; at += 8 + ByteBuffer.wrap(log).getInt(at)) {
      starts.add(at);
    }
    return starts;
  }

  private static boolean startsWith(byte[] whole, byte[] part) {
    return Arrays.equals(Arrays.copyOf(whole, part.length), part);
  }

  /** Twenty transactions, some of them replaced, forced where the engine forces. */
  private static void twenty(Journal journal, Rehearsal changes, Runnable afterEach) {
    for (int i = 0; i < 20; i++) {
      String key = "order " + i;
      changes.accept(journal, key);
      changes.force(journal);
      afterEach.run();
      changes.reserve(journal, key);
      changes.append(journal, key, new Intent.Signed(Rehearsal.attempt(i)));
      afterEach.run();
      changes.force(journal);
      afterEach.run();
      changes.append(journal, key, new Intent.Broadcast());
      if (i % 5 == 0) {
        changes.append(journal, key, new Intent.Signed(Rehearsal.attempt(100 + i)));
        changes.force(journal);
        afterEach.run();
      }
      changes.append(journal, key, new Intent.Included(Rehearsal.inclusion(i)));
      changes.cursor(journal, i);
      if (i % 2 == 0) {
        changes.append(journal, key, new Intent.Finalized());
        changes.append(journal, key, new Intent.Ended(Intent.State.SUCCEEDED));
      }
      afterEach.run();
    }
  }

  private void powerGoesAtEveryMoment(long compactedBytes) {
    Random random = new Random(9);
    StorageSim disk = new StorageSim();
    List<Image> images = new ArrayList<>();
    Rehearsal changes = new Rehearsal();
    Runnable goes =
        () -> {
          images.add(new Image(disk.afterLoss(), changes.confirmed(), changes.made()));
          images.add(new Image(disk.afterKill(), changes.confirmed(), changes.made()));
          for (int i = 0; i < 5; i++) {
            images.add(new Image(disk.afterTear(random), changes.confirmed(), changes.made()));
          }
        };
    disk.watch(any -> goes.run());
    Journal journal = open(disk, compactedBytes);
    twenty(journal, changes, goes);
    disk.watch(any -> {});

    assertThat(changes.confirmed()).isGreaterThan(100);
    for (Image image : images) {
      Journal recovered = open(image.disk, compactedBytes);
      int held = changes.prefixIn(recovered, Journal.inMemory(), image.atLeast, image.atMost);
      // what was read is durable at once, and the journal goes on
      Journal again = open(image.disk.afterLoss(), compactedBytes);
      changes.prefixIn(again, Journal.inMemory(), held, image.atMost);
      recovered.accept(Rehearsal.fresh("next"));
      recovered.force();
      assertThat(open(image.disk.afterLoss(), compactedBytes).find("next")).isPresent();
    }
  }

  @Test
  void P09_powerLoss_keepsAPrefixWithAllThatWasForced() {
    powerGoesAtEveryMoment(NEVER);
  }

  @Test
  void P09_powerLossWhileCompacting_keepsAPrefixWithAllThatWasForced() {
    powerGoesAtEveryMoment(1_500);
  }

  @Test
  void P10_tornTail_isDroppedWithOneWarning() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    Rehearsal changes = new Rehearsal();
    for (String key : List.of("a", "b", "c")) {
      changes.accept(journal, key);
      changes.force(journal);
    }
    int before = disk.log().length;
    changes.reserve(journal, "b");
    changes.append(journal, "b", new Intent.Signed(Rehearsal.attempt(1)));
    changes.force(journal);
    byte[] whole = disk.log();
    List<Integer> boundaries = starts(whole);
    boundaries.add(whole.length);
    Random random = new Random(10);

    for (int cut = before; cut < whole.length; cut++) {
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(whole, cut), whole.length);
      byte[] old = zeros.clone();
      System.arraycopy(whole, LogFormat.HEADER, old, cut, old.length - cut);
      byte[] rubbish = zeros.clone();
      for (int i = cut; i < rubbish.length; i++) {
        rubbish[i] = (byte) random.nextInt();
      }
      for (byte[] torn : List.of(Arrays.copyOf(whole, cut), zeros, old, rubbish)) {
        logger.lines().clear();
        StorageSim after = StorageSim.of(torn);
        Journal recovered = open(after, NEVER);
        changes.prefixIn(recovered, Journal.inMemory(), 3, changes.made());
        boolean isWhole = boundaries.contains(torn.length) && startsWith(whole, torn);
        assertThat(logger.lines()).hasSize(isWhole ? 0 : 1);
      }
    }
  }

  @Test
  void P10_wholeRecordBehindATornOne_neverComesBack() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    journal.accept(Rehearsal.fresh("a"));
    journal.force();
    int markEnd = disk.log().length;
    journal.accept(Rehearsal.fresh("x"));
    journal.accept(Rehearsal.fresh("y"));
    journal.force();
    byte[] torn = Arrays.copyOf(disk.log(), disk.log().length - 9); // the force never returned
    torn[markEnd + 20] ^= 1;

    StorageSim after = StorageSim.of(torn);
    Journal recovered = open(after, NEVER);
    assertThat(recovered.claim(1)).extracting(Intent::key).containsExactly("a");
    recovered.accept(Rehearsal.fresh("z")); // as long as the torn one
    recovered.force();
    assertThat(open(after.afterLoss(), NEVER).claim(1))
        .extracting(Intent::key)
        .containsExactly("a", "z");
  }

  @Test
  void P10_unfinishedHeader_startsEmpty() {
    StorageSim disk = new StorageSim();
    open(disk, NEVER);
    byte[] header = Arrays.copyOf(disk.log(), LogFormat.HEADER);
    for (int cut = 0; cut < header.length; cut++) {
      assertThat(open(StorageSim.of(Arrays.copyOf(header, cut)), NEVER).claim(1)).isEmpty();
      assertThat(open(StorageSim.of(new byte[cut]), NEVER).claim(1)).isEmpty();
    }
  }

  @Test
  void P11_bitFlipBelowWhatWasForced_isCorruptWithTheOffset() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    Rehearsal changes = new Rehearsal();
    for (String key : List.of("a", "b", "c")) {
      changes.accept(journal, key);
      changes.reserve(journal, key);
      changes.append(journal, key, new Intent.Signed(Rehearsal.attempt(1)));
    }
    changes.force(journal); // one force: the last batch is protected like all others
    byte[] whole = disk.log();
    List<Integer> starts = starts(whole);
    int last = starts.get(starts.size() - 1);
    assertThat(starts).hasSize(1 + 9 + 1);

    for (int i = 0; i + 1 < starts.size(); i++) {
      for (int at = starts.get(i); at < starts.get(i + 1); at++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= (byte) (1 << at % 8);
        int start = starts.get(i);
        assertThatThrownBy(() -> open(StorageSim.of(flipped), NEVER))
            .isInstanceOfSatisfying(
                JournalException.class,
                e -> assertThat(e.kind()).isEqualTo(JournalException.Code.CORRUPT))
            .hasMessageContaining("offset " + start + ",");
      }
    }
    for (int at = 0; at < LogFormat.HEADER; at++) {
      byte[] flipped = whole.clone();
      flipped[at] ^= 1;
      assertThatThrownBy(() -> open(StorageSim.of(flipped), NEVER))
          .isInstanceOf(JournalException.class);
    }
    byte[] flipped = whole.clone();
    flipped[last] ^= 1;
    assertThat(open(StorageSim.of(flipped), NEVER).claim(1)).hasSize(3);
  }

  @Test
  void P13_diskFull_isRefusedAndGoesOnAfterwards() {
    // after the first force: the mark, a nonce, an attempt of 300 bytes
    for (int space = 0; space < 350; space += 7) {
      StorageSim disk = new StorageSim();
      Journal journal = open(disk, NEVER);
      Rehearsal changes = new Rehearsal();
      changes.accept(journal, "a");
      changes.force(journal);
      disk.space(space);
      changes.reserve(journal, "a");
      changes.append(journal, "a", new Intent.Signed(Rehearsal.attempt(1)));

      fails(JournalException.Code.WRITE_FAILED, journal::force);
      fails(JournalException.Code.WRITE_FAILED, journal::force);
      fails(JournalException.Code.WRITE_FAILED, () -> journal.accept(Rehearsal.fresh("b")));
      fails(JournalException.Code.WRITE_FAILED, () -> journal.cursor("scan", Bytes.EMPTY));
      assertThat(journal.find("b")).isEmpty();
      assertThat(journal.cursor("scan")).isEmpty();
      assertThat(journal.accept(Rehearsal.fresh("a")).state()).isEqualTo(Intent.State.SIGNED);
      changes.prefixIn(open(disk.afterKill(), NEVER), Journal.inMemory(), 1, 3);

      disk.space(Long.MAX_VALUE);
      changes.accept(journal, "b");
      changes.force(journal);
      assertThat(changes.prefixIn(open(disk.afterLoss(), NEVER), Journal.inMemory(), 4, 4))
          .isEqualTo(4);
    }
  }

  @Test
  void P13_diskFullForLong_boundsWhatWaits() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    journal.accept(Rehearsal.fresh("a"));
    journal.reserve("a", 0);
    journal.force();
    disk.space(0);

    int[] signed = {0};
    fails(
        JournalException.Code.WRITE_FAILED,
        () -> {
          while (signed[0] < 100_000) {
            journal.append("a", new Intent.Signed(Rehearsal.attempt(signed[0])));
            signed[0]++;
          }
        });
    assertThat(signed[0]).isBetween(2_000, 4_000);
    assertThat(journal.find("a").orElseThrow().steps().get(0).attempts()).hasSize(signed[0]);
  }

  @Test
  void P13_failedForce_theTailIsWrittenAnew() {
    Random random = new Random(13);
    for (int round = 0; round < 50; round++) {
      StorageSim disk = new StorageSim();
      Journal journal = open(disk, NEVER);
      Rehearsal changes = new Rehearsal();
      changes.accept(journal, "a");
      changes.force(journal);
      disk.failForces(2);
      changes.reserve(journal, "a");
      changes.append(journal, "a", new Intent.Signed(Rehearsal.attempt(1)));
      fails(JournalException.Code.WRITE_FAILED, journal::force);
      changes.append(journal, "a", new Intent.Signed(Rehearsal.attempt(2)));
      fails(JournalException.Code.WRITE_FAILED, journal::force);
      changes.prefixIn(open(disk.afterTear(random), NEVER), Journal.inMemory(), 1, 4);
      changes.force(journal);
      changes.prefixIn(open(disk.afterTear(random), NEVER), Journal.inMemory(), 4, 4);
    }
  }

  /** Its sender was told that it is not sent, so no life after this one may find it signed. */
  @Test
  void P13_refusedBecauseOfAFullDisk_noTornRewriteHasItSigned() {
    Random random = new Random(14);
    for (int round = 0; round < 50; round++) {
      StorageSim disk = new StorageSim();
      Journal journal = open(disk, NEVER);
      journal.accept(Rehearsal.fresh("first"));
      journal.force();
      disk.space(0);
      sign(journal, "refused", 1);
      fails(JournalException.Code.WRITE_FAILED, journal::force);
      journal.append("refused", new Intent.Ended(Intent.State.REJECTED));
      disk.space(Long.MAX_VALUE);
      List<StorageSim> images = new ArrayList<>();
      disk.watch(
          any -> {
            images.add(disk.afterTear(random));
            images.add(disk.afterKill());
          });
      sign(journal, "next", 2);
      journal.force();
      disk.watch(any -> {});
      images.add(disk.afterLoss());

      for (StorageSim image : images) {
        assertThat(open(image, NEVER).find("refused").map(Intent::state))
            .isNotEqualTo(Optional.of(Intent.State.SIGNED));
      }
      Journal last = open(disk.afterLoss(), NEVER);
      assertThat(last.find("refused").map(Intent::state)).contains(Intent.State.REJECTED);
      assertThat(last.find("next").orElseThrow().steps().get(0).nonce()).isZero();
      assertThat(last.nextNonce(1, Rehearsal.SENDER)).isEqualTo(1);
    }
  }

  @Test
  void P13_forceFailsAndTheProcessDies_whatWasRefusedIsNotThere() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    journal.accept(Rehearsal.fresh("first"));
    journal.force();
    disk.failForces(1);
    sign(journal, "refused", 1);
    fails(JournalException.Code.WRITE_FAILED, journal::force);

    Journal recovered = open(disk.afterKill(), NEVER);
    assertThat(recovered.find("refused")).isEmpty();
    assertThat(recovered.find("first")).isPresent();
  }

  private static void sign(Journal journal, String key, int number) {
    journal.accept(Rehearsal.fresh(key));
    journal.reserve(key, 0);
    journal.append(key, new Intent.Signed(Rehearsal.attempt(number)));
  }

  @Test
  void P13_fullWhileCompacting_goesOnInTheOldLog() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, 1_000);
    Rehearsal changes = new Rehearsal();
    changes.accept(journal, "a");
    changes.reserve(journal, "a");
    for (int i = 0; i < 4; i++) {
      changes.append(journal, "a", new Intent.Signed(Rehearsal.attempt(i)));
    }
    changes.force(journal);
    assertThat(disk.log().length).isGreaterThan(1_000);
    disk.space(500); // not enough for the 1,500 bytes of a new log, enough for one more record
    changes.append(journal, "a", new Intent.Broadcast());
    changes.force(journal);

    assertThat(disk.exists(Storage.Part.NEXT)).isFalse();
    changes.prefixIn(open(disk.afterLoss(), 1_000), Journal.inMemory(), 7, 7);
  }

  @Test
  void force_concurrentCallers_shareOne() throws Exception {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    int before = disk.forces();
    Thread[] senders = new Thread[16];
    // the first force is held until all others wait for the next
    CountDownLatch all = new CountDownLatch(15);
    AtomicBoolean first = new AtomicBoolean(true);
    disk.watch(
        any -> {
          if (first.getAndSet(false)) {
            try {
              all.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    for (int i = 0; i < senders.length; i++) {
      String key = "order " + i;
      int number = i;
      senders[i] =
          new Thread(
              () -> {
                journal.accept(Rehearsal.fresh(key));
                if (number > 0) {
                  all.countDown();
                }
                journal.force();
              });
      senders[i].start();
      if (i == 0) {
        while (first.get()) {
          Thread.onSpinWait();
        }
      }
    }
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(disk.forces() - before).isEqualTo(2);
    assertThat(open(disk.afterLoss(), NEVER).claim(1)).hasSize(16);
  }

  @Test
  void open_reservedWithoutSignature_isGivenBack() {
    StorageSim disk = new StorageSim();
    Journal journal = open(disk, NEVER);
    for (String key : List.of("a", "b", "c")) {
      journal.accept(Rehearsal.fresh(key));
      journal.reserve(key, 5);
    }
    journal.append("b", new Intent.Signed(Rehearsal.attempt(1)));
    journal.force();

    Journal recovered = open(disk.afterLoss(), NEVER);
    assertThat(recovered.find("a").map(Intent::state)).contains(Intent.State.ACCEPTED);
    assertThat(recovered.nextNonce(1, Rehearsal.SENDER)).isEqualTo(7);
    assertThat(recovered.reserve("a", 0)).isEqualTo(5);
    assertThat(recovered.reserve("c", 0)).isEqualTo(7);
  }
}
