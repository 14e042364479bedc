package io.github.restake4j.devnet.rpc;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * The socket a client under test talks to: passes HTTP requests on to the node, counts them, and
 * refuses what public nodes refuse ({@link ProxyLimits}).
 */
public final class RpcProxy implements AutoCloseable {
  private final ServerSocket server;
  private final NodeRpc node;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong requests = new AtomicLong();
  private final Map<String, LongAdder> methods = new ConcurrentHashMap<>();
  private volatile ProxyLimits limits = ProxyLimits.PUBLIC_NODE;
  private volatile int mineEvery;

  private RpcProxy(ServerSocket server, NodeRpc node) {
    this.server = server;
    this.node = node;
  }

  /**
   * Listens on a free port of the loopback interface.
   *
   * @param node where requests go; also used, past the counters, to mine
   */
  public static RpcProxy start(NodeRpc node) {
    try {
      RpcProxy proxy =
          new RpcProxy(
              new ServerSocket(0, 200, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), node);
      daemon("devnet-proxy", proxy::accept).start();
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on 127.0.0.1", e);
    }
  }

  /** Where clients connect. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** HTTP requests since the start or the last {@link #resetRequests}, refused ones included. */
  public long requests() {
    return requests.get();
  }

  /** JSON-RPC calls by method, those inside batches included, in the order of their names. */
  public Map<String, Long> requestsByMethod() {
    Map<String, Long> counts = new TreeMap<>();
    methods.forEach((method, count) -> counts.put(method, count.sum()));
    return counts;
  }

  /** Starts counting again at zero. */
  public void resetRequests() {
    requests.set(0);
    methods.clear();
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
    quietly(server);
    open.forEach(RpcProxy::quietly);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        open.add(client);
        daemon("devnet-proxy-connection", () -> serve(client)).start();
      } catch (IOException closed) {
        // accept ends with an exception when the server socket closes
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        HttpLink link = new HttpLink(node.url())) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      OutputStream out = new BufferedOutputStream(client.getOutputStream());
      HttpLink.HttpHead head = HttpLink.HttpHead.read(in);
      while (head != null) {
        if (head.expects()) {
          out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
          out.flush();
        }
        byte[] body = head.body(in);
        send(out, head.start().startsWith("POST ") ? answer(link, body) : NOT_POST, head.close());
        head = head.close() ? null : HttpLink.HttpHead.read(in);
      }
    } catch (IOException gone) {
      // the client or the node hung up; the client sees its connection close
    } finally {
      open.remove(client);
    }
  }

  private static final HttpLink.Answer NOT_POST = new HttpLink.Answer(405, new byte[0]);

  private HttpLink.Answer answer(HttpLink link, byte[] body) throws IOException {
    long number = requests.incrementAndGet();
    RpcRequest request = RpcRequest.parse(body);
    request.methods().forEach(m -> methods.computeIfAbsent(m, k -> new LongAdder()).increment());
    int every = mineEvery;
    if (every > 0 && number % every == 0) {
      node.call("evm_mine");
    }
    ProxyLimits now = limits;
    if (request.size() > now.batchItems()) {
      return ok(RpcRequest.batchTooLarge(now.batchItems()));
    }
    RpcRequest.Sorted sorted = request.sortByGas(now.callGas());
    if (sorted.refusesAll()) {
      return ok(sorted.refusals());
    }
    HttpLink.Answer answer = link.post(sorted.forwarded());
    if (answer.body().length > now.answerBytes()) {
      return ok(request.answerTooLarge(now.answerBytes()));
    }
    return sorted.refusesSome() ? ok(sorted.merge(answer.body())) : answer;
  }

  private static HttpLink.Answer ok(byte[] body) {
    return new HttpLink.Answer(200, body);
  }

  private static void send(OutputStream out, HttpLink.Answer answer, boolean close)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(answer.status()).append(" \r\n");
    if (answer.status() != 204) {
      head.append("Content-Type: application/json\r\nContent-Length: ")
          .append(answer.body().length)
          .append("\r\n");
    }
    head.append(close ? "Connection: close\r\n\r\n" : "\r\n");
    out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
    out.write(answer.body());
    out.flush();
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    return thread;
  }

  private static void quietly(AutoCloseable resource) {
    try {
      resource.close();
    } catch (Exception ignored) {
      // closing a socket twice or late harms nobody
    }
  }
}
