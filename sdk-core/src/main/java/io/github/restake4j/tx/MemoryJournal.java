package io.github.restake4j.tx;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The journal of a client that was given none. */
final class MemoryJournal implements Journal {
  private static final int ENDED_KEPT = 10_000;
  private static final int CURSOR_BYTES = 65_536;
  private static final Optional<Intent.State> REJECTED = Optional.of(Intent.State.REJECTED);

  private record Account(long chainId, Address sender) {}

  private static final class Nonces {
    private long next;
    private final TreeSet<Long> released = new TreeSet<>();
  }

  private final Map<String, Intent> intents = new LinkedHashMap<>();
  private final Map<String, Intent> open = new LinkedHashMap<>();
  private final Deque<String> ended = new ArrayDeque<>();
  private final Map<Account, Nonces> nonces = new HashMap<>();
  private final Map<String, Bytes> cursors = new HashMap<>();

  @Override
  public synchronized Intent accept(Intent fresh) {
    Intent known = intents.get(fresh.key());
    if (known != null
        && !(known.end().equals(REJECTED)
            && known.content().equals(fresh.content())
            && known.sender().equals(fresh.sender())
            && known.chainId() == fresh.chainId())) {
      return known;
    }
    ended.remove(fresh.key());
    keep(fresh);
    return fresh;
  }

  @Override
  public synchronized Optional<Intent> find(String key) {
    return Optional.ofNullable(intents.get(key));
  }

  @Override
  public synchronized List<Intent> claim(long chainId) {
    List<Intent> ours = new ArrayList<>();
    for (Intent intent : open.values()) {
      if (intent.chainId() == chainId) {
        ours.add(intent);
      }
    }
    return ours;
  }

  @Override
  public synchronized long reserve(String key, long atLeast) {
    Intent intent = require(key);
    Nonces of = nonces(intent.chainId(), intent.sender());
    Long released = of.released.ceiling(atLeast);
    long nonce = released != null ? released : Math.max(of.next, atLeast);
    Intent reserved = intent.after(new Intent.Reserved(nonce));
    of.released.remove(nonce);
    of.next = Math.max(of.next, nonce + 1);
    keep(reserved);
    return nonce;
  }

  @Override
  public synchronized Intent append(String key, Intent.Change change) {
    if (change instanceof Intent.Reserved) {
      throw new IllegalArgumentException("nonces are given by reserve");
    }
    Intent intent = require(key);
    Intent changed = intent.after(change);
    if (change instanceof Intent.Released || changed.end().equals(REJECTED)) {
      freed(intent).ifPresent(nonce -> release(intent, nonce));
    }
    keep(changed);
    return changed;
  }

  /** The nonce of a step that was never sent. */
  private static Optional<Long> freed(Intent intent) {
    Intent.State state = intent.state();
    return state == Intent.State.RESERVED || state == Intent.State.SIGNED
        ? Optional.of(intent.steps().get(intent.steps().size() - 1).nonce())
        : Optional.empty();
  }

  private void release(Intent intent, long nonce) {
    Nonces of = nonces(intent.chainId(), intent.sender());
    of.released.add(nonce);
    while (of.next > 0 && of.released.remove(of.next - 1)) {
      of.next--;
    }
  }

  @Override
  public synchronized long nextNonce(long chainId, Address sender) {
    Nonces of = nonces.get(new Account(chainId, sender));
    return of == null ? 0 : of.next;
  }

  @Override
  public synchronized Optional<Bytes> cursor(String name) {
    return Optional.ofNullable(cursors.get(name));
  }

  @Override
  public synchronized void cursor(String name, Bytes position) {
    if (position.size() > CURSOR_BYTES) {
      throw new IllegalArgumentException(
          "a cursor has at most " + CURSOR_BYTES + " bytes, not " + position.size());
    }
    cursors.put(name, position);
  }

  @Override
  public void force() {}

  @Override
  public void close() {}

  private Nonces nonces(long chainId, Address sender) {
    return nonces.computeIfAbsent(new Account(chainId, sender), account -> new Nonces());
  }

  private Intent require(String key) {
    Intent intent = intents.get(key);
    if (intent == null) {
      throw new IllegalStateException("no intent under key " + key);
    }
    return intent;
  }

  private void keep(Intent intent) {
    intents.put(intent.key(), intent);
    if (!intent.end().isPresent()) {
      open.put(intent.key(), intent);
    } else if (open.remove(intent.key()) != null) {
      ended.add(intent.key());
      if (ended.size() > ENDED_KEPT) {
        intents.remove(ended.remove());
      }
    }
  }
}
