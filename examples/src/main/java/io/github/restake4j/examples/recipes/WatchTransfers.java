package io.github.restake4j.examples.recipes;

import io.github.restake4j.Restake4j;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.lido.contract.LidoContract;
import io.github.restake4j.logs.Emitted;
import io.github.restake4j.logs.EventBatch;
import io.github.restake4j.logs.EventFilter;
import io.github.restake4j.logs.EventScan;
import io.github.restake4j.logs.EventSink;
import io.github.restake4j.logs.Scanned;
import io.github.restake4j.logs.Undo;
import io.github.restake4j.standard.contract.ERC20Contract.Transfer;
import io.github.restake4j.task.Progress;
import io.github.restake4j.task.Task;
import java.math.BigInteger;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Events in order: once, up to a block; and for ever, through reorgs and restarts. */
public final class WatchTransfers {
  private WatchTransfers() {}

  /** All that an account was ever sent, up to the finalized block. */
  static List<Emitted<Transfer>> received(
      Restake4j ethereum, Address token, long deployedIn, Address owner) {
    // [events collect]
    List<Emitted<Transfer>> received =
        ethereum
            .events(deployedIn, EventFilter.of(Transfer.EVENT).emittedBy(token).where("to", owner))
            .to(BlockRef.FINALIZED)
            .collect(100_000)
            .run();
    // [end]
    return received;
  }

  // [events ledger]
  /** wei of a token an account received, per block. */
  static final class Received implements EventSink<Transfer> {
    private final NavigableMap<Long, BigInteger> perBlock = new TreeMap<>();
    private long upTo = -1;

    @Override
    public synchronized void undo(Undo undo) {
      perBlock.tailMap(undo.fromBlock(), true).clear();
    }

    @Override
    public synchronized void take(EventBatch<Transfer> batch) {
      for (Emitted<Transfer> each : batch.events()) {
        perBlock.merge(each.log().blockNumber(), each.event().value(), BigInteger::add);
      }
      upTo = batch.toBlock();
      notifyAll();
    }

    synchronized void awaitBlock(long number) throws InterruptedException {
      while (upTo < number) {
        wait();
      }
    }

    synchronized BigInteger total() {
      return perBlock.values().stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
  }

  // [end]

  /** Follows the chain until the progress is cancelled. */
  static CompletableFuture<Scanned> follow(
      Restake4j ethereum, Address token, long deployedIn, Address owner, Received received) {
    // [events follow]
    EventFilter<Transfer> toOwner =
        EventFilter.of(Transfer.EVENT).emittedBy(token).where("to", owner);
    Task<Scanned> watching = ethereum.events(deployedIn, toOwner).follow(received);
    Progress progress =
        Progress.to(step -> step.trouble().ifPresent(why -> System.out.println("waits: " + why)));
    CompletableFuture<Scanned> running = watching.async(progress); // progress.cancel() ends it
    // [end]
    return running;
  }

  // [events several]
  sealed interface Move {
    record In(BigInteger ether) implements Move {}

    record Sent(Address to, BigInteger steth) implements Move {}
  }

  static EventScan<Move> moves(Restake4j ethereum, Address lido, long deployedIn, Address owner) {
    return ethereum.events(
        deployedIn,
        EventFilter.of(LidoContract.Submitted.EVENT)
            .emittedBy(lido)
            .where("sender", owner)
            .as(event -> new Move.In(event.amount())),
        EventFilter.of(Transfer.EVENT)
            .emittedBy(lido)
            .where("from", owner)
            .as(event -> new Move.Sent(event.to(), event.value())));
  }

  // [end]
}
