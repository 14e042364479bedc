package io.github.restake4j.benchmarks.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs each task with each library, fork by fork in turns, first in one order and then in the
 * other, and prints a table: the median of the forks' medians, and the fastest and slowest fork.
 */
public final class Codec {
  private static final List<String> LIBRARIES = List.of("restake4j", "headlong", "web3j");
  private static final List<String> TASKS =
      List.of(
          "aggregate3",
          "aggregate3InPlace",
          "queuedWithdrawals",
          "queuedWithdrawalsInPlace",
          "transferEncode",
          "transferEncodeInPlace",
          "transferLog");

  private final Map<String, List<Double>> nanos = new LinkedHashMap<>();
  private final Map<String, Double> bytes = new LinkedHashMap<>();

  private Codec() {}

  /** Forks per order (5), then the tasks (all). */
  public static void main(String[] args) throws RunnerException {
    int forks = args.length > 0 ? Integer.parseInt(args[0]) : 5;
    List<String> tasks = args.length > 1 ? List.of(args).subList(1, args.length) : TASKS;
    Codec codec = new Codec();
    List<String> order = new ArrayList<>(LIBRARIES);
    for (int turn = 0; turn < 2; turn++) {
      for (String task : tasks) {
        for (int fork = 0; fork < forks; fork++) {
          for (String library : order) {
            if (!task.endsWith("InPlace") || !library.equals("web3j")) { // it only takes Strings
              codec.run(task + "_" + library);
            }
          }
        }
      }
      Collections.reverse(order);
    }
    codec.print(tasks);
  }

  private void run(String name) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("\\." + name + "$")
                    .forks(1)
                    // else the first touch of each page of a growing heap is timed too
                    .jvmArgsAppend("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch")
                    .warmupIterations(4)
                    .warmupTime(TimeValue.milliseconds(500))
                    .measurementIterations(7)
                    .measurementTime(TimeValue.milliseconds(300))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    for (RunResult result : results) {
      for (BenchmarkResult fork : result.getBenchmarkResults()) {
        List<Double> scores = new ArrayList<>();
        for (IterationResult iteration : fork.getIterationResults()) {
          scores.add(iteration.getPrimaryResult().getScore());
        }
        nanos.computeIfAbsent(name, absent -> new ArrayList<>()).add(median(scores));
        Result<?> allocated = fork.getSecondaryResults().get("gc.alloc.rate.norm");
        bytes.put(name, allocated == null ? Double.NaN : allocated.getScore());
      }
    }
  }

  private void print(List<String> tasks) {
    System.out.println();
    System.out.println(
        "| task | library | median ns (fastest..slowest fork) | bytes | times restake4j |");
    System.out.println("| --- | --- | --- | --- | --- |");
    for (String task : tasks) {
      double ours = median(nanos.getOrDefault(task + "_restake4j", List.of()));
      for (String library : LIBRARIES) {
        List<Double> forks = nanos.get(task + "_" + library);
        if (forks != null) {
          System.out.printf(
              Locale.ROOT,
              "| %s | %s | %,.0f (%,.0f..%,.0f) | %,.0f | %.2f |%n",
              task,
              library,
              median(forks),
              Collections.min(forks),
              Collections.max(forks),
              bytes.get(task + "_" + library),
              median(forks) / ours);
        }
      }
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int size = sorted.size();
    return size == 0 ? Double.NaN : (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
