package io.github.restake4j.internal.rpc;

import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.Transport;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Answers from a script, without any I/O. */
final class ScriptedTransport implements Transport {
  private final Function<String, Answer> script;
  private final List<String> bodies = new ArrayList<>();

  ScriptedTransport(Function<String, Answer> script) {
    this.script = script;
  }

  /** A result for whatever single call was asked. */
  static Answer result(String request, String json) {
    String id = request.replaceAll("(?s).*?\"id\":([0-9]+).*", "$1");
    return answer(200, "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":" + json + "}");
  }

  static Answer answer(int status, String body) {
    return new Answer(status, null, body.getBytes(StandardCharsets.UTF_8));
  }

  List<String> bodies() {
    return bodies;
  }

  @Override
  public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
    String text = new String(body, StandardCharsets.UTF_8);
    return new Exchange() {
      @Override
      public Answer answer() {
        bodies.add(text);
        return script.apply(text);
      }

      @Override
      public void cancel() {}
    };
  }

  @Override
  public void close() {}
}
