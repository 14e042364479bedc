package io.github.restake4j.rpc.okhttp;

import io.github.restake4j.internal.rpc.OkHttpTransport;
import io.github.restake4j.rpc.Transport;
import okhttp3.OkHttpClient;

/** Makes transports from OkHttp clients. */
public final class OkHttp {
  private OkHttp() {}

  /**
   * A transport over the caller's client: its proxy, TLS settings, pinning, DNS, interceptors and
   * connection pool.
   *
   * <p>The client is not changed; the transport uses a derivation of it that never repeats a
   * request, follows no redirect, calls no {@code authenticator} (a proxy's stays), takes its time
   * limits from {@link io.github.restake4j.rpc.RpcOptions} and runs at most 64 requests to one host
   * at once, and 256 in all, on threads of its own. Interceptors see requests with their keys; one
   * that sends a request twice gets an {@code IOException}, because a body is written once.
   *
   * @return a transport whose {@code close()} leaves the client open
   */
  public static Transport transport(OkHttpClient client) {
    return OkHttpTransport.over(client);
  }
}
