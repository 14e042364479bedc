package io.github.restake4j.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.sign.TypedData;
import io.github.restake4j.units.Wei;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandoffTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Address OWNER = Address.parse("0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266");
  private static final UnsignedTx APPROVE =
      new UnsignedTx(
          1,
          OWNER,
          Address.parse("0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84"),
          Wei.ZERO,
          Bytes.parse(
              "0x095ea7b30000000000000000000000007f39c581f595b53c5cb19bd0b3f8da6c935e2ca0"
                  + "0000000000000000000000000000000000000000000000000de0b6b3a7640000"));
  private static final UnsignedTx PAY =
      new UnsignedTx(
          1,
          OWNER,
          Address.parse("0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0"),
          Wei.ofEther("1"),
          Bytes.EMPTY);
  private static final Handoff.Send SEND = new Handoff.Send(List.of(APPROVE, PAY));
  private static final Handoff.Sign SIGN =
      new Handoff.Sign(
          TypedData.builder("A")
              .domainName("X \"quoted\" \u00e9")
              .chainId(1)
              .type("A", "uint256 a")
              .message(Map.of("a", 1))
              .build()
              .toJson());

  @Test
  void toJson_parse_givesTheSame() {
    assertThat(Handoff.parse(SEND.toJson())).isEqualTo(SEND);
    assertThat(Handoff.parse(SIGN.toJson())).isEqualTo(SIGN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"handoff\":1 | \"handoff\":2",
        "\"handoff\":1 | \"handoff\":\"1\"",
        "\"handoff\":1, | ",
        "\"handoff\":1 | \"handoff\":1,\"more\":1",
        "\"chainId\":1 | \"chainId\":5",
        "\"chainId\":1 | \"chainId\":1,\"gas\":1",
        "\"value\":\"0\" | \"value\":0",
        "\"value\":\"0\" | \"value\":\"-1\"",
        "\"value\":\"0\" | \"value\":\"0x1\"",
        "\"value\":\"0\" | \"value\":\"0\",\"value\":\"0\"",
        "0xf39Fd6e5 | 0xf39fd6e5",
        "\"data\":\"0x\" | \"data\":\"0x0\"",
        "transactions | transaction",
      })
  void parse_changedText_isRefused(String from, String to) {
    String json = SEND.toJson();
    String changed = json.replaceFirst(Pattern.quote(from), to == null ? "" : to);
    assertThat(changed).isNotEqualTo(json);
    assertThatThrownBy(() -> Handoff.parse(changed)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_otherText_isRefused() {
    for (String text :
        List.of(
            "", "null", "[]", "{", SEND.toJson() + " {}", SIGN.toJson().replace("types", "t"))) {
      assertThatThrownBy(() -> Handoff.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void send_severalAccountsOrChainsOrNothing_isRefused() {
    UnsignedTx elsewhere = new UnsignedTx(5, OWNER, PAY.to(), Wei.ZERO, Bytes.EMPTY);
    UnsignedTx foreign = new UnsignedTx(1, PAY.to(), PAY.to(), Wei.ZERO, Bytes.EMPTY);
    for (List<UnsignedTx> list :
        List.of(List.<UnsignedTx>of(), List.of(PAY, elsewhere), List.of(PAY, foreign))) {
      assertThatThrownBy(() -> new Handoff.Send(list)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void toWalletCalls_isTheParameterOfEip5792() throws Exception {
    assertThat(JSON.readTree(SEND.toWalletCalls(true)))
        .isEqualTo(
            JSON.readTree(
                """
                [{"version":"2.0.0","from":"0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
                "chainId":"0x1","atomicRequired":true,"calls":[
                {"to":"0xae7ab96520DE3A18E5e111B5EaAb095312D7fE84","value":"0x0",
                "data":"0x095ea7b30000000000000000000000007f39c581f595b53c5cb19bd0b3f8da6c935e2ca0\
                0000000000000000000000000000000000000000000000000de0b6b3a7640000"},
                {"to":"0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0","value":"0xde0b6b3a7640000",
                "data":"0x"}]}]"""));
    assertThat(SEND.toWalletCalls(false)).contains("\"atomicRequired\":false");
  }

  @Test
  void toSafeFile_hasTheChecksumThatTheBuilderCalculates() throws Exception {
    String file = SEND.toSafeFile("Wrap \"1\" stETH", Instant.ofEpochMilli(1_700_000_000_123L));

    // the builder's own algorithm, written in JavaScript with ethers' keccak over the same object
    assertThat(JSON.readTree(file).at("/meta/checksum").asText())
        .isEqualTo("0x5b6d53edd69e494e212f1ed6a67183c05394ecbfacfe668c95396f5c84f2c763");
    assertThat(JSON.readTree(file).at("/meta/createdFromSafeAddress").asText())
        .isEqualTo(OWNER.toString());
    assertThat(JSON.readTree(file).at("/transactions/1/value").asText())
        .isEqualTo("1000000000000000000");
    assertThat(JSON.readTree(file).at("/chainId").isTextual()).isTrue();
    // the name is not part of it
    assertThat(SEND.toSafeFile("other", Instant.ofEpochMilli(1_700_000_000_123L)))
        .contains("0x5b6d53edd69e494e212f1ed6a67183c05394ecbfacfe668c95396f5c84f2c763");
  }

  @Test
  void safeChecksum_exampleOfTheBuildersOwnTests_isEqual() throws Exception {
    String file =
        """
        {"version":"1.0","chainId":"4","createdAt":1646321521061,
        "meta":{"name":"test batch file","txBuilderVersion":"1.4.0","checksum":"",
        "createdFromSafeAddress":"0xDF8a1Ce35c9a6ACE153B4e0767942f1E2291a1Aa",
        "createdFromOwnerAddress":"0x49d4450977E2c95362C13D3a31a09311E0Ea26A6"},
        "transactions":[
        {"to":"0x49d4450977E2c95362C13D3a31a09311E0Ea26A6","value":"0",
        "contractMethod":{"inputs":[{"internalType":"address","name":"paramAddress",
        "type":"address"}],"name":"testAddress","payable":false},
        "contractInputsValues":{"paramAddress":"0x49d4450977E2c95362C13D3a31a09311E0Ea26A6"}},
        {"to":"0x49d4450977E2c95362C13D3a31a09311E0Ea26A6","value":"0",
        "contractMethod":{"inputs":[{"internalType":"bool","name":"paramBool","type":"bool"}],
        "name":"testBool","payable":false},
        "contractInputsValues":{"paramAddress":"","paramBool":"false"}},
        {"to":"0x49d4450977E2c95362C13D3a31a09311E0Ea26A6","value":"2000000000000000000",
        "data":"0x42f4579000000000000000000000000049d4450977e2c95362c13d3a31a09311e0ea26a6"}]}""";

    assertThat(ExternalFormats.safeChecksum((ObjectNode) JSON.readTree(file)))
        .isEqualTo("0x4ecbfd364aa6759983915644e73f8bd411e85a2dc306f252a387c2728c4db64c");
  }

  private static final String STATUS =
      """
      {"version":"2.0.0","chainId":"0x01","id":"0xe670","status":200,"atomic":true,
      "receipts":[{"logs":[{"address":"0xa922b54716264130634d6ff183747a8ead91a40b","topics":[
      "0x5a2a90727cc9d000dd060b1132a5c977c9702bb3a52afe360c9c22f0e9451a68"],"data":"0xabcd"}],
      "status":"0x1",
      "blockHash":"0xf19bbafd9fd0124ec110b848e8de4ab4f62bf60c189524e54213285e7f540d4a",
      "blockNumber":"0xabcd","gasUsed":"0xdef","transactionHash":
      "0x9b7bb827c2e5e3c1a0a44dc53e573aa0b3af3bd1f9f5ed03071b100bb039eaff"}]}""";

  @Test
  void callsStatus_exampleOfEip5792_givesItsTransaction() {
    CallsStatus status = CallsStatus.parse(STATUS);

    assertThat(status)
        .isEqualTo(
            new CallsStatus(
                1,
                200,
                true,
                List.of(
                    Hash32.parse(
                        "0x9b7bb827c2e5e3c1a0a44dc53e573aa0b3af3bd1f9f5ed03071b100bb039eaff"))));
    assertThat(status.isPending()).isFalse();
    assertThat(status.isNeverSent()).isFalse();
  }

  @Test
  void callsStatus_pendingOrNeverSent_hasNoHashes() {
    CallsStatus pending =
        CallsStatus.parse("{\"chainId\":\"0x1\",\"status\":100,\"atomic\":false}");
    assertThat(pending.isPending()).isTrue();
    assertThat(pending.hashes()).isEmpty();
    CallsStatus failed =
        CallsStatus.parse(
            "{\"chainId\":\"0x88bb0\",\"status\":400,\"atomic\":false,\"receipts\":null}");
    assertThat(failed.isNeverSent()).isTrue();
    assertThat(failed.chainId()).isEqualTo(560_048);
  }

  @Test
  void callsStatus_sameTransactionInSeveralReceipts_isGivenOnce() {
    String receipt = "{\"transactionHash\":\"0x" + "11".repeat(32) + "\"}";
    assertThat(
            CallsStatus.parse(
                    "{\"chainId\":\"0x1\",\"status\":200,\"atomic\":true,\"receipts\":["
                        + receipt
                        + ","
                        + receipt
                        + "]}")
                .hashes())
        .hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"status\":200 | \"status\":\"CONFIRMED\"",
        "\"status\":200 | \"status\":99",
        "\"status\":200 | \"status\":20000000000",
        "\"atomic\":true | \"atomic\":\"yes\"",
        "\"chainId\":\"0x01\" | \"chainId\":1",
        "\"chainId\":\"0x01\" | \"chainId\":\"0x\"",
        "0x9b7bb827 | 0x9b7bb8",
        "transactionHash | hash",
        "\"version\" | \"status\":100,\"version\"",
      })
  void callsStatus_malformed_isRefused(String from, String to) {
    String changed = STATUS.replace(from, to);
    assertThat(changed).isNotEqualTo(STATUS);
    assertThatThrownBy(() -> CallsStatus.parse(changed))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
