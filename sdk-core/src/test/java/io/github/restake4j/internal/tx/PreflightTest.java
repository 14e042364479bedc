package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.Chain;
import io.github.restake4j.abi.AbiCall;
import io.github.restake4j.abi.ErrorRegistry;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.Events;
import io.github.restake4j.internal.rpc.Endpoints;
import io.github.restake4j.internal.rpc.JsonRpc;
import io.github.restake4j.rpc.Endpoint;
import io.github.restake4j.rpc.RpcOptions;
import io.github.restake4j.rpc.Transport;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxSpec;
import io.github.restake4j.units.Wei;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is asked before several transactions are signed, and what need not be. */
class PreflightTest {
  private static final Address FROM = Address.parse("0x" + "11".repeat(20));
  private static final Address TO = Address.parse("0x" + "22".repeat(20));
  private static final Address OTHER = Address.parse("0x" + "33".repeat(20));
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Node node = new Node();
  private final ExecutorService threads = Executors.newSingleThreadExecutor();
  private final JsonRpc rpc =
      new JsonRpc(
          Endpoints.of(Endpoint.of("http://127.0.0.1:1")),
          null,
          node,
          RpcOptions.defaults(),
          Events.to(null));
  private final Preflight preflight =
      new Preflight(
          new Client(
              Deployments.of(Chain.MAINNET),
              rpc,
              new ErrorRegistry(),
              threads,
              Duration.ofSeconds(5)));

  /** Estimates 21000 and the value on top where there is code; a value of 13 wei reverts there. */
  private static final class Node implements Transport {
    final List<String> estimated = new ArrayList<>();
    String code = "0x";

    @Override
    public Exchange post(Endpoint endpoint, byte[] body, Limits limits) {
      return new Exchange() {
        @Override
        public Answer answer() {
          try {
            ArrayNode answers = JSON.createArrayNode();
            JSON.readTree(body).forEach(call -> answers.add(one(call)));
            return new Answer(200, null, JSON.writeValueAsBytes(answers));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }

        @Override
        public void cancel() {}
      };
    }

    private ObjectNode one(JsonNode call) {
      ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
      answer.set("id", call.get("id"));
      JsonNode first = call.path("params").path(0);
      switch (call.get("method").asText()) {
        case "eth_chainId" -> answer.put("result", "0x1");
        case "eth_getBalance" -> answer.put("result", "0xde0b6b3a7640000");
        case "eth_getCode" ->
            answer.put("result", Address.parse(first.asText()).equals(TO) ? code : "0x");
        case "eth_feeHistory" ->
            answer.putObject("result").putArray("baseFeePerGas").add("0x1").add("0x1");
        case "eth_call" -> answer.put("result", "0x");
        case "eth_estimateGas" -> {
          long value = Long.decode(first.get("value").asText());
          estimated.add(first.get("to").asText() + " " + value);
          boolean runs = !code.equals("0x");
          if (runs && value == 13) {
            answer.putObject("error").put("code", 3).put("message", "execution reverted");
          } else {
            answer.put("result", "0x" + Long.toHexString(21_000 + (runs ? 100 * value : 0)));
          }
        }
        default -> answer.put("result", "0x5");
      }
      return answer;
    }

    @Override
    public void close() {}
  }

  @AfterEach
  void close() {
    rpc.close();
    threads.shutdownNow();
  }

  private static Preflight.Wanted transfer(Address to, long value, Bytes data) {
    return new Preflight.Wanted(
        new TxSpec.Call(to, AbiCall.raw(data), Wei.of(value)),
        Wei.ZERO,
        TxOptions.builder().gasMarginPercent(0).build());
  }

  private List<Preflight.Quoted> quote(Preflight.Wanted... wanted) {
    return preflight.quote(FROM, List.of(wanted), CallScope.of(Duration.ofSeconds(5)));
  }

  private static long gasLimit(Preflight.Quoted quoted) {
    return Objects.requireNonNull(quoted.quote(), "refused").gasLimit();
  }

  @Test
  void quote_transfersToAccountsWithoutCode_costWhatEveryTransactionCosts() {
    List<Preflight.Quoted> quoted =
        quote(
            transfer(TO, 1, Bytes.EMPTY),
            transfer(TO, 3, Bytes.EMPTY),
            transfer(OTHER, 9, Bytes.EMPTY),
            transfer(TO, 2, Bytes.EMPTY));

    assertThat(node.estimated).isEmpty();
    assertThat(quoted).allMatch(each -> gasLimit(each) == 21_000);
  }

  @Test
  void quote_transfersToAContract_areEstimatedEach() {
    node.code = "0x00";

    List<Preflight.Quoted> quoted =
        quote(
            transfer(TO, 13, Bytes.EMPTY),
            transfer(TO, 20, Bytes.EMPTY),
            transfer(TO, 2, Bytes.EMPTY));

    assertThat(node.estimated).containsExactlyInAnyOrder(TO + " 20", TO + " 13", TO + " 2");
    assertThat(quoted.get(0).failure()).isInstanceOf(RevertException.class);
    assertThat(gasLimit(quoted.get(1))).isEqualTo(23_000);
    assertThat(gasLimit(quoted.get(2))).isEqualTo(21_200);
  }

  @Test
  void quote_callsWithData_areEstimatedEach() {
    quote(
        transfer(TO, 1, Bytes.parse("0x01020304")),
        transfer(TO, 2, Bytes.parse("0x01020304")),
        transfer(TO, 3, Bytes.EMPTY));

    assertThat(node.estimated).hasSize(2);
  }

  @Test
  void quote_transferToAPrecompile_isEstimated() {
    quote(transfer(Address.parse("0x" + "00".repeat(19) + "04"), 1, Bytes.EMPTY));

    assertThat(node.estimated).hasSize(1);
  }

  @Test
  void quote_oneCannotBePaid_theOthersAreQuotedAllTheSame() {
    List<Preflight.Quoted> quoted =
        quote(transfer(TO, 2_000_000_000_000_000_000L, Bytes.EMPTY), transfer(TO, 1, Bytes.EMPTY));

    assertThat(quoted.get(0).failure()).hasMessageContaining("needs");
    assertThat(quoted.get(1).quote()).isNotNull();
  }
}
