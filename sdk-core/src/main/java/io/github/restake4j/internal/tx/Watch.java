package io.github.restake4j.internal.tx;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's thread: looks at everything under way, sleeps, looks again. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final long STOP_MILLIS = 400;

  private record Timer(long atNanos, Runnable action) {}

  private final Engine engine;
  private final Client client;
  private final Preflight preflight;
  private final Roster roster;
  private final Trail trail = new Trail();
  private final Queue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::atNanos));
  private @Nullable Thread thread;
  private boolean woken;
  private boolean stopped;

  Watch(Engine engine, Client client, Preflight preflight, Roster roster) {
    this.engine = engine;
    this.client = client;
    this.preflight = preflight;
    this.roster = roster;
  }

  /** Looks at once. */
  synchronized void wake() {
    if (stopped) {
      return;
    }
    woken = true;
    if (thread == null) {
      thread = new Thread(this::run, "restake4j-watch");
      thread.setDaemon(true);
      thread.start();
    }
    notifyAll();
  }

  /** Runs a short action at a time, unless stopped before. */
  synchronized void expire(long atNanos, Runnable action) {
    timers.add(new Timer(atNanos, action));
    notifyAll();
  }

  void stop() {
    Thread running;
    synchronized (this) {
      stopped = true;
      running = thread;
      timers.clear();
      notifyAll();
    }
    if (running == null || running == Thread.currentThread()) {
      return;
    }
    running.interrupt();
    try {
      running.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    long lookAt = engine.nanos();
    while (true) {
      List<Runnable> due = new ArrayList<>();
      boolean look;
      synchronized (this) {
        collect(due);
        while (!stopped && due.isEmpty() && !isLookDue(lookAt)) {
          try {
            wait(millisToSleep(lookAt));
          } catch (InterruptedException e) {
            // only close() interrupts, and it has set stopped before
            LOG.debug("woken by close");
          }
          collect(due);
        }
        if (stopped) {
          return;
        }
        look = isLookDue(lookAt);
        woken = false;
      }
      due.forEach(Runnable::run);
      if (look) {
        engine.claimIfDue();
        look();
        lookAt = engine.nanos() + engine.intervalNanos();
      }
    }
  }

  private synchronized boolean isLookDue(long lookAt) {
    return woken || (engine.hasWork() && engine.nanos() - lookAt >= 0);
  }

  private synchronized void collect(List<Runnable> due) {
    long now = engine.nanos();
    for (Timer first = timers.peek();
        first != null && now - first.atNanos() >= 0;
        first = timers.peek()) {
      due.add(timers.remove().action());
    }
  }

  /** Zero means until woken. */
  private synchronized long millisToSleep(long lookAt) {
    long now = engine.nanos();
    long nanos = engine.hasWork() ? lookAt - now : Long.MAX_VALUE;
    Timer first = timers.peek();
    if (first != null) {
      nanos = Math.min(nanos, first.atNanos() - now);
    }
    // a millisecond more, so that the time is up on waking
    return nanos == Long.MAX_VALUE ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)) + 1;
  }

  private void look() {
    List<LiveIntent> open = new ArrayList<>();
    for (LiveIntent live : roster.watched()) {
      if (live.isOver()) {
        roster.rest(live);
      } else {
        open.add(live);
      }
    }
    CallScope scope;
    try {
      scope = engine.scope();
    } catch (RuntimeException closed) {
      return;
    }
    try {
      engine.forceAgain();
      engine.releaseBehind();
      if (!open.isEmpty()) {
        new Look(engine, client, preflight, trail, scope).at(open);
      }
    } catch (Restake4jException e) {
      // the next look comes anyway; nothing was decided in this one
      LOG.info("could not look at {} intents: {}", open.size(), e.getMessage());
      open.forEach(live -> engine.unseen(live, e));
    } catch (RuntimeException e) {
      LOG.warn("could not look at {} intents", open.size(), e);
    } finally {
      engine.done(scope);
    }
    for (Lane lane : engine.lanes()) {
      engine.work(lane);
      engine.deliver(lane);
    }
  }
}
