package io.github.restake4j.internal;

import io.github.restake4j.Chain;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.deployments.Deployment;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.internal.rpc.JsonRpc;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** What one client shares among its reads, its plans and the clients derived from it. */
public final class Client {
  private final Chain chain;
  private final Deployment deployment;
  private final JsonRpc rpc;
  private final ErrorRegistry errors;
  private final ExecutorService executor;
  private final Duration deadline;
  private volatile boolean chainKnown;

  /** Puts the parts together. */
  public Client(
      Deployment deployment,
      JsonRpc rpc,
      ErrorRegistry errors,
      ExecutorService executor,
      Duration deadline) {
    this.chain = deployment.chain();
    this.deployment = deployment;
    this.rpc = rpc;
    this.errors = errors;
    this.executor = executor;
    this.deadline = deadline;
  }

  /** The network the endpoints must serve. */
  public Chain chain() {
    return chain;
  }

  /** Which contract lives where. */
  public Deployment deployment() {
    return deployment;
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

  /** The same client with another deadline. */
  public Client withDeadline(Duration other) {
    return new Client(deployment, rpc, errors, executor, other);
  }

  /** Where reads can be put together, if the network has such a contract. */
  public Optional<Address> multicall() {
    return deployment.multicall3();
  }

  /** True once an endpoint has said the right chain id. */
  public boolean isChainKnown() {
    return chainKnown;
  }

  /**
   * Compares what an endpoint says of itself with the configured chain.
   *
   * @throws ChainException CHAIN_MISMATCH
   */
  public void checkChainId(BigInteger said) {
    if (!said.equals(BigInteger.valueOf(chain.id()))) {
      chainKnown = false;
      throw new ChainException(
          ChainException.Code.CHAIN_MISMATCH,
          "the endpoint serves chain id " + said + ", the client was made for " + chain);
    }
    chainKnown = true;
  }

  /** What a call on a closed client throws. */
  public static TransportException closed(Throwable cause) {
    return new TransportException(TransportException.Code.CLOSED, "the client was closed", cause);
  }
}
