package io.github.restake4j.internal.tx;

import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine's thread: looks at all open intents, sleeps, looks again. */
final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
  private static final long STOP_MILLIS = 900;

  private record Timer(long atNanos, Runnable action) {}

  private final Engine engine;
  private final Client client;
  private final Preflight preflight;
  private final Dispatch dispatch;
  private final Roster roster;
  private final List<Timer> timers = new ArrayList<>();
  private @Nullable Thread thread;
  private boolean woken;
  private boolean stopped;

  Watch(Engine engine, Client client, Preflight preflight, Dispatch dispatch, Roster roster) {
    this.engine = engine;
    this.client = client;
    this.preflight = preflight;
    this.dispatch = dispatch;
    this.roster = roster;
  }

  /** Looks at once. */
  synchronized void wake() {
    if (stopped) {
      return;
    }
    woken = true;
    if (thread == null) {
      thread = new Thread(this::run, "restake4j-engine");
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
        look();
        lookAt = engine.nanos() + engine.intervalNanos();
      }
    }
  }

  private synchronized boolean isLookDue(long lookAt) {
    return woken || (!roster.watched().isEmpty() && engine.nanos() - lookAt >= 0);
  }

  private synchronized void collect(List<Runnable> due) {
    long now = engine.nanos();
    for (Iterator<Timer> each = timers.iterator(); each.hasNext(); ) {
      Timer timer = each.next();
      if (now - timer.atNanos() >= 0) {
        due.add(timer.action());
        each.remove();
      }
    }
  }

  /** Zero means until woken. */
  private synchronized long millisToSleep(long lookAt) {
    long now = engine.nanos();
    long nanos = roster.watched().isEmpty() ? Long.MAX_VALUE : lookAt - now;
    for (Timer timer : timers) {
      nanos = Math.min(nanos, timer.atNanos() - now);
    }
    // a millisecond more, so that the time is up on waking
    return nanos == Long.MAX_VALUE ? 0 : Math.max(0, TimeUnit.NANOSECONDS.toMillis(nanos)) + 1;
  }

  private void look() {
    List<LiveIntent<?>> open = new ArrayList<>();
    for (LiveIntent<?> live : roster.watched()) {
      if (live.isEnded()) {
        roster.forget(live);
      } else {
        open.add(live);
      }
    }
    if (open.isEmpty()) {
      return;
    }
    for (LiveIntent<?> live : open) {
      engine.advanceLater(live);
    }
    CallScope scope;
    try {
      scope = engine.open();
    } catch (RuntimeException closed) {
      return;
    }
    try {
      new Look(engine, client, preflight, dispatch, scope).at(open);
    } catch (RuntimeException e) {
      // the next look comes anyway; nothing was decided in this one
      LOG.info("could not look at {} transactions: {}", open.size(), e.getMessage());
    } finally {
      engine.done(scope);
    }
  }

  /** Makes the next step of a plan whose step before was mined. Runs on the client's executor. */
  <R> void advance(LiveIntent<R> live) {
    Ending.advance(engine, dispatch, live);
  }
}
