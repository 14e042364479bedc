package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.read.Read;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;

/** What the engine asks of a plan while it drives it. */
interface Script {
  /** The plan's name. */
  String name();

  /** Digest of the plan's name and arguments. */
  Hash32 content();

  /** What mining a transaction that another wallet made would mean. */
  Intent.Purpose purposeOf(Address to, Bytes data);

  /** A plan whose transactions are signed here. */
  interface Own extends Script {
    /** The client its reads are bound to. */
    Client client();

    /** The steps that are left, checked; what is unmet fails the read. */
    Read<Derivation> derivation();

    /**
     * The next transaction where a signature of another kind has to be made first.
     *
     * @param spent on gas of earlier steps
     */
    Next signFirst(Derivation derived, Wei spent, CallScope scope);
  }

  /** A plan whose transactions were signed elsewhere. */
  interface Signed extends Script {
    /**
     * The transaction of a step.
     *
     * @param index from 0
     * @throws io.github.restake4j.error.RefusedException PRECONDITION if it was not handed in
     */
    Presigned step(int index);
  }

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
