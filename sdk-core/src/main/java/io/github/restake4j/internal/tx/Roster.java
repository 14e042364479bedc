package io.github.restake4j.internal.tx;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The intents an engine knows: those it watches, and those that are over but may be asked for. */
final class Roster {
  /** As many as the journal in memory remembers. */
  private static final int ENDED_KEPT = 10_000;

  private final Map<String, LiveIntent> known = new LinkedHashMap<>();
  private final Set<LiveIntent> watched = new LinkedHashSet<>();

  synchronized Optional<LiveIntent> find(String key) {
    return Optional.ofNullable(known.get(key));
  }

  /** Takes a new one in, whatever came to nothing under its key before. */
  synchronized void put(LiveIntent live) {
    LiveIntent before = known.remove(live.key());
    if (before != null) {
      watched.remove(before);
    }
    add(live);
  }

  /** Takes one in unless its key is there; returns the one that is there. */
  synchronized LiveIntent add(LiveIntent live) {
    LiveIntent there = known.get(live.key());
    if (there != null) {
      return there;
    }
    known.put(live.key(), live);
    watched.add(live);
    Iterator<LiveIntent> eldest = known.values().iterator();
    while (known.size() - watched.size() > ENDED_KEPT && eldest.hasNext()) {
      if (!watched.contains(eldest.next())) {
        eldest.remove();
      }
    }
    return live;
  }

  /** One that is asked for by nobody's key. */
  synchronized void watch(LiveIntent live) {
    watched.add(live);
  }

  /** It is over. */
  synchronized void rest(LiveIntent live) {
    watched.remove(live);
  }

  /** It never came to be. */
  synchronized void forget(LiveIntent live) {
    watched.remove(live);
    known.remove(live.key(), live);
  }

  synchronized List<LiveIntent> watched() {
    return new ArrayList<>(watched);
  }

  synchronized boolean isIdle() {
    return watched.isEmpty();
  }
}
