package io.github.restake4j.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.internal.rpc.OkHttpTransport;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.standard.contract.ERC20Contract.Transfer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node with far more logs than anybody wants to hold. */
class LargeLogsFaultTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TOKEN = "0x" + "a".repeat(40);
  private static final long HEIGHT = 1_000;

  private HttpServer server;

  /** All logs are in block 10 if true, else 1,000 in each of the blocks 1 to 100. */
  private boolean oneBlock;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          JsonNode request = JSON.readTree(exchange.getRequestBody());
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream out = exchange.getResponseBody()) {
            if (request.isArray()) {
              out.write('[');
              for (int i = 0; i < request.size(); i++) {
                out.write((i == 0 ? "" : ",").getBytes(StandardCharsets.UTF_8));
                answer(request.get(i), out);
              }
              out.write(']');
            } else {
              answer(request, out);
            }
          } catch (IOException cut) {
            assertThat(cut).as("the client hangs up on what is too large").isNotNull();
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(JsonNode call, OutputStream out) throws IOException {
    write(out, "{\"jsonrpc\":\"2.0\",\"id\":" + call.get("id") + ",\"result\":");
    switch (call.get("method").asText()) {
      case "eth_chainId" -> write(out, "\"0x1\"");
      case "eth_getBlockByNumber" -> {
        String which = call.get("params").get(0).asText();
        write(out, header(which.equals("latest") ? HEIGHT : Long.decode(which)));
      }
      case "eth_getTransactionReceipt" -> {
        write(out, "{\"logs\":[");
        logs(out, 10, 100_000, false);
        write(out, "]}");
      }
      default -> {
        JsonNode filter = call.get("params").get(0);
        write(out, "[");
        boolean comma = false;
        long from = filter.has("fromBlock") ? Long.decode(filter.get("fromBlock").asText()) : 0;
        long to = filter.has("toBlock") ? Long.decode(filter.get("toBlock").asText()) : -1;
        for (long block = from; block <= to; block++) {
          int count = oneBlock ? (block == 10 ? 100_000 : 0) : (block <= 100 ? 1_000 : 0);
          logs(out, block, count, comma);
          comma |= count > 0;
        }
        write(out, "]");
      }
    }
    write(out, "}");
  }

  private static void logs(OutputStream out, long block, int count, boolean comma)
      throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(comma || i > 0 ? "," : "")
          .append("{\"address\":\"")
          .append(TOKEN)
          .append("\",\"topics\":[\"")
          .append(Transfer.EVENT.topic0())
          .append("\",\"0x")
          .append("0".repeat(64))
          .append("\",\"0x")
          .append("0".repeat(64))
          .append("\"],\"data\":\"0x")
          .append("0".repeat(64))
          .append("\",\"blockNumber\":\"0x")
          .append(Long.toHexString(block))
          .append("\",\"blockHash\":\"")
          .append(hash(block))
          .append("\",\"transactionHash\":\"0x")
          .append("e".repeat(64))
          .append("\",\"logIndex\":\"0x")
          .append(Integer.toHexString(i))
          .append("\"}");
      if (text.length() > 60_000) {
        write(out, text.toString());
        text.setLength(0);
      }
    }
    write(out, text.toString());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  private static String hash(long block) {
    return String.format("0x%064x", block + 1);
  }

  private static String header(long block) {
    return "{\"number\":\"0x"
        + Long.toHexString(block)
        + "\",\"hash\":\""
        + hash(block)
        + "\",\"parentHash\":\""
        + hash(block - 1)
        + "\",\"timestamp\":\"0x65000000\",\"gasLimit\":\"0x1c9c380\"}";
  }

  @Test
  void R04_hundredThousandLogs_areScannedInRangesThatFit() {
    long[] found = {0};
    try (Restake4j client = Restake4j.connect(url())) {
      Scanned scanned =
          client
              .events(1, EventFilter.of(Transfer.EVENT).emittedBy(Address.parse(TOKEN)))
              .to(BlockRef.number(200))
              .into(counting(found))
              .run();

      assertThat(scanned.events()).isEqualTo(100_000);
    }
    assertThat(found[0]).isEqualTo(100_000);
  }

  @Test
  void R04_hundredThousandLogsInOneBlock_endTypedAndTheClientGoesOn() {
    oneBlock = true;
    try (Restake4j client = Restake4j.connect(url())) {
      EventFilter<Transfer> filter = EventFilter.of(Transfer.EVENT).emittedBy(Address.parse(TOKEN));
      assertThatThrownBy(
              () -> client.events(1, filter).to(BlockRef.number(20)).collect(1_000_000).run())
          .isInstanceOfSatisfying(
              RpcException.class,
              e -> assertThat(e.kind()).isEqualTo(RpcException.Code.LOGS_TOO_LARGE));
      assertThat(client.events(11, filter).to(BlockRef.number(20)).collect(10).run()).isEmpty();
    }
  }

  @Test
  void R04_receiptOfSixtyMegabytes_isCutOffAndTheNextCallAnswered() {
    try (OkHttpTransport transport = OkHttpTransport.own();
        JsonRpc rpc =
            new JsonRpc(
                Endpoints.of(Endpoint.of(url())),
                null,
                transport,
                RpcOptions.defaults(),
                Events.to(null))) {
      CallScope scope = CallScope.of(Duration.ofSeconds(30));
      List<RpcCall> receipt =
          List.of(RpcCall.of("eth_getTransactionReceipt", "0x" + "e".repeat(64)));

      assertThatThrownBy(() -> rpc.read(receipt, scope))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.kind()).isEqualTo(TransportException.Code.RESPONSE_TOO_LARGE));
      assertThat(rpc.read(List.of(RpcCall.of("eth_chainId")), scope)).hasSize(1);
    }
  }

  private static EventSink<Transfer> counting(long[] found) {
    return new EventSink<>() {
      @Override
      public void undo(Undo undo) {}

      @Override
      public void take(EventBatch<Transfer> batch) {
        found[0] += batch.events().size();
      }
    };
  }
}
