package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.task.Progress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** One request to an API that is no node. */
public final class RestCalls {
  private static final Pattern PATH = Pattern.compile("/[A-Za-z0-9/_.~-]{0,1000}");
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private RestCalls() {}

  /** An endpoint below another, with its headers and its query. */
  public static Endpoint at(Endpoint base, String path) {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException("not a path of an API: " + path);
    }
    URI uri = base.uri();
    String before = uri.getRawPath() == null ? "" : uri.getRawPath();
    while (before.endsWith("/")) {
      before = before.substring(0, before.length() - 1);
    }
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Endpoint place =
        Endpoint.of(uri.getScheme() + "://" + uri.getRawAuthority() + before + path + query);
    for (Map.Entry<String, String> header : base.headers().entrySet()) {
      place = place.header(header.getKey(), header.getValue());
    }
    return place;
  }

  /** The body of a good answer. */
  public static byte[] body(
      Transport.Exchange exchange,
      Endpoint endpoint,
      String what,
      RpcOptions options,
      Progress progress) {
    if (options.refuseOn().test(Thread.currentThread())) {
      throw new IllegalStateException(
          what
              + " would block the thread \""
              + Thread.currentThread().getName()
              + "\", which must not wait for the network: use async(), or another thread");
    }
    Runnable takeBack = progress.onCancel(exchange::cancel);
    Transport.Answer answer;
    try {
      answer = exchange.answer();
    } finally {
      takeBack.run();
    }
    if (answer.status() == OK) {
      return answer.body();
    }
    Optional<Duration> retryAfter =
        answer.retryAfter().flatMap(text -> RetryAfter.parse(text, Instant.now()));
    String message =
        what
            + " of "
            + endpoint
            + " was answered with HTTP status "
            + answer.status()
            + ": "
            + Excerpt.of(endpoint, answer.body());
    throw answer.status() == TOO_MANY_REQUESTS
        ? TransportException.rateLimited(retryAfter, message)
        : TransportException.httpStatus(answer.status(), retryAfter, message);
  }
}
