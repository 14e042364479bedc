package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.testlog.TestLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceAndBudgetTest {
  private static final RpcCall CALL = RpcCall.of("eth_blockNumber");
  private final HandClock clock = new HandClock();

  @Test
  void pace_perSecond_allowsABurstAndThenOnePerTurn() {
    Pace pace = new Pace(4, clock);
    for (int i = 0; i < 4; i++) {
      assertThat(pace.take(Duration.ZERO)).isEqualTo(Duration.ZERO);
    }
    assertThat(pace.take(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
    assertThat(pace.take(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(250));
    assertThat(pace.take(Duration.ofSeconds(1))).isEqualTo(Duration.ofMillis(500));

    clock.pass(Duration.ofHours(1));
    for (int i = 0; i < 4; i++) {
      assertThat(pace.take(Duration.ZERO)).as("not more than one burst").isEqualTo(Duration.ZERO);
    }
    assertThat(pace.delay()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void pace_zero_isNoLimit() {
    Pace pace = new Pace(0, clock);
    for (int i = 0; i < 1000; i++) {
      assertThat(pace.take(Duration.ZERO)).isEqualTo(Duration.ZERO);
    }
  }

  @Test
  void requestsPerSecond_noTurnWithinTheDeadline_isRateLimitedAndUnsent() {
    ScriptedNet net = new ScriptedNet();
    JsonRpc rpc =
        new JsonRpc(
            Endpoints.of(ScriptedNet.endpoint("node")),
            null,
            net,
            RpcOptions.builder().requestsPerSecond(1).retries(0).build(),
            Events.to(null),
            clock,
            bound -> bound);
    CallScope scope = CallScope.of(Duration.ofMillis(900));
    rpc.read(List.of(CALL), scope);

    assertThatThrownBy(() -> rpc.read(List.of(CALL), scope))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(TransportException.Code.RATE_LIMITED);
              assertThat(e.retryAfter()).hasValue(Duration.ofSeconds(1));
              assertThat(e.mayHaveLeft()).isFalse();
            });
    assertThat(net.node("node").requests).hasSize(1);
    rpc.close();
  }

  @Test
  void T29_budget_isBoundedAndComesBackWithTimeAndAnswers() {
    RetryBudget budget = new RetryBudget(10, clock);
    assertThat(taken(budget)).isEqualTo(10);

    budget.give();
    assertThat(taken(budget)).as("half a repetition").isZero();
    budget.give();
    assertThat(taken(budget)).isEqualTo(1);
    clock.pass(Duration.ofSeconds(3));
    assertThat(taken(budget)).as("a tenth per second").isEqualTo(3);
    clock.pass(Duration.ofDays(1));
    assertThat(taken(budget)).isEqualTo(10);
  }

  @Test
  void T29_budgetSpent_readsFailAtOnceWithTheirOwnFailure() {
    ScriptedNet net = new ScriptedNet();
    net.node("node").answers(503, null);
    JsonRpc rpc =
        new JsonRpc(
            Endpoints.of(ScriptedNet.endpoint("node")),
            null,
            net,
            RpcOptions.builder()
                .retryBudget(5)
                .circuitWindow(1000)
                .firstPause(Duration.ofMillis(1))
                .build(),
            Events.to(null),
            clock,
            bound -> bound);
    for (int i = 0; i < 20; i++) {
      assertThatThrownBy(() -> rpc.read(List.of(CALL), CallScope.of(Duration.ofSeconds(5))))
          .hasMessageContaining("503");
    }

    assertThat(net.node("node").requests).hasSize(20 + 5);
    rpc.close();
  }

  @Test
  void R15_errorTextWithEscapes_isShownAndLoggedWithoutThem() {
    String hostile = "\\u001b[31mexecution reverted\\r\\nINFO forged line\\u009b2J\\u202e\\u0000";
    JsonRpc rpc =
        new JsonRpc(
            ScriptedNet.endpoint("node"),
            new ScriptedTransport(
                body ->
                    ScriptedTransport.answer(
                        200,
                        "{\"jsonrpc\":\"2.0\",\"id\":"
                            + body.replaceAll("(?s).*?\"id\":([0-9]+).*", "$1")
                            + ",\"error\":{\"code\":429,\"message\":\""
                            + hostile
                            + "\",\"data\":\""
                            + hostile
                            + "\"}}")),
            RpcOptions.builder().retries(1).firstPause(Duration.ofMillis(1)).build());
    TestLog.record();
    String message = "";
    try {
      rpc.read(List.of(CALL), CallScope.of(Duration.ofSeconds(5)));
    } catch (Restake4jException e) {
      message = "" + e.getMessage();
    }
    rpc.close();
    String log = TestLog.end();

    assertThat(message).contains("execution reverted").matches("[ -~]+");
    assertThat(log).contains("execution reverted", "DEBUG", "TRACE");
    assertThat(log.replaceAll("[\\r\\n]", "")).matches("[ -~]+");
    assertThat(log.lines()).noneMatch(line -> line.startsWith("INFO"));
  }

  private static int taken(RetryBudget budget) {
    int count = 0;
    while (budget.take()) {
      count++;
    }
    return count;
  }
}
