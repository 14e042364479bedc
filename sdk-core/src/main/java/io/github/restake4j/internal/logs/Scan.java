package io.github.restake4j.internal.logs;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.task.Work;
import io.github.restake4j.logs.Emitted;
import io.github.restake4j.logs.EventBatch;
import io.github.restake4j.logs.EventFilter;
import io.github.restake4j.logs.EventScan;
import io.github.restake4j.logs.EventSink;
import io.github.restake4j.logs.Scanned;
import io.github.restake4j.logs.Undo;
import io.github.restake4j.task.Progress;
import io.github.restake4j.task.Task;
import io.github.restake4j.tx.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A described scan. */
public final class Scan<E> implements EventScan<E> {
  private static final String THREAD = "restake4j-scan";
  private static final int MAX_FILTERS = 100;
  private static final int MAX_NAME = 200;
  private static final int MAX_BLOCKS = 1_000_000;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
  private static final Duration LONGEST_PATIENCE = Duration.ofDays(1);

  private final Client client;
  private final Journal journal;
  private final Query<E> query;
  private final Settings settings;
  private final Scanner.@Nullable Pause pause;

  private Scan(
      Client client,
      Journal journal,
      Query<E> query,
      Settings settings,
      Scanner.@Nullable Pause pause) {
    this.client = client;
    this.journal = journal;
    this.query = query;
    this.settings = settings;
    this.pause = pause;
  }

  /**
   * A scan with the defaults.
   *
   * @param journal keeps named cursors
   * @param every pause between looks
   * @throws IllegalArgumentException if the block is negative, there are no filters, more than 100,
   *     or one of an anonymous event names no contract
   */
  public static <E> EventScan<E> of(
      Client client,
      Journal journal,
      Duration every,
      long from,
      List<EventFilter<? extends E>> filters) {
    return of(client, journal, every, from, filters, null);
  }

  static <E> Scan<E> of(
      Client client,
      Journal journal,
      Duration every,
      long from,
      List<EventFilter<? extends E>> filters,
      Scanner.@Nullable Pause pause) {
    if (from < 0) {
      throw new IllegalArgumentException("a block number cannot be negative: " + from);
    }
    if (filters.isEmpty() || filters.size() > MAX_FILTERS) {
      throw new IllegalArgumentException(
          "a scan has 1 to " + MAX_FILTERS + " filters, not " + filters.size());
    }
    for (EventFilter<? extends E> filter : filters) {
      if (filter.event().isAnonymous() && filter.emitters().isEmpty()) {
        throw new IllegalArgumentException(
            filter.event().declaration() + " is anonymous: name the contracts that emit it");
      }
    }
    List<EventFilter<? extends E>> all = List.copyOf(filters);
    Settings defaults =
        new Settings(
            from,
            BlockRef.LATEST,
            Optional.empty(),
            Optional.empty(),
            false,
            10_000,
            1_000,
            every,
            Duration.ofMinutes(1));
    return new Scan<>(client, journal, new Query<>(all), defaults, pause);
  }

  @Override
  public EventScan<E> to(BlockRef last) {
    if (!(last instanceof BlockRef.Tag) && !(last instanceof BlockRef.AtNumber)) {
      throw new IllegalArgumentException(
          "a scan ends at a number, or at the newest, safe or finalized block, not at " + last);
    }
    return with(settings.withTo(last));
  }

  @Override
  public EventScan<E> resume(Bytes cursor) {
    fresh().resume(cursor, settings.from());
    return with(settings.withResume(cursor));
  }

  @Override
  public EventScan<E> named(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException("a cursor's name has 1 to " + MAX_NAME + " characters");
    }
    return with(settings.withName(name));
  }

  @Override
  public EventScan<E> withTimes() {
    return with(settings.withTimes());
  }

  @Override
  public EventScan<E> widestRange(int blocks) {
    return with(settings.withWidest(bounded("widestRange", blocks)));
  }

  @Override
  public EventScan<E> deepestReorg(int blocks) {
    return with(settings.withDeepest(bounded("deepestReorg", blocks)));
  }

  private static int bounded(String what, int blocks) {
    if (blocks < 1 || blocks > MAX_BLOCKS) {
      throw new IllegalArgumentException(
          what + " is 1 to " + MAX_BLOCKS + " blocks, not " + blocks);
    }
    return blocks;
  }

  @Override
  public EventScan<E> every(Duration interval) {
    if (interval.isZero() || interval.isNegative() || interval.compareTo(LONGEST_PAUSE) > 0) {
      throw new IllegalArgumentException(
          "a pause is above zero and at most an hour, not " + interval);
    }
    return with(settings.withEvery(interval));
  }

  @Override
  public EventScan<E> patience(Duration longest) {
    if (longest.isNegative() || longest.compareTo(LONGEST_PATIENCE) > 0) {
      throw new IllegalArgumentException("patience is zero to a day, not " + longest);
    }
    return with(settings.withPatience(longest));
  }

  private Scan<E> with(Settings changed) {
    return new Scan<>(client, journal, query, changed, pause);
  }

  @Override
  public Task<Scanned> into(EventSink<E> sink) {
    return Work.of(THREAD, progress -> run(sink, false, progress));
  }

  @Override
  public Task<Scanned> follow(EventSink<E> sink) {
    if (settings.to() instanceof BlockRef.AtNumber) {
      throw new IllegalStateException("there is nothing to follow up to a block number");
    }
    return Work.of(THREAD, progress -> run(sink, true, progress));
  }

  @Override
  public Task<List<Emitted<E>>> collect(int atMost) {
    if (atMost <= 0) {
      throw new IllegalArgumentException("atMost is above zero, not " + atMost);
    }
    if (settings.resume().isPresent() || settings.name().isPresent()) {
      throw new IllegalStateException("collect() begins with the first block; it has no cursor");
    }
    return Work.of(
        THREAD,
        progress -> {
          Collected<E> all = new Collected<>(atMost);
          run(all, false, progress);
          return List.copyOf(all.events);
        });
  }

  private Scanned run(EventSink<E> sink, boolean following, Progress progress) {
    Trail trail = fresh();
    Optional<Bytes> at = settings.resume();
    Scanner.CursorStore store = new Nowhere();
    if (settings.name().isPresent()) {
      String name = settings.name().get();
      Optional<Bytes> kept = journal.cursor(name);
      at = kept.isPresent() ? kept : at;
      store = new InJournal(journal, name);
    }
    at.ifPresent(cursor -> trail.resume(cursor, settings.from()));
    return new Scanner<E>(client, settings, query, trail, sink, store, following, progress, pause)
        .run();
  }

  private Trail fresh() {
    return new Trail(client.chain().id(), query.digest(settings.from()), settings.from());
  }

  /** For callers who keep cursors themselves, or none. */
  private record Nowhere() implements Scanner.CursorStore {
    @Override
    public void keep(Bytes cursor) {}

    @Override
    public void keepDurably(Bytes cursor) {}
  }

  /** Under a name in the client's journal. */
  private record InJournal(Journal journal, String name) implements Scanner.CursorStore {
    @Override
    public void keep(Bytes cursor) {
      journal.cursor(name, cursor);
    }

    @Override
    public void keepDurably(Bytes cursor) {
      journal.cursor(name, cursor);
      journal.force();
    }
  }

  /** Everything in memory, right after every undo. */
  private static final class Collected<E> implements EventSink<E> {
    private final int atMost;
    private final List<Emitted<E>> events = new ArrayList<>();

    Collected(int atMost) {
      this.atMost = atMost;
    }

    @Override
    public void undo(Undo undo) {
      events.removeIf(event -> event.log().blockNumber() >= undo.fromBlock());
    }

    @Override
    public void take(EventBatch<E> batch) {
      events.addAll(batch.events());
      if (events.size() > atMost) {
        throw new TransportException(
            TransportException.Code.RESPONSE_TOO_LARGE,
            "a scan of logs found more than " + atMost + " events up to block " + batch.toBlock());
      }
    }
  }
}
