package io.github.restake4j.internal.tx;

import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.tx.Intent;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at all open intents: the receipts of everything that may have been mined, then proof of
 * those that came back and a search for those that did not.
 */
final class Look {
  private static final Logger LOG = LoggerFactory.getLogger(Look.class);
  private static final int SIGHTINGS_OF_FOREIGN = 3;
  private static final int LOOKS_AT_A_LAGGARD = 3;

  private final Engine engine;
  private final Client client;
  private final Dispatch dispatch;
  private final CallScope scope;
  private final Ending ending;
  private final Batch first = new Batch();
  private final Batch second = new Batch();
  private final Map<Hash32, Set<Hash32>> listed = new HashMap<>();
  private long head;
  private long finalized;

  Look(Engine engine, Client client, Preflight preflight, Dispatch dispatch, CallScope scope) {
    this.engine = engine;
    this.client = client;
    this.dispatch = dispatch;
    this.scope = scope;
    this.ending = new Ending(engine, client, preflight, scope);
  }

  /** What one intent waits for, and what was asked about it. */
  private static final class Case {
    private final LiveIntent<?> live;
    private final Stage stage;
    private final Map<Stage.Sent, RpcCall> receipts = new HashMap<>();
    private final Map<Stage, RpcCall> before = new HashMap<>();
    private final RpcCall count;
    private Stage.@Nullable Sent mined;
    private @Nullable Receipt receipt;
    private @Nullable RpcCall block;
    private @Nullable RpcCall canonical;
    private @Nullable RpcCall transaction;

    Case(LiveIntent<?> live, Stage stage, RpcCall count) {
      this.live = live;
      this.stage = stage;
      this.count = count;
    }
  }

  void at(List<LiveIntent<?>> open) {
    List<Case> cases = new ArrayList<>();
    RpcCall latest = first.ask("eth_getBlockByNumber", "latest", false);
    RpcCall finality = first.ask("eth_getBlockByNumber", "finalized", false);
    for (LiveIntent<?> live : open) {
      live.underWay().ifPresent(stage -> cases.add(askFirst(live, stage)));
    }
    if (cases.isEmpty()) {
      return;
    }
    first.run(client.rpc(), scope);
    head = first.value(latest).field("number").count();
    finalized = first.known(finality).map(block -> block.field("number").count()).orElse(-1L);
    for (Case each : cases) {
      isolated(each, () -> askSecond(each));
    }
    if (!second.isEmpty()) {
      second.run(client.rpc(), scope);
    }
    // lowest nonces first: a pool may refuse a transaction whose predecessors it does not know
    cases.sort(Comparator.comparingLong(each -> each.stage.nonce()));
    for (Case each : cases) {
      isolated(each, () -> decide(each));
    }
  }

  private Case askFirst(LiveIntent<?> live, Stage stage) {
    Case asked =
        new Case(
            live, stage, first.ask("eth_getTransactionCount", live.sender().toString(), "latest"));
    synchronized (live) {
      for (Stage.Sent attempt : stage.attempts()) {
        asked.receipts.put(
            attempt, first.ask("eth_getTransactionReceipt", attempt.hash().toString()));
      }
      for (Stage earlier : live.before()) {
        earlier
            .winner()
            .ifPresent(
                winner ->
                    asked.before.put(
                        earlier, first.ask("eth_getTransactionReceipt", winner.hash().toString())));
      }
    }
    return asked;
  }

  private void askSecond(Case each) {
    for (Map.Entry<Stage.Sent, RpcCall> asked : each.receipts.entrySet()) {
      Optional<Json> found = first.known(asked.getValue());
      if (found.isPresent()) {
        Receipt receipt = found.get().receipt();
        if (!receipt.transactionHash().equals(asked.getKey().hash())
            || !receipt.from().equals(each.live.sender())) {
          LOG.warn(
              "the node gave the receipt of another transaction for {}", asked.getKey().hash());
          continue;
        }
        each.mined = asked.getKey();
        each.receipt = receipt;
        each.block = second.ask("eth_getBlockByHash", receipt.blockHash().toString(), false);
        each.canonical =
            second.ask(
                "eth_getBlockByNumber",
                Preflight.hex(BigInteger.valueOf(receipt.blockNumber())),
                false);
        each.transaction = second.ask("eth_getTransactionByHash", asked.getKey().hash().toString());
        return;
      }
    }
    each.stage
        .preferred()
        .ifPresent(
            attempt ->
                each.transaction =
                    second.ask("eth_getTransactionByHash", attempt.hash().toString()));
  }

  private void decide(Case each) {
    each.before.forEach((stage, asked) -> checkEarlier(each.live, stage, asked));
    Optional<Json> transaction =
        each.transaction == null ? Optional.empty() : second.known(each.transaction);
    if (each.live.origin() == LiveIntent.Origin.TRACKED && transaction.isPresent()) {
      learn(each, transaction.get());
    }
    Receipt receipt = each.receipt;
    Stage.Sent mined = each.mined;
    if (receipt != null && mined != null) {
      if (isProven(each, receipt, transaction)) {
        included(each, mined, receipt);
      }
      return;
    }
    missing(each);
  }

  /** A mined step before the one under way may leave the chain too; its bytes go out again. */
  private void checkEarlier(LiveIntent<?> live, Stage stage, RpcCall asked) {
    Optional<Json> found = first.known(asked);
    if (found.isPresent()) {
      Receipt receipt = found.get().receipt();
      synchronized (live) {
        stage.mined(receipt);
      }
      return;
    }
    if (first.isAbsent(asked)) {
      stage.winner().ifPresent(attempt -> dispatch.deliver(live, stage, attempt, false));
    }
  }

  /** What only the transaction itself says of a tracked hash. */
  private void learn(Case each, Json transaction) {
    Stage.Sent known = each.stage.attempts().get(0);
    Address from = transaction.field("from").address();
    if (!from.equals(each.live.sender())) {
      LOG.warn("{} was sent by {}, not by {}", known.hash(), from, each.live.sender());
      return;
    }
    Optional<Address> to = transaction.optional("to").map(Json::address);
    Intent.Purpose purpose =
        to.isPresent()
            ? each.live.script().purposeOf(to.get(), transaction.field("input").bytes())
            : Intent.Purpose.CANCELLATION;
    synchronized (each.live) {
      each.stage.nonce(transaction.field("nonce").count());
      each.stage.become(known, purpose);
      if (each.mined != null) {
        each.mined = each.stage.attempts().get(0);
      }
    }
  }

  private boolean isProven(Case each, Receipt receipt, Optional<Json> transaction) {
    Optional<Json> block = each.block == null ? Optional.empty() : second.known(each.block);
    Optional<Json> canonical =
        each.canonical == null ? Optional.empty() : second.known(each.canonical);
    if (!block.isPresent() || !canonical.isPresent() || !transaction.isPresent()) {
      return false;
    }
    Json tx = transaction.get();
    boolean same =
        block.get().field("hash").hash().equals(receipt.blockHash())
            && block.get().field("number").count() == receipt.blockNumber()
            && canonical.get().field("hash").hash().equals(receipt.blockHash())
            && lists(block.get(), receipt)
            && tx.field("hash").hash().equals(receipt.transactionHash())
            && tx.field("from").address().equals(receipt.from())
            && tx.field("nonce").count() == each.stage.nonce()
            && tx.optional("to").map(Json::address).equals(receipt.to())
            && receipt.blockNumber() <= head;
    if (!same) {
      LOG.warn(
          "the node contradicts itself about {} in block {}",
          receipt.transactionHash(),
          receipt.blockHash());
    }
    return same;
  }

  private boolean lists(Json block, Receipt receipt) {
    return listed
        .computeIfAbsent(
            receipt.blockHash(),
            hash -> {
              Set<Hash32> hashes = new HashSet<>();
              block.field("transactions").elements().forEach(each -> hashes.add(each.hash()));
              return hashes;
            })
        .contains(receipt.transactionHash());
  }

  private void included(Case each, Stage.Sent mined, Receipt receipt) {
    LiveIntent<?> live = each.live;
    boolean news =
        each.stage.receipt().map(old -> !old.blockHash().equals(receipt.blockHash())).orElse(true);
    if (news) {
      engine.record(
          live,
          new Intent.Included(
              new Intent.Inclusion(mined.hash(), receipt.blockHash(), receipt.blockNumber())));
    }
    synchronized (live) {
      each.stage.mined(receipt);
    }
    if (head - receipt.blockNumber() + 1 >= live.options().confirmations()) {
      ending.confirmed(live, each.stage, mined, receipt, receipt.blockNumber() <= finalized);
    }
  }

  private void missing(Case each) {
    LiveIntent<?> live = each.live;
    Stage stage = each.stage;
    for (RpcCall asked : each.receipts.values()) {
      if (!first.isAbsent(asked)) {
        return; // an error, or the receipt of something else: nothing is known
      }
    }
    Optional<Receipt> lost = stage.receipt();
    if (lost.isPresent()) {
      if (head < lost.get().blockNumber() && stage.missed() < LOOKS_AT_A_LAGGARD) {
        return; // a node behind the block cannot tell that it is gone
      }
      LOG.info("a reorg removed {}", lost.get().transactionHash());
      engine.record(live, new Intent.Reopened());
      synchronized (live) {
        stage.attempt(lost.get().transactionHash()).ifPresent(stage::prefer);
        stage.reopened();
        stage.sendAt(engine.nanos());
      }
    }
    long used = first.value(each.count).count();
    if (stage.nonce() != Stage.UNKNOWN && used > stage.nonce()) {
      if (stage.sawForeign() >= SIGHTINGS_OF_FOREIGN) {
        ending.displaced(live, stage, head);
      }
      return;
    }
    stage.sawOurs();
    boolean unknown = each.transaction == null || second.isAbsent(each.transaction);
    if (unknown && stage.isSendDue(engine.nanos())) {
      stage.preferred().ifPresent(attempt -> dispatch.deliver(live, stage, attempt, true));
    }
  }

  /** What a node says about one intent must not keep the others waiting. */
  private static void isolated(Case each, Runnable work) {
    try {
      work.run();
    } catch (Restake4jException e) {
      LOG.info("{}: {}", each.live.key(), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{}: unexpected failure", each.live.key(), e);
    }
  }
}
