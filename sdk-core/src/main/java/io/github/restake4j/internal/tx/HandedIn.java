package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.util.List;

/**
 * A plan on its way whose transactions another wallet signed, and perhaps sent. Each comes when the
 * one before was mined.
 */
final class HandedIn<R> implements Script<R> {
  private final TxSpec<R> spec;
  private final Preflight preflight;
  private final List<RawTx> signed;
  private int next;

  HandedIn(TxSpec<R> spec, Preflight preflight, List<RawTx> signed) {
    this.spec = spec;
    this.preflight = preflight;
    this.signed = signed;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public Hash32 content() {
    return Content.of(spec);
  }

  @Override
  public synchronized Next next(Wei spent, CallScope scope) {
    if (next == signed.size()) {
      throw new RefusedException(
          RefusedException.Code.PRECONDITION,
          spec.name() + ": no further signed transaction was handed in");
    }
    preflight.checkChain(scope);
    RawTx tx = signed.get(next++);
    return new Presigned(purposeOf(tx.request().to(), tx.request().data()), tx);
  }

  @Override
  public Intent.Purpose purposeOf(Address to, Bytes data) {
    return Content.purposeOf(spec, to, data);
  }

  @Override
  public R result(Receipt receipt) {
    return spec.result(receipt);
  }
}
