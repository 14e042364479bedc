package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.rpc.Endpoint;
import java.util.List;
import java.util.function.Consumer;

/** A fuzz target of what nodes answer; see docs/testing.md. */
class WireFuzzTest {
  private static final Wire WIRE = new Wire(Endpoint.of("http://127.0.0.1:1"), 1 << 20);
  private static final RpcCall CALL = RpcCall.of("eth_call");

  @FuzzTest
  void answers(byte[] body) {
    decode(body, List.of(CALL));
    decode(body, List.of(CALL, CALL));
  }

  private static void decode(byte[] body, List<RpcCall> calls) {
    RpcAnswer[] answers;
    try {
      answers = WIRE.decode(body, calls, 1, "fuzz");
    } catch (Restake4jException refused) {
      return;
    }
    assertThat(answers).hasSize(calls.size()).doesNotContainNull();
    for (RpcAnswer answer : answers) {
      if (answer instanceof RpcAnswer.Result result) {
        List<Consumer<Json>> readers =
            List.of(
                Json::quantity,
                Json::count,
                Json::bytes,
                Json::address,
                Json::hash,
                Json::text,
                Json::flag,
                Json::block,
                Json::log,
                Json::receipt,
                Json::elements);
        for (Consumer<Json> reader : readers) {
          try {
            reader.accept(Json.of(result.value(), "eth_call"));
          } catch (Restake4jException refused) {
            assertThat(refused.code()).isEqualTo("MALFORMED_RESPONSE");
          }
        }
      }
    }
  }
}
