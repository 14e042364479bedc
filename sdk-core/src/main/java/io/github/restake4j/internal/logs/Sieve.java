package io.github.restake4j.internal.logs;

import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import io.github.restake4j.internal.rpc.BlockHeader;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.logs.Dropped;
import io.github.restake4j.logs.Emitted;
import io.github.restake4j.logs.EventFilter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The logs of one row of blocks: what was asked for is kept, in order; the rest is counted. */
final class Sieve<E> {
  private record Place(long block, long index) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int order = Long.compare(block, other.block);
      return order != 0 ? order : Long.compare(index, other.index);
    }
  }

  private final List<EventFilter<? extends E>> filters;
  private final TreeMap<Place, Log> kept = new TreeMap<>();
  private final Map<Long, BlockHeader> headers = new HashMap<>();
  private final Map<Long, Hash32> hashes = new HashMap<>();
  private Dropped dropped = Dropped.NONE;

  Sieve(List<EventFilter<? extends E>> filters) {
    this.filters = filters;
  }

  /** A block of the row, as its header stands. */
  void header(BlockHeader header) {
    headers.put(header.number(), header);
    checkHash(header.number(), header.hash());
  }

  /** Headers the row has so far. */
  Map<Long, BlockHeader> headers() {
    return headers;
  }

  /** Blocks that have logs and no header yet. */
  List<Long> blocksWithoutHeader() {
    List<Long> missing = new ArrayList<>();
    for (Place place : kept.keySet()) {
      boolean listed = !missing.isEmpty() && missing.get(missing.size() - 1) == place.block();
      if (!listed && !headers.containsKey(place.block())) {
        missing.add(place.block());
      }
    }
    return missing;
  }

  /**
   * The answer to one call.
   *
   * @throws RpcException NODE_MISBEHAVIOUR if it mixes branches of the chain
   */
  void take(Query.Part<E> part, Json answer, long from, long to) {
    Set<Place> here = new HashSet<>();
    for (Json item : answer.elements()) {
      if (item.optional("removed").map(Json::flag).orElse(false)) {
        dropped = dropped.plus(new Dropped(0, 1, 0, 0));
        continue;
      }
      Log log = item.log();
      boolean asked =
          log.blockNumber() >= from
              && log.blockNumber() <= to
              && part.filters().stream().anyMatch(filter -> filter.matches(log));
      if (!asked) {
        dropped = dropped.plus(new Dropped(1, 0, 0, 0));
        continue;
      }
      checkHash(log.blockNumber(), log.blockHash());
      Place place = new Place(log.blockNumber(), log.logIndex());
      Log before = kept.putIfAbsent(place, log);
      if (before != null && !before.equals(log)) {
        throw new RpcException(
            RpcException.Code.NODE_MISBEHAVIOUR,
            "eth_getLogs gave two different logs " + place.index() + " of block " + place.block());
      }
      if (!here.add(place)) {
        dropped = dropped.plus(new Dropped(0, 0, 1, 0));
      }
    }
  }

  private void checkHash(long number, Hash32 hash) {
    Hash32 before = hashes.putIfAbsent(number, hash);
    if (before != null && !before.equals(hash)) {
      throw new RpcException(
          RpcException.Code.NODE_MISBEHAVIOUR,
          "block " + number + " has two hashes in one answer, " + before + " and " + hash);
    }
  }

  /** The events, in the order of the chain. */
  List<Emitted<E>> events(boolean withTimes) {
    List<Emitted<E>> events = new ArrayList<>(kept.size());
    for (Log log : kept.values()) {
      Optional<E> event = decode(log);
      if (!event.isPresent()) {
        dropped = dropped.plus(new Dropped(0, 0, 0, 1));
        continue;
      }
      BlockHeader header = withTimes ? headers.get(log.blockNumber()) : null;
      events.add(
          new Emitted<>(event.get(), log, Optional.ofNullable(header).map(BlockHeader::timestamp)));
    }
    return events;
  }

  private Optional<E> decode(Log log) {
    for (EventFilter<? extends E> filter : filters) {
      if (filter.matches(log) && filter.event().matches(log)) {
        try {
          return Optional.of(filter.decode(log));
        } catch (DecodingException e) {
          if (!filter.emitters().isEmpty()) {
            throw e;
          }
        }
      }
    }
    return Optional.empty();
  }

  /** What was not kept; complete after {@link #events}. */
  Dropped dropped() {
    return dropped;
  }
}
