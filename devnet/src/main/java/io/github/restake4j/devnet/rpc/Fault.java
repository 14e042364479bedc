package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong with a call. Some faults act on one call, also where it is an item of a batch
 * ({@link #error}, {@link #result}, {@link #answer}, {@link #wrongId}, {@link #missing}, {@link
 * #twice}); the others act on the whole HTTP exchange the call is part of. Faults that change an
 * answer need one: they can only be used after the request was forwarded.
 */
public abstract sealed class Fault {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String name;
  private final boolean needsAnswer;

  private Fault(String name, boolean needsAnswer) {
    this.name = name;
    this.needsAnswer = needsAnswer;
  }

  /** An HTTP status with an empty body. */
  public static Fault status(int status) {
    return status(status, "");
  }

  /**
   * An HTTP status with a body of one's own.
   *
   * @param headers names and values in turn, such as {@code "Retry-After", "2"}
   */
  public static Fault status(int status, String body, String... headers) {
    if (status < 200 || status > 599 || headers.length % 2 != 0) {
      throw new IllegalArgumentException("not a final status with pairs of headers: " + status);
    }
    Reply reply = Reply.of(status, body.getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < headers.length; i += 2) {
      reply = reply.header(headers[i], headers[i + 1]);
    }
    Reply finished = reply;
    return new OnReply("status " + status, false, ignored -> finished);
  }

  /** A redirection, such as 307 to another origin. */
  public static Fault redirect(int status, String location) {
    return status(status, "", "Location", location);
  }

  /** A JSON-RPC error in place of the answer to this call. */
  public static Fault error(int code, String message) {
    return error(code, message, null);
  }

  /** A JSON-RPC error with data, which is JSON such as {@code "\"0x08c379a0\""}. */
  public static Fault error(int code, String message, @Nullable String dataJson) {
    JsonNode data = dataJson == null ? null : tree(dataJson);
    return new OnCall(
        "error " + code,
        false,
        (call, answer) -> {
          ObjectNode error = RpcRequest.error(call.path("id"), code, message);
          if (data != null) {
            ((ObjectNode) error.path("error")).set("data", data);
          }
          return List.of(error);
        });
  }

  /** The error object a client gives for a refused transaction. */
  public static Fault refusal(Dialect dialect, SendRefusal refusal) {
    Dialect.RpcError error = dialect.error(refusal);
    return error(error.code(), error.message());
  }

  /** A result in place of the true one, as JSON such as {@code "null"} or {@code "\"0x5\""}. */
  public static Fault result(String json) {
    JsonNode result = tree(json);
    return new OnCall("result", false, (call, answer) -> List.of(RpcRequest.result(call, result)));
  }

  /** Changes the true answer, an object with {@code id} and {@code result} or {@code error}. */
  public static Fault answer(UnaryOperator<ObjectNode> change) {
    return new OnCall(
        "answer",
        true,
        (call, answer) ->
            answer instanceof ObjectNode object
                ? List.of(change.apply(object.deepCopy()))
                : answer == null ? List.of() : List.of(answer));
  }

  /** The true answer under another id, as JSON such as {@code "null"} or {@code "\"7\""}. */
  public static Fault wrongId(String json) {
    JsonNode id = tree(json);
    return answer(answer -> answer.set("id", id));
  }

  /** No answer to this call, though the others of its batch get theirs. */
  public static Fault missing() {
    return new OnCall("missing", false, (call, answer) -> List.of());
  }

  /** The answer to this call comes twice. */
  public static Fault twice() {
    return new OnCall(
        "twice", true, (call, answer) -> answer == null ? List.of() : List.of(answer, answer));
  }

  /** The answers of a batch come in reverse order. */
  public static Fault reversed() {
    return new OnBatch(
        "reversed",
        answers -> {
          List<JsonNode> reversed = new ArrayList<>(answers);
          Collections.reverse(reversed);
          return reversed;
        });
  }

  /** The request reaches the node twice; the second answer is the one given. */
  public static Fault deliveredTwice() {
    return new Redelivery();
  }

  /** Waits, then goes on. Before forwarding the node gets the request late. */
  public static Fault delay(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("delay < 0: " + time);
    }
    return new Delay(time);
  }

  /** The connection closes without a byte. */
  public static Fault close() {
    return wire("close", false, wire -> wire.ends(Reply.Ending.CLOSE));
  }

  /** Nothing comes until the client hangs up, or the endpoint goes down. */
  public static Fault silence() {
    return wire("silence", false, wire -> wire.ends(Reply.Ending.SILENCE));
  }

  /** The connection closes after so many bytes of the body; the header promised all of them. */
  public static Fault cut(int bytes) {
    return wire("cut", true, wire -> wire.cut(positive("cut", bytes + 1L) - 1));
  }

  /** The body comes slowly. */
  public static Fault drip(int bytesPerSecond) {
    positive("drip", bytesPerSecond);
    return wire("drip", true, wire -> wire.drip(bytesPerSecond));
  }

  /** The body is compressed, asked for or not. With {@link #oversize}: a bomb. */
  public static Fault gzip() {
    return wire("gzip", true, Reply.Wire::compressed);
  }

  /** So many spaces before the answer, which is still good JSON. */
  public static Fault oversize(long bytes) {
    positive("oversize", bytes);
    return wire("oversize", true, wire -> wire.padded(bytes));
  }

  /** Spaces without end, in chunks. */
  public static Fault endless() {
    return wire("endless", true, wire -> wire.padded(Long.MAX_VALUE).inChunks());
  }

  /** The body comes in chunks, without a length in the header. */
  public static Fault chunked() {
    return wire("chunked", true, Reply.Wire::inChunks);
  }

  /** The header gives this length, whatever the true one is; then the connection closes. */
  public static Fault contentLength(long bytes) {
    return wire("contentLength", true, wire -> wire.claiming(positive("length", bytes + 1) - 1));
  }

  private static Fault wire(String name, boolean needsAnswer, UnaryOperator<Reply.Wire> change) {
    return new OnReply(name, needsAnswer, reply -> reply.wire(change.apply(reply.wire())));
  }

  private static long positive(String name, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(name + " out of range: " + number);
    }
    return number;
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + json, e);
    }
  }

  boolean needsAnswer() {
    return needsAnswer;
  }

  @Override
  public String toString() {
    return name;
  }

  /** Answers to one call, made of the true one; that is null if the call was not forwarded. */
  interface CallChange {
    List<JsonNode> apply(JsonNode call, @Nullable JsonNode answer);
  }

  /** Acts on one call. */
  static final class OnCall extends Fault {
    private final CallChange change;

    private OnCall(String name, boolean needsAnswer, CallChange change) {
      super(name, needsAnswer);
      this.change = change;
    }

    List<JsonNode> answers(JsonNode call, @Nullable JsonNode answer) {
      return change.apply(call, answer);
    }
  }

  /** Acts on the order of answers. */
  static final class OnBatch extends Fault {
    private final UnaryOperator<List<JsonNode>> change;

    private OnBatch(String name, UnaryOperator<List<JsonNode>> change) {
      super(name, true);
      this.change = change;
    }

    List<JsonNode> answers(List<JsonNode> honest) {
      return change.apply(honest);
    }
  }

  /** Acts on the HTTP answer. */
  static final class OnReply extends Fault {
    private final UnaryOperator<Reply> change;

    private OnReply(String name, boolean needsAnswer, UnaryOperator<Reply> change) {
      super(name, needsAnswer);
      this.change = change;
    }

    Reply reply(Reply honest) {
      return change.apply(honest);
    }
  }

  /** Takes time. */
  static final class Delay extends Fault {
    private final Duration time;

    private Delay(Duration time) {
      super("delay " + time, false);
      this.time = time;
    }

    Duration time() {
      return time;
    }
  }

  /** Forwards again. */
  static final class Redelivery extends Fault {
    private Redelivery() {
      super("deliveredTwice", false);
    }
  }
}
