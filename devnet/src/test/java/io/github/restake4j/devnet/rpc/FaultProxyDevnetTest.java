package io.github.restake4j.devnet.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Devnet(local = true)
class FaultProxyDevnetTest {
  private static final String CHAIN_ID = PlainHttp.call(7, "eth_chainId", "[]");
  private static final String HEIGHT = PlainHttp.call(8, "eth_blockNumber", "[]");
  private static final String BATCH = "[" + CHAIN_ID + "," + HEIGHT + "]";
  private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x7a69\"}";

  private final LocalDevnet devnet;
  private final FaultProxy proxy;
  private final URI url;

  FaultProxyDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.proxy = FaultProxy.start(devnet.node(), 42);
    this.url = proxy.url();
  }

  @AfterEach
  void close() {
    proxy.close();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().startsWith("devnet-fault"));
  }

  @Test
  void noRule_passesBytesAndCounts() throws IOException {
    assertThat(PlainHttp.body(PlainHttp.text(url, CHAIN_ID))).isEqualTo(ANSWER);
    assertThat(PlainHttp.json(url, BATCH)).hasSize(2);
    assertThat(proxy.requests()).isEqualTo(2);
    assertThat(proxy.endpoint(FaultProxy.MAIN).requestsByMethod())
        .containsEntry("eth_chainId", 2L)
        .containsEntry("eth_blockNumber", 1L);
    assertThat(PlainHttp.json(url, "{").path("error").path("code").asInt()).isEqualTo(-32600);
  }

  @Test
  void statusBeforeForward_keepsTheTransactionFromTheNode() throws IOException {
    SignedTx tx = SignedTx.transfer(devnet.accounts().get(0), nonce(0), 1);
    FaultRule rule =
        proxy
            .when("eth_sendRawTransaction")
            .first(2)
            .beforeForward(Fault.status(429, "slow down", "Retry-After", "2"));
    String first = PlainHttp.text(url, tx.call(1));
    assertThat(first).startsWith("HTTP/1.1 429 ").contains("\r\nRetry-After: 2\r\n");
    assertThat(PlainHttp.body(first)).isEqualTo("slow down");
    assertThat(PlainHttp.status(PlainHttp.text(url, tx.call(1)))).isEqualTo(429);
    assertThat(proxy.forwards(tx.hash())).isZero();
    assertThat(PlainHttp.json(url, tx.call(1)).path("result").asText()).isEqualTo(tx.hash());
    assertThat(proxy.deliveries(tx.hash())).isEqualTo(3);
    assertThat(proxy.forwards(tx.hash())).isEqualTo(1);
    assertThat(proxy.received().get(2))
        .isEqualTo(new RawDelivery(tx.hash(), tx.raw(), FaultProxy.MAIN));
    assertThat(rule.hits()).isEqualTo(2);
    assertThat(rule.seen()).isEqualTo(3);
  }

  @Test
  void closeAfterForward_leavesTheTransactionAtTheNode() throws IOException {
    SignedTx tx = SignedTx.transfer(devnet.accounts().get(0), nonce(0), 1);
    proxy.when("eth_sendRawTransaction").nth(1).afterForward(Fault.close());
    assertThat(PlainHttp.exchange(url, tx.call(1))).isEmpty();
    devnet.mine(1);
    assertThat(devnet.raw().receipt(tx.hash()).path("status").asText()).isEqualTo("0x1");
  }

  @Test
  void closeBeforeForward_leavesNothing() throws IOException {
    SignedTx tx = SignedTx.transfer(devnet.accounts().get(0), nonce(0), 1);
    proxy.when("eth_sendRawTransaction").beforeForward(Fault.close());
    assertThat(PlainHttp.exchange(url, tx.call(1))).isEmpty();
    devnet.mine(1);
    assertThat(devnet.raw().receipt(tx.hash()).isNull()).isTrue();
  }

  @Test
  void deliveredTwice_reachesTheNodeTwice() throws IOException {
    SignedTx tx = SignedTx.transfer(devnet.accounts().get(0), nonce(0), 1);
    devnet.node().call("evm_setAutomine", false);
    proxy.when("eth_sendRawTransaction").beforeForward(Fault.deliveredTwice());
    assertThat(PlainHttp.json(url, tx.call(1)).path("error").path("message").asText())
        .isEqualTo("transaction already imported");
    assertThat(proxy.deliveries(tx.hash())).isEqualTo(1);
    assertThat(proxy.forwards(tx.hash())).isEqualTo(2);
  }

  @Test
  void deliveredTwice_inABatch_sendsTheBatchTwice() throws IOException {
    devnet.node().call("evm_setAutomine", false);
    SignedTx one = SignedTx.transfer(devnet.accounts().get(0), nonce(0), 1);
    SignedTx two = SignedTx.transfer(devnet.accounts().get(0), nonce(0) + 1, 1);
    proxy.when("eth_sendRawTransaction").afterForward(Fault.deliveredTwice());
    PlainHttp.json(url, "[" + one.call(1) + "," + two.call(2) + "]");
    assertThat(proxy.forwards(one.hash())).isEqualTo(2);
    assertThat(proxy.forwards(two.hash())).isEqualTo(2);
  }

  @Test
  void cut_promisesAllAndSendsSome() throws IOException {
    proxy.when("eth_chainId").afterForward(Fault.cut(10));
    String answer = PlainHttp.text(url, CHAIN_ID);
    assertThat(answer).contains("Content-Length: " + ANSWER.length() + "\r\n");
    assertThat(PlainHttp.body(answer)).isEqualTo(ANSWER.substring(0, 10));
  }

  @Test
  void drip_takesItsTime() throws IOException {
    proxy.when("eth_chainId").afterForward(Fault.drip(400));
    long start = System.nanoTime();
    assertThat(PlainHttp.body(PlainHttp.text(url, CHAIN_ID))).isEqualTo(ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(90));
  }

  @Test
  void delay_waits() throws IOException {
    proxy.when("eth_chainId").nth(1).beforeForward(Fault.delay(Duration.ofMillis(60)));
    proxy.when("eth_chainId").nth(1).afterForward(Fault.delay(Duration.ofMillis(60)));
    long start = System.nanoTime();
    assertThat(PlainHttp.body(PlainHttp.text(url, CHAIN_ID))).isEqualTo(ANSWER);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(119));
  }

  @Test
  void silence_endsWhenTheEndpointGoesDown() throws IOException {
    FaultRule rule = proxy.when().beforeForward(Fault.silence());
    try (Socket socket = PlainHttp.open(url, CHAIN_ID)) {
      while (rule.hits() == 0) {
        Thread.onSpinWait();
      }
      assertThat(socket.getInputStream().available()).isZero();
      proxy.endpoint(FaultProxy.MAIN).down();
      assertThat(PlainHttp.ended(socket)).isTrue();
    }
  }

  @Test
  void error_strikesOneItemOfABatch() throws IOException {
    proxy.when("eth_chainId").beforeForward(Fault.error(-32005, "limit exceeded", "{\"a\":1}"));
    JsonNode answers = PlainHttp.json(url, BATCH);
    assertThat(answers.get(0).path("id").asInt()).isEqualTo(7);
    assertThat(answers.get(0).path("error").path("code").asInt()).isEqualTo(-32005);
    assertThat(answers.get(0).path("error").path("data").path("a").asInt()).isEqualTo(1);
    assertThat(answers.get(1).path("id").asInt()).isEqualTo(8);
    assertThat(answers.get(1).path("result").asText()).startsWith("0x");
  }

  @Test
  void answerFaults_actOnTheItem() throws IOException {
    proxy.when("eth_chainId").nth(1).afterForward(Fault.wrongId("99"));
    proxy.when("eth_chainId").nth(2).afterForward(Fault.missing());
    proxy.when("eth_chainId").nth(3).afterForward(Fault.twice());
    proxy.when("eth_chainId").nth(4).afterForward(Fault.result("\"0x1\""));
    proxy.when("eth_chainId").nth(5).afterForward(Fault.answer(a -> a.put("extra", true)));
    proxy.when("eth_chainId").nth(6).afterForward(Fault.reversed());
    assertThat(ids(PlainHttp.json(url, BATCH))).containsExactly(99, 8);
    assertThat(ids(PlainHttp.json(url, BATCH))).containsExactly(8);
    assertThat(ids(PlainHttp.json(url, BATCH))).containsExactly(7, 7, 8);
    assertThat(PlainHttp.json(url, BATCH).get(0).path("result").asText()).isEqualTo("0x1");
    assertThat(PlainHttp.json(url, CHAIN_ID).path("extra").asBoolean()).isTrue();
    assertThat(ids(PlainHttp.json(url, BATCH))).containsExactly(8, 7);
    assertThat(ids(PlainHttp.json(url, BATCH))).containsExactly(7, 8);
  }

  @Test
  void gzipAndOversize_makeABomb() throws IOException {
    proxy.when("eth_chainId").afterForward(Fault.oversize(5_000_000), Fault.gzip());
    byte[] bytes = PlainHttp.exchange(url, CHAIN_ID);
    String head = new String(bytes, StandardCharsets.ISO_8859_1);
    int body = head.indexOf("\r\n\r\n") + 4;
    assertThat(head).contains("Content-Encoding: gzip");
    assertThat(bytes.length).isLessThan(20_000);
    byte[] plain =
        new GZIPInputStream(new ByteArrayInputStream(bytes, body, bytes.length - body))
            .readAllBytes();
    assertThat(plain).hasSize(5_000_000 + ANSWER.length());
    assertThat(new String(plain, StandardCharsets.UTF_8).strip()).isEqualTo(ANSWER);
  }

  @Test
  void lengths_areAsTheRuleSays() throws IOException {
    proxy.when("eth_chainId").nth(1).afterForward(Fault.oversize(1000));
    proxy.when("eth_chainId").nth(2).afterForward(Fault.chunked());
    proxy.when("eth_chainId").nth(3).afterForward(Fault.contentLength(5));
    proxy.when("eth_chainId").nth(4).afterForward(Fault.endless());
    assertThat(PlainHttp.body(PlainHttp.text(url, CHAIN_ID))).isEqualTo(" ".repeat(1000) + ANSWER);
    assertThat(PlainHttp.text(url, CHAIN_ID))
        .contains("Transfer-Encoding: chunked")
        .endsWith(
            "\r\n2a\r\n".replace("2a", Integer.toHexString(ANSWER.length()))
                + ANSWER
                + "\r\n0\r\n\r\n");
    assertThat(PlainHttp.text(url, CHAIN_ID)).contains("Content-Length: 5\r\n");
    try (Socket socket = PlainHttp.open(url, CHAIN_ID)) {
      assertThat(PlainHttp.upTo(socket.getInputStream(), 10_000_000)).hasSize(10_000_000);
    }
  }

  @Test
  void redirect_namesTheOtherPlace() throws IOException {
    proxy.when().beforeForward(Fault.redirect(307, "http://127.0.0.1:1/"));
    assertThat(PlainHttp.text(url, CHAIN_ID))
        .startsWith("HTTP/1.1 307 ")
        .contains("Location: http://127.0.0.1:1/\r\n");
  }

  @Test
  void chance_followsTheSeed() throws IOException {
    List<Boolean> first = struck(proxy);
    assertThat(first).contains(true, false);
    assertThat(first.stream().filter(hit -> hit).count()).isBetween(5L, 40L);
    try (FaultProxy same = FaultProxy.start(devnet.node(), 42);
        FaultProxy other = FaultProxy.start(devnet.node(), 43)) {
      assertThat(struck(same)).isEqualTo(first);
      assertThat(struck(other)).isNotEqualTo(first);
    }
  }

  private static List<Boolean> struck(FaultProxy proxy) throws IOException {
    FaultRule rule = proxy.when("eth_chainId").chance(20, 100).afterForward(Fault.missing());
    List<Boolean> hits = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      long before = rule.hits();
      PlainHttp.exchange(proxy.url(), CHAIN_ID);
      hits.add(rule.hits() > before);
    }
    return hits;
  }

  @Test
  void manyThreads_areCountedCallByCall() throws Exception {
    FaultRule rule = proxy.when("eth_chainId").every(4).beforeForward(Fault.status(503));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> statuses = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      statuses.add(
          threads.submit(
              () -> {
                HttpURLConnection keptAlive = (HttpURLConnection) url.toURL().openConnection();
                keptAlive.setDoOutput(true);
                keptAlive.getOutputStream().write(CHAIN_ID.getBytes(StandardCharsets.UTF_8));
                int status = keptAlive.getResponseCode();
                if (status == 200) {
                  keptAlive.getInputStream().readAllBytes();
                }
                return status;
              }));
    }
    threads.shutdown();
    int refused = 0;
    for (Future<Integer> status : statuses) {
      refused += status.get() == 503 ? 1 : 0;
    }
    assertThat(refused).isEqualTo(50);
    assertThat(rule.seen()).isEqualTo(200);
    assertThat(proxy.requests()).isEqualTo(200);
  }

  @Test
  void conditions_narrowARule() throws IOException {
    FaultEndpoint other = proxy.endpoint("other");
    FaultRule rule =
        proxy
            .when("eth_getBalance", "eth_chainId")
            .at("other")
            .where(call -> call.path("id").asInt() == 7)
            .every(2)
            .beforeForward(Fault.status(503));
    assertThat(PlainHttp.status(PlainHttp.text(other.url(), CHAIN_ID))).isEqualTo(200);
    PlainHttp.text(url, CHAIN_ID);
    PlainHttp.text(other.url(), CHAIN_ID.replace(":7", ":9"));
    PlainHttp.text(other.url(), HEIGHT);
    assertThat(rule.seen()).isEqualTo(1);
    assertThat(PlainHttp.status(PlainHttp.text(other.url(), CHAIN_ID))).isEqualTo(503);
    rule.remove();
    PlainHttp.text(other.url(), CHAIN_ID);
    assertThat(PlainHttp.status(PlainHttp.text(other.url(), CHAIN_ID))).isEqualTo(200);
    assertThat(other.requests()).isEqualTo(6);
  }

  @Test
  void beforeForward_withAFaultOfTheAnswer_isRefused() {
    assertThatThrownBy(() -> proxy.when().beforeForward(Fault.cut(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("afterForward");
  }

  @Test
  void down_refusesConnectsUntilUp() throws IOException {
    FaultEndpoint endpoint = proxy.endpoint("a");
    try (Socket open = PlainHttp.connect(endpoint.url())) {
      endpoint.down();
      assertThat(PlainHttp.ended(open)).isTrue();
    }
    assertThat(endpoint.isUp()).isFalse();
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() -> PlainHttp.exchange(endpoint.url(), CHAIN_ID))
          .isInstanceOf(ConnectException.class);
    }
    assertThat(PlainHttp.body(PlainHttp.text(url, CHAIN_ID))).isEqualTo(ANSWER);
    endpoint.up();
    assertThat(PlainHttp.body(PlainHttp.text(endpoint.url(), CHAIN_ID))).isEqualTo(ANSWER);
  }

  @Test
  void flap_goesDownAndUpUntilSteady() throws IOException {
    FaultEndpoint endpoint = proxy.endpoint("a");
    endpoint.flap(Duration.ofMillis(5), Duration.ofMillis(5));
    boolean[] seen = new boolean[2];
    while (!seen[0] || !seen[1]) {
      try (Socket socket = PlainHttp.connect(endpoint.url())) {
        seen[0] = socket.isConnected();
      } catch (ConnectException refused) {
        seen[1] = true;
      }
    }
    endpoint.steady();
    for (int i = 0; i < 20; i++) {
      assertThat(PlainHttp.body(PlainHttp.text(endpoint.url(), CHAIN_ID))).isEqualTo(ANSWER);
    }
  }

  private long nonce(int account) {
    String address = devnet.accounts().get(account).address();
    return Long.decode(devnet.node().call("eth_getTransactionCount", address, "latest").asText());
  }

  private static List<Integer> ids(JsonNode answers) {
    return IntStream.range(0, answers.size())
        .mapToObj(i -> answers.get(i).path("id").asInt())
        .toList();
  }
}
