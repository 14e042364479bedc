package io.github.restake4j.internal.logs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.logs.EventBatch;
import io.github.restake4j.logs.EventFilter;
import io.github.restake4j.logs.EventScan;
import io.github.restake4j.logs.EventSink;
import io.github.restake4j.logs.Undo;
import io.github.restake4j.standard.contract.ERC20Contract.Transfer;
import io.github.restake4j.task.Progress;
import io.github.restake4j.tx.Journal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random chains with random reorgs, faults, lies, lags and restarts: a sink that does what it is
 * told holds exactly the events of the canonical chain.
 */
class EventScanRandomTest {
  private static final int LIVES = 500;

  @Test
  void anyChain_anyFaults_theLedgerIsTheCanonicalChain() {
    int lives =
        Math.max(20, (int) (LIVES * Double.parseDouble(System.getProperty("scale", "0.05"))));
    int undone = 0;
    for (long seed = 1; seed <= lives; seed++) {
      undone += new Life(seed).live();
    }
    assertThat(undone).as("reorgs survived").isGreaterThan(lives);
  }

  /** One chain and one consumer, who restarts now and then with a cursor that may be old. */
  private static final class Life {
    private final long seed;
    private final SplittableRandom random;
    private final FakeChain chain = new FakeChain();
    private final Ledger ledger = new Ledger();
    private final List<Bytes> stored = new ArrayList<>();
    private int changesLeft = 60;
    private int value;
    private Progress progress = Progress.silent();

    Life(long seed) {
      this.seed = seed;
      this.random = new SplittableRandom(seed);
    }

    int live() {
      grow(1 + random.nextInt(300));
      int width = 1 + random.nextInt(120);
      int most = 5 + random.nextInt(60);
      chain.beforeRequest = () -> maybe(30, this::change);
      chain.beforeCall =
          method -> {
            maybe(4, this::shallowReorg);
            maybe(3, this::refuse);
          };
      chain.onRange =
          (from, to) -> {
            if (to - from + 1 > width) {
              throw new FakeChain.Refusal(-32000, "block range is too wide");
            }
          };
      chain.logs = list -> lie(tooMany(list, most));
      while (changesLeft > 0) {
        try {
          scan().follow(sinkThatFails()).run(progress);
        } catch (TransportException e) {
          assertThat(e.kind()).as("seed " + seed).isEqualTo(TransportException.Code.CANCELLED);
        } catch (Crash e) {
          // the consumer died; the next round is its restart
        }
        progress = Progress.silent();
      }
      chain.lag = 0;
      chain.beforeRequest = () -> {};
      chain.beforeCall = method -> {};
      try {
        scan().into(ledger).run();
      } catch (Restake4jException e) {
        throw new AssertionError("seed " + seed, e);
      }
      assertThat(ledger.all()).as("seed " + seed).isEqualTo(chain.truth(1));
      return (int) ledger.undone.stream().filter(undo -> !undo.removed().isEmpty()).count();
    }

    private EventScan<Transfer> scan() {
      EventScan<Transfer> scan =
          Scan.of(
              chain.client(),
              Journal.inMemory(),
              Duration.ofSeconds(1),
              1,
              List.of(EventFilter.of(Transfer.EVENT).emittedBy(FakeChain.TOKEN)),
              time -> change());
      Optional<Bytes> cursor = storedCursor();
      return cursor.isPresent() ? scan.resume(cursor.get()) : scan;
    }

    /** A crash may lose the newest writes of a cursor, never the sink's own work. */
    private Optional<Bytes> storedCursor() {
      int lost = random.nextInt(4) == 0 ? random.nextInt(4) : 0;
      while (lost-- > 0 && stored.size() > 1) {
        stored.remove(stored.size() - 1);
      }
      return stored.isEmpty() ? Optional.empty() : Optional.of(stored.get(stored.size() - 1));
    }

    private EventSink<Transfer> sinkThatFails() {
      return new EventSink<>() {
        @Override
        public void undo(Undo undo) {
          stored.clear(); // forced: older ones do not come back
          stored.add(undo.cursor());
          maybe(5, Life.this::crash);
          ledger.undo(undo);
          maybe(5, Life.this::crash);
        }

        @Override
        public void take(EventBatch<Transfer> batch) {
          maybe(3, Life.this::crash);
          ledger.take(batch);
          maybe(3, Life.this::crash);
          stored.add(batch.cursor());
        }
      };
    }

    private void crash() {
      if (changesLeft > 0) {
        throw new Crash();
      }
    }

    private void change() {
      if (changesLeft-- <= 0) {
        progress.cancel();
        return;
      }
      switch (random.nextInt(8)) {
        case 0 -> reorg(1 + random.nextInt(4));
        case 1 -> reorg(1 + random.nextInt(60));
        case 2 -> chain.lag = random.nextInt(50);
        case 3 -> chain.lag = 0;
        default -> grow(random.nextInt(12));
      }
    }

    private void shallowReorg() {
      if (changesLeft > 0) {
        reorg(1 + random.nextInt(3));
      }
    }

    private void reorg(int wanted) {
      int depth = (int) Math.min(wanted, chain.height() - 1);
      if (depth > 0) {
        chain.cut(depth);
        grow(Math.max(0, depth - 1) + random.nextInt(4));
      }
    }

    private void grow(int blocks) {
      for (int i = 0; i < blocks; i++) {
        Integer[] values = new Integer[random.nextInt(4) == 0 ? random.nextInt(4) : 0];
        for (int k = 0; k < values.length; k++) {
          values[k] = ++value;
        }
        chain.mine(values);
      }
    }

    private void refuse() {
      throw switch (random.nextInt(4)) {
        case 0 -> new TransportException(TransportException.Code.CONNECT_FAILED, "scripted");
        case 1 -> new TransportException(TransportException.Code.TIMEOUT, "scripted");
        case 2 -> new FakeChain.Refusal(-32005, "too many requests");
        default -> new FakeChain.Refusal(-32603, "internal error");
      };
    }

    private static List<Map<String, Object>> tooMany(List<Map<String, Object>> list, int most) {
      if (list.size() > most) {
        throw new FakeChain.Refusal(-32005, "query returned more than " + most + " results");
      }
      return list;
    }

    private List<Map<String, Object>> lie(List<Map<String, Object>> list) {
      if (changesLeft <= 0 || random.nextInt(100) >= 5) {
        return list;
      }
      List<Map<String, Object>> lies = new ArrayList<>(list);
      FakeChain.Block block = chain.blocks.get(random.nextInt(chain.blocks.size()));
      lies.add(FakeChain.log(block, 50, FakeChain.OTHER, 1));
      Map<String, Object> removed = FakeChain.log(block, 51, FakeChain.TOKEN, 1);
      removed.put("removed", true);
      lies.add(removed);
      lies.addAll(list);
      return lies;
    }

    private void maybe(int percent, Runnable action) {
      if (random.nextInt(100) < percent) {
        action.run();
      }
    }
  }

  /** The consumer's process dies. */
  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
