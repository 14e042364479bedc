package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.sign.TxRequest;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.units.Wei;
import java.nio.charset.StandardCharsets;

/** A transaction that does nothing, at a nonce that nobody has and that others wait behind. */
final class Filling implements Script {
  /** What the journal calls such an intent. */
  static final String NAME = "Engine.fill";

  private final Address sender;
  private final Hash32 content;

  Filling(Address sender, long from, long below) {
    this.sender = sender;
    this.content =
        Keccak.hash((sender + " " + from + " " + below).getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Hash32 content() {
    return content;
  }

  @Override
  public Intent.Purpose purposeOf(Address to, Bytes data) {
    return Intent.Purpose.CANCELLATION;
  }

  /** Signs and journals it; it must be forced before it is sent. */
  Stage sign(Engine engine, Preflight preflight, LiveIntent live, long nonce) {
    CallScope scope = engine.scope();
    try {
      Preflight.Market market = preflight.market(live.options().tipPercentile(), scope);
      Fees fees = market.fees().within(live.options(), market.baseFee());
      TxRequest request =
          new TxRequest(
              preflight.chainId(), nonce, fees.tip(), fees.max(), 1, sender, Wei.ZERO, Bytes.EMPTY);
      Stage.Sent attempt =
          Signing.sign(
              live, engine.lane(sender), request.cancelled(sender), Intent.Purpose.CANCELLATION);
      engine.record(live, new Intent.Signed(attempt.journaled()));
      Stage stage = live.begin(nonce, attempt, engine.nanos());
      engine.lane(sender).fly(live, stage);
      return stage;
    } finally {
      engine.done(scope);
    }
  }
}
