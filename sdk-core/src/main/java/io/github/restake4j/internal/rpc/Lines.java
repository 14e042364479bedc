package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.RpcOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The endpoints of one client and the choice among them. Where there are several, those whose state
 * is not known from their work are looked at now and then, while somebody asks for one; nothing
 * runs while the client is idle.
 */
final class Lines {
  private static final long UNKNOWN = -1;
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(3);

  /** Once one endpoint is known to be good, the others get this long to show theirs. */
  private static final Duration FOR_THE_OTHERS = Duration.ofMillis(500);

  /**
   * How far one endpoint may be ahead of all others on its word alone: a quarter of an hour on
   * mainnet, more than those that follow the chain are ever apart.
   */
  private static final long LONE_LEAD = 64;

  /** From best to worst. */
  private enum Rank {
    GOOD,
    BUSY,
    BEHIND,
    AILING,
    HELD
  }

  private final List<Witness> all;
  private final RpcOptions options;
  private final Clock clock;
  private final Executor threads;
  private final Object looking = new Object();
  private @Nullable Look look;

  Lines(List<Witness> all, RpcOptions options, Clock clock, Executor threads) {
    this.all = all;
    this.options = options;
    this.clock = clock;
    this.threads = threads;
  }

  List<Witness> all() {
    return all;
  }

  /**
   * The endpoint to use: the first in order of preference among the best.
   *
   * @throws Restake4jException why the preferred one is not believed, if none is
   */
  Witness choose(CallScope scope) {
    if (all.size() == 1) {
      return all.get(0);
    }
    refresh(scope);
    Witness best = best(Set.of());
    if (best == null) {
      throw distrusted(all.get(0));
    }
    return best;
  }

  /** Another endpoint that is worth a try, if there is one. */
  @Nullable Witness other(Set<Witness> tried) {
    Witness best = best(tried);
    return best != null && rank(best) != Rank.HELD ? best : null;
  }

  /**
   * True if the endpoint is not known to be behind, and not alone with a height that a majority
   * denies; of several, it must have told its height.
   */
  boolean isCurrent(Witness of) {
    if (all.size() == 1) {
      return true;
    }
    long best = bestHeight();
    long height = of.height().orElse(UNKNOWN);
    return height >= Math.max(0, best - options.maxLag()) && height <= best;
  }

  private @Nullable Witness best(Set<Witness> without) {
    Witness best = null;
    for (Witness each : all) {
      if (each.distrust() == null
          && !without.contains(each)
          && (best == null || rank(each).compareTo(rank(best)) < 0)) {
        best = each;
      }
    }
    return best;
  }

  private Rank rank(Witness of) {
    if (!of.line().held().isZero()) {
      return Rank.HELD;
    }
    if (!of.line().isWell()) {
      return Rank.AILING;
    }
    if (!isCurrent(of)) {
      return Rank.BEHIND;
    }
    return of.line().isBusy() ? Rank.BUSY : Rank.GOOD;
  }

  /** The highest head that is believed. */
  private long bestHeight() {
    List<Witness> told = new ArrayList<>();
    for (Witness each : all) {
      if (each.distrust() == null && each.height().isPresent()) {
        told.add(each);
      }
    }
    told.sort(Comparator.comparingLong((Witness each) -> each.height().orElse(0)).reversed());
    if (told.isEmpty()) {
      return 0;
    }
    return told.get(isFirstDenied(told) ? 1 : 0).height().orElse(0);
  }

  /**
   * True if the highest is far beyond two others that agree and were asked lately, and beyond what
   * the chain may have grown by since: then it waits for a second one to say the same.
   */
  private boolean isFirstDenied(List<Witness> highestFirst) {
    if (highestFirst.size() < 3) {
      return false; // of two nobody knows which one lies
    }
    Witness second = highestFirst.get(1);
    Witness third = highestFirst.get(2);
    long height = second.height().orElse(0);
    Duration lately = options.healthInterval().multipliedBy(2);
    long grown = Duration.between(second.toldAt(), clock.instant()).getSeconds();
    return second.isFresh(lately)
        && third.isFresh(lately)
        && height - third.height().orElse(0) <= options.maxLag()
        && highestFirst.get(0).height().orElse(0) - height > LONE_LEAD + grown;
  }

  private static Restake4jException distrusted(Witness of) {
    Restake4jException cause = of.distrust();
    return cause == null
        ? new RpcException(
            RpcException.Code.NODE_MISBEHAVIOUR, "no endpoint can be trusted for now")
        : cause;
  }

  /** Looks at the endpoints whose state is not known well enough; one round of looks at a time. */
  private void refresh(CallScope scope) {
    Look current;
    boolean mine = false;
    synchronized (looking) {
      current = look;
      if (current == null
          || (current.whole.isDone()
              && !clock.instant().isBefore(current.start.plus(options.healthInterval())))) {
        current = new Look(clock.instant(), current == null);
        look = current;
        mine = true;
      }
    }
    if (mine) {
      current.begin();
    } else if (!current.isFirst) {
      return; // what was known before serves the others meanwhile
    }
    current.await(scope);
  }

  /** One round of looks at several endpoints. */
  private final class Look {
    private final Instant start;
    private final boolean isFirst;

    /** Done when one endpoint is known to be good, or all have shown that they are not. */
    private final CompletableFuture<Boolean> any = new CompletableFuture<>();

    /** Done when all have answered that are worth waiting for. */
    private final CompletableFuture<Boolean> expected = new CompletableFuture<>();

    /** Done when the last one has answered or failed. */
    private final CompletableFuture<Boolean> whole = new CompletableFuture<>();

    private final AtomicInteger worthwhile = new AtomicInteger(1);
    private final AtomicInteger open = new AtomicInteger(1);

    Look(Instant start, boolean isFirst) {
      this.start = start;
      this.isFirst = isFirst;
    }

    void begin() {
      for (Witness witness : all) {
        boolean well = witness.distrust() == null && witness.line().isWell();
        if (well && witness.isFresh(options.healthInterval())) {
          any.complete(true);
        } else if (witness.mayBeAskedAgain() && witness.line().held().isZero()) {
          lookAt(witness, well);
        }
      }
      ended(true);
    }

    /** Who did not answer the last time is asked, but not waited for. */
    private void lookAt(Witness witness, boolean awaited) {
      open.incrementAndGet();
      if (awaited) {
        worthwhile.incrementAndGet();
      }
      try {
        threads.execute(
            () -> {
              try {
                witness.look(CallScope.of(LONGEST_LOOK));
                any.complete(true);
              } catch (RuntimeException e) {
                witness.line().markAiling();
              } finally {
                ended(awaited);
              }
            });
      } catch (RejectedExecutionException closed) {
        ended(awaited);
      }
    }

    private void ended(boolean awaited) {
      if (awaited && worthwhile.decrementAndGet() == 0) {
        expected.complete(true);
      }
      if (open.decrementAndGet() == 0) {
        any.complete(false);
        whole.complete(true);
      }
    }

    void await(CallScope scope) {
      await(any, scope.remaining(), scope);
      await(expected, FOR_THE_OTHERS, scope);
    }

    private void await(CompletableFuture<?> moment, Duration longest, CallScope scope) {
      if (moment.isDone()) {
        return;
      }
      CompletableFuture<Boolean> cancelled = new CompletableFuture<>();
      Runnable takeBack = scope.onCancel(() -> cancelled.complete(true));
      Duration left = scope.remaining();
      Duration wait = longest.compareTo(left) < 0 ? longest : left;
      try {
        CompletableFuture.anyOf(moment, cancelled).get(wait.toNanos(), TimeUnit.NANOSECONDS);
      } catch (TimeoutException | ExecutionException e) {
        // then with what is known
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } finally {
        takeBack.run();
      }
      scope.check("looking for an endpoint");
    }
  }
}
