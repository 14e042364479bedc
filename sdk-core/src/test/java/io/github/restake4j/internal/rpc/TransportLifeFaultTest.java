package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.TransportException;
import io.github.restake4j.error.TransportException.Code;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.rpc.okhttp.OkHttp;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How calls, clients and threads end. */
@Timeout(20)
class TransportLifeFaultTest {
  private static final RpcCall CHAIN_ID = RpcCall.of("eth_chainId");
  private static final RpcCall SEND = RpcCall.of("eth_sendRawTransaction", "0x02");

  private final OkHttpTransport transport = OkHttpTransport.own();

  @AfterEach
  void closeTransport() {
    transport.close();
  }

  @Test
  void read_cancelledScope_cutsTheRunningCall() throws Exception {
    try (RawServer server = RawServer.silent()) {
      CallScope scope = scope();
      FutureTask<Object> reading =
          start(() -> rpc(server, RpcOptions.defaults()).read(List.of(CHAIN_ID), scope));
      server.awaitRequest();

      scope.cancel();

      assertThat(kindOf(reading)).isEqualTo(Code.CANCELLED);
    }
  }

  @Test
  void read_closedMeanwhile_endsAsClosed() throws Exception {
    try (RawServer server = RawServer.silent()) {
      JsonRpc rpc = rpc(server, RpcOptions.defaults());
      FutureTask<Object> reading = start(() -> rpc.read(List.of(CHAIN_ID), scope()));
      server.awaitRequest();

      rpc.close();

      assertThat(kindOf(reading)).isEqualTo(Code.CLOSED);
      assertThatThrownBy(() -> rpc.sendOnce(SEND, scope()))
          .isInstanceOfSatisfying(
              TransportException.class, e -> assertThat(e.kind()).isEqualTo(Code.CLOSED));
    }
  }

  @Test
  void read_interruptedThread_throwsInterruptedWithItsFlagSet() throws Exception {
    try (RawServer server = RawServer.silent()) {
      boolean[] flag = {false};
      FutureTask<Object> reading =
          new FutureTask<>(
              () -> {
                try {
                  return rpc(server, RpcOptions.defaults()).read(List.of(CHAIN_ID), scope());
                } finally {
                  flag[0] = Thread.currentThread().isInterrupted();
                }
              });
      Thread thread = new Thread(reading);
      thread.start();
      server.awaitRequest();

      thread.interrupt();

      assertThat(kindOf(reading)).isEqualTo(Code.INTERRUPTED);
      assertThat(flag[0]).isTrue();
    }
  }

  @Test
  void connect_refused_isTyped() throws Exception {
    RawServer server = RawServer.silent();
    server.close();
    JsonRpc rpc = rpc(server, RpcOptions.builder().retries(0).build());

    assertThatThrownBy(() -> rpc.read(List.of(CHAIN_ID), scope()))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Code.CONNECT_FAILED);
              assertThat(e.retryable()).isTrue();
            });
  }

  @Test
  void close_ownClient_leavesNoThreadOfOursAfterASecond() throws Exception {
    Set<Thread> before = new HashSet<>(Thread.getAllStackTraces().keySet());
    try (RawServer server = RawServer.silent()) {
      FutureTask<Object> reading =
          start(() -> rpc(server, RpcOptions.defaults()).read(List.of(CHAIN_ID), scope()));
      server.awaitRequest();

      transport.close();

      assertThat(kindOf(reading)).isEqualTo(Code.CLOSED);
    }
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      String name = thread.getName();
      // OkHttp keeps one daemon thread for the whole process
      if (!before.contains(thread) && !name.equals("OkHttp TaskRunner")) {
        thread.join(1000);
        assertThat(thread.isAlive()).as(name).isFalse();
      }
    }
  }

  @Test
  void close_clientPassedIn_staysOpen() throws Exception {
    OkHttpClient client = new OkHttpClient();
    try (RawServer server = RawServer.answering("{}")) {
      Transport overClient = OkHttp.transport(client);
      assertThatThrownBy(
              () ->
                  new JsonRpc(Endpoint.of(server.url()), overClient, RpcOptions.defaults())
                      .sendOnce(SEND, scope()))
          .isInstanceOf(RuntimeException.class);

      overClient.close();

      assertThat(client.dispatcher().executorService().isShutdown()).isFalse();
      assertThat(client.connectionPool().connectionCount()).isEqualTo(1);
      Request request =
          new Request.Builder().url(server.url()).header("Content-Length", "0").build();
      try (Response response = client.newCall(request).execute()) {
        assertThat(response.code()).isEqualTo(200);
      }
    }
    client.connectionPool().evictAll();
    client.dispatcher().executorService().shutdown();
  }

  @Test
  void read_anyConnection_holdsNoPartOfARequestBack() {
    List<Boolean> promptly = new CopyOnWriteArrayList<>();
    OkHttpClient client =
        new OkHttpClient.Builder()
            .eventListener(
                new EventListener() {
                  @Override
                  public void connectionReleased(Call call, Connection connection) {
                    promptly.add(isPrompt(connection.socket()));
                  }
                })
            .build();
    try (RawServer server = RawServer.answering("{}");
        Transport overClient = OkHttp.transport(client)) {
      JsonRpc rpc = new JsonRpc(Endpoint.of(server.url()), overClient, RpcOptions.defaults());
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> rpc.sendOnce(SEND, scope())).isInstanceOf(RuntimeException.class);
      }
    }
    assertThat(promptly).containsExactly(true, true);
    client.connectionPool().evictAll();
  }

  private static boolean isPrompt(Socket socket) {
    try {
      return socket.getTcpNoDelay();
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CallScope scope() {
    return CallScope.of(Duration.ofSeconds(10));
  }

  private JsonRpc rpc(RawServer server, RpcOptions options) {
    return new JsonRpc(Endpoint.of(server.url()), transport, options);
  }

  private static FutureTask<Object> start(Callable<Object> work) {
    FutureTask<Object> task = new FutureTask<>(work);
    new Thread(task).start();
    return task;
  }

  private static Code kindOf(FutureTask<Object> task) throws Exception {
    try {
      task.get(1, TimeUnit.SECONDS);
      throw new AssertionError("it succeeded");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransportException failure) {
        return failure.kind();
      }
      throw e;
    }
  }
}
