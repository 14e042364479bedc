package io.github.restake4j.eigenlayer.rewards;

import io.github.restake4j.rest.RestApi;
import java.nio.file.Path;

/**
 * Where the amounts behind a distribution root come from: the chain does not have them. None is
 * believed: what it says is proved against the root on the chain before it is used.
 */
public sealed interface ClaimSource permits ClaimAmounts, ClaimsPath, Sidecar {
  /**
   * A claims file, read anew by each task; {@link ClaimAmounts#read} keeps one that was read.
   *
   * @param limits how much of it is taken
   */
  static ClaimSource file(Path file, ClaimAmounts.Limits limits) {
    return new ClaimsPath(file, limits);
  }

  /** {@link #file(Path, ClaimAmounts.Limits)} with the default limits. */
  static ClaimSource file(Path file) {
    return file(file, ClaimAmounts.Limits.DEFAULT);
  }

  /**
   * A Sidecar, EigenLayer's indexer, which cuts the proofs itself: no file to download.
   *
   * @param api its REST API, as {@code client.rest(endpoint)} makes it
   */
  static Sidecar sidecar(RestApi api) {
    return new Sidecar(api);
  }
}
