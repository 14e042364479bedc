package io.github.restake4j.internal.tx;

import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.util.Optional;

/** Signs further transactions at a nonce that is under way. */
final class Replacing {
  private final Engine engine;
  private final Journal journal;
  private final Preflight preflight;

  Replacing(Engine engine, Journal journal, Preflight preflight) {
    this.engine = engine;
    this.journal = journal;
    this.preflight = preflight;
  }

  /**
   * Signs another transaction at the nonce under way, with higher fees: the same call again, or one
   * that does nothing. Without effect once the step was mined. It is durable when this returns, and
   * due to be sent.
   *
   * @param seen the newest attempt when it was decided; without effect if there is a newer one
   */
  void replace(LiveIntent live, Intent.Purpose purpose, Stage.Sent seen) {
    live.replacing().lock();
    try {
      Optional<Stage> underWay = live.underWay().filter(Stage::isOpen);
      if (underWay.isPresent() && underWay.get().newest().equals(seen)) {
        replace(live, underWay.get(), purpose);
      }
    } finally {
      live.replacing().unlock();
    }
  }

  private void replace(LiveIntent live, Stage stage, Intent.Purpose purpose) {
    CallScope scope = engine.scope();
    try {
      Preflight.Market market = preflight.market(live.options().tipPercentile(), scope);
      Stage.Sent old;
      Fees highest;
      synchronized (live) {
        old = stage.newest();
        highest = stage.highestFees();
      }
      TxRequest request = replacement(live, old, highest, purpose, market);
      boolean cancels =
          purpose == Intent.Purpose.CANCELLATION || old.purpose() == Intent.Purpose.CANCELLATION;
      Stage.Sent attempt =
          Signing.sign(
              live,
              engine.lane(live.sender()),
              request,
              cancels ? Intent.Purpose.CANCELLATION : old.purpose());
      try {
        engine.record(live, new Intent.Signed(attempt.journaled()));
      } catch (IllegalStateException minedMeanwhile) {
        return;
      }
      synchronized (live) {
        stage.add(attempt);
        stage.patientUntil(engine.nanos() + live.options().bumpInterval().toNanos());
        stage.hold();
        live.handOver();
      }
      engine.reached("signed");
      try {
        journal.force();
      } catch (RuntimeException e) {
        engine.undurable(live, stage);
        throw e;
      }
      engine.reached("forced");
      synchronized (live) {
        stage.durable(engine.nanos());
      }
    } finally {
      engine.done(scope);
    }
  }

  private static TxRequest replacement(
      LiveIntent live,
      Stage.Sent newest,
      Fees highest,
      Intent.Purpose purpose,
      Preflight.Market market) {
    TxRequest old =
        newest
            .tx()
            .map(RawTx::request)
            .orElseThrow(() -> new IllegalStateException(live.key() + " has no bytes"));
    Fees asked = market.fees().forType(live.options().type(), market.baseFee());
    Fees fees = highest.bumped(asked, live.options());
    TxRequest priced = old.withFees(fees.tip(), fees.max());
    TxRequest request =
        purpose == Intent.Purpose.CANCELLATION ? priced.cancelled(live.sender()) : priced;
    fees.checkTotal(request.gasLimit(), live.spent(), live.options());
    return request;
  }
}
