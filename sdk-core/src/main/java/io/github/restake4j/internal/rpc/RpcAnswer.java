package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.eth.Bytes;
import java.util.Optional;

/** What a node answered to one call. */
public sealed interface RpcAnswer {
  /**
   * A result.
   *
   * @param value JSON, possibly the null node
   */
  record Result(JsonNode value) implements RpcAnswer {}

  /**
   * An error object.
   *
   * @param code of JSON-RPC or the client
   * @param message bounded and free of control characters
   * @param data revert data, where {@code error.data} is or contains a hex string
   */
  record Failure(long code, String message, Optional<Bytes> data) implements RpcAnswer {}
}
