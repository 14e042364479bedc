package io.github.restake4j.internal.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.restake4j.error.ChainException;
import io.github.restake4j.error.DecodingException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.eth.Bytes;
import io.github.restake4j.logs.Dropped;
import io.github.restake4j.logs.Emitted;
import io.github.restake4j.logs.EventBatch;
import io.github.restake4j.logs.EventFilter;
import io.github.restake4j.logs.EventScan;
import io.github.restake4j.logs.EventSink;
import io.github.restake4j.logs.Scanned;
import io.github.restake4j.logs.Undo;
import io.github.restake4j.standard.contract.ERC20Contract;
import io.github.restake4j.standard.contract.ERC20Contract.Transfer;
import io.github.restake4j.task.Progress;
import io.github.restake4j.tx.Journal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventScanTest {
  private final FakeChain chain = new FakeChain();
  private final Journal journal = Journal.inMemory();
  private final Ledger ledger = new Ledger();
  private final List<Duration> pauses = new ArrayList<>();
  private Runnable duringPause = () -> {};

  private EventScan<Transfer> scan(EventFilter<Transfer> filter) {
    return Scan.of(
        chain.client(),
        journal,
        Duration.ofSeconds(1),
        1,
        List.of(filter),
        time -> {
          pauses.add(time);
          duringPause.run();
        });
  }

  private EventScan<Transfer> scan() {
    return scan(EventFilter.of(Transfer.EVENT).emittedBy(FakeChain.TOKEN));
  }

  private void mineWithOneEventEach(int blocks) {
    for (int i = 0; i < blocks; i++) {
      chain.mine((int) chain.height() + 1);
    }
  }

  @Test
  void into_longChain_deliversAllInOrderInFewRequests() {
    mineWithOneEventEach(5_000);

    Scanned scanned = scan().into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
    assertThat(scanned.events()).isEqualTo(5_000);
    assertThat(scanned.toBlock()).isEqualTo(5_000);
    // heads, 1000 + 2000 + 1968 settled blocks, headers and logs of 32 young ones
    assertThat(chain.requests).isEqualTo(6);
  }

  @Test
  void into_toNumber_stopsThere() {
    mineWithOneEventEach(100);

    assertThat(scan().to(BlockRef.number(60)).into(ledger).run().toBlock()).isEqualTo(60);
    assertThat(ledger.all()).isEqualTo(chain.truth(1).subList(0, 60));
  }

  @Test
  void into_toFinalized_readsNoYoungBlock() {
    mineWithOneEventEach(100);

    assertThat(scan().to(BlockRef.FINALIZED).into(ledger).run().toBlock()).isEqualTo(36);
  }

  @Test
  void into_finalizedNotThereYet_isDoneWithNothing() {
    mineWithOneEventEach(10);

    Scanned scanned = scan().to(BlockRef.FINALIZED).into(ledger).run();

    assertThat(scanned.toBlock()).isZero();
    assertThat(ledger.all()).isEmpty();
  }

  @Test
  void into_numberThatDoesNotCome_endsTyped() {
    mineWithOneEventEach(10);

    assertThatThrownBy(
            () -> scan().to(BlockRef.number(11)).patience(Duration.ofSeconds(5)).into(ledger).run())
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.TIMEOUT));
    assertThat(pauses).hasSize(5);
  }

  @Test
  void resume_fromTheCursor_deliversOnlyWhatIsNew() {
    mineWithOneEventEach(50);
    Bytes cursor = scan().into(ledger).run().cursor();
    mineWithOneEventEach(5);

    Ledger second = new Ledger();
    scan().resume(cursor).into(second).run();

    assertThat(second.undone.get(0).fromBlock()).isEqualTo(51);
    assertThat(second.all()).isEqualTo(chain.truth(51));
  }

  @Test
  void resume_cursorOfAnotherScan_isRefused() {
    mineWithOneEventEach(50);
    Bytes cursor = scan().into(ledger).run().cursor();
    EventScan<Transfer> other = scan(EventFilter.of(Transfer.EVENT).emittedBy(FakeChain.OTHER));

    assertThatThrownBy(() -> other.resume(cursor)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scan().resume(cursor.slice(0, cursor.size() - 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> scan().resume(Bytes.EMPTY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void named_goesOnFromTheJournal() {
    mineWithOneEventEach(40);
    scan().named("transfers").into(ledger).run();
    mineWithOneEventEach(3);

    Scanned second = scan().named("transfers").into(ledger).run();

    assertThat(second.fromBlock()).isEqualTo(41);
    assertThat(second.events()).isEqualTo(3);
    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void named_sinkThrows_deliversThatBatchAgain() {
    mineWithOneEventEach(40);
    EventSink<Transfer> broken =
        new EventSink<>() {
          @Override
          public void undo(Undo undo) {
            ledger.undo(undo);
          }

          @Override
          public void take(EventBatch<Transfer> batch) {
            ledger.take(batch);
            if (batch.toBlock() > 8) {
              throw new IllegalStateException("full");
            }
          }
        };

    assertThatThrownBy(() -> scan().named("transfers").into(broken).run()).hasMessage("full");
    scan().named("transfers").into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void resume_reorgOfTheCursorsBlock_undoesExactlyWhatLeft() {
    mineWithOneEventEach(100);
    Bytes cursor = scan().into(ledger).run().cursor();
    chain.cut(3);
    chain.mine(1000);
    chain.mine(1001, 1002);
    chain.mine();
    chain.mine(1003);

    Scanned scanned = scan().resume(cursor).into(ledger).run();

    assertThat(scanned.undone()).isEqualTo(1);
    Undo undo = ledger.undone.get(2);
    assertThat(undo.fromBlock()).isEqualTo(98);
    assertThat(undo.removed()).extracting("number").containsExactly(98L, 99L, 100L);
    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void resume_sameHeightOtherBlock_isUndone() {
    mineWithOneEventEach(100);
    Bytes cursor = scan().into(ledger).run().cursor();
    chain.cut(1);
    chain.mine(7);

    scan().resume(cursor).into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void resume_chainShorterThanTheCursor_isUndone() {
    mineWithOneEventEach(100);
    Bytes cursor = scan().into(ledger).run().cursor();
    chain.cut(5);
    chain.mine(7);

    scan().resume(cursor).into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void resume_nodeIsBehindOnTheSameBranch_undoesNothing() {
    mineWithOneEventEach(100);
    Bytes cursor = scan().into(ledger).run().cursor();
    chain.cut(5);

    assertThat(scan().resume(cursor).into(ledger).run().undone()).isZero();
    assertThat(ledger.all()).hasSize(100);
  }

  @Test
  void resume_reorgBelowTheExactBlocks_goesBackToAnOlderOne() {
    mineWithOneEventEach(500);
    scan().to(BlockRef.number(200)).named("t").into(ledger).run();
    scan().named("t").into(ledger).run();
    chain.cut(200);
    mineWithOneEventEach(210);

    scan().named("t").into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void resume_reorgDeeperThanAllowed_isTakenForAnotherChain() {
    mineWithOneEventEach(500);
    Bytes cursor = scan().into(ledger).run().cursor();
    chain.cut(400);
    mineWithOneEventEach(410);

    assertThatThrownBy(() -> scan().deepestReorg(100).resume(cursor).into(ledger).run())
        .isInstanceOfSatisfying(
            ChainException.class,
            e -> assertThat(e.kind()).isEqualTo(ChainException.Code.CHAIN_MISMATCH));
  }

  @Test
  void into_reorgBetweenHeadersAndLogs_isReadAgain() {
    mineWithOneEventEach(40);
    int[] logsAsked = {0};
    chain.beforeCall =
        method -> {
          if (method.equals("eth_getLogs") && ++logsAsked[0] == 20) {
            chain.cut(2);
            chain.mine(500);
            chain.mine(501);
            chain.mine(502);
          }
        };

    scan().into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1).subList(0, ledger.all().size()));
    assertThat(ledger.next).isGreaterThanOrEqualTo(41);
  }

  @Test
  void into_laggingNode_isNotBelievedThatBlocksAreEmpty() {
    mineWithOneEventEach(3_000);
    chain.lag = 1_500;
    duringPause = () -> chain.lag = Math.max(0, chain.lag - 700);

    scan().widestRange(1_000).into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
    assertThat(pauses).isNotEmpty();
  }

  @Test
  void follow_newBlocksAndAReorg_areDeliveredUntilCancelled() {
    mineWithOneEventEach(3);
    Progress progress = Progress.silent();
    int[] rounds = {0};
    duringPause =
        () -> {
          switch (rounds[0]++) {
            case 0 -> chain.mine(100);
            case 1 -> {
              chain.cut(2);
              chain.mine(101);
              chain.mine(102);
            }
            case 2 -> chain.mine(103);
            default -> progress.cancel();
          }
        };

    assertThatThrownBy(() -> scan().follow(ledger).run(progress))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.CANCELLED));
    assertThat(ledger.all()).isEqualTo(chain.truth(1));
    assertThat(ledger.undone).hasSize(2);
  }

  @Test
  void follow_oneNewBlock_takesTwoRequests() {
    mineWithOneEventEach(3);
    Progress progress = Progress.silent();
    int[] before = {0};
    duringPause =
        () -> {
          if (before[0] == 0) {
            before[0] = chain.requests;
            chain.mine(100);
          } else {
            progress.cancel();
          }
        };

    assertThatThrownBy(() -> scan().follow(ledger).run(progress))
        .isInstanceOf(TransportException.class);
    // the head, which brings the header, and the block's logs by its hash
    assertThat(chain.requests - before[0]).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-32005 | query returned more than 10000 results",
        "-32005 | Requested range exceeds maximum RPC range limit",
        "-32000 | range too large",
        "-32602 | eth_getLogs is limited to a 300 blocks range",
        "-32000 | something nobody has ever read",
        "-32003 | response too large",
        "-32000 | query timeout exceeded"
      })
  void T40_refusedRange_isNarrowedAndTheScanIsCompleteAndInOrder(long code, String text) {
    mineWithOneEventEach(2_000);
    chain.onRange =
        (from, to) -> {
          if (to - from + 1 > 300) {
            throw new FakeChain.Refusal(code, text);
          }
        };

    scan().into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
    assertThat(chain.ranges.size()).as("ranges asked").isLessThan(30);
  }

  @Test
  void T40_tooManyResults_narrowsOnlyWhereTheChainIsDense() {
    mineWithOneEventEach(1_000);
    for (int i = 0; i < 100; i++) {
      chain.mine(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }
    chain.mineEmpty(3_000);
    chain.onRange =
        (from, to) -> {
          long found =
              chain.blocks.subList((int) (long) from, (int) (to + 1)).stream()
                  .mapToInt(block -> block.values().size())
                  .sum();
          if (found > 400) {
            throw new FakeChain.Refusal(-32005, "query returned more than 400 results");
          }
        };

    scan().into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
    assertThat(chain.ranges.size()).as("ranges asked").isLessThan(40);
  }

  @Test
  void T40_nodeProposesARange_thatOneIsAskedNext() {
    mineWithOneEventEach(2_000);
    chain.onRange =
        (from, to) -> {
          if (to > 123 && from == 1) {
            throw new FakeChain.Refusal(
                -32005,
                "query returned more than 10000 results. Try with this block range [0x1, 0x7b].");
          }
        };

    scan().into(ledger).run();

    assertThat(chain.ranges.get(1)).containsExactly(1, 123);
    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void T40_answerAboveTheClientsLimit_isNarrowed() {
    chain.maxResponseBytes = 64 * 1024;
    for (int i = 0; i < 50; i++) {
      chain.mine(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20);
    }
    chain.mineEmpty(40);

    Scanned scanned = scan().into(ledger).run();

    assertThat(scanned.events()).isEqualTo(1_000);
    assertThat(ledger.all()).isEqualTo(chain.truth(1));
  }

  @Test
  void T40_singleBlockTooLarge_isTyped() {
    mineWithOneEventEach(200);
    chain.onRange =
        (from, to) -> {
          if (from <= 77 && to >= 77) {
            throw new FakeChain.Refusal(-32005, "query returned more than 10000 results");
          }
        };

    assertThatThrownBy(() -> scan().into(ledger).run())
        .isInstanceOfSatisfying(
            RpcException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(RpcException.Code.LOGS_TOO_LARGE);
              assertThat(e).hasMessageContaining("block 77");
            });
    assertThat(ledger.all()).isEqualTo(chain.truth(1).subList(0, 76));
  }

  @Test
  void into_methodUnknown_endsAtOnce() {
    mineWithOneEventEach(200);
    chain.onRange =
        (from, to) -> {
          throw new FakeChain.Refusal(-32601, "the method eth_getLogs does not exist");
        };

    assertThatThrownBy(() -> scan().into(ledger).run()).isInstanceOf(RpcException.class);
    assertThat(chain.ranges).hasSize(1);
  }

  @Test
  void R09_logsThatWereNotAskedFor_areDroppedAndCounted() {
    mineWithOneEventEach(100);
    chain.logs =
        list -> {
          List<Map<String, Object>> lies = new ArrayList<>(list);
          FakeChain.Block first = chain.blocks.get(5);
          lies.add(FakeChain.log(first, 7, FakeChain.OTHER, 1)); // another contract
          Map<String, Object> topic = FakeChain.log(first, 8, FakeChain.TOKEN, 1);
          topic.put("topics", List.of("0x" + "9".repeat(64)));
          lies.add(topic);
          lies.add(FakeChain.log(chain.blocks.get(99), 9, FakeChain.TOKEN, 1)); // another block
          Map<String, Object> removed = FakeChain.log(first, 10, FakeChain.TOKEN, 1);
          removed.put("removed", true);
          lies.add(removed);
          if (!list.isEmpty()) {
            lies.add(new LinkedHashMap<>(list.get(0)));
          }
          return lies;
        };

    Scanned scanned = scan().to(BlockRef.number(60)).into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1).subList(0, 60));
    assertThat(scanned.dropped()).isEqualTo(new Dropped(3, 1, 1, 0));
  }

  @Test
  void R09_logsOfTwoBranchesInOneAnswer_areNotBelieved() {
    mineWithOneEventEach(100);
    int[] answers = {0};
    chain.logs =
        list -> {
          if (answers[0]++ > 0) {
            return list;
          }
          List<Map<String, Object>> lies = new ArrayList<>(list);
          Map<String, Object> foreign = FakeChain.log(chain.blocks.get(5), 3, FakeChain.TOKEN, 1);
          foreign.put("blockHash", "0x" + "d".repeat(64));
          lies.add(foreign);
          return lies;
        };

    scan().into(ledger).run();

    assertThat(ledger.all()).isEqualTo(chain.truth(1));
    assertThat(pauses).hasSize(1);
  }

  @Test
  void into_otherEventWithTheSameTopic_isCountedAsForeign() {
    mineWithOneEventEach(40);
    chain.logs =
        list -> {
          List<Map<String, Object>> more = new ArrayList<>(list);
          Map<String, Object> nft = FakeChain.log(chain.blocks.get(5), 3, FakeChain.TOKEN, 1);
          nft.put("data", "0x");
          List<Object> four = new ArrayList<>((List<?>) nft.get("topics"));
          four.add("0x" + "0".repeat(64));
          nft.put("topics", four);
          more.add(nft);
          return more;
        };

    Scanned scanned = scan().to(BlockRef.number(8)).into(ledger).run();

    assertThat(scanned.dropped()).isEqualTo(new Dropped(0, 0, 0, 1));
    assertThat(scanned.events()).isEqualTo(8);
  }

  @Test
  void into_undecodableLog_endsTheScanOfNamedContractsOnly() {
    mineWithOneEventEach(40);
    chain.logs =
        list -> {
          List<Map<String, Object>> more = new ArrayList<>(list);
          Map<String, Object> odd = FakeChain.log(chain.blocks.get(5), 3, FakeChain.TOKEN, 1);
          odd.put("data", "0x");
          more.add(odd);
          return more;
        };

    assertThatThrownBy(() -> scan().to(BlockRef.number(8)).into(ledger).run())
        .isInstanceOf(DecodingException.class);
    Scanned anyContract =
        scan(EventFilter.of(Transfer.EVENT)).to(BlockRef.number(8)).into(new Ledger()).run();
    assertThat(anyContract.dropped()).isEqualTo(new Dropped(0, 0, 0, 1));
  }

  @Test
  void into_overlappingFilters_deliverALogOnce() {
    mineWithOneEventEach(20);
    EventFilter<Transfer> all = EventFilter.of(Transfer.EVENT).emittedBy(FakeChain.TOKEN);
    Address one = Address.parse("0x" + "0".repeat(39) + "1");

    List<Emitted<Transfer>> found =
        Scan.<Transfer>of(
                chain.client(),
                journal,
                Duration.ofSeconds(1),
                1,
                List.of(all, all.where("from", one)))
            .collect(100)
            .run();

    assertThat(found).hasSize(20);
  }

  @Test
  void collect_severalEvents_shareAType() {
    mineWithOneEventEach(20);

    List<Emitted<String>> found =
        Scan.<String>of(
                chain.client(),
                journal,
                Duration.ofSeconds(1),
                1,
                List.of(
                    EventFilter.of(Transfer.EVENT).as(event -> "moved " + event.value()),
                    EventFilter.of(ERC20Contract.Approval.EVENT).as(event -> "approved")))
            .withTimes()
            .collect(100)
            .run();

    assertThat(found).extracting(Emitted::event).startsWith("moved 1", "moved 2").hasSize(20);
    assertThat(found.get(4).time()).contains(Instant.ofEpochSecond(1_700_000_000L + 12 * 5));
    assertThat(found.get(19).time()).contains(Instant.ofEpochSecond(1_700_000_000L + 12 * 20));
  }

  @Test
  void collect_withTimesOnSettledBlocks_asksTheirHeaders() {
    mineWithOneEventEach(100);

    List<Emitted<Transfer>> found = scan().withTimes().collect(100).run();

    assertThat(found.get(49).time()).contains(Instant.ofEpochSecond(1_700_000_000L + 12 * 50));
  }

  @Test
  void collect_moreThanAllowed_endsTyped() {
    mineWithOneEventEach(20);

    assertThatThrownBy(() -> scan().collect(19).run())
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.RESPONSE_TOO_LARGE));
  }

  @Test
  void where_values_goIntoTheTopics() {
    EventFilter<Transfer> filter =
        EventFilter.of(Transfer.EVENT)
            .emittedBy(FakeChain.TOKEN)
            .where("to", Address.parse("0x" + "0".repeat(39) + "2"));
    for (int value = 0; value < 30; value++) {
      chain.mine(value);
    }

    List<Emitted<Transfer>> found = scan(filter).collect(100).run();

    assertThat(found)
        .extracting(each -> each.event().value())
        .containsExactly(
            BigInteger.valueOf(2),
            BigInteger.valueOf(5),
            BigInteger.valueOf(8),
            BigInteger.valueOf(11),
            BigInteger.valueOf(14),
            BigInteger.valueOf(17),
            BigInteger.valueOf(20),
            BigInteger.valueOf(23),
            BigInteger.valueOf(26),
            BigInteger.valueOf(29));
  }

  @Test
  void where_unknownOrOtherType_isRefused() {
    EventFilter<Transfer> all = EventFilter.of(Transfer.EVENT);

    assertThatThrownBy(() -> all.where("value", BigInteger.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no indexed parameter value");
    assertThatThrownBy(() -> all.where("from", BigInteger.ONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("address");
  }

  @Test
  void async_cancelledFuture_endsTheRun() {
    mineWithOneEventEach(3);
    duringPause = Thread::onSpinWait;

    var future = scan().follow(ledger).async(Progress.silent());
    future.cancel(true);

    assertThat(future).isCancelled();
  }

  @Test
  void follow_upToANumber_isRefused() {
    assertThatThrownBy(() -> scan().to(BlockRef.number(5)).follow(ledger))
        .isInstanceOf(IllegalStateException.class);
  }
}
