package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.read.Read;
import io.github.restake4j.sign.Signer;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Something to be done on chain, prepared but not sent. Immutable; addresses, calldata and steps
 * are derived anew each time it is explained, simulated or sent. A plan may need several
 * transactions (an exact approval, then the call) or a signed permit and one transaction; whoever
 * sends it sees one outcome.
 *
 * <p>Made by facades; not meant to be implemented.
 *
 * @param <R> what is decoded from the receipts once it is included
 */
public interface TxPlan<R> {
  /** The same plan under other options; they replace all earlier ones. */
  TxPlan<R> with(TxOptions options);

  /**
   * What it would do if {@code from} sent it now: steps, decoded calldata, preconditions, asset
   * deltas, warnings.
   */
  Read<Explanation> explain(Address from);

  /**
   * Whether it would work if {@code from} sent it now, and with which result, without sending
   * anything.
   */
  Read<Simulation<R>> simulate(Address from);

  /**
   * Checks the preconditions, simulates, signs, and writes the intent to the journal before a byte
   * leaves; returns once the intent is journaled. From then on every end is an outcome of the
   * handle, never an exception. An interrupt stops what is not journaled yet; one that comes later
   * leaves the thread's flag set and the handle is returned all the same.
   *
   * @throws io.github.restake4j.error.RefusedException if a precondition, the funds or a policy
   *     forbids it; nothing was signed
   * @throws io.github.restake4j.error.RevertException if the simulation reverts; nothing was signed
   * @throws io.github.restake4j.error.ChainException if the endpoint serves another chain or a
   *     contract is missing
   * @throws io.github.restake4j.error.SigningException if the signer fails; no nonce is used up
   * @throws io.github.restake4j.error.JournalException if the intent cannot be journaled; nothing
   *     was sent
   */
  TxHandle<R> send(Signer signer);

  /**
   * As {@link #send} on the client's executor. Cancelling the future stops what is not journaled
   * yet; afterwards it has no effect, {@code cancel} returns false and the handle comes.
   */
  CompletableFuture<TxHandle<R>> sendAsync(Signer signer);

  /**
   * What a wallet outside this process has to do next: sign a permit, or send transactions. Plain
   * data; may be stored. After a mined step only what is left comes back, so a wallet loops {@code
   * unsigned}, sign or send, {@link #signed} or {@link #track}.
   *
   * <p>Under an idempotency key the journal keeps what was handed out, before this returns it: a
   * wallet that sent it and died is told so by {@link Handoff.Sent}, and does not send twice. Give
   * the plan a key and the client a journal that outlives the process. Without a key, a call that
   * was mined meanwhile is handed out again.
   *
   * @throws io.github.restake4j.error.RefusedException if a precondition is not met, or
   *     IDEMPOTENCY_CONFLICT
   */
  Read<Handoff> unsigned(Address from);

  /**
   * The plan with the permit that a wallet signed.
   *
   * @param asked what {@link #unsigned} gave out
   * @param signature 65 bytes r, s, v, or 64 bytes in EIP-2098 form
   * @throws io.github.restake4j.error.SigningException if the signature is not one of the account
   *     that was asked
   */
  TxPlan<R> signed(Handoff.Sign asked, Bytes signature);

  /**
   * Follows transactions that another wallet sent, also after a restart. They can neither be
   * cancelled nor sped up here. If all of them are mined and none was the plan's call, the outcome
   * is Withdrawn, REFUSED_BEFORE_SEND: ask {@link #unsigned} for what is left.
   *
   * @param from who sent them
   * @param hashes at least one, in the order of the steps
   */
  TxHandle<R> track(Address from, List<Hash32> hashes);

  /**
   * Journals and sends transactions that another wallet signed, in the order given, each when the
   * one before was mined. The engine sends the same bytes again where needed, and can neither
   * cancel nor speed them up.
   *
   * @param signed transactions of type 0, 1 or 2 with contiguous nonces, all that {@link #unsigned}
   *     gave out
   * @throws io.github.restake4j.error.RefusedException if they are not what this plan asks for, or
   *     their nonce is in use by another intent
   * @throws IllegalArgumentException if one is no signed transaction of type 0, 1 or 2
   */
  TxHandle<R> submit(List<Bytes> signed);
}
