package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.journal.FileJournal;
import java.nio.file.Path;
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
   * Opens the journal of a file, and makes the file if there is none; its folder must exist. Of
   * ended intents it keeps the 10,000 newest. What a crash cut off at the end is dropped with a
   * warning in the log: nobody was told that it was durable. A nonce that was reserved and has no
   * signature is given back.
   *
   * <p>The file has one owner at a time, on one machine: {@code file.lock} and {@code file.gate}
   * beside it hold the lock, {@code file.next} is there while the journal is compacted. Nothing
   * else may write or open them, and a folder that machines share over a network is no place for
   * them. New files are readable by their owner only, where the system knows owners.
   *
   * <p>When {@link #force} throws WRITE_FAILED, a full disk for example, the changes before it are
   * in force but not durable, and nothing that rests on them may leave; they wait in memory, and
   * the next force that works makes them durable. While it fails, new intents and cursors are
   * refused with WRITE_FAILED, and take no place.
   *
   * @throws IllegalArgumentException if the folder does not exist, or the file is a folder
   * @throws io.github.restake4j.error.JournalException SECOND_WRITER if another journal object or
   *     process has the file, CORRUPT with the offset if a record that was durable is damaged,
   *     FORMAT_NEWER if a later release wrote it, WRITE_FAILED if it cannot be opened
   */
  static Journal open(Path file) {
    return FileJournal.open(file);
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
