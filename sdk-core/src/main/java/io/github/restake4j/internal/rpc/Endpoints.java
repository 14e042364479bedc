package io.github.restake4j.internal.rpc;

import io.github.restake4j.rpc.Endpoint;
import java.util.List;
import java.util.Optional;

/**
 * Where one client goes to.
 *
 * @param shared the endpoints that are read and sent to, the preferred one first; not empty
 * @param privately where transactions go that must not be public before they are mined; never read
 */
public record Endpoints(List<Endpoint> shared, Optional<Endpoint> privately) {
  /** Copies the list. */
  public Endpoints {
    shared = List.copyOf(shared);
    if (shared.isEmpty()) {
      throw new IllegalArgumentException("a client needs an endpoint");
    }
  }

  /** A single endpoint. */
  public static Endpoints of(Endpoint only) {
    return new Endpoints(List.of(only), Optional.empty());
  }
}
