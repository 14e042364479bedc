package io.github.restake4j.devnet.rpc;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How many HTTP requests came in, and how many calls of which method were in them. */
final class RequestCounts {
  private final AtomicLong requests = new AtomicLong();
  private final Map<String, LongAdder> methods = new ConcurrentHashMap<>();

  /** Counts one request; returns its number, from 1 since the last reset. */
  long add(List<String> calls) {
    calls.forEach(method -> methods.computeIfAbsent(method, k -> new LongAdder()).increment());
    return requests.incrementAndGet();
  }

  long requests() {
    return requests.get();
  }

  Map<String, Long> byMethod() {
    Map<String, Long> counts = new TreeMap<>();
    methods.forEach((method, count) -> counts.put(method, count.sum()));
    return counts;
  }

  void reset() {
    requests.set(0);
    methods.clear();
  }
}
