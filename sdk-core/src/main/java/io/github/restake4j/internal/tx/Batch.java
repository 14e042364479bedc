package io.github.restake4j.internal.tx;

import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.rpc.RpcSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Several reading calls in one HTTP request; equal ones are asked once. */
final class Batch {
  private final Map<RpcCall, Integer> places = new LinkedHashMap<>();
  private List<RpcAnswer> answers = List.of();

  /** Adds a call; the same value finds its answer. */
  RpcCall ask(String method, Object... params) {
    RpcCall call = RpcCall.of(method, params);
    places.putIfAbsent(call, places.size());
    return call;
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  void run(RpcSource rpc, CallScope scope) {
    answers = rpc.read(List.copyOf(places.keySet()), scope);
  }

  RpcAnswer answer(RpcCall call) {
    return answers.get(Objects.requireNonNull(places.get(call), call.method()));
  }

  /** The result, or what the node said instead thrown. */
  Json value(RpcCall call) {
    return Json.of(answer(call).result(call.method()), call.method());
  }

  /** True if the node said that there is no such thing; an error or no answer says nothing. */
  boolean isAbsent(RpcCall call) {
    return answer(call) instanceof RpcAnswer.Result result && result.value().isNull();
  }

  /** The result, if it is there and not null; empty also for an error. */
  Optional<Json> known(RpcCall call) {
    return answer(call) instanceof RpcAnswer.Result result
        ? Json.of(result.value(), call.method()).orEmpty()
        : Optional.empty();
  }
}
