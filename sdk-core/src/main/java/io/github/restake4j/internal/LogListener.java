package io.github.restake4j.internal;

import io.github.restake4j.Listener;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.tx.Intent;
import java.util.Optional;
import org.slf4j.Logger;

/** Writes to SLF4J what a client does. */
final class LogListener implements Listener {
  private final Logger log;

  LogListener(Logger log) {
    this.log = log;
  }

  @Override
  public void called(Call call) {
    log.trace(
        "{} ({} calls) took {}{}", call.what(), call.size(), call.took(), failed(call.failure()));
  }

  @Override
  public void attempted(Attempt attempt) {
    log.trace(
        "{} to {} took {}{}",
        attempt.what(),
        attempt.endpoint(),
        attempt.took(),
        failed(attempt.failure()));
  }

  @Override
  public void retrying(Retry retry) {
    log.debug(
        "{} failed (attempt {}) and is tried again in {}: {}",
        retry.what(),
        retry.attempt(),
        retry.pause(),
        retry.cause().getMessage());
  }

  @Override
  public void failedOver(Failover failover) {
    log.debug("from {} to {}: {}", failover.from(), failover.to(), failover.why());
  }

  @Override
  public void quarantined(Quarantine quarantine) {
    log.warn("{} is left alone: {}", quarantine.endpoint(), quarantine.why().getMessage());
  }

  @Override
  public void intent(Intent after, Intent.Change change) {
    if (change instanceof Intent.Reopened) {
      log.info("{} is {} again: a reorg removed its block", after.key(), after.state());
    } else {
      log.debug("{} is {}", after.key(), after.state());
    }
  }

  private static String failed(Optional<Restake4jException> failure) {
    return failure.map(e -> " and failed: " + e.getMessage()).orElse("");
  }
}
