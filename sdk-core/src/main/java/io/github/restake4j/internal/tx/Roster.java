package io.github.restake4j.internal.tx;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The intents an engine knows: those it watches, and handles under their keys. */
final class Roster {
  /** As many ended ones as the journal in memory remembers. */
  private static final int HANDLES_KEPT = 10_000;

  private final Map<String, Handle<?>> handles = new LinkedHashMap<>();
  private final Set<LiveIntent<?>> watched = new LinkedHashSet<>();

  /** The handle under a key whose content was compared before, so that its result is an R. */
  synchronized <R> Optional<Handle<R>> find(String key) {
    @SuppressWarnings("unchecked") // equal content is the same plan with the same arguments
    Handle<R> handle = (Handle<R>) handles.get(key);
    return Optional.ofNullable(handle);
  }

  synchronized void add(String key, Handle<?> handle) {
    handles.put(key, handle);
    Iterator<Handle<?>> eldest = handles.values().iterator();
    while (handles.size() > HANDLES_KEPT && eldest.hasNext()) {
      if (eldest.next().live().isEnded()) {
        eldest.remove();
      }
    }
  }

  synchronized void watch(LiveIntent<?> live) {
    watched.add(live);
  }

  synchronized void forget(LiveIntent<?> live) {
    watched.remove(live);
  }

  synchronized List<LiveIntent<?>> watched() {
    return new ArrayList<>(watched);
  }
}
