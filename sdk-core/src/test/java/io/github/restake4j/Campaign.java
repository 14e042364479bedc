package io.github.restake4j;

import io.github.restake4j.devnet.Account;
import io.github.restake4j.devnet.ChainTruth;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.process.ChildJvm;
import io.github.restake4j.internal.journal.JournalDump;
import io.github.restake4j.tx.Intent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Errands, the children that do them one after the other, and the audit of what was done. */
final class Campaign {
  private static final int FINAL = 64 + 2;

  /** Ended intents that a journal file keeps. */
  private static final int REMEMBERED = 10_000;

  final LocalDevnet devnet;
  final Path folder;
  final Properties asked = new Properties();
  private final List<Errand> errands = new ArrayList<>();
  private final Map<String, Long> firstNonces = new LinkedHashMap<>();
  private final Map<String, List<Errand>> bySender = new LinkedHashMap<>();
  private final Set<String> accepted = new LinkedHashSet<>();
  private final Map<String, String> done = new HashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int started;
  private int refusals;

  /**
   * Plans errands.
   *
   * @param accounts the first so many of the devnet's accounts
   * @param each errands of one account
   */
  Campaign(LocalDevnet devnet, Path folder, String url, int accounts, int each) {
    this.devnet = devnet;
    this.folder = folder;
    asked.setProperty("url", url);
    write("deployment.json", List.of(devnet.deploymentJson()));
    for (int number = 0; number < accounts; number++) {
      Account account = devnet.accounts().get(number);
      firstNonces.put(account.address(), nonce(account.address()));
      bySender.put(account.address(), new ArrayList<>());
    }
    for (int index = 0; index < each; index++) {
      for (int number = 0; number < accounts; number++) {
        Account account = devnet.accounts().get(number);
        Errand errand =
            new Errand(
                "errand-" + number + "-" + index,
                account.privateKey(),
                1_000_000L * (number + 1) + index + 1);
        errands.add(errand);
        Objects.requireNonNull(bySender.get(account.address())).add(errand);
      }
    }
  }

  long nonce(String address) {
    return Long.decode(devnet.node().call("eth_getTransactionCount", address, "latest").asText());
  }

  int size() {
    return errands.size();
  }

  int settled() {
    return done.size();
  }

  private void write(String name, List<String> lines) {
    try {
      Files.write(folder.resolve(name), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a child with everything that is not known to be done. */
  ChildJvm child() {
    List<Errand> left = new ArrayList<>(errands);
    left.removeIf(errand -> done.containsKey(errand.key()));
    write("errands", Errand.lines(left));
    try (OutputStream out = Files.newOutputStream(folder.resolve("run.properties"))) {
      asked.store(out, "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    started++;
    return ChildJvm.of(SendingChild.class)
        .options("-XX:TieredStopAtLevel=1", "-Xshare:auto", "-XX:+UseSerialGC")
        .heapMegabytes(256)
        .arguments(folder.toString())
        .start();
  }

  /** Takes a line of a child in. */
  private void note(String line) {
    String[] words = line.split(" ", 3);
    switch (words[0]) {
      case "accepted" -> accepted.add(words[1]);
      case "done" -> {
        done.put(words[1], words[2]);
        if (!words[2].startsWith("Included")) {
          failures.add(line);
        }
      }
      case "refused" -> refusals++;
      case "failed", "broken" -> failures.add(line);
      default -> {
        // told for people
      }
    }
  }

  /** Follows a child until something is so, or the time is up. */
  boolean follow(ChildJvm child, BooleanSupplier until, Duration most) {
    try {
      child.awaitLine(
          line -> {
            note(line);
            return until.getAsBoolean();
          },
          most);
      return true;
    } catch (IllegalStateException timeIsUp) {
      return false;
    }
  }

  /** Follows a child until it says a word; fails after a time. */
  void await(ChildJvm child, String word, Duration most) {
    child.awaitLine(
        line -> {
          note(line);
          return line.startsWith(word);
        },
        most);
  }

  /** Kills a child and takes in what it said last. */
  void kill(ChildJvm child) {
    child.kill();
    follow(child, () -> false, Duration.ofSeconds(5));
  }

  /** Lets a child do everything to the end, while somebody mines, and audits it. */
  void finish(Duration most) {
    try (ChildJvm child = child()) {
      await(child, "all", most);
      end(child, most);
    }
    audit();
  }

  /** Lets everything become final, and the child end by itself. */
  void end(ChildJvm child, Duration most) {
    devnet.node().call("anvil_mine", FINAL);
    await(child, "empty", most);
    await(child, "end", most);
  }

  /** Keys that are not known to be done. */
  List<String> open(int most) {
    List<String> left = new ArrayList<>();
    for (Errand errand : errands) {
      if (!done.containsKey(errand.key()) && left.size() < most) {
        left.add(errand.key());
      }
    }
    return left;
  }

  /** What the audit held against each other. */
  String report() {
    return started
        + " JVMs, "
        + accepted.size()
        + " accepted, "
        + done.size()
        + " settled, "
        + refusals
        + " refusals; 0 lost, 0 doubled, 0 gaps, journal equal to chain";
  }

  /** Holds chain, journal and what was said to callers against each other. */
  void audit() {
    List<Intent> journal = JournalDump.intents(folder.resolve("journal"));
    ChainTruth truth = ChainTruth.read(devnet.node());
    Map<String, Long> blocks = new HashMap<>();
    truth.transactions().forEach(tx -> blocks.put(tx.hash(), tx.block()));
    Set<String> known = new LinkedHashSet<>();
    List<String> findings = new ArrayList<>(failures);
    Set<String> keys = new LinkedHashSet<>();
    for (Intent intent : journal) {
      keys.add(intent.key());
      for (Intent.Step step : intent.steps()) {
        step.attempts().forEach(attempt -> known.add(attempt.hash().toString()));
      }
      finding(intent, blocks, findings);
    }
    for (Errand errand : errands) {
      if (!keys.contains(errand.key())) {
        String[] told = done.getOrDefault(errand.key(), "").split(" ", -1);
        if (journal.size() < REMEMBERED || told.length < 2) {
          findings.add("the journal does not know " + errand.key());
        } else {
          known.add(told[1]); // fills have pushed it out of what a journal remembers
        }
      }
    }
    firstNonces.forEach(
        (address, first) ->
            findings.addAll(
                truth
                    .audit(address, first)
                    .exactlyOnce(ChainTruth.Mined::value, values(address))
                    .onlyThese(known)
                    .findings()));
    String pool = devnet.node().call("txpool_status").toString();
    if (!pool.matches(".*\"0x0\".*\"0x0\".*")) {
      findings.add("the pool still has " + pool);
    }
    if (!findings.isEmpty()) {
      throw new AssertionError(
          findings.size()
              + " findings:\n  "
              + String.join("\n  ", findings.subList(0, Math.min(40, findings.size()))));
    }
  }

  private static void finding(Intent intent, Map<String, Long> blocks, List<String> findings) {
    if (!intent.end().isPresent()) {
      findings.add(intent.key() + " is open: " + intent.state());
      return;
    }
    boolean fill = intent.key().startsWith("fill-");
    if (intent.end().get() == Intent.State.REJECTED && fill) {
      return; // nobody needed it after all
    }
    if (fill ? !intent.end().get().isEnd() : intent.end().get() != Intent.State.SUCCEEDED) {
      findings.add(intent.key() + " ended as " + intent.end().get());
      return;
    }
    Intent.Step last = intent.steps().get(intent.steps().size() - 1);
    Intent.Inclusion where = last.inclusion().orElse(null);
    if (where == null) {
      findings.add(intent.key() + " ended without a block");
    } else if (!Long.valueOf(where.blockNumber())
        .equals(blocks.get(where.transaction().toString()))) {
      findings.add(
          intent.key()
              + " is in block "
              + where.blockNumber()
              + " for the journal, in "
              + blocks.get(where.transaction().toString())
              + " in truth");
    }
  }

  private List<BigInteger> values(String address) {
    List<BigInteger> values = new ArrayList<>();
    Objects.requireNonNull(bySender.get(address))
        .forEach(errand -> values.add(BigInteger.valueOf(errand.value())));
    return values;
  }

  Set<String> accepted() {
    return accepted;
  }
}
