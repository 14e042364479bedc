package io.github.restake4j.devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The way of one request through a fault proxy: rules before, the node, views, rules after. */
final class FaultScript {
  private final FaultProxy proxy;
  private final FaultEndpoint endpoint;
  private final List<Strike> before = new ArrayList<>();
  private final List<Strike> after = new ArrayList<>();

  FaultScript(FaultProxy proxy, FaultEndpoint endpoint) {
    this.proxy = proxy;
    this.endpoint = endpoint;
  }

  /** A fault that meets the call at an index of the request. */
  private record Strike(Fault fault, int index) {}

  Reply answer(RpcRequest request, HttpConnection connection) throws IOException {
    for (int i = 0; i < request.size(); i++) {
      JsonNode call = request.calls().get(i);
      proxy.log().received(call, endpoint.name());
      for (FaultRule rule : proxy.struckBy(endpoint.name(), call)) {
        for (Fault fault : rule.faults()) {
          (rule.after() ? after : before).add(new Strike(fault, i));
        }
      }
    }
    Exchange exchange = new Exchange(request);
    Reply refused = strikeBefore(exchange, connection);
    if (refused != null) {
      return refused;
    }
    if (redelivers(before) || redelivers(after)) {
      forward(request, exchange.copy(), connection.node());
    }
    forward(request, exchange, connection.node());
    return strikeAfter(exchange, connection);
  }

  private static boolean redelivers(List<Strike> strikes) {
    return strikes.stream().anyMatch(strike -> strike.fault() instanceof Fault.Redelivery);
  }

  private @Nullable Reply strikeBefore(Exchange exchange, HttpConnection connection)
      throws IOException {
    for (Strike strike : before) {
      if (strike.fault() instanceof Fault.Delay delay) {
        connection.pause(delay.time());
      }
    }
    for (Strike strike : before) {
      if (strike.fault() instanceof Fault.OnReply fault) {
        return fault.reply(Reply.ok(new byte[0]));
      }
      if (strike.fault() instanceof Fault.OnCall fault) {
        int index = strike.index();
        exchange.answer(index, fault.answers(exchange.call(index), exchange.answer(index)));
      }
    }
    return null;
  }

  private void forward(RpcRequest request, Exchange exchange, HttpLink node) throws IOException {
    View view = endpoint.view();
    PoolGate pool = proxy.pool();
    List<JsonNode> asked = new ArrayList<>();
    boolean changed = !view.honest();
    for (int i = 0; i < request.size(); i++) {
      JsonNode call = request.calls().get(i);
      JsonNode own = exchange.answered(i) ? null : view.ownAnswer(call, proxy.node());
      if (own != null) {
        exchange.answer(i, List.of(own));
      } else if (!exchange.answered(i) && RawTxLog.isSend(call.path("method").asText())) {
        if (pool != null) {
          exchange.answer(i, List.of(pool.send(call, () -> forwarded(call))));
        } else {
          forwarded(call);
        }
      }
      changed |= exchange.answered(i);
      asked.add(view.asked(call, proxy.node()));
    }
    if (!changed) {
      exchange.forward(node);
      if (!translates(request) && after.stream().noneMatch(FaultScript::needsItems)) {
        return;
      }
      exchange.divide();
    } else {
      exchange.forward(node, asked);
    }
    if (exchange.divisible()) {
      show(exchange, request, view);
    }
  }

  private void forwarded(JsonNode call) {
    proxy.log().forwarded(call, endpoint.name());
  }

  private boolean translates(RpcRequest request) {
    return endpoint.dialect() != Dialect.ANVIL
        && request.methods().stream().anyMatch(RawTxLog::isSend);
  }

  private static boolean needsItems(Strike strike) {
    return strike.fault() instanceof Fault.OnCall || strike.fault() instanceof Fault.OnBatch;
  }

  private void show(Exchange exchange, RpcRequest request, View view) {
    for (int i = 0; i < request.size(); i++) {
      JsonNode call = request.calls().get(i);
      JsonNode answer = exchange.answer(i);
      if (answer != null) {
        JsonNode seen = view.seen(call, answer, proxy.node());
        exchange.answer(i, List.of(endpoint.dialect().translate(call, seen, proxy.node())));
      }
    }
  }

  private Reply strikeAfter(Exchange exchange, HttpConnection connection) throws IOException {
    for (Strike strike : after) {
      if (exchange.divisible() && strike.fault() instanceof Fault.OnCall fault) {
        int index = strike.index();
        exchange.answer(index, fault.answers(exchange.call(index), exchange.answer(index)));
      }
    }
    List<JsonNode> all = exchange.all();
    for (Strike strike : after) {
      if (strike.fault() instanceof Fault.OnBatch fault) {
        all = fault.answers(all);
        break; // the order of one batch, however many of its calls are struck
      }
    }
    Reply reply = exchange.reply(all);
    for (Strike strike : after) {
      if (strike.fault() instanceof Fault.Delay delay) {
        connection.pause(delay.time());
      } else if (strike.fault() instanceof Fault.OnReply fault) {
        reply = fault.reply(reply);
      }
    }
    return reply;
  }
}
