package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Bytes;
import java.util.Optional;

/** What a node answered to one call. */
public sealed interface RpcAnswer {
  /**
   * The JSON of a call that must not fail, possibly the null node; {@link Json} reads it strictly.
   *
   * @throws Restake4jException RPC_ERROR, RATE_LIMITED or MALFORMED_RESPONSE if there is no result
   */
  JsonNode result(String method);

  /**
   * A result.
   *
   * @param value JSON, possibly the null node
   */
  record Result(JsonNode value) implements RpcAnswer {
    @Override
    public JsonNode result(String method) {
      return value;
    }
  }

  /**
   * An error object, not interpreted.
   *
   * @param code of JSON-RPC or the client
   * @param message bounded, and free of control characters and of the endpoint's keys
   * @param data revert data, where {@code error.data} is or contains a hex string
   */
  record Failure(long code, String message, Optional<Bytes> data) implements RpcAnswer {
    /** True if the node asks to be called less often, judged by the text before the code. */
    public boolean isRateLimit() {
      return RateLimitTexts.match(code, message);
    }

    @Override
    public JsonNode result(String method) {
      throw asException(method);
    }

    /** As an exception: RATE_LIMITED or RPC_ERROR. */
    public Restake4jException asException(String what) {
      String text = what + " failed: " + message + " (code " + code + ")";
      return isRateLimit()
          ? TransportException.rateLimited(Optional.empty(), text)
          : new RpcException(RpcException.Code.RPC_ERROR, text);
    }
  }

  /**
   * No usable answer to this call, while others of the same batch have theirs.
   *
   * @param cause MALFORMED_RESPONSE
   */
  record Broken(RpcException cause) implements RpcAnswer {
    @Override
    public JsonNode result(String method) {
      throw cause;
    }
  }
}
