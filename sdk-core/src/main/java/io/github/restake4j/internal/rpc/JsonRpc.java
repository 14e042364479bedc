package io.github.restake4j.internal.rpc;

import io.github.restake4j.internal.CallScope;
import java.util.List;

/** JSON-RPC to the endpoints of one client. Thread-safe. */
public final class JsonRpc implements AutoCloseable {
  /**
   * Sends reads in one HTTP request (a batch if there are several; more requests only where the
   * batch passes the limit of the endpoint) and returns one answer per call, in order. Retried
   * within the scope while failures are of a kind that passes.
   */
  public List<RpcAnswer> read(List<RpcCall> calls, CallScope scope) {
    throw new IllegalStateException("not wired: " + calls.size() + scope);
  }

  /**
   * Delivers the call at most once: what may have side effects, {@code eth_sendRawTransaction}.
   * Every failure to get an answer is thrown and leaves open whether it was delivered.
   */
  public RpcAnswer sendOnce(RpcCall call, CallScope scope) {
    throw new IllegalStateException("not wired: " + call + scope);
  }

  /** Cuts what runs and frees threads and sockets of ours. */
  @Override
  public void close() {}
}
