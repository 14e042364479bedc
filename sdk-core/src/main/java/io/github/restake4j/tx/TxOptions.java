package io.github.restake4j.tx;

import java.time.Duration;

/** How a plan is sent and waited for. */
public final class TxOptions {
  TxOptions() {}

  /** How long {@link TxHandle#await} waits. */
  public Duration waitAtMost() {
    return Duration.ofMinutes(10);
  }
}
