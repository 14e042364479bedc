package io.github.restake4j.journal.postgres;

import io.github.restake4j.tx.Intent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An intent this owner has, as it last saw it in the database. Guarded by its own monitor.
 *
 * <p>Its version counts the changes. A write names the version it goes out from, so it can only
 * work once, however often it is sent.
 */
final class Held {
  private long id;
  private final long token;
  private long version;
  private Intent intent;

  /** The newest changes, oldest first, that no force has confirmed. */
  private final List<Intent.Change> unforced = new ArrayList<>();

  /** True until a force has confirmed that the intent is there at all. */
  private boolean fresh;

  /** A change whose answer was lost: it may be in the database or not, or still arrive. */
  private Intent.@Nullable Change doubt;

  private boolean unsure;

  Held(Row row, boolean fresh) {
    this.id = row.id();
    this.token = row.token();
    this.version = row.version();
    this.intent = row.intent();
    this.fresh = fresh;
  }

  long id() {
    return id;
  }

  long token() {
    return token;
  }

  long version() {
    return version;
  }

  Intent intent() {
    return intent;
  }

  boolean fresh() {
    return fresh;
  }

  Intent.@Nullable Change doubt() {
    return doubt;
  }

  /** True if the database has to be read before the next write. */
  boolean unsure() {
    return unsure;
  }

  boolean forced() {
    return !fresh && unforced.isEmpty();
  }

  /** The number of the place in {@code steps} of the step under way; -1 if there is none. */
  int lastStep() {
    return intent.steps().size() - 1;
  }

  /** True if a change ends the intent before a byte of its last step left. */
  boolean freesLastStep(Intent.Change change) {
    Intent.State now = intent.state();
    return change.equals(new Intent.Ended(Intent.State.REJECTED))
        && (now == Intent.State.RESERVED || now == Intent.State.SIGNED);
  }

  /**
   * The intent after a change, as the database has it then.
   *
   * @throws IllegalStateException if the change cannot follow
   */
  Intent after(Intent.Change change) {
    Intent after = intent.after(change);
    if (!freesLastStep(change)) {
      return after;
    }
    return new Intent(
        after.key(),
        after.chainId(),
        after.sender(),
        after.plan(),
        after.content(),
        after.acceptedAt(),
        after.steps().subList(0, lastStep()),
        after.end());
  }

  void becameUnsure() {
    unsure = true;
  }

  void becameUnsure(Intent.Change change) {
    unsure = true;
    doubt = change;
  }

  void sure() {
    unsure = false;
  }

  /** The database has the change. */
  void advanced(Intent.Change change, Intent after) {
    version++;
    intent = after;
    unforced.add(change);
    doubt = null;
    unsure = false;
  }

  /** A force confirmed everything up to a version. */
  void confirmed(long upTo) {
    fresh = false;
    long left = version - upTo;
    if (left < unforced.size()) {
      unforced.subList(0, (int) (unforced.size() - left)).clear();
    }
  }

  /**
   * The newest changes, those after a version, if none of them was ever confirmed; null if the
   * database lost more than it may.
   */
  @Nullable List<Intent.Change> after(long kept) {
    long lost = version - kept;
    if (lost > unforced.size()) {
      return null;
    }
    return List.copyOf(unforced.subList((int) (unforced.size() - lost), unforced.size()));
  }

  /** The database has again what this holds, maybe in another row. */
  void restored(Held again) {
    id = again.id;
    version = again.version;
    intent = again.intent;
    doubt = null;
    unsure = false;
  }

  /** The lowest nonce among the changes that were not forced, to restore reservations in order. */
  long lowestUnforced() {
    long lowest = Long.MAX_VALUE;
    for (Intent.Change change : unforced) {
      if (change instanceof Intent.Reserved reserved) {
        lowest = Math.min(lowest, reserved.nonce());
      }
    }
    return lowest;
  }
}
