package io.github.restake4j.internal.rpc;

import io.github.restake4j.error.Restake4jException;
import java.util.List;
import java.util.Optional;

/**
 * What became of a broadcast at one endpoint.
 *
 * @param endpoint its name, as {@link JsonRpc#quarantine} takes it
 * @param answers of the first calls, in order; of all of them unless there is a failure
 * @param failure why the other calls have no answer
 * @param mayHaveLeft whether a byte of a call without an answer may have reached the endpoint;
 *     false only if that is certain, true if every call was answered
 */
public record Delivery(
    String endpoint,
    List<RpcAnswer> answers,
    Optional<Restake4jException> failure,
    boolean mayHaveLeft) {
  /** Copies the list. */
  public Delivery {
    answers = List.copyOf(answers);
  }
}
