package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import java.util.List;

/** Answers reading calls: any usable endpoint, or the one of a {@link Lease}. */
public interface RpcSource {
  /**
   * Sends reads in one HTTP request (a batch if there are several; more requests only where the
   * batch passes the limit of the endpoint) and returns one answer per call, in order, all from one
   * endpoint. Retried within the scope while failures are of a kind that passes; what is answered
   * is not asked again unless the calls go to another endpoint.
   *
   * <p>A call that got an error object, also a rate limit that outlasted the retries, has its
   * {@link RpcAnswer.Failure}; one that got nothing usable while others did has {@link
   * RpcAnswer.Broken}. If no call was answered, or a whole request failed, the failure is thrown.
   *
   * @throws TransportException any code
   * @throws RpcException MALFORMED_RESPONSE, BATCH_REJECTED, RPC_ERROR, or NODE_MISBEHAVIOUR if no
   *     endpoint is trusted
   * @throws ChainException CHAIN_MISMATCH
   * @throws IllegalArgumentException if a parameter is no plain JSON value, before any I/O
   * @throws IllegalStateException on a thread that must not block
   */
  List<RpcAnswer> read(List<RpcCall> calls, CallScope scope);
}
