package io.github.restake4j.internal.tx;

import io.github.restake4j.internal.Events;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * What an engine is made with.
 *
 * @param pollInterval between two looks at what is under way
 * @param mostInFlight transactions of one account that may have a nonce and not be mined
 * @param events told of every change of an intent
 * @param nanos monotonic
 * @param clock for people
 * @param probe told of the points of a transaction's life; nobody in production
 */
public record EngineSettings(
    Duration pollInterval,
    int mostInFlight,
    Events events,
    LongSupplier nanos,
    Clock clock,
    Consumer<String> probe) {
  /** The system's clocks, and nobody to tell. */
  public static EngineSettings of(Duration pollInterval, int mostInFlight, Events events) {
    return new EngineSettings(
        pollInterval, mostInFlight, events, System::nanoTime, Clock.systemUTC(), point -> {});
  }
}
