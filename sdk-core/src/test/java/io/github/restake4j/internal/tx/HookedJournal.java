package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A journal in memory that does something, or fails, before a change or a force. */
final class HookedJournal implements Journal {
  private final Journal journal = Journal.inMemory();
  private volatile Consumer<Intent.Change> beforeChange = change -> {};
  private volatile Runnable beforeForce = () -> {};
  private volatile List<Intent> stale = List.of();

  void beforeChange(Consumer<Intent.Change> hook) {
    beforeChange = hook;
  }

  void beforeForce(Runnable hook) {
    beforeForce = hook;
  }

  /** What claims give besides: read long ago. */
  void stale(Intent intent) {
    stale = List.of(intent);
  }

  @Override
  public Intent accept(Intent fresh) {
    return journal.accept(fresh);
  }

  @Override
  public Optional<Intent> find(String key) {
    return journal.find(key);
  }

  @Override
  public List<Intent> claim(long chainId) {
    List<Intent> all = new ArrayList<>(stale);
    all.addAll(journal.claim(chainId));
    return all;
  }

  @Override
  public long reserve(String key, long atLeast) {
    return journal.reserve(key, atLeast);
  }

  @Override
  public Intent append(String key, Intent.Change change) {
    beforeChange.accept(change);
    return journal.append(key, change);
  }

  @Override
  public void force() {
    beforeForce.run();
    journal.force();
  }

  @Override
  public long nextNonce(long chainId, Address sender) {
    return journal.nextNonce(chainId, sender);
  }

  @Override
  public Optional<Bytes> cursor(String name) {
    return journal.cursor(name);
  }

  @Override
  public void cursor(String name, Bytes position) {
    journal.cursor(name, position);
  }

  @Override
  public Optional<Duration> lease() {
    return journal.lease();
  }

  @Override
  public void close() {
    journal.close();
  }
}
