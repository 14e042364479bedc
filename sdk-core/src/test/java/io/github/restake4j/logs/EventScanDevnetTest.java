package io.github.restake4j.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.restake4j.Restake4j;
import io.github.restake4j.deployments.Deployments;
import io.github.restake4j.devnet.LocalDevnet;
import io.github.restake4j.devnet.junit.Devnet;
import io.github.restake4j.error.TransportException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.BlockRef;
import io.github.restake4j.standard.contract.ERC20Contract.Transfer;
import io.github.restake4j.task.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scans of a real node whose chain is reorganised under them. */
@Devnet(local = true)
class EventScanDevnetTest {
  private static final Address RECEIVER = Address.parse("0x" + "d".repeat(40));

  private final LocalDevnet devnet;
  private final String steth;
  private final String wallet;
  private Restake4j client;
  private long start;

  EventScanDevnetTest(LocalDevnet devnet) {
    this.devnet = devnet;
    this.steth = devnet.address("lido", "Lido");
    this.wallet = devnet.accounts().get(3).address();
    this.client = connect();
  }

  private Restake4j connect() {
    return Restake4j.builder()
        .rpc(devnet.rpcUrl())
        .deployments(Deployments.parse(devnet.deploymentJson()))
        .pollInterval(Duration.ofMillis(20))
        .build();
  }

  @BeforeEach
  void fresh() {
    client.close();
    client = connect();
    send("0x8ac7230489e80000", "0xa1903eab" + "0".repeat(64)); // submit 10 ETH
    start = devnet.raw().blockNumber() + 1;
  }

  @AfterEach
  void close() {
    client.close();
  }

  private void send(String value, String data) {
    String hash =
        devnet
            .node()
            .call(
                "eth_sendTransaction",
                Map.of("from", wallet, "to", steth, "value", value, "data", data))
            .asText();
    for (int looks = 0; looks < 10_000; looks++) {
      if (!devnet.node().call("eth_getTransactionReceipt", hash).isNull()) {
        return;
      }
    }
    throw new AssertionError("not mined: " + hash);
  }

  private void transfer(long wei) {
    send(
        "0x0",
        "0xa9059cbb"
            + "0".repeat(24)
            + RECEIVER.toString().substring(2).toLowerCase(Locale.ROOT)
            + String.format("%064x", wei));
  }

  private EventScan<Transfer> transfers() {
    return client.events(
        start,
        EventFilter.of(Transfer.EVENT).emittedBy(Address.parse(steth)).where("to", RECEIVER));
  }

  /** What the node itself says, asked without any SDK class. */
  private List<String> truth() {
    List<String> all = new ArrayList<>();
    JsonNode logs =
        devnet
            .node()
            .call(
                "eth_getLogs",
                Map.of(
                    "fromBlock",
                    "0x" + Long.toHexString(start),
                    "toBlock",
                    "latest",
                    "address",
                    steth,
                    "topics",
                    Arrays.asList(
                        "0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef",
                        null,
                        "0x" + "0".repeat(24) + "d".repeat(40))));
    logs.forEach(
        log ->
            all.add(
                log.get("blockHash").asText() + " " + Long.decode(log.get("logIndex").asText())));
    return all;
  }

  private static final class Book implements EventSink<Transfer> {
    final ConcurrentSkipListMap<Long, List<String>> held = new ConcurrentSkipListMap<>();
    final LinkedBlockingQueue<Long> upTo = new LinkedBlockingQueue<>();
    final List<Undo> undone = new ArrayList<>();

    @Override
    public void undo(Undo undo) {
      held.tailMap(undo.fromBlock(), true).clear();
      undone.add(undo);
    }

    @Override
    public void take(EventBatch<Transfer> batch) {
      batch
          .events()
          .forEach(
              each ->
                  held.computeIfAbsent(each.log().blockNumber(), b -> new ArrayList<>())
                      .add(each.log().blockHash() + " " + each.log().logIndex()));
      upTo.add(batch.toBlock());
    }

    void awaitBlock(long number) throws InterruptedException {
      long reached;
      do {
        Long next = upTo.poll(20, TimeUnit.SECONDS);
        assertThat(next).as("a batch up to block " + number).isNotNull();
        reached = next;
      } while (reached < number);
    }

    List<String> all() {
      List<String> all = new ArrayList<>();
      held.values().forEach(all::addAll);
      return all;
    }
  }

  @Test
  void into_manyBlocks_equalsWhatTheNodeSays() {
    for (int i = 1; i <= 10; i++) {
      transfer(i);
      devnet.mine(9);
    }
    Book book = new Book();

    Scanned scanned = transfers().into(book).run();

    assertThat(book.all()).isEqualTo(truth()).hasSize(10);
    assertThat(scanned.toBlock()).isEqualTo(devnet.raw().blockNumber());
    assertThat(scanned.dropped()).isEqualTo(Dropped.NONE);
  }

  @Test
  void resume_afterReorg_holdsTheCanonicalEvents() {
    for (int i = 1; i <= 5; i++) {
      transfer(i);
    }
    Book book = new Book();
    transfers().named("book").into(book).run();
    devnet.node().call("anvil_reorg", 3, List.of());
    transfer(77);

    Scanned scanned = transfers().named("book").into(book).run();

    assertThat(scanned.undone()).isEqualTo(1);
    assertThat(book.undone.get(2).removed()).hasSize(3);
    assertThat(book.all()).isEqualTo(truth()).hasSize(3); // two below the reorg, and the new one
  }

  @Test
  void follow_blocksAndReorgs_isAlwaysTheCanonicalChain() throws InterruptedException {
    Book book = new Book();
    Progress progress = Progress.silent();
    transfer(1);
    CompletableFuture<Scanned> running = transfers().follow(book).async(progress);
    book.awaitBlock(start);
    for (int depth = 1; depth <= 4; depth++) {
      for (int i = 0; i < depth + 1; i++) {
        transfer(depth * 10L + i);
      }
      book.awaitBlock(devnet.raw().blockNumber());
      devnet.node().call("anvil_reorg", depth, List.of());
      transfer(1_000 + depth);
      book.awaitBlock(devnet.raw().blockNumber());
    }

    assertThat(book.all()).isEqualTo(truth());
    assertThat(running).isNotDone();
    progress.cancel();
    assertThatThrownBy(running::join)
        .hasCauseInstanceOf(TransportException.class)
        .isInstanceOf(CompletionException.class);
  }

  @Test
  void follow_clientCloses_endsWithItsThread() throws InterruptedException {
    transfer(1);
    Book book = new Book();
    CompletableFuture<Scanned> running =
        transfers().every(Duration.ofMinutes(10)).follow(book).async(Progress.silent());
    book.awaitBlock(start);

    client.close();

    assertThatThrownBy(() -> running.get(1, TimeUnit.SECONDS))
        .cause()
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.kind()).isEqualTo(TransportException.Code.CLOSED));
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(Thread::isAlive)
        .extracting(Thread::getName)
        .doesNotContain("restake4j-scan");
  }

  @Test
  void into_finalizedBlock_isReadAsTheNodeFinalizes() {
    transfer(1);
    devnet.mine(70);

    Scanned scanned = transfers().to(BlockRef.FINALIZED).into(new Book()).run();

    long finalized =
        Long.decode(
            devnet.node().call("eth_getBlockByNumber", "finalized", false).get("number").asText());
    assertThat(scanned.toBlock()).isEqualTo(finalized);
  }
}
