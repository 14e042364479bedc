package io.github.restake4j.internal.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.RefusedException;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.tx.Handoff;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a wallet is given that comes back for a plan it may have sent. */
class HandingOutTest {
  private static final Hash32 SENT = Hash32.parse("0x" + "5".repeat(64));

  private final HookedJournal journal = new HookedJournal();
  private final Bench bench = new Bench(journal);
  private long head = 100;
  private long used;
  private long minedAt;
  private Map<String, Object> mined = Map.of();

  /** A chain of empty blocks but for one, whose node has no index of senders and nonces. */
  @BeforeEach
  void script() {
    bench.node.script("eth_getTransactionCount", params -> "0x" + Long.toHexString(used));
    bench.node.script(
        "eth_getBlockByNumber",
        params -> {
          String asked = params.get(0).asText();
          long number = asked.startsWith("0x") ? Long.decode(asked) : head;
          Map<String, Object> block = bench.node.block();
          block.put("number", "0x" + Long.toHexString(number));
          boolean whole = params.get(1).asBoolean() && !asked.equals("pending");
          block.put("transactions", whole && number == minedAt ? List.of(mined) : List.of());
          return block;
        });
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private Handoff unsigned() {
    return bench.plan().with(Bench.keyed("order-7")).unsigned(Bench.KEY.address()).now();
  }

  /** The wallet sends what it was given, or something else, one block later. */
  private void mine(String value) {
    Map<String, Object> transaction = new LinkedHashMap<>();
    transaction.put("hash", SENT.toString());
    transaction.put("from", Bench.KEY.address().toString());
    transaction.put("to", Bench.TARGET.toString());
    transaction.put("nonce", "0x0");
    transaction.put("value", value);
    transaction.put("input", "0x");
    transaction.put("blockNumber", "0x65");
    mined = transaction;
    minedAt = 101;
    used = 1;
    head = 101;
  }

  @Test
  void minedNotLongAgo_isTold() {
    assertThat(unsigned()).isInstanceOf(Handoff.Send.class);
    mine("0x0");
    head = 600;
    assertThat(unsigned()).isEqualTo(new Handoff.Sent(List.of(SENT)));
  }

  @Test
  void somethingElseWasMined_isGivenOutAgain() {
    Handoff before = unsigned();
    mine("0x1");
    assertThat(unsigned()).isEqualTo(before);
  }

  @Test
  void usedNonceCannotBeLookedBackTo_isNotGivenOutAgain() {
    assertThat(unsigned()).isInstanceOf(Handoff.Send.class);
    mine("0x0");
    head = 701;
    assertThatThrownBy(this::unsigned)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.kind()).isEqualTo(RefusedException.Code.PRECONDITION))
        .hasMessageContaining("order-7")
        .hasMessageContaining("from 189 on")
        .hasMessageContaining("another key");

    bench.node.script("eth_getTransactionBySenderAndNonce", params -> mined);
    assertThat(unsigned()).isEqualTo(new Handoff.Sent(List.of(SENT)));
  }

  @Test
  void blockOfAUsedNonceIsNotAnswered_isNotGivenOutAgain() {
    assertThat(unsigned()).isInstanceOf(Handoff.Send.class);
    used = 1;
    head = 105;
    assertThatThrownBy(this::unsigned).isInstanceOf(RefusedException.class);
  }

  @Test
  void nothingWasSentForLong_isGivenOutAgain() {
    Handoff before = unsigned();
    head = 5_000;
    assertThat(unsigned()).isEqualTo(before);
  }

  @Test
  void submittedAndRejected_isGivenOut() {
    bench.node.honest("eth_getBlockByNumber");
    bench.node.honest("eth_getTransactionCount");
    journal.beforeForce(
        () -> {
          throw new JournalException(JournalException.Code.WRITE_FAILED, "the disk is full");
        });
    assertThatThrownBy(() -> bench.send(Bench.keyed("order-7")))
        .isInstanceOf(JournalException.class);
    assertThat(journal.find("order-7").orElseThrow().steps()).hasSize(1);
    journal.beforeForce(() -> {});

    assertThat(unsigned()).isInstanceOf(Handoff.Send.class);
  }
}
