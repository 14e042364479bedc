package io.github.restake4j.benchmarks;

import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.sign.LocalKey;
import io.github.restake4j.tx.TxHandle;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.units.Wei;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * The engine: every transaction simulated, priced, journaled in a forced file before it leaves, its
 * signature read back, its receipt proven by its block.
 */
final class Ours implements Way {
  @Override
  public String name() {
    return "restake4j, journal in a forced file";
  }

  @Override
  public long run(Run run) throws Exception {
    Path folder = Files.createTempDirectory("restake4j-benchmark");
    String deployment =
        "{\"rpcUrl\":\"" + run.url() + "\",\"chainId\":" + Run.CHAIN_ID + ",\"addresses\":{}}";
    try (LocalKey key = LocalKey.parse(Run.KEY);
        Restake4j client =
            Restake4j.builder()
                .rpc(run.url().toString())
                .deployments(Deployments.parse(deployment))
                .journal(folder.resolve("journal"))
                .pollInterval(Run.POLL)
                .mostInFlight(run.count())
                .build()) {
      Address to = Address.parse(Run.TO);
      // anvil forgets at times to mine what it has; others lose such a run, a higher tip reminds it
      TxOptions options = TxOptions.builder().bumpInterval(Duration.ofSeconds(2)).build();
      long start = System.nanoTime();
      List<CompletableFuture<TxOutcome<Receipt>>> outcomes = new ArrayList<>();
      for (int i = 0; i < run.count(); i++) {
        outcomes.add(
            client
                .transfer(to, Wei.of(Run.value(i)))
                .with(options)
                .sendAsync(key)
                .thenCompose(TxHandle::async));
      }
      for (CompletableFuture<TxOutcome<Receipt>> each : outcomes) {
        if (!(each.get() instanceof TxOutcome.Included<Receipt>)) {
          throw new IllegalStateException("not included: " + each.get());
        }
      }
      return System.nanoTime() - start;
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }
}
