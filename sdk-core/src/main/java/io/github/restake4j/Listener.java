package io.github.restake4j;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.tx.Intent;
import java.time.Duration;
import java.util.Optional;

/**
 * Sees what a client does: for metrics, traces and logs. Methods are called on the thread that does
 * the work and must return soon; what they throw is logged and changes nothing. No value passed
 * here contains a URL, a header, a body or a key.
 *
 * <p>A client without a listener logs to SLF4J: calls and attempts at TRACE, retries, failovers and
 * intents at DEBUG, reorgs at INFO, quarantines at WARN.
 */
public interface Listener {
  /** A call or batch of calls has its answers, or failed for good. */
  default void called(Call call) {}

  /** One HTTP exchange with one endpoint ended. */
  default void attempted(Attempt attempt) {}

  /** The same calls are about to be tried again after a pause. */
  default void retrying(Retry retry) {}

  /** The calls go to another endpoint than the last ones. */
  default void failedOver(Failover failover) {}

  /** An endpoint said something that cannot be true and is left alone for a while. */
  default void quarantined(Quarantine quarantine) {}

  /**
   * The state of an intent changed. {@link Intent.Reopened} says that a reorg removed its block: a
   * further {@link Intent.Included} and {@link Intent.Confirmed} follow where the first outcome was
   * given already.
   *
   * @param after the intent after the change
   */
  default void intent(Intent after, Intent.Change change) {}

  /**
   * A call as its caller sees it.
   *
   * @param what method, or a short description of a batch
   * @param size calls in it
   * @param took until answer or failure, retries included
   * @param failure why it failed, if it did
   */
  record Call(String what, int size, Duration took, Optional<Restake4jException> failure) {}

  /**
   * One HTTP exchange.
   *
   * @param endpoint its name
   * @param what method, or a short description of a batch
   * @param took from the request to the last byte of the answer
   * @param failure why it failed, if it did
   */
  record Attempt(
      String endpoint, String what, Duration took, Optional<Restake4jException> failure) {}

  /**
   * A pause before the next attempt.
   *
   * @param what method, or a short description of a batch
   * @param attempt the number of the attempt that failed, from 1
   * @param pause until the next one
   * @param cause why it failed
   */
  record Retry(String what, int attempt, Duration pause, Restake4jException cause) {}

  /**
   * A change of endpoint.
   *
   * @param from name of the endpoint that is left
   * @param to name of the endpoint that is used from now on
   * @param why in a few words
   */
  record Failover(String from, String to, String why) {}

  /**
   * An endpoint that is not trusted for now.
   *
   * @param endpoint its name
   * @param why what it said: another chain, or a wrong hash
   */
  record Quarantine(String endpoint, Restake4jException why) {}
}
