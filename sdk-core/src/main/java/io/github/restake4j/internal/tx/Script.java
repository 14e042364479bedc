package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;

/** What the engine asks of a plan while it drives it. */
interface Script<R> {
  /** The plan's name. */
  String name();

  /** Digest of the plan's name and arguments. */
  Hash32 content();

  /**
   * The next transaction for a sender: derived anew, checked, simulated and priced, or one that was
   * signed elsewhere.
   *
   * @param spent on gas of earlier steps
   */
  Next next(Wei spent, CallScope scope);

  /** What mining a transaction that another wallet made would mean. */
  Intent.Purpose purposeOf(Address to, Bytes data);

  /** Decodes the receipt of the plan's call. */
  R result(Receipt receipt);

  /** A transaction that is due. */
  sealed interface Next {}

  /**
   * One to be signed here.
   *
   * @param purpose what mining it means
   * @param call target, calldata and value
   * @param quote what to sign it with
   */
  record ToSign(Intent.Purpose purpose, TxSpec.Call call, Preflight.Quote quote) implements Next {}

  /**
   * One that was signed elsewhere.
   *
   * @param purpose what mining it means
   * @param tx with its bytes
   */
  record Presigned(Intent.Purpose purpose, RawTx tx) implements Next {}
}
