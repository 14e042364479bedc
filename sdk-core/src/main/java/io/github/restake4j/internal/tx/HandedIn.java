package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxSpec;
import java.util.List;

/**
 * A plan on its way whose transactions another wallet signed, and perhaps sent. Each comes when the
 * one before was mined.
 */
final class HandedIn implements Script.Signed {
  private final TxSpec<?> spec;
  private final List<RawTx> signed;

  HandedIn(TxSpec<?> spec, List<RawTx> signed) {
    this.spec = spec;
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
  public Script.Presigned step(int index) {
    if (index >= signed.size()) {
      throw new RefusedException(
          RefusedException.Code.PRECONDITION,
          spec.name() + ": no further signed transaction was handed in");
    }
    RawTx tx = signed.get(index);
    return new Script.Presigned(purposeOf(tx.request().to(), tx.request().data()), tx);
  }

  @Override
  public Intent.Purpose purposeOf(Address to, Bytes data) {
    return Content.purposeOf(spec, to, data);
  }
}
