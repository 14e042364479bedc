package io.github.restake4j.internal;

import io.github.restake4j.Listener;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.tx.Intent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the client's listener, or the log where there is none. Makes nothing while nobody hears it.
 * What a listener throws is logged and goes no further.
 */
public final class Events {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

  private final @Nullable Listener own;
  private final Listener log;

  private Events(@Nullable Listener own, Logger log) {
    this.own = own;
    this.log = new LogListener(log);
  }

  /** To the listener, or to SLF4J if there is none. */
  public static Events to(@Nullable Listener listener) {
    return new Events(listener, LOG);
  }

  /** A moment for {@link #called} and {@link #attempted}. */
  public long start() {
    return System.nanoTime();
  }

  /** A call has its answers, or failed for good. */
  public void called(String what, int size, long start, @Nullable Restake4jException failure) {
    if (own != null || LOG.isTraceEnabled()) {
      Listener.Call call =
          new Listener.Call(what, size, since(start), Optional.ofNullable(failure));
      tell(to -> to.called(call));
    }
  }

  /** One HTTP exchange ended. */
  public void attempted(
      String endpoint, String what, long start, @Nullable Restake4jException failure) {
    if (own != null || LOG.isTraceEnabled()) {
      Listener.Attempt attempt =
          new Listener.Attempt(endpoint, what, since(start), Optional.ofNullable(failure));
      tell(to -> to.attempted(attempt));
    }
  }

  /** The same calls are about to be tried again. */
  public void retrying(String what, int attempt, Duration pause, Restake4jException cause) {
    if (own != null || LOG.isDebugEnabled()) {
      Listener.Retry retry = new Listener.Retry(what, attempt, pause, cause);
      tell(to -> to.retrying(retry));
    }
  }

  /** The calls go to another endpoint. */
  public void failedOver(String from, String to, String why) {
    if (own != null || LOG.isDebugEnabled()) {
      Listener.Failover failover = new Listener.Failover(from, to, why);
      tell(listener -> listener.failedOver(failover));
    }
  }

  /** An endpoint lied. */
  public void quarantined(String endpoint, Restake4jException why) {
    if (own != null || LOG.isWarnEnabled()) {
      Listener.Quarantine quarantine = new Listener.Quarantine(endpoint, why);
      tell(to -> to.quarantined(quarantine));
    }
  }

  /** The state of an intent changed. */
  public void intent(Intent after, Intent.Change change) {
    if (own != null || LOG.isInfoEnabled()) {
      tell(to -> to.intent(after, change));
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private void tell(Consumer<Listener> event) {
    try {
      event.accept(own == null ? log : own);
    } catch (RuntimeException e) {
      LOG.warn("a listener failed", e);
    }
  }
}
