package io.github.restake4j;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.process.ChildJvm;
import io.github.restake4j.devnet.rpc.FaultProxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders that are killed again and again while the node lies, forgets and rewrites its chain. A
 * run prints its seed; {@code -Dseed=N} repeats its decisions, {@code -Dscale=1} is its full size.
 */
@DisabledIfSystemProperty(named = "restake4j.devnet", matches = "off")
class ChaosFaultTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xffffffL);

  /** One for each: reorgs may go back behind anything that could be put back. */
  private final LocalDevnet devnet = LocalDevnet.start();

  @TempDir Path folder;

  /** The chain the devnet starts from has no state before its last block: no reorg may reach it. */
  @BeforeEach
  void mine() {
    devnet.mine(20);
  }

  @AfterEach
  void close() {
    devnet.close();
  }

  private static int scaled(int full) {
    return Math.max(1, (int) Math.round(full * SCALE));
  }

  private static void say(String what) {
    System.out.println(what);
  }

  @Test
  void P08_K02_killedAtRandomWithAmbiguousAnswers_everyIntentExactlyOnce() {
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Weather weather = new Weather(devnet, proxy, SEED, Duration.ofMillis(100))) {
      Campaign campaign =
          new Campaign(devnet, folder, proxy.url().toString(), 1, Math.max(60, scaled(500)));
      weather.ambiguous(10).start();
      killAndFinish("K02", campaign, weather, Math.max(4, scaled(50)), Duration.ofMinutes(2));
    }
  }

  @Test
  void K01_everythingAtOnce_nothingLostNothingDoubledNoGap() {
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Weather weather = new Weather(devnet, proxy, SEED, Duration.ofMillis(250))) {
      Campaign campaign =
          new Campaign(devnet, folder, proxy.url().toString(), 8, scaled(10_000) / 8);
      campaign.asked.setProperty("inFlight", "64");
      weather
          .ambiguous(5)
          .evictions(3)
          .lies()
          .outages()
          .reorgs(SCALE < 0.5 ? 8 : 20, 12)
          .spikes(SCALE < 0.5 ? 12 : 30)
          .start();
      killAndFinish("K01", campaign, weather, Math.max(4, scaled(50)), Duration.ofMinutes(5));
    }
  }

  /**
   * Kills child after child: each when so many more are settled, or a random while after its start,
   * then lets the last one finish under a clear sky.
   */
  private static void killAndFinish(
      String name, Campaign campaign, Weather weather, int kills, Duration most) {
    long start = System.nanoTime();
    Random random = new Random(SEED);
    say(name + " seed " + SEED + ": " + campaign.size() + " intents, " + kills + " kills");
    for (int kill = 1; kill <= kills; kill++) {
      int target = (int) ((long) campaign.size() * kill / (kills + 1));
      boolean early = random.nextInt(5) == 0;
      Duration grace = Duration.ofMillis(random.nextInt(early ? 1_500 : 300));
      try (ChildJvm child = campaign.child()) {
        if (!early) {
          require(
              campaign.follow(child, () -> campaign.settled() >= target, most), campaign, child);
        }
        campaign.follow(child, () -> false, grace);
        campaign.kill(child);
      }
      if (kill % 5 == 0 || kill == kills) {
        say(
            name
                + " "
                + seconds(start)
                + " s: kill "
                + kill
                + ", "
                + campaign.settled()
                + " settled; "
                + weather);
      }
    }
    try (ChildJvm child = campaign.child()) {
      require(
          campaign.follow(child, () -> campaign.settled() == campaign.size(), most),
          campaign,
          child);
      say(name + " " + seconds(start) + " s: all settled; " + weather);
      weather.clear();
      campaign.end(child, most);
    }
    say(name + " " + seconds(start) + " s: ended; " + weather);
    campaign.audit();
    say(name + " " + seconds(start) + " s: " + campaign.report());
  }

  private static void require(boolean reached, Campaign campaign, ChildJvm child) {
    if (!reached) {
      throw new AssertionError(
          "seed "
              + SEED
              + ": "
              + campaign.settled()
              + " of "
              + campaign.size()
              + " settled; "
              + campaign.open(10)
              + "; "
              + child.errors());
    }
  }

  private static String seconds(long start) {
    return String.format("%.1f", (System.nanoTime() - start) / 1e9);
  }
}
