package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.Transport;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import okhttp3.Authenticator;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** OkHttp without its own retries and redirects. */
public final class OkHttpTransport implements Transport {
  /** The version of this project, for the User-Agent header. */
  static final String VERSION = "0.1.0-SNAPSHOT";

  /** OkHttp repeats a 503 by itself when it sees {@code Retry-After: 0}; it never sees this one. */
  static final String HELD_RETRY_AFTER = "Restake4j-Retry-After";

  /** Each endpoint of a client has {@link Line#MOST_AT_ONCE}; this is for all of them. */
  private static final int MAX_REQUESTS = 4 * Line.MOST_AT_ONCE;

  private static final long IDLE_THREAD_SECONDS = 10;
  private static final long CLOSE_WAIT_MILLIS = 500;

  private final OkHttpClient client;
  private final @Nullable ConnectionPool ownPool;
  private final AtomicBoolean closed = new AtomicBoolean();

  private OkHttpTransport(OkHttpClient base, @Nullable ConnectionPool ownPool) {
    this.ownPool = ownPool;
    OkHttpClient.Builder builder =
        base.newBuilder()
            .dispatcher(dispatcher())
            .retryOnConnectionFailure(false)
            .followRedirects(false)
            .followSslRedirects(false)
            .authenticator(Authenticator.NONE)
            // the limits of each exchange are set on its call
            .callTimeout(0, TimeUnit.MILLISECONDS)
            .readTimeout(0, TimeUnit.MILLISECONDS)
            .writeTimeout(0, TimeUnit.MILLISECONDS)
            .addInterceptor(OkHttpTransport::limitConnect)
            .addNetworkInterceptor(OkHttpTransport::sendAtOnce)
            .addNetworkInterceptor(OkHttpTransport::holdRetryAfter);
    if (ownPool != null) {
      builder.connectionPool(ownPool);
    }
    this.client = builder.build();
  }

  /** With a client and a connection pool of its own. */
  public static OkHttpTransport own() {
    return new OkHttpTransport(new OkHttpClient(), new ConnectionPool());
  }

  /** With a derivation of the caller's client, which stays open. */
  public static OkHttpTransport over(OkHttpClient client) {
    return new OkHttpTransport(client, null);
  }

  @Override
  public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
    OnceBody once = new OnceBody(body);
    Call call = call(endpoint, limits, request -> request.post(once));
    return new OkHttpExchange(call, once::abandon, endpoint, limits, closed::get);
  }

  @Override
  public Exchange get(Endpoint endpoint, Limits limits) {
    Call call = call(endpoint, limits, Request.Builder::get);
    return new OkHttpExchange(call, () -> false, endpoint, limits, closed::get);
  }

  private Call call(
      Endpoint endpoint, Limits limits, Function<Request.Builder, Request.Builder> method) {
    HttpUrl parsed = HttpUrl.parse(endpoint.uri().toString());
    if (parsed == null) {
      throw new IllegalArgumentException("the URL of endpoint " + endpoint + " cannot be used");
    }
    HttpUrl url = parsed.newBuilder().username("").password("").fragment(null).build();
    Request.Builder request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/json")
            .header("User-Agent", "restake4j/" + VERSION)
            .tag(Limits.class, limits);
    endpoint.headers().forEach(request::header);
    return client.newCall(method.apply(request).build());
  }

  /**
   * Ends this transport's requests, sockets and threads within half a second. OkHttp itself keeps a
   * daemon thread for the connection pools of all its clients in the process ("OkHttp TaskRunner");
   * it ends by itself after a minute without work.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    client.dispatcher().cancelAll();
    ExecutorService threads = client.dispatcher().executorService();
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    if (ownPool != null) {
      ownPool.evictAll();
    }
  }

  /** For tests: connections of this transport's own pool, idle or in use. */
  int openConnections() {
    return client.connectionPool().connectionCount();
  }

  /** For tests: those of them that carry a request. */
  int busyConnections() {
    return client.connectionPool().connectionCount()
        - client.connectionPool().idleConnectionCount();
  }

  static TransportException closedException(String what) {
    return new TransportException(Code.CLOSED, what + ": the client was closed");
  }

  private static Dispatcher dispatcher() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE, // the dispatcher bounds them to MAX_REQUESTS
            IDLE_THREAD_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, "restake4j-http");
              thread.setDaemon(true);
              return thread;
            });
    Dispatcher dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(MAX_REQUESTS);
    dispatcher.setMaxRequestsPerHost(Line.MOST_AT_ONCE);
    return dispatcher;
  }

  private static Response limitConnect(Interceptor.Chain chain) throws IOException {
    Limits limits = chain.request().tag(Limits.class);
    if (limits == null) {
      return chain.proceed(chain.request());
    }
    int millis = (int) Math.max(1, Math.min(limits.connectTimeout().toMillis(), Integer.MAX_VALUE));
    return chain.withConnectTimeout(millis, TimeUnit.MILLISECONDS).proceed(chain.request());
  }

  /**
   * A body of more than one packet would have its last part held back until the node acknowledges
   * the part before, which it delays by 40 ms to see whether it has something to say.
   */
  private static Response sendAtOnce(Interceptor.Chain chain) throws IOException {
    Connection connection = chain.connection();
    if (connection != null) {
      connection.socket().setTcpNoDelay(true);
    }
    return chain.proceed(chain.request());
  }

  private static Response holdRetryAfter(Interceptor.Chain chain) throws IOException {
    Response response = chain.proceed(chain.request());
    String value = response.header("Retry-After");
    return value == null
        ? response
        : response.newBuilder().removeHeader("Retry-After").header(HELD_RETRY_AFTER, value).build();
  }
}
