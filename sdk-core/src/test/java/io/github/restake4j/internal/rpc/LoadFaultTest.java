package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many calls at once. */
@Timeout(60)
class LoadFaultTest {
  private static final RpcCall CALL = RpcCall.of("eth_blockNumber");

  @Test
  void T29_deadEndpoint_twoHundredConcurrentReadsStayWithinTheBudget() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    try (RawServer dead =
            new RawServer(
                (request, out) -> {
                  attempts.incrementAndGet();
                  return false;
                });
        OkHttpTransport transport = OkHttpTransport.own()) {
      RpcOptions options =
          RpcOptions.builder().retryBudget(30).firstPause(Duration.ofMillis(5)).build();
      JsonRpc rpc = new JsonRpc(Endpoint.of(dead.url()), transport, options);
      long start = System.nanoTime();

      Map<String, Integer> codes = outcomes(all(200, rpc, Duration.ofSeconds(5)));

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(6));
      assertThat(codes.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
      assertThat(codes.keySet()).isSubsetOf("NO_ANSWER", "CIRCUIT_OPEN");
      // those that were on their way when the circuit opened, and the budget for all retries
      assertThat(attempts.get()).isLessThanOrEqualTo(Line.MOST_AT_ONCE + 30);
      rpc.close();
    }
  }

  @Test
  void T29_endpointThatAlwaysAnswers503_retriesStayWithinTheBudget() throws Exception {
    try (RawServer busy =
            new RawServer(
                (request, out) -> {
                  out.write(
                      "HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"
                          .getBytes(StandardCharsets.US_ASCII));
                  out.flush();
                  return true;
                });
        OkHttpTransport transport = OkHttpTransport.own()) {
      RpcOptions options =
          RpcOptions.builder()
              .retryBudget(30)
              .circuitWindow(1000) // does not open: the budget alone bounds the retries
              .firstPause(Duration.ofMillis(1))
              .build();
      JsonRpc rpc = new JsonRpc(Endpoint.of(busy.url()), transport, options);
      long start = System.nanoTime();

      Map<String, Integer> codes = outcomes(all(200, rpc, Duration.ofSeconds(10)));

      long seconds = 1 + Duration.ofNanos(System.nanoTime() - start).toSeconds();
      assertThat(codes).containsExactly(Map.entry("HTTP_STATUS", 200));
      assertThat(busy.requests().size()).isBetween(200 + 30, (int) (200 + 30 + 3 * seconds));
      rpc.close();
    }
  }

  @Test
  void T37_thousandCallsCancelled_leaveNoThreadAndNoSocket() throws Exception {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    try (RawServer silent = RawServer.silent()) {
      OkHttpTransport transport = OkHttpTransport.own();
      JsonRpc rpc =
          new JsonRpc(
              new Endpoints(List.of(Endpoint.of(silent.url())), Optional.empty()),
              null,
              transport,
              RpcOptions.defaults(),
              Events.to(null));
      Running running = all(1000, rpc, Duration.ofSeconds(30));
      while (silent.requests().size() < Line.MOST_AT_ONCE) {
        Thread.onSpinWait();
      }

      assertThat(transport.openConnections()).isEqualTo(Line.MOST_AT_ONCE);
      running.scopes.forEach(CallScope::cancel);
      Map<String, Integer> codes = outcomes(running);

      assertThat(codes).containsExactly(Map.entry("CANCELLED", 1000));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
      while (transport.busyConnections() > 0 && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(transport.busyConnections()).isZero();
      assertThat(transport.openConnections()).as("kept idle by OkHttp").isLessThanOrEqualTo(5);
      rpc.close();
      transport.close();
      assertThat(transport.openConnections()).isZero();
      for (Thread thread : Thread.getAllStackTraces().keySet()) {
        if (!before.contains(thread) && !thread.getName().matches("OkHttp TaskRunner|raw-server")) {
          thread.join(1000);
          assertThat(thread.isAlive()).as(thread.getName()).isFalse();
        }
      }
    }
  }

  private record Running(List<CallScope> scopes, List<FutureTask<?>> tasks) {}

  private static Running all(int count, JsonRpc rpc, Duration deadline) {
    Running running = new Running(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < count; i++) {
      CallScope scope = CallScope.of(deadline);
      FutureTask<?> task = new FutureTask<>(() -> rpc.read(List.of(CALL), scope));
      running.scopes.add(scope);
      running.tasks.add(task);
      new Thread(null, task, "caller", 256 * 1024).start();
    }
    return running;
  }

  /** How many ended with which code. */
  private static Map<String, Integer> outcomes(Running running) throws Exception {
    Map<String, Integer> codes = new TreeMap<>();
    for (FutureTask<?> task : running.tasks) {
      try {
        task.get(20, TimeUnit.SECONDS);
        codes.merge("answered", 1, Integer::sum);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof Restake4jException failure)) {
          throw e;
        }
        codes.merge(failure.code(), 1, Integer::sum);
      }
    }
    return codes;
  }
}
