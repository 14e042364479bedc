package io.github.restake4j.internal.journal;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.tx.Intent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a journal with one owner holds, and the rules by which it changes. Not safe for concurrent
 * use: the journal around it locks.
 */
public final class JournalState {
  private static final int ENDED_KEPT = 10_000;
  private static final int CURSOR_BYTES = 65_536;

  /** Whose nonces. */
  record Account(long chainId, Address sender) {}

  /** What is known of an account's nonces. */
  static final class Nonces {
    private long next;
    private final TreeSet<Long> released = new TreeSet<>();

    /** The first above all that were ever given, as far as they were not given back. */
    long next() {
      return next;
    }

    /** Below {@link #next}, and free again. */
    List<Long> released() {
      return new ArrayList<>(released);
    }
  }

  private final Map<String, Intent> intents = new HashMap<>();
  private final Map<String, Intent> open = new LinkedHashMap<>();
  private final Set<String> ended = new LinkedHashSet<>();
  private final Map<Account, Nonces> nonces = new LinkedHashMap<>();
  private final Map<String, Bytes> cursors = new LinkedHashMap<>();

  /** A state that holds nothing. */
  public JournalState() {}

  /** The intent under a key. */
  public Optional<Intent> find(String key) {
    return Optional.ofNullable(intents.get(key));
  }

  /** True if {@link #accept} would take the intent in, false if its key is taken. */
  public boolean takes(Intent fresh) {
    Intent known = intents.get(fresh.key());
    return known == null
        || (isRejected(known)
            && known.content().equals(fresh.content())
            && known.sender().equals(fresh.sender())
            && known.chainId() == fresh.chainId());
  }

  /** As {@link io.github.restake4j.tx.Journal#accept}. */
  public Intent accept(Intent fresh) {
    if (!takes(fresh)) {
      return require(fresh.key());
    }
    if (intents.containsKey(fresh.key())) {
      ended.remove(fresh.key());
    }
    keep(fresh);
    return fresh;
  }

  /** The open intents of a chain, in the order in which they were accepted. */
  public List<Intent> open(long chainId) {
    List<Intent> ours = new ArrayList<>();
    for (Intent intent : open.values()) {
      if (intent.chainId() == chainId) {
        ours.add(intent);
      }
    }
    return ours;
  }

  /** The nonce that {@link io.github.restake4j.tx.Journal#reserve} has to give. */
  public long free(String key, long atLeast) {
    Intent intent = require(key);
    Nonces of = nonces(intent);
    Long released = of.released.ceiling(atLeast);
    return released != null ? released : Math.max(of.next, atLeast);
  }

  /**
   * Changes an intent.
   *
   * @return the intent after it
   * @throws IllegalStateException if the change cannot follow; nothing has changed then
   */
  public Intent apply(String key, Intent.Change change) {
    Intent intent = require(key);
    Intent changed = intent.after(change);
    if (change instanceof Intent.Reserved reserved) {
      Nonces of = nonces(intent);
      of.released.remove(reserved.nonce());
      of.next = Math.max(of.next, reserved.nonce() + 1);
    } else if (change instanceof Intent.Released || isRejected(changed)) {
      free(intent);
    }
    keep(changed);
    return changed;
  }

  /** Gives back the nonce of a step that was never sent. */
  private void free(Intent intent) {
    Intent.State state = intent.state();
    if (state != Intent.State.RESERVED && state != Intent.State.SIGNED) {
      return;
    }
    Nonces of = nonces(intent);
    of.released.add(intent.steps().get(intent.steps().size() - 1).nonce());
    while (of.next > 0 && of.released.remove(of.next - 1)) {
      of.next--;
    }
  }

  private static boolean isRejected(Intent intent) {
    return intent.end().equals(Optional.of(Intent.State.REJECTED));
  }

  /** As {@link io.github.restake4j.tx.Journal#nextNonce}. */
  public long nextNonce(long chainId, Address sender) {
    Nonces of = nonces.get(new Account(chainId, sender));
    return of == null ? 0 : of.next;
  }

  /** What was last kept under a name. */
  public Optional<Bytes> cursor(String name) {
    return Optional.ofNullable(cursors.get(name));
  }

  /**
   * Keeps where a scan stands.
   *
   * @throws IllegalArgumentException above 64 KiB
   */
  public void cursor(String name, Bytes position) {
    if (position.size() > CURSOR_BYTES) {
      throw new IllegalArgumentException(
          "a cursor has at most " + CURSOR_BYTES + " bytes, not " + position.size());
    }
    cursors.put(name, position);
  }

  /** Ended intents, the one that ended first first, then the open ones in order of acceptance. */
  List<Intent> intents() {
    List<Intent> all = new ArrayList<>(ended.size() + open.size());
    for (String key : ended) {
      all.add(require(key));
    }
    all.addAll(open.values());
    return all;
  }

  /** Every account that has or had a nonce. */
  Map<Account, Nonces> nonces() {
    return Collections.unmodifiableMap(nonces);
  }

  /** Every cursor. */
  Map<String, Bytes> cursors() {
    return Collections.unmodifiableMap(cursors);
  }

  /** Puts back an intent as {@link #intents} gave it, in the same order. */
  void restore(Intent intent) {
    if (intents.containsKey(intent.key())) {
      throw new IllegalStateException("two intents under key " + intent.key());
    }
    intents.put(intent.key(), intent);
    if (intent.end().isPresent()) {
      ended.add(intent.key());
    } else {
      open.put(intent.key(), intent);
    }
  }

  /** Puts back what {@link #nonces} gave. */
  void restore(Account account, long next, List<Long> released) {
    Nonces of = nonces.computeIfAbsent(account, any -> new Nonces());
    of.next = next;
    of.released.clear();
    of.released.addAll(released);
  }

  private Nonces nonces(Intent intent) {
    return nonces.computeIfAbsent(
        new Account(intent.chainId(), intent.sender()), account -> new Nonces());
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
        Iterator<String> eldest = ended.iterator();
        intents.remove(eldest.next());
        eldest.remove();
      }
    }
  }
}
