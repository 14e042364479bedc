package io.github.restake4j.internal.rpc;

import io.github.restake4j.internal.CallScope;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All reads of one piece of work, to one endpoint, so that they see one chain. The endpoint is
 * chosen at the first read. If it fails before it has answered anything, the lease moves on once;
 * afterwards its failures are thrown, and {@link #isLost} says whether the work may start over with
 * a new lease. Thread-safe, but made for one piece of work.
 */
public final class Lease implements RpcSource {
  private final JsonRpc rpc;
  private @Nullable Witness line;
  private boolean answered;
  private boolean moved;
  private boolean lost;

  Lease(JsonRpc rpc) {
    this.rpc = rpc;
  }

  @Override
  public List<RpcAnswer> read(List<RpcCall> calls, CallScope scope) {
    return rpc.read(calls, scope, this);
  }

  /** Name of the endpoint; empty text before the first read. */
  public synchronized String endpoint() {
    return line == null ? "" : line.name();
  }

  /**
   * True unless the endpoint is known to be behind another by more than {@code RpcOptions.maxLag},
   * or has not told its height where there are others: then what it does not know may exist.
   */
  public synchronized boolean isCurrent() {
    return line != null && rpc.lines().isCurrent(line);
  }

  /** True once the endpoint failed while another may serve the same work from its start. */
  public synchronized boolean isLost() {
    return lost;
  }

  /** Where this lease goes to. */
  synchronized Witness line(CallScope scope) {
    if (line == null) {
      line = rpc.lines().choose(scope);
    }
    return line;
  }

  /** Another endpoint, if this lease may still move. */
  synchronized boolean mayMove() {
    return !answered && !moved;
  }

  synchronized void move(Witness to) {
    line = to;
    moved = true;
  }

  synchronized void answered() {
    answered = true;
  }

  synchronized void lose() {
    lost = true;
  }
}
