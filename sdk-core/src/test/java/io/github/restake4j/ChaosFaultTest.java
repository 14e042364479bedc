package io.github.restake4j;

import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.process.ChildJvm;
import io.github.restake4j.devnet.rpc.FaultProxy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.BooleanSupplier;
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
  private static final int MOST_ATTEMPTS = 3;
  private static final long SEED = Long.getLong("seed", System.nanoTime() & 0xffffffL);

  @TempDir Path folder;

  /** The node itself ended: that says nothing about who sends. */
  private static final class NodeEnded extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** What is done on a chain of its own, with its folder. */
  private interface Run {
    void on(LocalDevnet devnet, Path own);
  }

  /**
   * A chain for each run, as reorgs may go back behind anything that could be put back; the chain a
   * devnet starts from has no state before its last block, so some are mined before. anvil itself
   * ends at times when blocks are taken away while it answers: then the run is repeated.
   */
  private void run(Run run) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try (LocalDevnet devnet = LocalDevnet.start()) {
        devnet.mine(20);
        run.on(devnet, Files.createDirectory(folder.resolve("run-" + attempt)));
        return;
      } catch (NodeEnded ended) {
        say("anvil ended by itself in attempt " + attempt);
        if (attempt == MOST_ATTEMPTS) {
          throw ended;
        }
      }
    }
  }

  private static int scaled(int full) {
    return Math.max(1, (int) Math.round(full * SCALE));
  }

  private static void say(String what) {
    System.out.println(what);
  }

  @Test
  void P08_K02_killedAtRandomWithAmbiguousAnswers_everyIntentExactlyOnce() throws IOException {
    run(this::killedAtRandom);
  }

  private void killedAtRandom(LocalDevnet devnet, Path own) {
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Weather weather = new Weather(devnet, proxy, SEED, Duration.ofMillis(100))) {
      Campaign campaign =
          new Campaign(devnet, own, proxy.url().toString(), 1, Math.max(60, scaled(500)));
      weather.ambiguous(10).start();
      killAndFinish("K02", campaign, weather, Math.max(4, scaled(50)), Duration.ofMinutes(2));
    }
  }

  @Test
  void K01_everythingAtOnce_nothingLostNothingDoubledNoGap() throws IOException {
    run(this::everythingAtOnce);
  }

  private void everythingAtOnce(LocalDevnet devnet, Path own) {
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), SEED);
        Weather weather = new Weather(devnet, proxy, SEED, Duration.ofMillis(250))) {
      Campaign campaign = new Campaign(devnet, own, proxy.url().toString(), 8, scaled(10_000) / 8);
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
              reaches(campaign, child, weather, () -> campaign.settled() >= target, most),
              campaign,
              child);
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
          reaches(campaign, child, weather, () -> campaign.settled() == campaign.size(), most),
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

  private static boolean reaches(
      Campaign campaign, ChildJvm child, Weather weather, BooleanSupplier goal, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    while (!campaign.follow(child, goal, Duration.ofSeconds(1))) {
      if (weather.isNodeGone()) {
        throw new NodeEnded();
      }
      if (!child.isAlive() || System.nanoTime() - end > 0) {
        return false;
      }
    }
    return true;
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
