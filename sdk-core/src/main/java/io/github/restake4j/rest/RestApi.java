package io.github.restake4j.rest;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.rpc.RestCalls;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.task.Progress;
import java.time.Duration;

/**
 * An HTTP API that answers JSON, such as EigenLayer's Sidecar. Immutable and safe for concurrent
 * use; asks over the transport of the client that made it and ends with it. Nothing is repeated, no
 * redirect is followed, and nothing it answers is believed here: whoever asks has to check.
 */
public final class RestApi {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(1);

  private final Transport transport;
  private final Endpoint endpoint;
  private final RpcOptions options;
  private final Duration timeout;

  private RestApi(Transport transport, Endpoint endpoint, RpcOptions options, Duration timeout) {
    this.transport = transport;
    this.endpoint = endpoint;
    this.options = options;
    this.timeout = timeout;
  }

  /**
   * An API at an endpoint, with a minute per request. Does no I/O.
   *
   * @param options its limits on connecting and on the size of answers hold
   */
  public static RestApi over(Transport transport, Endpoint endpoint, RpcOptions options) {
    return new RestApi(transport, endpoint, options, DEFAULT_TIMEOUT);
  }

  /**
   * The same API with another time for each request. Default one minute.
   *
   * @throws IllegalArgumentException if it is not above zero and at most an hour
   */
  public RestApi timeout(Duration longest) {
    if (longest.isZero() || longest.isNegative() || longest.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "a timeout is above zero and at most an hour, not " + longest);
    }
    return new RestApi(transport, endpoint, options, longest);
  }

  /**
   * The body of an answer with status 200.
   *
   * @param path from the endpoint's own path on, with a leading slash, encoded
   * @throws TransportException CONNECT_FAILED, NO_ANSWER, TIMEOUT, RESPONSE_TOO_LARGE, RATE_LIMITED
   *     (429), HTTP_STATUS (others than 200), CANCELLED, CLOSED or INTERRUPTED
   */
  public byte[] get(String path, Progress progress) {
    Endpoint place = RestCalls.at(endpoint, path);
    return RestCalls.body(
        transport.get(place, limits()), endpoint, "GET " + path, options, progress);
  }

  /**
   * Posts JSON; otherwise as {@link #get}.
   *
   * @param json not changed by the caller afterwards
   */
  public byte[] post(String path, byte[] json, Progress progress) {
    Endpoint place = RestCalls.at(endpoint, path);
    return RestCalls.body(
        transport.post(place, json, limits()), endpoint, "POST " + path, options, progress);
  }

  private Transport.Limits limits() {
    return new Transport.Limits(options.connectTimeout(), timeout, options.maxResponseBytes());
  }

  /** Scheme, host and port, without the keys of the URL. */
  @Override
  public String toString() {
    return endpoint.toString();
  }
}
