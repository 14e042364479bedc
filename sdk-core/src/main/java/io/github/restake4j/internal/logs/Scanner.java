package io.github.restake4j.internal.logs;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.BlockHeader;
import io.github.restake4j.logs.BlockId;
import io.github.restake4j.logs.Dropped;
import io.github.restake4j.logs.Emitted;
import io.github.restake4j.logs.EventBatch;
import io.github.restake4j.logs.EventSink;
import io.github.restake4j.logs.Scanned;
import io.github.restake4j.logs.Undo;
import io.github.restake4j.task.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of a scan. Used by one thread, once. */
final class Scanner<E> {
  private static final Logger LOG = LoggerFactory.getLogger(Scanner.class);

  /** Younger blocks are read by hash. Two epochs settle a block; reorgs seen were 7 deep. */
  static final int YOUNG = 32;

  /** Waits; tests put time of their own here. */
  interface Pause extends Consumer<Duration> {}

  /** Keeps cursors. */
  interface CursorStore {
    /** In force at once, durable some time. */
    void keep(Bytes cursor);

    /** Durable on return. */
    void keepDurably(Bytes cursor);
  }

  /** Up to where blocks can be read just now. */
  private record Edge(BlockHeader top, long last, long settled) {}

  private final Settings settings;
  private final EventSink<E> sink;
  private final CursorStore store;
  private final boolean following;
  private final Progress progress;
  private final Node node;
  private final Rows<E> rows;
  private final Trail trail;
  private final Pause pause;
  private final long start;

  private @Nullable Edge edge;
  private OptionalLong goal = OptionalLong.empty();
  private boolean tipSeen;
  private boolean inSink;
  private long furthest;
  private Duration idle = Duration.ZERO;
  private long events;
  private int undone;
  private Dropped dropped = Dropped.NONE;

  Scanner(
      Client client,
      Settings settings,
      Query<E> query,
      Trail trail,
      EventSink<E> sink,
      CursorStore store,
      boolean following,
      Progress progress,
      @Nullable Pause pause) {
    this.settings = settings;
    this.sink = sink;
    this.store = store;
    this.following = following;
    this.progress = progress;
    this.node = new Node(client, progress);
    this.rows = new Rows<>(node, query, new Width(settings.widest()), settings.times());
    this.trail = trail;
    this.pause = pause == null ? node::pause : pause;
    this.start = trail.next();
    this.furthest = trail.next();
    if (settings.to() instanceof BlockRef.AtNumber number) {
      this.goal = OptionalLong.of(number.number());
    }
  }

  Scanned run() {
    progress.check(Node.WHAT);
    tellUndo(start, List.of());
    boolean more = true;
    while (more) {
      progress.check(Node.WHAT);
      try {
        more = step();
      } catch (Restake4jException e) {
        if (inSink || !passes(e)) {
          throw e;
        }
        edge = null;
        waitFor(Optional.of(e));
      }
    }
    return new Scanned(start, trail.next() - 1, events, undone, dropped, trail.cursor());
  }

  /** True if there is more to do. */
  private boolean step() {
    Edge now = edge == null ? look() : edge;
    edge = now;
    if (trail.next() > now.last()) {
      if (leftTheChain(now.top())) {
        return true;
      }
      if (!following && trail.next() > goal.orElse(Long.MAX_VALUE)) {
        return false;
      }
      edge = null;
      waitFor(Optional.empty());
      return true;
    }
    long next = trail.next();
    BlockId tip = trail.tip();
    Row<E> row =
        next <= now.settled()
            ? rows.range(next, now.settled(), tip)
            : rows.young(next, Math.min(now.last(), next + YOUNG - 1), tip, now.top());
    if (row instanceof Row.Whole<E> whole) {
      deliver(whole, now);
    } else if (row instanceof Row.Forked<E>) {
      if (!rewind(next - 1)) {
        throw Node.misbehaviour(
            "block " + next + " does not build on block " + (next - 1) + " of the same endpoint");
      }
    }
    return true;
  }

  private Edge look() {
    Node.Heads heads = node.heads(settings.to());
    BlockHeader newest = heads.newest();
    long last = heads.last().map(BlockHeader::number).orElse(-1L);
    if (!following) {
      if (!goal.isPresent()) {
        goal = OptionalLong.of(last);
      }
      last = Math.min(last, goal.getAsLong());
    }
    boolean tagged = settings.to() == BlockRef.SAFE || settings.to() == BlockRef.FINALIZED;
    long settled = tagged ? last : Math.min(last, newest.number() - YOUNG);
    BlockHeader top = tagged ? heads.last().orElse(newest) : newest;
    return new Edge(top, last, settled);
  }

  private void deliver(Row.Whole<E> row, Edge now) {
    List<Emitted<E>> found = row.logs().events(settings.times());
    if (trail.tip() == null && row.before() != null) {
      trail.add(row.before());
    }
    List<BlockId> left = trail.upTo(Long.MAX_VALUE);
    long next = trail.next();
    row.blocks().forEach(trail::add);
    Bytes cursor = trail.cursor();
    Dropped besides = row.logs().dropped();
    try {
      inSink = true;
      sink.take(new EventBatch<>(row.from(), row.to(), found, besides, cursor));
      store.keep(cursor);
      inSink = false;
    } finally {
      if (inSink) {
        trail.restore(left, next);
      }
    }
    tipSeen = true;
    events += found.size();
    dropped = dropped.plus(besides);
    if (trail.next() > furthest) {
      furthest = trail.next();
      idle = Duration.ZERO;
    }
    report(now, Optional.empty());
  }

  /** True after a rewind. Compares what the node shows with the block delivered last. */
  private boolean leftTheChain(BlockHeader top) {
    BlockId tip = trail.tip();
    if (tip == null || (top.number() > tip.number() && tipSeen)) {
      return false;
    }
    BlockId known = trail.at(top.number());
    if (known != null && known.hash().equals(top.hash())) {
      tipSeen |= known.equals(tip);
      return false; // the tip itself, or a node that is behind on the same branch
    }
    boolean rewound = rewind(Math.min(tip.number(), top.number()));
    tipSeen |= !rewound;
    return rewound;
  }

  /**
   * Goes back to the newest remembered block the node still has.
   *
   * @param upTo the node's chain is at least so long
   * @return false if that is the newest one of all up to there: nothing to undo
   */
  private boolean rewind(long upTo) {
    List<BlockId> remembered = trail.upTo(upTo);
    List<Long> numbers = new ArrayList<>();
    remembered.forEach(block -> numbers.add(block.number()));
    List<Optional<BlockHeader>> shown = node.headers(numbers);
    boolean forked = false;
    for (int i = 0; i < shown.size(); i++) {
      if (!shown.get(i).isPresent()) {
        if (forked) {
          throw Node.misbehaviour("the endpoint does not have block " + numbers.get(i));
        }
        continue;
      }
      if (shown.get(i).get().hash().equals(remembered.get(i).hash())) {
        if (!forked) {
          return false;
        }
        undo(numbers.get(i) + 1);
        return true;
      }
      forked = true;
    }
    if (!forked) {
      if (remembered.isEmpty()) {
        return false;
      }
      throw Node.misbehaviour("the endpoint has none of the blocks below " + upTo);
    }
    undo(settings.from());
    return true;
  }

  private void undo(long from) {
    long depth = trail.next() - from;
    if (depth > settings.deepest()) {
      throw new ChainException(
          ChainException.Code.CHAIN_MISMATCH,
          "the endpoint's chain left the scanned one "
              + depth
              + " blocks ago, at block "
              + from
              + " or later; at most "
              + settings.deepest()
              + " are undone: is it the same network?");
    }
    List<BlockId> left = trail.backTo(from);
    undone++;
    edge = null;
    tipSeen = false;
    idle = idle.plus(settings.every()); // an endpoint that keeps changing its mind tires patience
    inSink = true;
    // durable before the sink forgets: were it lost, and the blocks to come back, nobody would
    // deliver them again; a sink that did not hear of it is told by the next run's first undo
    store.keepDurably(trail.cursor());
    tellUndo(from, left);
  }

  private void tellUndo(long from, List<BlockId> left) {
    inSink = true;
    sink.undo(new Undo(from, left, trail.cursor()));
    inSink = false;
  }

  private void waitFor(Optional<Restake4jException> trouble) {
    if (!following && idle.compareTo(settings.patience()) >= 0) {
      if (trouble.isPresent()) {
        throw trouble.get();
      }
      throw new TransportException(
          TransportException.Code.TIMEOUT,
          Node.WHAT + " waited " + idle + " for block " + trail.next() + ", which did not come");
    }
    trouble.ifPresent(e -> LOG.info("a scan at block {} waits: {}", trail.next(), e.getMessage()));
    report(edge, trouble);
    pause.accept(settings.every());
    idle = idle.plus(settings.every());
  }

  private void report(@Nullable Edge now, Optional<Restake4jException> trouble) {
    OptionalLong end = following && now != null ? OptionalLong.of(now.last()) : goal;
    OptionalLong total =
        end.isPresent()
            ? OptionalLong.of(Math.max(0, end.getAsLong() - start + 1))
            : OptionalLong.empty();
    progress.report(
        new Progress.Step("scanning logs", Math.max(0, trail.next() - start), total, trouble));
  }

  private static boolean passes(Restake4jException e) {
    if (e instanceof TransportException transport) {
      return switch (transport.kind()) {
        case CANCELLED, CLOSED, INTERRUPTED -> false;
        default -> e.retryable();
      };
    }
    return e.retryable();
  }
}
