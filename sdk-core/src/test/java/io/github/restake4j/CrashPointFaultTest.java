package io.github.restake4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.process.ChildJvm;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM that ends between two steps of a send, and another one that goes on from its journal. */
@Devnet(local = true)
class CrashPointFaultTest {
  private static final Duration LONG = Duration.ofSeconds(60);

  private final LocalDevnet devnet;
  @TempDir Path folder;

  CrashPointFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  /** Halts at the first and the third pass, and then lets a third child finish. */
  private void diesAt(String point) {
    Campaign campaign = new Campaign(devnet, folder, devnet.rpcUrl(), 1, 6);
    campaign.asked.setProperty("threads", "1");
    campaign.asked.setProperty("haltAt", point);
    for (int passes = 1; passes <= 3; passes += 2) {
      campaign.asked.setProperty("haltAfter", Integer.toString(passes));
      try (ChildJvm child = campaign.child()) {
        assertThat(child.awaitExit(LONG)).isEqualTo(137);
        campaign.follow(child, () -> false, Duration.ofSeconds(1));
      }
    }
    campaign.asked.setProperty("haltAt", "");
    campaign.finish(LONG);
  }

  @Test
  void P01_haltBeforeANonceIsTaken_everyIntentExactlyOnce() {
    diesAt("accepted");
  }

  @Test
  void P02_haltBeforeSigning_everyIntentExactlyOnce() {
    diesAt("reserved");
  }

  @Test
  void P03_haltBeforeTheAttemptIsForced_everyIntentExactlyOnce() {
    diesAt("signed");
  }

  @Test
  void P04_haltBeforeTheFirstByteIsSent_everyIntentExactlyOnce() {
    diesAt("forced");
  }

  @Test
  void P05_haltBeforeTheAnswerIsRead_everyIntentExactlyOnce() {
    diesAt("sending");
  }

  @Test
  void P06_haltBeforeTheAnswerIsRecorded_everyIntentExactlyOnce() {
    diesAt("answered");
  }

  @Test
  void P07_haltWhenTheReceiptIsSeen_everyIntentExactlyOnce() {
    diesAt("mined");
  }
}
