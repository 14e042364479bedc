package io.github.restake4j.devnet.rpc;

import java.io.IOException;
import java.net.URI;
import java.util.Map;

/**
 * The socket a client under test talks to: passes HTTP requests on to the node, counts them, and
 * refuses what public nodes refuse ({@link ProxyLimits}).
 */
public final class RpcProxy implements AutoCloseable {
  private final NodeRpc node;
  private final HttpSocket socket;
  private final RequestCounts counts = new RequestCounts();
  private volatile ProxyLimits limits = ProxyLimits.PUBLIC_NODE;
  private volatile int mineEvery;

  private RpcProxy(NodeRpc node) {
    this.node = node;
    this.socket = new HttpSocket("devnet-proxy", node.url(), this::answer);
  }

  /**
   * Listens on a free port of the loopback interface.
   *
   * @param node where requests go; also used, past the counters, to mine
   */
  public static RpcProxy start(NodeRpc node) {
    RpcProxy proxy = new RpcProxy(node);
    proxy.socket.up();
    return proxy;
  }

  /** Where clients connect. */
  public URI url() {
    return socket.url();
  }

  /** HTTP requests since the start or the last {@link #resetRequests}, refused ones included. */
  public long requests() {
    return counts.requests();
  }

  /** JSON-RPC calls by method, those inside batches included, in the order of their names. */
  public Map<String, Long> requestsByMethod() {
    return counts.byMethod();
  }

  /** Starts counting again at zero. */
  public void resetRequests() {
    counts.reset();
  }

  /**
   * Replaces what is refused, from the next request on; {@link ProxyLimits#PUBLIC_NODE} at first.
   */
  public void limits(ProxyLimits limits) {
    this.limits = limits;
  }

  /**
   * Mines a block before passing on every n-th request, for tests of reads that must stay at one
   * block while the chain moves.
   *
   * @param n 1 for every request, 0 for none
   */
  public void mineEvery(int n) {
    if (n < 0) {
      throw new IllegalArgumentException("mineEvery < 0: " + n);
    }
    mineEvery = n;
  }

  @Override
  public void close() {
    socket.close();
  }

  private Reply answer(byte[] body, HttpConnection connection) throws IOException {
    RpcRequest request = RpcRequest.parse(body);
    long number = counts.add(request.methods());
    int every = mineEvery;
    if (every > 0 && number % every == 0) {
      node.call("evm_mine");
    }
    ProxyLimits now = limits;
    if (request.size() > now.batchItems()) {
      return Reply.ok(RpcRequest.batchTooLarge(now.batchItems()));
    }
    RpcRequest.Sorted sorted = request.sortByGas(now.callGas());
    if (sorted.refusesAll()) {
      return Reply.ok(sorted.refusals());
    }
    Reply answer = connection.node().post(sorted.forwarded());
    if (answer.body().length > now.answerBytes()) {
      return Reply.ok(request.answerTooLarge(now.answerBytes()));
    }
    return sorted.refusesSome() ? Reply.ok(sorted.merge(answer.body())) : answer;
  }
}
