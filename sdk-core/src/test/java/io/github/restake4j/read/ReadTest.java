package io.github.restake4j.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Chain;
import io.github.restake4j.Restake4j;
import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RevertException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.units.Wei;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Rounds, blocks and failures of reads, against a node in memory on a chain without a multicall.
 */
class ReadTest {
  private static final Chain PRIVATE = Chain.of(1_337);
  private static final Address TOKEN = Address.parse("0x00000000000000000000000000000000000000aa");
  private static final Address OWNER = Address.parse("0x00000000000000000000000000000000000000bb");

  /** Every word is 7, every account has 5 wei, every address has code. */
  private static JsonNode seven(FakeNode node, JsonNode call) {
    return switch (call.path("method").asText()) {
      case "eth_getBalance" -> FakeNode.text("0x5");
      case "eth_getCode" -> FakeNode.text("0x6001");
      default -> FakeNode.text(String.format("0x%064x", 7));
    };
  }

  private static Restake4j client(FakeNode node) {
    node.chainId = PRIVATE.id();
    return Restake4j.builder().rpc("http://node.invalid").chain(PRIVATE).transport(node).build();
  }

  private static FakeNode node(BiFunction<FakeNode, JsonNode, JsonNode> answers) {
    return new FakeNode(answers);
  }

  private static Read<BigInteger> balance(Restake4j client, Address owner) {
    return client.call(TOKEN, ERC20Contract.balanceOf(owner));
  }

  @Test
  void making_aRead_asksNothing() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);

    Read<BigInteger> read =
        balance(client, OWNER).map(BigInteger::negate).then(b -> balance(client, TOKEN));

    assertThat(read).isNotNull();
    assertThat(node.requests).isZero();
  }

  @Test
  void now_manyReads_isOneRequestForTheHeaderAndOneForTheRound() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);
    List<Read<Object>> reads = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      byte[] bytes = new byte[20];
      bytes[19] = (byte) i;
      reads.add(balance(client, Address.of(bytes)).map(b -> b));
    }
    reads.add(client.balance(OWNER).map(b -> b));

    List<Object> values = Read.all(reads).now();

    assertThat(values).hasSize(41).startsWith(BigInteger.valueOf(7)).endsWith(Wei.of(5));
    assertThat(node.requests).isEqualTo(2);
  }

  @Test
  void now_sameQuestionTwice_isAskedOnce() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);

    BigInteger sum =
        Read.zip(balance(client, OWNER), balance(client, OWNER), BigInteger::add).now();

    assertThat(sum).isEqualTo(14);
    assertThat(node.calls).filteredOn(c -> c.path("method").asText().equals("eth_call")).hasSize(1);
  }

  @Test
  void then_isOneMoreRequestAtTheSameBlock() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);

    At<BigInteger> read = balance(client, OWNER).then(b -> balance(client, TOKEN)).nowAt();

    assertThat(node.requests).isEqualTo(3);
    assertThat(read.block().hash()).isEqualTo(Hash32.parse(FakeNode.hashOf(100)));
    assertThat(node.calls)
        .filteredOn(c -> c.path("method").asText().equals("eth_call"))
        .allSatisfy(
            c -> {
              assertThat(c.at("/params/1/blockHash").asText()).isEqualTo(FakeNode.hashOf(100));
              assertThat(c.at("/params/1/requireCanonical").asBoolean()).isTrue();
            });
  }

  @Test
  void at_exactBlockOfAnEarlierRead_asksForNoHeader() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);
    BlockRef.Exact block = client.block().now();
    int before = node.requests;

    balance(client, OWNER).at(block).now();

    assertThat(node.requests - before).isEqualTo(1);
  }

  @Test
  void at_conflictingInnerPin_isRefused() {
    Restake4j client = client(node(ReadTest::seven));
    Read<BigInteger> pinned = balance(client, OWNER).at(BlockRef.number(5));

    assertThatThrownBy(() -> pinned.map(b -> b).at(BlockRef.number(6)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Read.zip(pinned, balance(client, OWNER).at(BlockRef.FINALIZED), BigInteger::add))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> balance(client, OWNER).then(b -> pinned).now())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void zip_readsOfTwoClients_isRefused() {
    Restake4j one = client(node(ReadTest::seven));
    Restake4j two = client(node(ReadTest::seven));

    assertThatThrownBy(() -> Read.zip(balance(one, OWNER), balance(two, OWNER), BigInteger::add))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void failure_firstInDeclarationOrder_isThrown() {
    FakeNode node =
        node(
            (n, call) -> {
              String data = call.at("/params/0/data").asText();
              if (data.endsWith("0b")) {
                return FakeNode.error(3, "execution reverted: B", reason("B"));
              }
              return data.endsWith("0a")
                  ? FakeNode.error(3, "execution reverted: A", reason("A"))
                  : seven(n, call);
            });
    Restake4j client = client(node);
    Address a = Address.parse("0x000000000000000000000000000000000000000a");
    Address b = Address.parse("0x000000000000000000000000000000000000000b");

    // b fails in the first round, a only in the second; a was declared first
    Read<BigInteger> late = balance(client, OWNER).then(x -> balance(client, a));
    assertThatThrownBy(() -> Read.zip(late, balance(client, b), BigInteger::add).now())
        .isInstanceOf(RevertException.class)
        .hasMessageContaining("balanceOf(address)")
        .hasMessageContaining("reverted: A");
  }

  @Test
  void F11_attempt_isolatesOneFailure() {
    FakeNode node =
        node(
            (n, call) ->
                call.at("/params/0/data").asText().endsWith("0a")
                    ? FakeNode.error(3, "execution reverted: A", reason("A"))
                    : seven(n, call));
    Restake4j client = client(node);
    Address a = Address.parse("0x000000000000000000000000000000000000000a");

    List<Attempt<BigInteger>> both =
        Read.all(List.of(balance(client, a).attempt(), balance(client, OWNER).attempt())).now();

    String first = both.get(0).fold(v -> "value", Restake4jException::code);
    assertThat(first).isEqualTo("REVERTED");
    assertThat(both.get(1).optional()).contains(BigInteger.valueOf(7));
  }

  @Test
  void A15_emptyAnswer_withoutCode_isNoCodeNotZero() {
    FakeNode node = node((n, call) -> FakeNode.text("0x"));

    assertThatThrownBy(() -> balance(client(node), OWNER).now())
        .isInstanceOfSatisfying(
            ChainException.class, e -> assertThat(e.kind()).isEqualTo(ChainException.Code.NO_CODE))
        .hasMessageContaining(TOKEN.toString());
  }

  @Test
  void emptyAnswer_withCode_isADecodingFailure() {
    FakeNode node =
        node(
            (n, call) ->
                FakeNode.text(call.path("method").asText().equals("eth_getCode") ? "0x60" : "0x"));

    assertThatThrownBy(() -> balance(client(node), OWNER).now())
        .isInstanceOfSatisfying(
            DecodingException.class, e -> assertThat(e.code()).isEqualTo("ABI_EMPTY"));
  }

  @Test
  void E43_otherChain_isRefusedBeforeAnyAnswerIsUsed() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);
    node.chainId = 5;

    assertThatThrownBy(() -> balance(client, OWNER).now())
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.CHAIN_MISMATCH));
    assertThat(node.calls).noneMatch(c -> c.path("method").asText().equals("eth_call"));
  }

  @Test
  void R13_chainChangesLater_isNoticedByTheNextRun() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);
    balance(client, OWNER).now();
    node.chainId = 5;

    assertThatThrownBy(() -> balance(client, OWNER).now()).isInstanceOf(ChainException.class);
  }

  @Test
  void blockVanishes_onceWhileReading_startsOverAtTheNewBlock() {
    FakeNode node =
        node(
            (n, call) -> {
              if (n.height == 100) {
                n.height = 101;
                return FakeNode.error(-32000, "header not found", "");
              }
              return seven(n, call);
            });

    At<BigInteger> read = balance(client(node), OWNER).nowAt();

    assertThat(read.block().number()).isEqualTo(101);
    assertThat(node.requests).isEqualTo(4);
  }

  @Test
  void blockVanishes_again_andAgain_endsTyped() {
    FakeNode node = node((n, call) -> FakeNode.error(-32001, "Resource not found", ""));

    assertThatThrownBy(() -> balance(client(node), OWNER).now())
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.kind()).isEqualTo(RpcException.Code.BLOCK_GONE));
    assertThat(node.requests).isEqualTo(6);
  }

  @Test
  void prunedState_hasItsOwnCode() {
    FakeNode node =
        node((n, call) -> FakeNode.error(-32000, "missing trie node 0xabc (path )", ""));

    assertThatThrownBy(() -> balance(client(node), OWNER).at(BlockRef.number(100)).now())
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.kind()).isEqualTo(RpcException.Code.STATE_UNAVAILABLE));
  }

  @Test
  void header_ofAnotherNumber_isMisbehaviour() {
    assertThatThrownBy(
            () -> balance(client(node(ReadTest::seven)), OWNER).at(BlockRef.number(99)).now())
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> assertThat(e.kind()).isEqualTo(RpcException.Code.NODE_MISBEHAVIOUR));
  }

  @Test
  void once_keepsItsValueAndAsksNoMore() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);
    Read<BigInteger> once = balance(client, OWNER).once();
    once.now();
    int before = node.requests;

    assertThat(once.map(BigInteger::negate).now()).isEqualTo(-7);
    assertThat(node.requests).isEqualTo(before);
  }

  @Test
  void once_failure_isNotKept() {
    boolean[] broken = {true};
    FakeNode node =
        node(
            (n, call) ->
                broken[0] ? FakeNode.error(3, "execution reverted", "0x") : seven(n, call));
    Read<BigInteger> once = balance(client(node), OWNER).once();
    assertThatThrownBy(once::now).isInstanceOf(RevertException.class);
    broken[0] = false;

    assertThat(once.now()).isEqualTo(7);
  }

  @Test
  void known_andAllOfNothing_askNothing() {
    assertThat(Read.known("x").map(x -> x + "y").now()).isEqualTo("xy");
    assertThat(Read.all(List.of()).now()).isEmpty();
    assertThat(Read.known(1).async()).isCompletedWithValue(1);
  }

  @Test
  void then_ofAKnownValue_isTheNextRead() {
    Restake4j client = client(node(ReadTest::seven));

    assertThat(Read.known(OWNER).then(owner -> balance(client, owner)).now()).isEqualTo(7);
    assertThat(Read.all(List.of()).then(nothing -> balance(client, OWNER)).async().join())
        .isEqualTo(7);
  }

  @Test
  void block_leadingOn_costsNoRoundOfItsOwn() {
    FakeNode node = node(ReadTest::seven);
    Restake4j client = client(node);

    Read.zip(
            client.block().then(block -> balance(client, TOKEN)),
            balance(client, OWNER),
            BigInteger::add)
        .now();

    assertThat(node.requests).isEqualTo(2);
  }

  @Test
  void callFrom_namesTheCaller() {
    FakeNode node = node(ReadTest::seven);

    client(node).callFrom(OWNER, TOKEN, ERC20Contract.balanceOf(OWNER)).now();

    assertThat(node.calls)
        .filteredOn(c -> c.path("method").asText().equals("eth_call"))
        .allSatisfy(c -> assertThat(c.at("/params/0/from").asText()).isEqualTo(OWNER.toString()));
  }

  @Test
  void async_afterClose_endsTyped() {
    Restake4j client = client(node(ReadTest::seven));
    Read<BigInteger> read = balance(client, OWNER);
    client.close();

    assertThat(read.async()).isCompletedExceptionally();
  }

  /** {@code Error(string)} of one letter. */
  private static String reason(String letter) {
    return "0x08c379a0"
        + String.format("%064x", 32)
        + String.format("%064x", 1)
        + String.format("%02x", (int) letter.charAt(0))
        + "0".repeat(62);
  }
}
