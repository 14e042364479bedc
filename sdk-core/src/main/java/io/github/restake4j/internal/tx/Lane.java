package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.internal.sign.KnownKey;
import io.github.restake4j.sign.Signer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One account: what waits for a nonce of it, and what has one and is not mined. New transactions
 * get their nonces one after the other, in the order in which they came.
 */
final class Lane {
  /** Taken at once where pricing takes long: nobody waits for the prices of a whole crowd. */
  private static final int FEWEST_AT_ONCE = 64;

  /** Taken at once where it is quick: the fewer questions, the sooner the last is sent. */
  private static final int MOST_AT_ONCE = 512;

  private static final long QUICK_NANOS = 200_000_000;

  /**
   * A step that wants a nonce.
   *
   * @param live whose
   * @param submission completed once the intent is in the journal; absent for what is there already
   */
  record Job(LiveIntent live, @Nullable Submission submission) {}

  /** A step at a nonce. */
  record Flight(LiveIntent live, Stage stage) {}

  private final Address sender;
  private final int mostInFlight;
  private final Deque<Job> parked = new ArrayDeque<>();
  private final Deque<Job> arriving = new ArrayDeque<>();
  private final List<Flight> flights = new ArrayList<>();
  private int depth;
  private int atOnce = FEWEST_AT_ONCE;
  private boolean delegated;
  private boolean working;
  private boolean delivering;
  private boolean deliverAgain;
  private @Nullable Signer signer;
  private @Nullable KnownKey key;
  private long gapSeenAt = -1;
  private int gapSightings;

  Lane(Address sender, int mostInFlight) {
    this.sender = sender;
    this.mostInFlight = mostInFlight;
    this.depth = mostInFlight;
  }

  Address sender() {
    return sender;
  }

  /** A new intent. */
  synchronized void arrive(Job job) {
    arriving.add(job);
  }

  /** A step of an intent that is in the journal. */
  synchronized void park(LiveIntent live) {
    for (Job job : parked) {
      if (job.live() == live) {
        return;
      }
    }
    parked.add(new Job(live, null));
  }

  synchronized void unpark(LiveIntent live) {
    parked.removeIf(job -> job.live() == live);
  }

  synchronized boolean isParked(LiveIntent live) {
    return parked.stream().anyMatch(job -> job.live() == live);
  }

  /** True for the one who works from now on, until {@link #take} has nothing for him. */
  synchronized boolean startWork() {
    if (working || (arriving.isEmpty() && (parked.isEmpty() || room() == 0))) {
      return false;
    }
    working = true;
    return true;
  }

  /**
   * What is to be worked on next: as many of the parked as have room, then what arrived; empty if
   * there is nothing, and then the work is over.
   */
  synchronized List<Job> take() {
    List<Job> taken = new ArrayList<>();
    for (int room = room(); room > 0 && !parked.isEmpty() && taken.size() < atOnce; room--) {
      taken.add(parked.remove());
    }
    while (!arriving.isEmpty() && taken.size() < atOnce) {
      taken.add(arriving.remove());
    }
    working = !taken.isEmpty();
    return taken;
  }

  /** How long it took to price those who were taken. */
  synchronized void priced(long nanos) {
    atOnce = nanos <= QUICK_NANOS ? Math.min(MOST_AT_ONCE, 2 * atOnce) : FEWEST_AT_ONCE;
  }

  /** How many more may have a nonce; those that wait longer come first. */
  synchronized int room() {
    return Math.max(0, depth - flights.size());
  }

  /** True if nobody is before a newcomer. */
  synchronized boolean isFree() {
    return parked.isEmpty() && room() > 0;
  }

  synchronized void fly(LiveIntent live, Stage stage) {
    if (flights.stream().noneMatch(flight -> flight.stage() == stage)) {
      flights.add(new Flight(live, stage));
    }
  }

  /** It was mined, or will never be. */
  synchronized void landed(Stage stage) {
    flights.removeIf(flight -> flight.stage() == stage);
  }

  synchronized void landed(LiveIntent live) {
    flights.removeIf(flight -> flight.live() == live);
  }

  /** By nonce, the lowest first; those whose nonce is not known yet at the front. */
  synchronized List<Flight> flights() {
    List<Flight> sorted = new ArrayList<>(flights);
    sorted.sort(Comparator.comparingLong(flight -> flight.stage().nonce()));
    return sorted;
  }

  /** True for the one who delivers from now on; he looks once more for whoever comes meanwhile. */
  synchronized boolean startDelivering() {
    boolean first = !delivering;
    deliverAgain = !first;
    delivering = true;
    return first;
  }

  /** True if the delivery is over. */
  synchronized boolean isDelivered() {
    delivering = deliverAgain;
    deliverAgain = false;
    return !delivering;
  }

  /** How many of the flights, lowest nonces first, may be in the pools. */
  synchronized int depth() {
    return depth;
  }

  /** An account whose code delegates it may have one transaction in the pools. */
  synchronized void delegated(boolean seen) {
    delegated = seen;
    depth = seen ? 1 : Math.max(depth, 1);
    if (!seen) {
      depth = Math.min(depth, mostInFlight);
    }
  }

  /** The pools have no room for so many. */
  synchronized void crowded() {
    depth = Math.max(1, depth / 2);
  }

  /** One was mined: the pools may have room again. */
  synchronized void easier() {
    if (!delegated && depth < mostInFlight) {
      depth++;
    }
  }

  synchronized void signer(Signer known) {
    signer = known;
  }

  synchronized Optional<Signer> signer() {
    return Optional.ofNullable(signer);
  }

  /** The public key of the account, learnt from its first signature here. */
  synchronized void key(KnownKey learnt) {
    key = learnt;
  }

  synchronized Optional<KnownKey> key() {
    return Optional.ofNullable(key);
  }

  /** Counts looks that saw the same nonce missing; true from the second on. */
  synchronized boolean isGap(long missing) {
    gapSightings = gapSeenAt == missing ? gapSightings + 1 : 1;
    gapSeenAt = missing;
    return gapSightings >= 2;
  }

  synchronized void noGap() {
    gapSeenAt = -1;
  }

  /** Takes out what nobody will work on; those new among it are the caller's to tell. */
  synchronized List<Job> abandon() {
    List<Job> left = new ArrayList<>(arriving);
    arriving.clear();
    parked.clear();
    return left;
  }
}
