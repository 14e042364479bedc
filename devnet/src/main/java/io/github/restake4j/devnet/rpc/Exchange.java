package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way through the fault proxy: each call has no answer yet, or the answers it
 * will get (none at all is possible). As long as nobody changes anything, bytes pass untouched.
 */
final class Exchange {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RpcRequest request;
  private final List<@Nullable List<JsonNode>> answers;
  private @Nullable Reply untouched;

  Exchange(RpcRequest request) {
    this.request = request;
    this.answers = new ArrayList<>(Collections.nCopies(request.size(), null));
  }

  /** The same request with the answers it has so far. */
  Exchange copy() {
    Exchange copy = new Exchange(request);
    for (int i = 0; i < answers.size(); i++) {
      copy.answers.set(i, answers.get(i));
    }
    return copy;
  }

  JsonNode call(int index) {
    return request.calls().get(index);
  }

  boolean answered(int index) {
    return answers.get(index) != null;
  }

  void answer(int index, List<JsonNode> given) {
    answers.set(index, given);
  }

  /** What the node said, or what was put in its place; null before it was forwarded. */
  @Nullable JsonNode answer(int index) {
    List<JsonNode> given = answers.get(index);
    return given == null || given.isEmpty() ? null : given.get(0);
  }

  /** Passes the request on as it came. */
  void forward(HttpLink node) throws IOException {
    untouched = node.post(request.body());
  }

  /**
   * Passes on the calls that have no answer yet.
   *
   * @param asked all calls, as the node shall see them
   */
  void forward(HttpLink node, List<JsonNode> asked) throws IOException {
    List<Integer> open = new ArrayList<>();
    ArrayNode calls = JSON.createArrayNode();
    for (int i = 0; i < answers.size(); i++) {
      if (!answered(i)) {
        open.add(i);
        calls.add(asked.get(i));
      }
    }
    if (open.isEmpty()) {
      return;
    }
    Reply reply = node.post(JSON.writeValueAsBytes(request.batch() ? calls : calls.get(0)));
    JsonNode said = reply.body().length == 0 ? JSON.nullNode() : JSON.readTree(reply.body());
    if (!request.batch() && said.isObject()) {
      answer(open.get(0), List.of(said));
    } else if (said.isArray() && said.size() == open.size()) {
      for (int i = 0; i < open.size(); i++) {
        answer(open.get(i), List.of(said.get(i)));
      }
    } else {
      untouched = reply; // notifications, or a refusal of the whole batch
    }
  }

  /** True if each call has its answer, so that it can be changed. */
  boolean divisible() {
    return untouched == null && request.size() > 0;
  }

  /** Takes what came as it is apart, so that single answers can be changed. */
  void divide() throws IOException {
    Reply whole = untouched;
    if (whole == null || whole.status() != 200 || request.size() == 0) {
      return;
    }
    JsonNode said = JSON.readTree(whole.body());
    if (request.batch() ? said.isArray() && said.size() == request.size() : said.isObject()) {
      untouched = null;
      for (int i = 0; i < request.size(); i++) {
        answer(i, List.of(request.batch() ? said.get(i) : said));
      }
    }
  }

  List<JsonNode> all() {
    List<JsonNode> all = new ArrayList<>();
    for (List<JsonNode> given : answers) {
      if (given != null) {
        all.addAll(given);
      }
    }
    return all;
  }

  Reply reply(List<JsonNode> all) throws IOException {
    Reply whole = untouched;
    if (whole != null) {
      return whole;
    }
    if (request.batch()) {
      return Reply.ok(JSON.writeValueAsBytes(all));
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (JsonNode answer : all) {
      body.write(JSON.writeValueAsBytes(answer));
    }
    return Reply.ok(body.toByteArray());
  }
}
