package io.github.restake4j.web3j;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import java.io.IOException;
import java.util.List;
import org.web3j.protocol.ObjectMapperFactory;
import org.web3j.protocol.core.Request;
import org.web3j.protocol.core.Response;

/** Between web3j's beans, which are Jackson's, and the calls of the transport. */
final class Web3jJson {
  /** JSON-RPC's internal error; no node gave it. */
  private static final int NO_ANSWER = -32603;

  private static final TypeReference<List<Object>> PLAIN = new TypeReference<>() {};
  private static final ObjectMapper BEANS = ObjectMapperFactory.getObjectMapper();

  /** Fractions, such as percentiles, stay what they are. */
  private static final ObjectMapper PARAMS =
      BEANS.copy().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private Web3jJson() {}

  static RpcCall call(Request<?, ?> request) throws IOException {
    List<?> params = request.getParams();
    List<Object> plain =
        params == null ? List.of() : PARAMS.readValue(PARAMS.writeValueAsBytes(params), PLAIN);
    return new RpcCall(request.getMethod(), plain);
  }

  /** The bean web3j would have made of the answer's bytes. */
  static <T extends Response<?>> T response(Request<?, ?> request, RpcAnswer answer, Class<T> type)
      throws IOException {
    ObjectNode envelope = BEANS.createObjectNode();
    envelope.put("jsonrpc", "2.0").put("id", request.getId());
    if (answer instanceof RpcAnswer.Result result) {
      envelope.set("result", result.value());
    } else if (answer instanceof RpcAnswer.Failure failure) {
      ObjectNode error = envelope.putObject("error");
      error.put("code", code(failure.code())).put("message", failure.message());
      failure.data().map(Bytes::toString).ifPresent(data -> error.put("data", data));
    } else if (answer instanceof RpcAnswer.Broken broken) {
      envelope
          .putObject("error")
          .put("code", NO_ANSWER)
          .put("message", String.valueOf(broken.cause().getMessage()));
    }
    return BEANS.treeToValue(envelope, type);
  }

  /** For a call whose answer is lost while others of its batch have theirs. */
  static RpcAnswer lost(Restake4jException cause) {
    return new RpcAnswer.Broken(
        new RpcException(
            RpcException.Code.MALFORMED_RESPONSE,
            "not answered, and not known whether it was delivered: " + cause.getMessage()));
  }

  /** Where web3j has an int; codes of nodes fit, and what does not keeps its sign. */
  private static int code(long code) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, code));
  }
}
