package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where the engine writes what it is about to do before it does it. A change is in force for all
 * owners when its method returns, and durable when a {@link #force} that began after it has
 * returned: only then does the engine let bytes leave or tell a caller that a plan was taken in.
 *
 * <p>A journal object is one owner of the intents it works on. A journal that several processes
 * share leases each intent to the owner that accepted or claimed it, hands the lease on when it
 * runs out, and fences: a write by an owner whose lease was taken over throws {@code
 * JournalException} SECOND_WRITER. A nonce belongs to one intent: (chain, sender, nonce) is unique,
 * and {@link #reserve} is atomic among all owners.
 *
 * <p>Implementations are safe for concurrent use and throw {@code JournalException} where they
 * cannot read or write. They hold signed transactions, and never keys.
 */
public interface Journal extends AutoCloseable {
  /**
   * A journal in this process's memory: gone with it, so nothing is continued after a restart. Of
   * ended intents it remembers the 10,000 newest.
   */
  static Journal inMemory() {
    return new MemoryJournal();
  }

  /**
   * Takes in a new intent and leases it to this owner, or gives back the one that has its key
   * already. An intent that ended REJECTED makes room for the new one if it has the same content:
   * no byte of the step it ended at ever left.
   *
   * @param fresh without steps and without an end
   */
  Intent accept(Intent fresh);

  /** The intent under a key. */
  Optional<Intent> find(String key);

  /**
   * Leases to this owner every open intent of a chain that has no other living owner, and renews
   * the leases it has; the engine calls it again and again.
   *
   * @return what this owner has to drive, in the order in which it was accepted
   */
  List<Intent> claim(long chainId);

  /**
   * How long a lease lasts without being renewed; empty if no other process can share the journal.
   */
  default Optional<Duration> lease() {
    return Optional.empty();
  }

  /**
   * Gives the intent's next step the lowest nonce of its sender that is free and at least the given
   * one. A nonce is free if no intent has it, or the intent that had it released it.
   *
   * @return the nonce, recorded as {@link Intent.Reserved}
   */
  long reserve(String key, long atLeast);

  /**
   * Records a change of an intent this owner has; {@link Intent.Reserved} is {@link #reserve}'s.
   *
   * @return the intent after it
   * @throws IllegalStateException if the change cannot follow the intent's state
   */
  Intent append(String key, Intent.Change change);

  /**
   * The first nonce above all that intents have or had, released ones aside; 0 if there are none.
   */
  long nextNonce(long chainId, Address sender);

  /** What a scan or watcher last kept under its name. */
  Optional<Bytes> cursor(String name);

  /** Keeps where a scan or watcher stands; at most 64 KiB. */
  void cursor(String name, Bytes position);

  /**
   * Returns when every change made before by this owner is durable, as far as the journal can make
   * it so. A crash may lose changes that were not forced, the newest first: none is lost while a
   * later one is kept.
   */
  void force();

  /** Forces what was written and ends the ownership. */
  @Override
  void close();
}
