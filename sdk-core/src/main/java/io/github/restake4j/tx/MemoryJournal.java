package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.journal.JournalState;
import java.util.List;
import java.util.Optional;

/** The journal of a client that was given none. */
final class MemoryJournal implements Journal {
  private final JournalState state = new JournalState();

  @Override
  public synchronized Intent accept(Intent fresh) {
    return state.accept(fresh);
  }

  @Override
  public synchronized Optional<Intent> find(String key) {
    return state.find(key);
  }

  @Override
  public synchronized List<Intent> claim(long chainId) {
    return state.open(chainId);
  }

  @Override
  public synchronized long reserve(String key, long atLeast) {
    long nonce = state.free(key, atLeast);
    state.apply(key, new Intent.Reserved(nonce));
    return nonce;
  }

  @Override
  public synchronized Intent append(String key, Intent.Change change) {
    if (change instanceof Intent.Reserved) {
      throw new IllegalArgumentException("nonces are given by reserve");
    }
    return state.apply(key, change);
  }

  @Override
  public synchronized long nextNonce(long chainId, Address sender) {
    return state.nextNonce(chainId, sender);
  }

  @Override
  public synchronized Optional<Bytes> cursor(String name) {
    return state.cursor(name);
  }

  @Override
  public synchronized void cursor(String name, Bytes position) {
    state.cursor(name, position);
  }

  @Override
  public void force() {}

  @Override
  public void close() {}
}
