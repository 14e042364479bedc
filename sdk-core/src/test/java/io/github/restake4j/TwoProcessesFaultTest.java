package io.github.restake4j;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.devnet.process.ChildJvm;
import io.github.restake4j.devnet.rpc.FaultProxy;
import io.github.restake4j.internal.journal.JournalDump;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that do not know of each other, and one key. */
@Devnet(local = true)
class TwoProcessesFaultTest {
  private static final double SCALE = Double.parseDouble(System.getProperty("scale", "0.05"));
  private static final Duration LONG = Duration.ofMinutes(2);

  private final LocalDevnet devnet;
  @TempDir Path folder;

  TwoProcessesFaultTest(LocalDevnet devnet) {
    this.devnet = devnet;
  }

  @Test
  void P17_differentJournalsSameKey_everyIntentAtMostOnceAndConflictsTold() throws IOException {
    int each = Math.max(25, (int) Math.round(100 * SCALE));
    List<Campaign> both = new ArrayList<>();
    try (FaultProxy proxy = FaultProxy.start(devnet.node(), 17);
        Weather weather = new Weather(devnet, proxy, 17, Duration.ofMillis(200)).start()) {
      for (int i = 1; i <= 2; i++) {
        Path own = Files.createDirectory(folder.resolve("process-" + i));
        both.add(new Campaign(devnet, own, proxy.url().toString(), 1, each, 20_000_000L * i));
      }
      try (ChildJvm first = both.get(0).child();
          ChildJvm second = both.get(1).child()) {
        both.get(0).await(first, "all", LONG);
        both.get(1).await(second, "all", LONG);
        both.get(0).end(first, LONG);
        both.get(1).end(second, LONG);
      }
      System.out.println("P17: " + weather);
    }
    audit(both);
  }

  private void audit(List<Campaign> both) {
    String sender = devnet.accounts().get(0).address();
    Set<String> known = new HashSet<>();
    List<BigInteger> included = new ArrayList<>();
    List<BigInteger> displaced = new ArrayList<>();
    for (Campaign campaign : both) {
      JournalDump.intents(campaign.folder.resolve("journal"))
          .forEach(
              intent -> {
                assertThat(intent.end()).as(intent.key()).isPresent();
                intent
                    .steps()
                    .forEach(
                        step ->
                            step.attempts()
                                .forEach(attempt -> known.add(attempt.hash().toString())));
              });
      assertThat(campaign.outcomes()).hasSize(campaign.size());
      for (Errand errand : campaign.errands()) {
        String outcome = campaign.outcomes().getOrDefault(errand.key(), "none");
        boolean mined = outcome.startsWith("Included");
        if (!mined) {
          assertThat(outcome).isEqualTo("Displaced");
        }
        (mined ? included : displaced).add(BigInteger.valueOf(errand.value()));
      }
    }
    System.out.println("P17: " + included.size() + " included, " + displaced.size() + " displaced");
    ChainTruth truth = ChainTruth.read(devnet.node());
    truth
        .audit(sender, 0)
        .exactlyOnce(ChainTruth.Mined::value, included)
        .onlyThese(known)
        .orThrow();
    Map<BigInteger, Integer> counts = truth.occurrences(sender, ChainTruth.Mined::value);
    assertThat(displaced).noneMatch(counts::containsKey);
    assertThat(displaced).isNotEmpty();
  }
}
