package io.github.restake4j.internal.rpc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.rpc.Endpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** JSON-RPC 2.0 as bytes: strict about what comes, bounded in what it costs. */
final class Wire {
  private static final int MAX_DEPTH = 200;
  private static final int MAX_NUMBER_CHARS = 100;
  private static final int MAX_NAME_CHARS = 1_000;
  private static final int BYTES_PER_TOKEN = 32;

  private static final JsonFactory WRITING = new JsonFactory();

  private final Endpoint endpoint;
  private final ObjectMapper json;

  Wire(Endpoint endpoint, int maxResponseBytes) {
    this.endpoint = endpoint;
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxDocumentLength(maxResponseBytes)
            .maxStringLength(maxResponseBytes)
            .maxTokenCount(maxResponseBytes / BYTES_PER_TOKEN)
            .maxNestingDepth(MAX_DEPTH)
            .maxNumberLength(MAX_NUMBER_CHARS)
            .maxNameLength(MAX_NAME_CHARS)
            .build();
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(constraints)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    this.json = new ObjectMapper(factory);
  }

  /**
   * One object for one call, an array for several; ids count up from {@code firstId}.
   *
   * @throws IllegalArgumentException if a parameter is no plain JSON value
   */
  static byte[] encode(List<RpcCall> calls, long firstId) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator to = WRITING.createGenerator(out)) {
      if (calls.size() > 1) {
        to.writeStartArray();
      }
      for (int i = 0; i < calls.size(); i++) {
        RpcCall call = calls.get(i);
        to.writeStartObject();
        to.writeStringField("jsonrpc", "2.0");
        to.writeNumberField("id", firstId + i);
        to.writeStringField("method", call.method());
        to.writeFieldName("params");
        write(to, call.params());
        to.writeEndObject();
      }
      if (calls.size() > 1) {
        to.writeEndArray();
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return out.toByteArray();
  }

  /**
   * The answers in the order of the calls.
   *
   * @throws RpcException MALFORMED_RESPONSE if the body is not the answer to these calls,
   *     BATCH_REJECTED if the node wants a smaller batch, RPC_ERROR if it refuses all of it
   * @throws TransportException RESPONSE_TOO_LARGE if it passes a limit of depth, size or count,
   *     RATE_LIMITED if the node refuses the batch for now
   */
  RpcAnswer[] decode(byte[] body, List<RpcCall> calls, long firstId, String what) {
    JsonNode answer = parse(body, what);
    RpcAnswer[] answers = new RpcAnswer[calls.size()];
    if (calls.size() == 1) {
      answers[0] = single(answer, firstId, what);
      return answers;
    }
    if (answer.isObject() && answer.hasNonNull("error")) {
      throw refused(failure(answer.get("error"), what), what);
    }
    if (!answer.isArray()) {
      throw malformed(what, "expected an array of answers", answer);
    }
    for (JsonNode item : answer) {
      int index = indexOf(item, firstId, calls.size());
      if (index < 0) {
        throw malformed(what, "an answer's id is none of the asked", item);
      }
      if (answers[index] != null) {
        throw malformed(what, "two answers have one id", item);
      }
      answers[index] = itemOf(item, calls.get(index).method());
    }
    for (int i = 0; i < answers.length; i++) {
      if (answers[i] == null) {
        answers[i] =
            new RpcAnswer.Broken(
                new RpcException(
                    RpcException.Code.MALFORMED_RESPONSE,
                    calls.get(i).method()
                        + " was not answered by "
                        + endpoint
                        + ": the batch came back without it"));
      }
    }
    return answers;
  }

  private RpcAnswer single(JsonNode answer, long id, String what) {
    if (!answer.isObject()) {
      throw malformed(what, "expected one answer object", answer);
    }
    if (indexOf(answer, id, 1) < 0) {
      JsonNode answerId = answer.get("id");
      if ((answerId == null || answerId.isNull()) && answer.path("error").isObject()) {
        RpcAnswer.Failure failure = failure(answer.get("error"), what);
        if (failure.isRateLimit()) {
          throw TransportException.rateLimited(Optional.empty(), refusal(failure, what));
        }
      }
      throw malformed(what, "the answer's id is not the asked", answer);
    }
    return content(answer, what);
  }

  private RpcAnswer itemOf(JsonNode item, String method) {
    try {
      return content(item, method);
    } catch (RpcException e) {
      return new RpcAnswer.Broken(e);
    }
  }

  private RpcAnswer content(JsonNode answer, String what) {
    JsonNode version = answer.get("jsonrpc");
    if (version != null && !version.asText().equals("2.0")) {
      throw malformed(what, "the answer is not JSON-RPC 2.0", answer);
    }
    JsonNode result = answer.get("result");
    // some nodes fill the unused one of the two with null
    if (answer.hasNonNull("error")) {
      if (result != null && !result.isNull()) {
        throw malformed(what, "the answer has both a result and an error", answer);
      }
      return failure(answer.get("error"), what);
    }
    if (result == null) {
      throw malformed(what, "the answer has neither a result nor an error", answer);
    }
    return new RpcAnswer.Result(result);
  }

  private RpcAnswer.Failure failure(@Nullable JsonNode error, String what) {
    JsonNode code = error == null ? null : error.get("code");
    if (error == null || code == null || !code.isIntegralNumber() || !code.canConvertToLong()) {
      throw malformed(what, "an error has no whole number as code", error);
    }
    String message = Excerpt.of(endpoint, error.path("message").asText(""));
    return new RpcAnswer.Failure(code.longValue(), message, RevertData.in(error.get("data")));
  }

  /** Position of an answer's id among the asked; ids are JSON numbers, nothing else is one. */
  private static int indexOf(JsonNode item, long firstId, int count) {
    JsonNode id = item.get("id");
    if (id == null || !id.isIntegralNumber() || !id.canConvertToLong()) {
      return -1;
    }
    long index = id.longValue() - firstId;
    return index >= 0 && index < count ? (int) index : -1;
  }

  private RuntimeException refused(RpcAnswer.Failure failure, String what) {
    if (BatchLimitTexts.match(failure.code(), failure.message())) {
      return new RpcException(RpcException.Code.BATCH_REJECTED, refusal(failure, what));
    }
    if (failure.isRateLimit()) {
      return TransportException.rateLimited(Optional.empty(), refusal(failure, what));
    }
    return new RpcException(RpcException.Code.RPC_ERROR, refusal(failure, what));
  }

  private String refusal(RpcAnswer.Failure failure, String what) {
    return endpoint
        + " refused "
        + what
        + ": "
        + failure.message()
        + " (code "
        + failure.code()
        + ")";
  }

  private JsonNode parse(byte[] body, String what) {
    try {
      return read(body, what);
    } catch (StreamConstraintsException e) {
      throw new TransportException(
          TransportException.Code.RESPONSE_TOO_LARGE,
          "the answer of "
              + endpoint
              + " to "
              + what
              + " passes a limit: "
              + Excerpt.of(endpoint, e.getOriginalMessage()));
    } catch (IOException e) {
      // Jackson's exception is no cause: its text comes from the network
      throw new RpcException(
          RpcException.Code.MALFORMED_RESPONSE,
          endpoint
              + " answered "
              + what
              + " with something that is no JSON document: "
              + Excerpt.of(endpoint, body));
    }
  }

  private JsonNode read(byte[] body, String what) throws IOException {
    try (JsonParser from = json.createParser(body)) {
      JsonToken first = from.nextToken();
      if (first == null) {
        throw new RpcException(
            RpcException.Code.MALFORMED_RESPONSE, endpoint + " answered " + what + " with nothing");
      }
      JsonNode answer;
      if (first == JsonToken.START_ARRAY) {
        ArrayNode answers = json.createArrayNode();
        while (from.nextToken() != JsonToken.END_ARRAY) {
          answers.add(item(from, body));
        }
        answer = answers;
      } else {
        answer = item(from, body);
      }
      if (from.nextToken() != null) {
        throw new JsonParseException(from, "something follows the answer");
      }
      return answer;
    }
  }

  /** One answer, with a text as its result left in the body. */
  private JsonNode item(JsonParser from, byte[] body) throws IOException {
    if (from.currentToken() != JsonToken.START_OBJECT) {
      return json.readTree(from);
    }
    ObjectNode answer = json.createObjectNode();
    for (String name = from.nextFieldName(); name != null; name = from.nextFieldName()) {
      JsonNode value = null;
      if (from.nextToken() == JsonToken.VALUE_STRING && name.equals("result")) {
        value = TextInPlace.at(body, from.currentTokenLocation().getByteOffset());
      }
      answer.set(name, value == null ? json.readTree(from) : value);
    }
    return answer;
  }

  private RpcException malformed(String what, String why, @Nullable JsonNode shown) {
    String text = shown == null ? "nothing" : Shown.start(shown);
    return new RpcException(
        RpcException.Code.MALFORMED_RESPONSE,
        endpoint + " answered " + what + " wrongly: " + why + ": " + Excerpt.of(endpoint, text));
  }

  private static void write(JsonGenerator to, @Nullable Object value) throws IOException {
    if (value == null) {
      to.writeNull();
    } else if (value instanceof String text) {
      to.writeString(text);
    } else if (value instanceof Bytes bytes) {
      byte[] ascii = new byte[2 + 2 * bytes.size()];
      bytes.copyHexTo(ascii, 0);
      to.writeRawUTF8String(ascii, 0, ascii.length);
    } else if (value instanceof Boolean flag) {
      to.writeBoolean(flag);
    } else if (value instanceof Long || value instanceof Integer) {
      to.writeNumber(((Number) value).longValue());
    } else if (value instanceof BigInteger number) {
      to.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      to.writeNumber(number);
    } else if (value instanceof List<?> list) {
      to.writeStartArray();
      for (Object item : list) {
        write(to, item);
      }
      to.writeEndArray();
    } else if (value instanceof Map<?, ?> map) {
      to.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getKey() instanceof String name)) {
          throw new IllegalArgumentException("a key of a JSON object is a String");
        }
        to.writeFieldName(name);
        write(to, entry.getValue());
      }
      to.writeEndObject();
    } else {
      throw new IllegalArgumentException(
          "no plain JSON value: " + value.getClass().getSimpleName());
    }
  }
}
