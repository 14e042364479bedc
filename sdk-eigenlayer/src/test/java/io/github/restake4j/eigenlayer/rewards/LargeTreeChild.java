package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.eth.Address;
import io.github.restake4j.task.Progress;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads one claims file in a heap of its own and prints what it took. */
final class LargeTreeChild {
  private LargeTreeChild() {}

  public static void main(String[] arguments) {
    long start = System.nanoTime();
    long[] read = new long[1];
    ClaimAmounts amounts =
        ClaimAmounts.read(Path.of(arguments[0]))
            .run(
                Progress.to(
                    step -> {
                      if (step.doing().startsWith("reading")) {
                        read[0] = System.nanoTime();
                      }
                    }));
    long end = System.nanoTime();
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP) {
        peak += pool.getPeakUsage().getUsed();
      }
    }
    System.out.println("root " + amounts.root());
    System.out.println("earners " + amounts.earnerCount());
    System.out.println("lines " + amounts.lineCount());
    System.out.println("readMillis " + (read[0] - start) / 1_000_000);
    System.out.println("hashMillis " + (end - read[0]) / 1_000_000);
    System.out.println("peakHeapMiB " + peak / (1 << 20));
    Address earner = Address.parse("0x0000000000000000000000000000000000000000");
    Map<Address, ?> earned = amounts.cumulativeEarnings(earner);
    long cut = System.nanoTime();
    amounts.claim(earner, List.copyOf(earned.keySet()), 0);
    System.out.println("proofMicros " + (System.nanoTime() - cut) / 1_000);
  }
}
