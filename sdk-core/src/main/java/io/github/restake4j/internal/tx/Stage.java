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

    Intent.Attempt journaled() {
      return new Intent.Attempt(hash, raw(), purpose);
    }
  }

  private final int index;
  private long nonce;
  private final List<Sent> attempts = new ArrayList<>();
  private @Nullable Sent preferred;
  private @Nullable Receipt receipt;
  private boolean doubted;
  private boolean confirmed;
  private int foreignSightings;
  private long foreignSeenNanos;
  private int emptySightings;
  private long nextSendNanos;
  private long resendDelayNanos;
  private boolean everDelivered;
  private boolean held;
  private boolean delivering;
  private boolean pooled;
  private boolean markedBroadcast;
  private long bumpAtNanos;
  private int bumps;

  Stage(int index, long nonce) {
    this.index = index;
    this.nonce = nonce;
  }

  /** Which step of the plan, from 0. */
  int index() {
    return index;
  }

  long nonce() {
    return nonce;
  }

  void nonce(long seen) {
    nonce = seen;
  }

  void add(Sent attempt) {
    attempts.add(attempt);
    prefer(attempt);
  }

  List<Sent> attempts() {
    return attempts;
  }

  Sent newest() {
    return attempts.get(attempts.size() - 1);
  }

  /** The attempt that is kept in the pools: the newest, or the one that a reorg threw out. */
  Optional<Sent> preferred() {
    return Optional.ofNullable(preferred);
  }

  void prefer(Sent attempt) {
    preferred = attempt;
    pooled = false;
  }

  Optional<Sent> attempt(Hash32 hash) {
    return attempts.stream().filter(each -> each.hash().equals(hash)).findFirst();
  }

  void become(Sent known, Intent.Purpose purpose) {
    Sent same = new Sent(known.hash(), known.tx(), purpose);
    attempts.set(attempts.indexOf(known), same);
    preferred = same;
  }

  /** Where it was seen mined, if it is. */
  Optional<Receipt> receipt() {
    return Optional.ofNullable(receipt);
  }

  /** The attempt that was mined. */
  Optional<Sent> winner() {
    return receipt().flatMap(mined -> attempt(mined.transactionHash()));
  }

  void mined(Receipt seen) {
    receipt = seen;
    doubted = false;
    foreignSightings = 0;
    emptySightings = 0;
  }

  /** Its block may have left the chain: it has to be looked for again. */
  void doubt() {
    doubted = receipt != null;
  }

  boolean isDoubted() {
    return doubted;
  }

  /** True if it has a nonce and is in no block that we believe in. */
  boolean isOpen() {
    return receipt == null || doubted;
  }

  void reopened() {
    receipt = null;
    doubted = false;
    confirmed = false;
    everDelivered = false;
    pooled = false;
  }

  boolean isConfirmed() {
    return confirmed;
  }

  void confirmed() {
    confirmed = true;
  }

  /**
   * Its nonce is used, and not by what we know.
   *
   * @return how often that was seen in a row; looks that follow closely on each other are one
   */
  int sawForeign(long now, long interval) {
    if (foreignSightings == 0 || now - foreignSeenNanos >= interval) {
      foreignSightings++;
      foreignSeenNanos = now;
    }
    return foreignSightings;
  }

  /** Counts looks in a row that found no receipt where there had been one. */
  int sawNothing() {
    return ++emptySightings;
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

  /** True if nobody has it, as far as is known, and it is time to send it. */
  boolean isSendDue(long now) {
    return !held && !delivering && !pooled && (!everDelivered || now - nextSendNanos >= 0);
  }

  /** True if a pool took it a while ago: it is time to see whether it is there still. */
  boolean isCheckDue(long now) {
    return !held && pooled && now - nextSendNanos >= 0;
  }

  boolean wasDelivered() {
    return everDelivered;
  }

  /** Bytes of it are signed and not durable: nothing is sent before {@link #durable}. */
  void hold() {
    held = true;
  }

  /** The journal has all its bytes for good: the newest go out as soon as somebody looks. */
  void durable(long now) {
    held = false;
    sendSoon(now);
  }

  /** Somebody sends it now. */
  void startDelivery() {
    delivering = true;
  }

  /** The pool took the bytes: look again soon, and send them again if they are gone. */
  void sendWorked(long now, long interval) {
    delivering = false;
    pooled = true;
    everDelivered = true;
    resendDelayNanos = interval;
    nextSendNanos = now + interval / 2;
  }

  /** The pool did not take them, or said nothing: the same bytes again, ever less often. */
  void sendFailed(long now, long interval, long longest) {
    delivering = false;
    pooled = false;
    everDelivered = true;
    resendDelayNanos = Math.min(longest, Math.max(interval, 2 * resendDelayNanos));
    nextSendNanos = now + resendDelayNanos;
  }

  /** As soon as somebody looks. */
  void sendSoon(long now) {
    delivering = false;
    pooled = false;
    nextSendNanos = now;
  }

  /** Not before then. */
  void sendAt(long time) {
    pooled = false;
    nextSendNanos = time;
  }

  /** Starts the time after which it counts as stuck, and allows further replacements. */
  void stuckAt(long time) {
    bumpAtNanos = time;
    bumps = 0;
  }

  /** It was replaced: the new one gets its time in the pools; no further replacements for it. */
  void patientUntil(long time) {
    bumpAtNanos = time;
  }

  boolean isStuck(long now) {
    return everDelivered && now - bumpAtNanos >= 0;
  }

  /** Counts a replacement by the engine itself; false if there were enough in this interval. */
  boolean mayBump(int most) {
    return ++bumps <= most;
  }
}
