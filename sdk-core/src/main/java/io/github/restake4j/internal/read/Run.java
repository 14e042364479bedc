package io.github.restake4j.internal.read;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Lease;
import io.github.restake4j.read.At;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One run of one read: rounds at one block, until the root is done. Confined to the thread that
 * runs it.
 */
final class Run {
  private static final int RESTARTS = 2;
  private static final Duration BEFORE_RESTART = Duration.ofMillis(200);

  private final @Nullable Client client;
  private final @Nullable BlockRef pin;
  private final CallScope scope;

  private Map<Slot.Question, Slot> slots = new HashMap<>();
  private List<Slot> asked = new ArrayList<>();
  private BlockRef.@Nullable Exact block;
  private boolean blockAsked;

  /** Every round of one attempt goes to one endpoint. */
  private @Nullable Lease lease;

  Run(@Nullable Client client, @Nullable BlockRef pin, CallScope scope) {
    this.client = client;
    this.pin = pin;
    this.scope = scope;
  }

  /** A read that has no client asks nothing. */
  static <T> T withoutClient(Node<T> root) {
    return new Run(null, null, CallScope.of(Duration.ofDays(1))).value(root);
  }

  <T> T value(Node<T> root) {
    for (int restarts = 0; ; restarts++) {
      try {
        return once(root);
      } catch (BlockGone gone) {
        startOver(gone, restarts);
      } catch (Restake4jException failure) {
        startOverElsewhere(failure, restarts);
      }
    }
  }

  <T> At<T> valueAt(Node<T> root) {
    for (int restarts = 0; ; restarts++) {
      try {
        blockAsked = true;
        T value = once(root);
        return new At<>(value, Objects.requireNonNull(block));
      } catch (BlockGone gone) {
        startOver(gone, restarts);
      } catch (Restake4jException failure) {
        startOverElsewhere(failure, restarts);
      }
    }
  }

  private void startOver(BlockGone gone, int restarts) {
    boolean ownChoice = pin instanceof BlockRef.AtHash || pin instanceof BlockRef.Exact;
    if (ownChoice || restarts == RESTARTS) {
      throw new RpcException(
          RpcException.Code.BLOCK_GONE,
          ownChoice
              ? "block " + pin + " is not on the node's chain: " + gone.getMessage()
              : "the newest block vanished from the node's chain while it was read, "
                  + (restarts + 1)
                  + " times: "
                  + gone.getMessage());
    }
    forget();
    scope.sleep(BEFORE_RESTART, "a read");
  }

  /** What one endpoint answered is not mixed with the answers of another. */
  private void startOverElsewhere(Restake4jException failure, int restarts) {
    if (lease == null || !lease.isLost() || restarts == RESTARTS) {
      throw failure;
    }
    forget();
  }

  private void forget() {
    slots = new HashMap<>();
    asked = new ArrayList<>();
    block = null;
    lease = null;
  }

  private <T> T once(Node<T> root) {
    Cell<T> cell = root.open();
    cell.step(this);
    while (!cell.isDone() || (blockAsked && block == null)) {
      Client asking = Objects.requireNonNull(client, "only a value may be read without a client");
      scope.check("a read");
      Lease node = lease == null ? asking.rpc().lease() : lease;
      lease = node;
      Round round = new Round(asking, node, scope);
      BlockRef.Exact at = block;
      boolean justFound = at == null;
      if (at == null) {
        at = round.header(pin == null ? BlockRef.LATEST : pin);
        block = at;
      }
      if (justFound) {
        cell.step(this); // what waited for the block can be asked in this very round
      }
      if (!asked.isEmpty()) {
        List<Slot> open = asked;
        asked = new ArrayList<>();
        round.ask(open, at);
      }
      cell.step(this);
    }
    RuntimeException failure = cell.failure();
    if (failure != null) {
      throw failure;
    }
    return cell.value();
  }

  /** The slot of a question; asked in the next round unless it was asked before in this run. */
  Slot slot(Slot.Question question) {
    return slots.computeIfAbsent(
        question,
        q -> {
          Slot slot = new Slot(q);
          asked.add(slot);
          return slot;
        });
  }

  /** The block of this run, once its header is known. */
  BlockRef.@Nullable Exact block() {
    blockAsked = true;
    return block;
  }

  /** Refuses a read that came up during the run but cannot be part of it. */
  void admit(Node<?> node) {
    Nodes.commonClient(client, node.client());
    BlockRef wanted = node.pin();
    BlockRef.Exact at = block;
    if (wanted == null || wanted.equals(pin)) {
      return;
    }
    boolean same =
        (pin == null && wanted.equals(BlockRef.LATEST)) || (at != null && isSame(wanted, at));
    if (!same) {
      throw new IllegalArgumentException("a read at " + at + " cannot go on at " + wanted);
    }
  }

  static boolean isSame(BlockRef wanted, BlockRef.Exact at) {
    if (wanted instanceof BlockRef.Exact exact) {
      return exact.hash().equals(at.hash());
    }
    if (wanted instanceof BlockRef.AtHash byHash) {
      return byHash.hash().equals(at.hash());
    }
    return wanted instanceof BlockRef.AtNumber byNumber && byNumber.number() == at.number();
  }

  /** The pinned block left the node's chain; the run may start over. */
  @SuppressWarnings("serial")
  static final class BlockGone extends RuntimeException {
    BlockGone(String message) {
      super(message);
    }
  }
}
