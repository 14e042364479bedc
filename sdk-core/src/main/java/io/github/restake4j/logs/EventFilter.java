package io.github.restake4j.logs;

import io.github.restake4j.abi.AbiEvent;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Log;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which logs to look for: one event, from some contracts or any, with some indexed values or any.
 * Immutable.
 *
 * @param <E> what its logs become
 */
public final class EventFilter<E> {
  private static final int MAX_EMITTERS = 10_000;
  private static final int MAX_VALUES = 500;
  private static final int WORD_BITS = 256;

  private final AbiEvent<?> event;
  private final Function<Log, ? extends E> decoder;
  private final Set<Address> emitters;

  /** One set per indexed parameter; empty means any value. */
  private final List<Set<Hash32>> values;

  private EventFilter(
      AbiEvent<?> event,
      Function<Log, ? extends E> decoder,
      Set<Address> emitters,
      List<Set<Hash32>> values) {
    this.event = event;
    this.decoder = decoder;
    this.emitters = emitters;
    this.values = values;
  }

  /** All logs of an event, whoever emits it. */
  public static <E> EventFilter<E> of(AbiEvent<E> event) {
    List<Set<Hash32>> any = Collections.nCopies(event.indexed().size(), Set.of());
    return new EventFilter<>(event, event::decode, Set.of(), any);
  }

  /** Only logs of these contracts. */
  public EventFilter<E> emittedBy(Address... contracts) {
    return emittedBy(Arrays.asList(contracts));
  }

  /**
   * Only logs of these contracts.
   *
   * @param contracts 1 to 10,000; more than 500 take more than one call per range
   * @throws IllegalArgumentException if there are none or too many
   */
  public EventFilter<E> emittedBy(Collection<Address> contracts) {
    Set<Address> all = Collections.unmodifiableSet(new LinkedHashSet<>(contracts));
    if (all.isEmpty() || all.size() > MAX_EMITTERS) {
      throw new IllegalArgumentException(
          "emitters of " + event.name() + ": 1 to " + MAX_EMITTERS + ", not " + all.size());
    }
    return new EventFilter<>(event, decoder, all, values);
  }

  /**
   * Only logs with one of these addresses.
   *
   * @param parameter name of an indexed {@code address}
   * @throws IllegalArgumentException if the event has no such parameter
   */
  public EventFilter<E> where(String parameter, Address... oneOf) {
    int index = index(parameter, "address");
    Set<Hash32> words = new LinkedHashSet<>();
    for (Address address : oneOf) {
      byte[] word = new byte[Hash32.SIZE];
      System.arraycopy(address.toBytes(), 0, word, Hash32.SIZE - Address.SIZE, Address.SIZE);
      words.add(Hash32.of(word));
    }
    return with(index, words);
  }

  /**
   * Only logs with one of these numbers.
   *
   * @param parameter name of an indexed {@code uint} or {@code int}
   * @throws IllegalArgumentException if the event has no such parameter, or a number is outside of
   *     its type
   */
  public EventFilter<E> where(String parameter, BigInteger... oneOf) {
    int index = index(parameter, "uint", "int");
    String type = event.indexed().get(index).type();
    boolean signed = type.startsWith("int");
    int bits = Integer.parseInt(type.substring(signed ? 3 : 4));
    Set<Hash32> words = new LinkedHashSet<>();
    for (BigInteger number : oneOf) {
      boolean fits =
          signed ? number.bitLength() < bits : number.signum() >= 0 && number.bitLength() <= bits;
      if (!fits) {
        throw new IllegalArgumentException(
            event.name() + "." + parameter + " is " + type + ": " + number + " does not fit");
      }
      words.add(word(number));
    }
    return with(index, words);
  }

  /**
   * Only logs with one of these words: a {@code bytes32}, or the hash that stands for a string,
   * bytes, array or struct.
   *
   * @param parameter name of an indexed parameter of any type
   * @throws IllegalArgumentException if the event has no such parameter
   */
  public EventFilter<E> where(String parameter, Hash32... oneOf) {
    return with(index(parameter), new LinkedHashSet<>(Arrays.asList(oneOf)));
  }

  /** The same logs, each turned into something else; what {@code f} throws ends the run. */
  public <R> EventFilter<R> as(Function<? super E, ? extends R> f) {
    return new EventFilter<>(event, decoder.andThen(f), emitters, values);
  }

  /** The event. */
  public AbiEvent<?> event() {
    return event;
  }

  /** The contracts; empty if any may emit. */
  public Set<Address> emitters() {
    return emitters;
  }

  /** Allowed words of each indexed parameter, in order; an empty set allows all. */
  public List<Set<Hash32>> values() {
    return values;
  }

  /** True if a log comes from one of the contracts and has one of the values at each place. */
  public boolean matches(Log log) {
    return (emitters.isEmpty() || emitters.contains(log.address())) && hasTopics(log.topics());
  }

  private boolean hasTopics(List<Hash32> topics) {
    int named = event.isAnonymous() ? 0 : 1;
    if (named == 1 && (topics.isEmpty() || !topics.get(0).equals(event.topic0()))) {
      return false;
    }
    for (int i = 0; i < values.size(); i++) {
      Set<Hash32> wanted = values.get(i);
      if (!wanted.isEmpty()
          && (topics.size() <= named + i || !wanted.contains(topics.get(named + i)))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Reads a log.
   *
   * @throws IllegalArgumentException if it is of another event
   * @throws DecodingException if it does not hold what the event writes
   */
  public E decode(Log log) {
    return decoder.apply(log);
  }

  private EventFilter<E> with(int index, Set<Hash32> words) {
    if (words.isEmpty() || words.size() > MAX_VALUES) {
      throw new IllegalArgumentException(
          "values of "
              + event.name()
              + "."
              + event.indexed().get(index).name()
              + ": 1 to "
              + MAX_VALUES
              + ", not "
              + words.size());
    }
    List<Set<Hash32>> changed = new ArrayList<>(values);
    changed.set(index, Collections.unmodifiableSet(words));
    return new EventFilter<>(event, decoder, emitters, Collections.unmodifiableList(changed));
  }

  private int index(String parameter, String... families) {
    List<AbiEvent.Indexed> all = event.indexed();
    for (int i = 0; i < all.size(); i++) {
      if (!parameter.isEmpty() && all.get(i).name().equals(parameter)) {
        String type = all.get(i).type();
        for (String family : families) {
          if (type.matches(family + "[0-9]*")) {
            return i;
          }
        }
        if (families.length == 0) {
          return i;
        }
        throw new IllegalArgumentException(
            event.declaration() + ": " + parameter + " is " + type + ", not " + families[0]);
      }
    }
    throw new IllegalArgumentException(
        event.declaration() + " has no indexed parameter " + parameter);
  }

  private static Hash32 word(BigInteger number) {
    BigInteger bits =
        number.signum() < 0 ? number.add(BigInteger.ONE.shiftLeft(WORD_BITS)) : number;
    byte[] bytes = bits.toByteArray();
    byte[] word = new byte[Hash32.SIZE];
    int size = Math.min(bytes.length, Hash32.SIZE);
    System.arraycopy(bytes, bytes.length - size, word, Hash32.SIZE - size, size);
    return Hash32.of(word);
  }

  /** The event, and how many contracts and values are asked for. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("logs of ").append(event.declaration());
    if (!emitters.isEmpty()) {
      text.append(" from ").append(emitters.size()).append(" contracts");
    }
    return text.toString();
  }
}
