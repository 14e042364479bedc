package io.github.restake4j.internal.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.restake4j.error.RpcException;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.rpc.okhttp.OkHttp;
import io.github.restake4j.testlog.TestLog;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every failure is provoked with keys in each place of the endpoint, and searched for them. */
@Timeout(20)
class SecretsFaultTest {
  private static final OkHttpTransport TRANSPORT = OkHttpTransport.own();
  private static final String PATH_KEY = "pAtHkEy0123456789";
  private static final String QUERY_KEY = "qUeRyKeY0123456789";
  private static final String USER = "uSeRnAmE01";
  private static final String PASSWORD = "pAsSwOrD01";
  private static final String HEADER_KEY = "hEaDeRkEy0123456789";
  private static final List<String> SECRETS =
      List.of(PATH_KEY, QUERY_KEY, USER, PASSWORD, HEADER_KEY);

  private static final RpcCall CALL = RpcCall.of("eth_chainId");

  @AfterAll
  static void close() {
    TRANSPORT.close();
  }

  record Provocation(String name, RawServer.Script script) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Each echoes the whole request where it can, as an unfriendly gateway would. */
  static List<Provocation> provocations() {
    return List.of(
        status(301),
        status(307),
        status(400),
        status(401),
        status(403),
        status(404),
        status(408),
        status(413),
        status(429),
        status(500),
        status(502),
        status(503),
        new Provocation("html", (request, out) -> RawServer.ok(out, request.head())),
        new Provocation("empty", (request, out) -> RawServer.ok(out, "")),
        new Provocation("closed", (request, out) -> false),
        new Provocation("rubbish", (request, out) -> raw(out, request.head())),
        new Provocation(
            "bad status line", (request, out) -> raw(out, "HTTP/1.1 " + request.head())),
        new Provocation(
            "bad header",
            (request, out) -> raw(out, "HTTP/1.1 200 OK\r\n" + PATH_KEY + "\r\n\r\n")),
        new Provocation(
            "wrong id",
            (request, out) -> RawServer.ok(out, "{\"id\":0,\"result\":\"" + PATH_KEY + "\"}")),
        new Provocation(
            "error text",
            (request, out) ->
                RawServer.ok(
                    out,
                    "{\"jsonrpc\":\"2.0\",\"id\":"
                        + request.id()
                        + ",\"error\":{\"code\":-32000,\"message\":\"key "
                        + String.join(" ", SECRETS)
                        + " is unknown\"}}")),
        new Provocation(
            "error without id",
            (request, out) ->
                RawServer.ok(
                    out,
                    "{\"id\":null,\"error\":{\"code\":-32001,\"message\":\"" + PATH_KEY + "\"}}")),
        new Provocation(
            "too large", (request, out) -> RawServer.ok(out, PATH_KEY + " ".repeat(10_000))),
        new Provocation("too deep", (request, out) -> RawServer.ok(out, "[".repeat(1500))),
        new Provocation(
            "long name",
            (request, out) -> RawServer.ok(out, "{\"" + PATH_KEY.repeat(100) + "\":1}")),
        new Provocation(
            "truncated",
            (request, out) -> {
              RawServer.head(out, "Content-Length: 999\r\n");
              return raw(out, PATH_KEY);
            }));
  }

  @ParameterizedTest
  @MethodSource("provocations")
  void T27_failure_showsNoKeyAnywhere(Provocation provocation) {
    try (RawServer server = new RawServer(provocation.script())) {
      assertClean(server.url(), TRANSPORT);
    }
  }

  @Test
  void T27_refusedConnection_showsNoKey() {
    RawServer server = RawServer.silent();
    server.close();

    assertClean(server.url(), TRANSPORT);
  }

  @Test
  void T27_unknownHost_showsNoKey() {
    assertClean("http://no-such-host.invalid", TRANSPORT);
  }

  @Test
  void T27_tlsAgainstPlainServer_showsNoKey() {
    try (RawServer server = RawServer.silent()) {
      assertClean(server.url().replace("http:", "https:"), TRANSPORT);
    }
  }

  @Test
  void T27_interceptorThatQuotesTheUrl_isNotRepeated() {
    OkHttpClient talkative =
        new OkHttpClient.Builder()
            .addInterceptor(
                chain -> {
                  IOException cause = new IOException("at " + chain.request().url());
                  ProtocolException failure = new ProtocolException("outer");
                  failure.initCause(cause);
                  throw failure;
                })
            .build();
    try (Transport transport = OkHttp.transport(talkative)) {
      assertClean("http://node.example", transport);
    }
  }

  private static void assertClean(String base, Transport transport) {
    String url =
        base.replace("://", "://" + USER + ":" + PASSWORD + "@")
            + "/v2/"
            + PATH_KEY
            + "?apikey="
            + QUERY_KEY;
    Endpoint endpoint = Endpoint.of(url).header("X-Api-Key", HEADER_KEY);
    RpcOptions options =
        RpcOptions.builder()
            .maxResponseBytes(4096)
            .attemptTimeout(Duration.ofMillis(500))
            .retries(1)
            .firstPause(Duration.ofMillis(1))
            .build();
    StringWriter seen = new StringWriter();
    PrintWriter to = new PrintWriter(seen);
    TestLog.record();
    Handler others = recordJavaLogging(to);
    JsonRpc rpc = new JsonRpc(endpoint, transport, options);
    for (int i = 0; i < 2; i++) {
      boolean send = i == 0;
      try {
        CallScope scope = CallScope.of(Duration.ofSeconds(5));
        to.println(send ? rpc.sendOnce(CALL, scope) : rpc.read(List.of(CALL), scope));
      } catch (RuntimeException e) {
        // the stack trace has every message, cause and suppressed failure
        e.printStackTrace(to);
      }
    }
    to.println(rpc.broadcast(List.of(CALL), CallScope.of(Duration.ofSeconds(5)), false));
    rpc.quarantine("" + endpoint, new RpcException(RpcException.Code.NODE_MISBEHAVIOUR, "a lie"));
    rpc.close();
    Logger.getLogger("").removeHandler(others);
    String log = TestLog.end();
    assertThat(log).contains("TRACE", "eth_chainId", "WARN");
    to.println(log);
    to.println(endpoint);
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      to.println(thread.getName());
    }
    assertThat(seen.toString()).isNotEmpty();
    for (String secret : SECRETS) {
      assertThat(seen.toString()).doesNotContain(secret);
    }
  }

  /** OkHttp logs there. */
  private static Handler recordJavaLogging(PrintWriter to) {
    Handler handler =
        new Handler() {
          @Override
          public synchronized void publish(LogRecord record) {
            to.println(new SimpleFormatter().format(record));
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger root = Logger.getLogger("");
    handler.setLevel(Level.ALL);
    Logger.getLogger("okhttp3").setLevel(Level.ALL);
    root.addHandler(handler);
    return handler;
  }

  private static Provocation status(int status) {
    return new Provocation(
        "status " + status,
        (request, out) -> {
          byte[] body = request.head().getBytes(StandardCharsets.UTF_8);
          String location = "Location: http://other.example/" + PATH_KEY + "\r\n";
          raw(
              out,
              "HTTP/1.1 "
                  + status
                  + " "
                  + PATH_KEY
                  + "\r\n"
                  + location
                  + "Content-Length: "
                  + body.length
                  + "\r\n\r\n");
          out.write(body);
          out.flush();
          return true;
        });
  }

  private static boolean raw(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
    return false;
  }
}
