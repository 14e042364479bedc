package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.sign.RawTx;
import io.github.restake4j.tx.Intent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One step of a live intent: everything that was signed at one nonce. Guarded by its intent. */
final class Stage {
  /** The nonce of a tracked transaction that no node has shown yet. */
  static final long UNKNOWN = -1;

  /**
   * Something that may be mined.
   *
   * @param hash of the raw bytes
   * @param tx the bytes; absent if another wallet sent it
   * @param purpose what mining it means
   */
  record Sent(Hash32 hash, Optional<RawTx> tx, Intent.Purpose purpose) {
    Bytes raw() {
      return tx.map(RawTx::raw).orElse(Bytes.EMPTY);
    }
  }

  private long nonce;
  private final List<Sent> attempts = new ArrayList<>();
  private @Nullable Sent preferred;
  private @Nullable Receipt receipt;
  private int foreignSightings;
  private int misses;
  private long nextSendNanos;
  private long resendDelayNanos;
  private boolean markedBroadcast;

  Stage(long nonce) {
    this.nonce = nonce;
  }

  long nonce() {
    return nonce;
  }

  void nonce(long seen) {
    nonce = seen;
  }

  void add(Sent attempt) {
    attempts.add(attempt);
    preferred = attempt;
  }

  List<Sent> attempts() {
    return attempts;
  }

  /** The attempt that is kept in the pools: the newest, or the one that a reorg threw out. */
  Optional<Sent> preferred() {
    return Optional.ofNullable(preferred);
  }

  void prefer(Sent attempt) {
    preferred = attempt;
  }

  Optional<Sent> attempt(Hash32 hash) {
    return attempts.stream().filter(each -> each.hash().equals(hash)).findFirst();
  }

  void become(Sent known, Intent.Purpose purpose) {
    Sent same = new Sent(known.hash(), known.tx(), purpose);
    attempts.set(attempts.indexOf(known), same);
    preferred = same;
  }

  /** The attempt that was mined, or that the journal says was. */
  Optional<Sent> winner() {
    return receipt == null ? preferred() : attempt(receipt.transactionHash());
  }

  /** Where it was seen mined, if it is. */
  Optional<Receipt> receipt() {
    return Optional.ofNullable(receipt);
  }

  void mined(Receipt seen) {
    receipt = seen;
    foreignSightings = 0;
    misses = 0;
  }

  void reopened() {
    receipt = null;
  }

  int missed() {
    return ++misses;
  }

  int sawForeign() {
    return ++foreignSightings;
  }

  void sawOurs() {
    foreignSightings = 0;
  }

  /** The highest of each fee field over all attempts; only of a step that was signed here. */
  Fees highestFees() {
    Fees highest = null;
    for (Sent attempt : attempts) {
      if (attempt.tx().isPresent()) {
        RawTx tx = attempt.tx().get();
        Fees fees = new Fees(tx.request().maxPriorityFeePerGas(), tx.request().maxFeePerGas());
        highest = highest == null ? fees : highest.highest(fees);
      }
    }
    if (highest == null) {
      throw new IllegalStateException("nothing was signed at nonce " + nonce);
    }
    return highest;
  }

  boolean isMarkedBroadcast() {
    return markedBroadcast;
  }

  void markBroadcast() {
    markedBroadcast = true;
  }

  boolean isSendDue(long now) {
    return now - nextSendNanos >= 0;
  }

  /** The pool took the bytes: look again soon, and send them again if they are gone. */
  void sendWorked(long now, long interval) {
    resendDelayNanos = interval;
    nextSendNanos = now + interval / 2;
  }

  /** The pool did not take them, or said nothing: the same bytes again, ever less often. */
  void sendFailed(long now, long interval, long longest) {
    resendDelayNanos = Math.min(longest, Math.max(interval, 2 * resendDelayNanos));
    nextSendNanos = now + resendDelayNanos;
  }

  void sendAt(long time) {
    nextSendNanos = time;
  }
}
