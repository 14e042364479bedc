package io.github.restake4j.internal.tx;

import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcAnswer;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.internal.rpc.RpcSource;
import java.util.ArrayList;
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
    List<RpcCall> calls = List.copyOf(places.keySet());
    try {
      answers = rpc.read(calls, scope);
    } catch (TransportException e) {
      if (e.kind() != TransportException.Code.RESPONSE_TOO_LARGE || calls.size() == 1) {
        throw e;
      }
      answers = inHalves(calls, rpc, scope);
    }
  }

  /** One answer that is too large must not keep the others from being read. */
  private static List<RpcAnswer> inHalves(List<RpcCall> calls, RpcSource rpc, CallScope scope) {
    List<RpcAnswer> all = new ArrayList<>();
    int half = (calls.size() + 1) / 2;
    for (List<RpcCall> part : List.of(calls.subList(0, half), calls.subList(half, calls.size()))) {
      try {
        all.addAll(rpc.read(part, scope));
      } catch (TransportException e) {
        if (e.kind() != TransportException.Code.RESPONSE_TOO_LARGE) {
          throw e;
        }
        if (part.size() > 1) {
          all.addAll(inHalves(part, rpc, scope));
        } else {
          String text = "" + e.getMessage();
          all.add(
              new RpcAnswer.Broken(new RpcException(RpcException.Code.MALFORMED_RESPONSE, text)));
        }
      }
    }
    return all;
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
