package io.github.restake4j.devnet.rpc;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One of the named ports of a {@link FaultProxy}. All lead to the same node, but each can be down,
 * behind, or lying on its own.
 */
public final class FaultEndpoint {
  private final String name;
  private final HttpSocket socket;
  private final RequestCounts counts = new RequestCounts();
  private volatile View view = View.HONEST;
  private volatile Dialect dialect = Dialect.ANVIL;
  private @Nullable CountDownLatch flapping;
  private @Nullable Thread flapper;

  FaultEndpoint(String name, FaultProxy proxy, URI node) {
    this.name = name;
    this.socket =
        new HttpSocket(
            "devnet-fault-" + name, node, (body, connection) -> answer(proxy, body, connection));
  }

  private Reply answer(FaultProxy proxy, byte[] body, HttpConnection connection)
      throws IOException {
    RpcRequest request = RpcRequest.parse(body);
    counts.add(request.methods());
    return new FaultScript(proxy, this).answer(request, connection);
  }

  /** Its name. */
  public String name() {
    return name;
  }

  /** Where clients connect; the same for as long as the proxy lives. */
  public URI url() {
    return socket.url();
  }

  /**
   * From now on connects are refused and open connections are gone; calls that wait in one end
   * without an answer.
   */
  public void down() {
    socket.down();
  }

  /** Takes connections again, on the same port. */
  public void up() {
    socket.up();
  }

  /** Whether it takes connections. */
  public boolean isUp() {
    return socket.isUp();
  }

  /**
   * Goes down and up in turn, beginning with up, until {@link #steady} is called.
   *
   * @param up how long it takes connections each time
   * @param down how long it refuses them each time
   */
  public synchronized void flap(Duration up, Duration down) {
    steady();
    CountDownLatch end = new CountDownLatch(1);
    flapping = end;
    Thread thread = new Thread(() -> flap(end, up, down), "devnet-fault-" + name + "-flap");
    thread.setDaemon(true);
    thread.start();
    flapper = thread;
  }

  private void flap(CountDownLatch end, Duration up, Duration down) {
    try {
      while (!end.await(up.toNanos(), TimeUnit.NANOSECONDS)) {
        socket.down();
        boolean ended = end.await(down.toNanos(), TimeUnit.NANOSECONDS);
        socket.up();
        if (ended) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Ends the flapping; the endpoint is up. */
  public synchronized void steady() {
    endFlapping();
    socket.up();
  }

  private synchronized void endFlapping() {
    CountDownLatch end = flapping;
    Thread thread = flapper;
    flapping = null;
    flapper = null;
    if (end != null && thread != null) {
      end.countDown();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Falls behind: the chain seems to end at this height. Block tags mean that block at most, state
   * is that block's, and later blocks, their logs, receipts and transactions, and all that is
   * pending, do not exist. Sending works as ever.
   */
  public void freeze(long height) {
    view = view.frozenAt(height, null);
  }

  /**
   * Falls behind as {@link #freeze(long)} says, and tells no transaction count above a nonce.
   *
   * @param nonce the highest count told of any account
   */
  public void freeze(long height, long nonce) {
    view = view.frozenAt(height, nonce);
  }

  /** Catches up. */
  public void thaw() {
    view = view.thawed();
  }

  /** Says it is on another chain: {@code eth_chainId} and {@code net_version} lie. */
  public void forkView(long chainId) {
    view = view.onChain(chainId);
  }

  /** Tells the true chain again. */
  public void ownChain() {
    view = view.onChain(null);
  }

  /** Refuses transactions with another client's codes and words; anvil's own at first. */
  public void dialect(Dialect client) {
    dialect = client;
  }

  /** HTTP requests that came here since the start or the last reset. */
  public long requests() {
    return counts.requests();
  }

  /** JSON-RPC calls by method that came here, those inside batches included. */
  public Map<String, Long> requestsByMethod() {
    return counts.byMethod();
  }

  /** Starts counting again at zero. */
  public void resetRequests() {
    counts.reset();
  }

  View view() {
    return view;
  }

  Dialect dialect() {
    return dialect;
  }

  void close() {
    endFlapping();
    socket.close();
  }
}
