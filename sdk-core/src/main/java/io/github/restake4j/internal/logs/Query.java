package io.github.restake4j.internal.logs;

import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Keccak;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.logs.EventFilter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The filters of a scan as calls of {@code eth_getLogs}: filters that differ only in the event
 * share one, long lists of contracts are cut into several.
 */
final class Query<E> {
  /** Nodes refuse longer lists: geth above 1,000. */
  private static final int ADDRESSES_PER_CALL = 500;

  /** One call, and what it may answer with. */
  record Part<E>(
      List<String> addresses,
      List<@Nullable List<String>> topics,
      List<EventFilter<? extends E>> filters) {}

  private final List<EventFilter<? extends E>> filters;
  private final List<Part<E>> parts = new ArrayList<>();

  Query(List<EventFilter<? extends E>> filters) {
    this.filters = filters;
    Map<List<Object>, List<EventFilter<? extends E>>> together = new LinkedHashMap<>();
    for (EventFilter<? extends E> filter : filters) {
      boolean byEventOnly =
          !filter.event().isAnonymous() && filter.values().stream().allMatch(Set::isEmpty);
      List<Object> key = byEventOnly ? List.of(filter.emitters()) : List.of(filter);
      together.computeIfAbsent(key, k -> new ArrayList<>()).add(filter);
    }
    together.values().forEach(this::addParts);
  }

  List<Part<E>> parts() {
    return parts;
  }

  List<EventFilter<? extends E>> filters() {
    return filters;
  }

  private void addParts(List<EventFilter<? extends E>> same) {
    List<@Nullable List<String>> topics = topics(same);
    List<Address> emitters = new ArrayList<>(same.get(0).emitters());
    if (emitters.isEmpty()) {
      parts.add(new Part<>(List.of(), topics, same));
    }
    for (int from = 0; from < emitters.size(); from += ADDRESSES_PER_CALL) {
      List<String> some = new ArrayList<>();
      for (Address each :
          emitters.subList(from, Math.min(emitters.size(), from + ADDRESSES_PER_CALL))) {
        some.add(each.toString());
      }
      parts.add(new Part<>(some, topics, same));
    }
  }

  private static <E> List<@Nullable List<String>> topics(List<EventFilter<? extends E>> same) {
    List<@Nullable List<String>> topics = new ArrayList<>();
    EventFilter<? extends E> first = same.get(0);
    if (!first.event().isAnonymous()) {
      Set<String> names = new LinkedHashSet<>();
      same.forEach(filter -> names.add(filter.event().topic0().toString()));
      topics.add(new ArrayList<>(names));
    }
    if (same.size() == 1) {
      for (Set<Hash32> values : first.values()) {
        topics.add(values.isEmpty() ? null : texts(values));
      }
    }
    while (!topics.isEmpty() && topics.get(topics.size() - 1) == null) {
      topics.remove(topics.size() - 1);
    }
    return topics;
  }

  private static List<String> texts(Set<Hash32> values) {
    List<String> texts = new ArrayList<>();
    values.forEach(value -> texts.add(value.toString()));
    return texts;
  }

  /** The logs of a range of blocks. */
  static RpcCall range(Part<?> part, long from, long to) {
    Map<String, Object> filter = filter(part);
    filter.put("fromBlock", "0x" + Long.toHexString(from));
    filter.put("toBlock", "0x" + Long.toHexString(to));
    return RpcCall.of("eth_getLogs", filter);
  }

  /** The logs of exactly one block: a node that does not have it says so. */
  static RpcCall at(Part<?> part, Hash32 block) {
    Map<String, Object> filter = filter(part);
    filter.put("blockHash", block.toString());
    return RpcCall.of("eth_getLogs", filter);
  }

  private static Map<String, Object> filter(Part<?> part) {
    Map<String, Object> filter = new LinkedHashMap<>();
    if (!part.addresses().isEmpty()) {
      filter.put("address", part.addresses());
    }
    filter.put("topics", part.topics());
    return filter;
  }

  /** Tells scans apart: what is looked for, and from which block on. */
  Hash32 digest(long from) {
    Set<String> texts = new TreeSet<>();
    for (EventFilter<? extends E> filter : filters) {
      StringBuilder text = new StringBuilder(filter.event().declaration());
      Set<String> contracts = new TreeSet<>();
      filter.emitters().forEach(each -> contracts.add(each.toString()));
      text.append(contracts);
      for (Set<Hash32> values : filter.values()) {
        text.append(" |");
        new TreeSet<>(values).forEach(each -> text.append(' ').append(each));
      }
      texts.add(text.toString());
    }
    return Keccak.hash((from + "\n" + texts).getBytes(StandardCharsets.UTF_8));
  }
}
