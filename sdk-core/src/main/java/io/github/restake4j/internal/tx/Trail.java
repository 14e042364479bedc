package io.github.restake4j.internal.tx;

import io.github.restake4j.eth.Hash32;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.rpc.RpcSource;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The heads that were seen. Each was on the chain when the next one was added, so as long as the
 * newest is still there, so is everything that was proven below it: a reorg costs one question to
 * notice, however much is being watched. Confined to the engine's watching thread.
 */
final class Trail {
  private static final int MOST = 512;
  private static final int LOOKS_AT_A_LAGGARD = 3;

  private record Head(long number, Hash32 hash) {}

  private final Deque<Head> heads = new ArrayDeque<>();
  private int behind;

  /** Asks for the block where the newest head was. */
  Optional<RpcCall> ask(Batch batch) {
    return heads.isEmpty() ? Optional.empty() : Optional.of(ask(batch, heads.getLast()));
  }

  private static RpcCall ask(Batch batch, Head head) {
    return batch.ask(
        "eth_getBlockByNumber", Preflight.hex(BigInteger.valueOf(head.number())), false);
  }

  /** True while the node has not reached the newest head, and may only be late. */
  boolean isLate(long number) {
    if (heads.isEmpty() || number >= heads.getLast().number()) {
      behind = 0;
      return false;
    }
    return ++behind <= LOOKS_AT_A_LAGGARD;
  }

  /**
   * Compares the newest head with what is at its place now, and adds the present one.
   *
   * @return the height above which nothing that was proven before can be believed any more; empty
   *     if all of it can
   */
  Optional<Long> follow(
      long number, Hash32 hash, Optional<Json> newest, RpcSource rpc, CallScope scope) {
    Optional<Long> fork = Optional.empty();
    if (!heads.isEmpty() && !isSame(heads.getLast(), newest)) {
      heads.removeLast();
      fork = Optional.of(backToCommon(rpc, scope));
    }
    if (heads.isEmpty() || !heads.getLast().hash().equals(hash)) {
      heads.add(new Head(number, hash));
      if (heads.size() > MOST) {
        heads.removeFirst();
      }
    }
    return fork;
  }

  private long backToCommon(RpcSource rpc, CallScope scope) {
    if (heads.isEmpty()) {
      return -1;
    }
    Batch batch = new Batch();
    List<Head> newestFirst = new ArrayList<>();
    List<RpcCall> asked = new ArrayList<>();
    for (Iterator<Head> each = heads.descendingIterator(); each.hasNext(); ) {
      Head head = each.next();
      newestFirst.add(head);
      asked.add(ask(batch, head));
    }
    batch.run(rpc, scope);
    for (int i = 0; i < newestFirst.size(); i++) {
      if (isSame(newestFirst.get(i), batch.known(asked.get(i)))) {
        return newestFirst.get(i).number();
      }
      heads.removeLast();
    }
    return -1;
  }

  private static boolean isSame(Head head, Optional<Json> block) {
    return block.isPresent() && block.get().field("hash").hash().equals(head.hash());
  }

  /** Forgets heads that no reorg can reach any more, all but one. */
  void settled(long finalized) {
    while (heads.size() > 1 && heads.getFirst().number() < finalized) {
      heads.removeFirst();
    }
  }
}
