package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which calls a fault strikes: those of the given methods that meet every condition given here.
 * Numbers count the calls that meet the conditions on endpoint and content, from 1, from the moment
 * the rule stands. Immutable; nothing happens before {@link #beforeForward} or {@link
 * #afterForward}.
 */
public final class When {
  private final FaultProxy proxy;
  private final Set<String> methods;
  private final @Nullable String endpoint;
  private final Predicate<JsonNode> content;
  private final LongPredicate number;
  private final int chance;
  private final int outOf;

  When(FaultProxy proxy, Set<String> methods) {
    this(proxy, methods, null, call -> true, number -> true, 1, 1);
  }

  private When(
      FaultProxy proxy,
      Set<String> methods,
      @Nullable String endpoint,
      Predicate<JsonNode> content,
      LongPredicate number,
      int chance,
      int outOf) {
    this.proxy = proxy;
    this.methods = methods;
    this.endpoint = endpoint;
    this.content = content;
    this.number = number;
    this.chance = chance;
    this.outOf = outOf;
  }

  /** Only calls that come to this endpoint. */
  public When at(String endpointName) {
    return new When(proxy, methods, endpointName, content, number, chance, outOf);
  }

  /** Only calls whose JSON, with {@code method} and {@code params}, the test accepts. */
  public When where(Predicate<JsonNode> call) {
    return new When(proxy, methods, endpoint, content.and(call), number, chance, outOf);
  }

  /** Only the n-th, from 1. */
  public When nth(long n) {
    return numbered(seen -> seen == n);
  }

  /** Only the first n. */
  public When first(long n) {
    return numbered(seen -> seen <= n);
  }

  /** Only the n-th and all after it. */
  public When from(long n) {
    return numbered(seen -> seen >= n);
  }

  /** Only every n-th. */
  public When every(long n) {
    if (n < 1) {
      throw new IllegalArgumentException("every " + n);
    }
    return numbered(seen -> seen % n == 0);
  }

  private When numbered(LongPredicate more) {
    return new When(proxy, methods, endpoint, content, number.and(more), chance, outOf);
  }

  /**
   * Only by chance: {@code chance(5, 100)} strikes one call in twenty. Which ones, follows from the
   * proxy's seed, the order of the rules, and the number of the call.
   */
  public When chance(int of, int all) {
    if (of < 0 || all < 1 || of > all) {
      throw new IllegalArgumentException("not a chance: " + of + " of " + all);
    }
    return new When(proxy, methods, endpoint, content, number, of, all);
  }

  /**
   * Makes it a rule: the faults strike in place of forwarding. A request that is only delayed or
   * delivered twice is still forwarded.
   *
   * @throws IllegalArgumentException if a fault needs the node's answer
   */
  public FaultRule beforeForward(Fault... faults) {
    for (Fault fault : faults) {
      if (fault.needsAnswer()) {
        throw new IllegalArgumentException(fault + " needs an answer: use afterForward");
      }
    }
    return proxy.add(new FaultRule(proxy, this, false, List.of(faults)));
  }

  /** Makes it a rule: the node gets the request, then the faults strike in the order given. */
  public FaultRule afterForward(Fault... faults) {
    return proxy.add(new FaultRule(proxy, this, true, List.of(faults)));
  }

  boolean counts(String endpointName, JsonNode call) {
    return (methods.isEmpty() || methods.contains(call.path("method").asText()))
        && (endpoint == null || endpoint.equals(endpointName))
        && content.test(call);
  }

  /** Whether the call with this number, from 1, is struck. */
  boolean strikes(long seen, long seed) {
    return number.test(seen) && (chance == outOf || draw(seed + seen * STRIDE) < chance);
  }

  private static final long STRIDE = 0x9E3779B97F4A7C15L;

  /** A number below {@code outOf} that depends on nothing but the seed. */
  private long draw(long seed) {
    long mixed = (seed ^ (seed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return Long.remainderUnsigned(mixed ^ (mixed >>> 31), outOf);
  }
}
