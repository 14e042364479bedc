package io.github.restake4j.benchmarks;

import io.github.restake4j.devnet.anvil.Anvil;
import io.github.restake4j.devnet.anvil.AnvilBinary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * 500 transactions from one key until all are mined, each way on a fresh anvil, in rounds of
 * alternating order after rounds of warming up. Every run is checked against the chain.
 *
 * <p>Arguments: rounds (11), warm-up rounds (40: until the compiler of the JVM has nothing left to
 * do), transactions (500), then the names of the ways to run (all).
 */
public final class Transactions {
  private static final int DEFAULT_IN_FLIGHT = 16;
  private static final int MOST_LOST = 20;

  private Transactions() {}

  /** Runs and prints. */
  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 11;
    int warmUp = args.length > 1 ? Integer.parseInt(args[1]) : 40;
    int count = args.length > 2 ? Integer.parseInt(args[2]) : 500;
    List<String> wanted = args.length > 3 ? List.of(args).subList(3, args.length) : List.of();
    System.out.println(machine());
    System.out.println(
        "transactions in flight: up to "
            + count
            + " here, "
            + DEFAULT_IN_FLIGHT
            + " by default; whoever polls does so every "
            + Run.POLL.toMillis()
            + " ms");
    Path anvil = AnvilBinary.find();
    try (Viem viem = new Viem()) {
      List<Way> ways = new ArrayList<>();
      for (Way way : List.of(new Floor(), new Ours(), new Web3jFast(), viem)) {
        if (!wanted.isEmpty() && wanted.stream().noneMatch(way.name()::startsWith)) {
          continue;
        }
        if (way.missing().isEmpty()) {
          ways.add(way);
        } else {
          System.out.println("skipped: " + way.name() + ", because " + way.missing());
        }
      }
      compare("instant mining", anvil, List.of(), ways, rounds, warmUp, count);
      compare("a block every second", anvil, List.of("--block-time", "1"), ways, rounds, 1, count);
    }
  }

  private static void compare(
      String title,
      Path anvil,
      List<String> options,
      List<Way> ways,
      int rounds,
      int warmUp,
      int count)
      throws Exception {
    List<List<Long>> times = new ArrayList<>();
    ways.forEach(way -> times.add(new ArrayList<>()));
    Map<Way, Integer> lost = new HashMap<>();
    String before = load();
    for (int round = -warmUp; round < rounds; round++) {
      List<Way> order = new ArrayList<>(ways);
      if (round % 2 != 0) {
        Collections.reverse(order);
      }
      for (Way way : order) {
        long nanos = measured(way, anvil, options, count, lost);
        if (round >= 0) {
          times.get(ways.indexOf(way)).add(nanos);
        }
      }
    }
    System.out.println();
    System.out.println("## " + title + " (load " + before + " before, " + load() + " after)");
    System.out.println();
    System.out.println(
        "| way | ms, median (min..max) | tx/s | times the floor, median of pairs (min..max) |");
    System.out.println("| --- | --- | --- | --- |");
    List<Long> floor = times.get(0);
    for (Way way : ways) {
      print(way.name(), times.get(ways.indexOf(way)), floor, count);
    }
    lost.forEach(
        (way, runs) ->
            System.out.println(
                runs + " more runs of \"" + way.name() + "\" lost transactions and were repeated"));
  }

  /** A run that lost transactions is counted and done again. */
  private static long measured(
      Way way, Path anvil, List<String> options, int count, Map<Way, Integer> lost)
      throws Exception {
    while (true) {
      try (Anvil chain = Anvil.start(anvil, options)) {
        Run run = new Run(chain.url(), count);
        long nanos = way.run(run);
        run.check(way.name());
        return nanos;
      } catch (Run.LostException e) {
        if (lost.merge(way, 1, Integer::sum) > MOST_LOST) {
          throw e;
        }
      }
    }
  }

  private static void print(String name, List<Long> nanos, List<Long> floor, int count) {
    List<Long> sorted = nanos.stream().sorted().toList();
    // thousandths, so that no fraction has to be counted
    List<Long> ratios = new ArrayList<>();
    for (int i = 0; i < nanos.size(); i++) {
      ratios.add(nanos.get(i) * 1_000 / floor.get(i));
    }
    Collections.sort(ratios);
    long middle = median(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %d (%d..%d) | %d | %s (%s..%s) |%n",
        name,
        middle / 1_000_000,
        sorted.get(0) / 1_000_000,
        sorted.get(sorted.size() - 1) / 1_000_000,
        count * 1_000_000_000L / middle,
        hundredths(median(ratios)),
        hundredths(ratios.get(0)),
        hundredths(ratios.get(ratios.size() - 1)));
  }

  private static long median(List<Long> sorted) {
    return sorted.get(sorted.size() / 2);
  }

  private static String hundredths(long thousandths) {
    long rounded = (thousandths + 5) / 10;
    return String.format(Locale.ROOT, "%d.%02d", rounded / 100, rounded % 100);
  }

  private static String machine() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    String processor = System.getProperty("os.arch");
    if (Files.isReadable(info)) {
      try (Stream<String> lines = Files.lines(info)) {
        processor =
            lines
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst()
                .orElse(processor);
      }
    }
    return processor
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " processors, "
        + System.getProperty("os.name")
        + "; "
        + System.getProperty("java.vm.name")
        + " "
        + System.getProperty("java.vm.version")
        + "; load "
        + load();
  }

  private static String load() {
    return String.format(
        Locale.ROOT, "%.1f", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
  }
}
