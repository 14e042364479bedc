package io.github.restake4j.internal;

import io.github.restake4j.Chain;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.eth.Address;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.read.Read;
import java.time.Duration;
import java.util.concurrent.ExecutorService;

/** What one client shares among its reads, plans and derived clients. */
public final class Client {
  private final Chain chain;
  private final JsonRpc rpc;
  private final ErrorRegistry errors;
  private final ExecutorService executor;
  private final Duration deadline;

  /** Puts the parts together. */
  public Client(
      Chain chain, JsonRpc rpc, ErrorRegistry errors, ExecutorService executor, Duration deadline) {
    this.chain = chain;
    this.rpc = rpc;
    this.errors = errors;
    this.executor = executor;
    this.deadline = deadline;
  }

  /** The network the endpoints must serve. */
  public Chain chain() {
    return chain;
  }

  /** To the endpoints. */
  public JsonRpc rpc() {
    return rpc;
  }

  /** The custom errors this client knows. */
  public ErrorRegistry errors() {
    return errors;
  }

  /** For asynchronous runs; owned by the client. */
  public ExecutorService executor() {
    return executor;
  }

  /** How long one run may take. */
  public Duration deadline() {
    return deadline;
  }

  /** A contract read. */
  public <R> Read<R> call(Address to, AbiCall<R> call) {
    return callFrom(to, to, call);
  }

  /** A contract read whose result depends on who asks; it is never put into a multicall. */
  public <R> Read<R> callFrom(Address from, Address to, AbiCall<R> call) {
    return Read.<R, R, R>zip(call(to, call), call(from, call), (a, b) -> a);
  }
}
