package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A rule that stands: which calls, when, and what goes wrong with them. */
public final class FaultRule {
  private final FaultProxy proxy;
  private final When when;
  private final boolean after;
  private final List<Fault> faults;
  private final AtomicLong seen = new AtomicLong();
  private final AtomicLong hits = new AtomicLong();

  FaultRule(FaultProxy proxy, When when, boolean after, List<Fault> faults) {
    this.proxy = proxy;
    this.when = when;
    this.after = after;
    this.faults = faults;
  }

  /** Calls it has struck so far. */
  public long hits() {
    return hits.get();
  }

  /** Calls it has counted so far, struck or not. */
  public long seen() {
    return seen.get();
  }

  /** Ends the rule. */
  public void remove() {
    proxy.remove(this);
  }

  boolean after() {
    return after;
  }

  List<Fault> faults() {
    return faults;
  }

  boolean strikes(String endpoint, JsonNode call, long seed) {
    if (!when.counts(endpoint, call)) {
      return false;
    }
    boolean struck = when.strikes(seen.incrementAndGet(), seed);
    if (struck) {
      hits.incrementAndGet();
    }
    return struck;
  }
}
