package io.github.restake4j.internal.tx;

import io.github.restake4j.error.JournalException;
import io.github.restake4j.error.Restake4jException;
import io.github.restake4j.error.RpcException;
import io.github.restake4j.eth.Address;
import io.github.restake4j.eth.Hash32;
import io.github.restake4j.eth.Receipt;
import io.github.restake4j.internal.CallScope;
import io.github.restake4j.internal.Client;
import io.github.restake4j.internal.rpc.Json;
import io.github.restake4j.internal.rpc.Lease;
import io.github.restake4j.internal.rpc.RpcCall;
import io.github.restake4j.tx.Intent;
import io.github.restake4j.tx.TxOptions;
import io.github.restake4j.tx.TxOutcome;
import io.github.restake4j.tx.TxStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at everything under way, with the eyes of one endpoint: how far each account has got,
 * the receipts of what must have been mined then, and the blocks that prove them; a search for what
 * is missing; and what time alone has made due.
 */
final class Look {
  private static final Logger LOG = LoggerFactory.getLogger(Look.class);
  private static final int SIGHTINGS_OF_FOREIGN = 3;
  private static final int SIGHTINGS_OF_NOTHING = 3;
  private static final int BUMPS_PER_INTERVAL = 2;
  private static final int FEW = 64;

  /** A node recovers the sender of a transaction it is asked for, which takes it a while. */
  private static final int MOST_ASKED_FOR = 16;

  /** What counts as final on a network whose nodes do not say: four epochs. */
  private static final long BLOCKS_TO_FINALITY = 128;

  private final Engine engine;
  private final Client client;
  private final Trail trail;
  private final CallScope scope;
  private final Lease rpc;
  private final Ending ending;
  private final Batch first = new Batch();
  private final Batch second = new Batch();
  private final Batch third = new Batch();
  private final Map<Address, RpcCall> counts = new HashMap<>();
  private final Map<Hash32, Set<Hash32>> listed = new HashMap<>();
  private final Map<Address, Set<Stage>> next = new HashMap<>();
  private final Map<Stage, Case> cases = new LinkedHashMap<>();
  private long head;
  private long safe;
  private long finalized;
  private boolean late;
  private boolean crossChecked;

  Look(Engine engine, Client client, Preflight preflight, Trail trail, CallScope scope) {
    this.engine = engine;
    this.client = client;
    this.trail = trail;
    this.scope = scope;
    this.rpc = client.rpc().lease();
    this.ending = new Ending(engine, client, preflight, rpc, scope);
  }

  /** A step that is in no block we believe in, and what was asked about it. */
  private static final class Case {
    private final LiveIntent live;
    private final Stage stage;
    private final List<Stage.Sent> attempts;
    private final Map<Stage.Sent, RpcCall> receipts = new LinkedHashMap<>();
    private @Nullable RpcCall pooled;
    private Stage.@Nullable Sent mined;
    private @Nullable Receipt receipt;
    private @Nullable RpcCall block;
    private @Nullable RpcCall transaction;

    Case(LiveIntent live, Stage stage) {
      this.live = live;
      this.stage = stage;
      synchronized (live) {
        this.attempts = List.copyOf(stage.attempts());
      }
    }
  }

  void at(List<LiveIntent> watched) {
    heads(watched);
    for (LiveIntent live : watched) {
      for (Stage stage : live.stages()) {
        // until it has its outcome, it is looked for anew each time
        if (stage.isOpen() || (!stage.isConfirmed() && live.isCurrent(stage))) {
          cases.put(stage, new Case(live, stage));
        }
      }
    }
    cases.values().forEach(each -> isolated(each.live, () -> askSecond(each)));
    run(second);
    cases.values().forEach(each -> isolated(each.live, () -> askThird(each)));
    run(third);
    // lowest nonces first: a pool may refuse a transaction whose predecessors it does not know
    List<Case> sorted = new ArrayList<>(cases.values());
    sorted.sort(Comparator.comparingLong(each -> each.stage.nonce()));
    for (Case each : sorted) {
      isolated(each.live, () -> decide(each));
    }
    for (LiveIntent live : watched) {
      isolated(live, () -> deepen(live));
      isolated(live, () -> hurry(live));
    }
    if (!late) {
      engine.lanes().forEach(this::closeGap);
    }
  }

  private void run(Batch batch) {
    if (!batch.isEmpty()) {
      batch.run(rpc, scope);
    }
  }

  private void heads(List<LiveIntent> watched) {
    final RpcCall chainId = first.ask("eth_chainId");
    final RpcCall latest = first.ask("eth_getBlockByNumber", "latest", false);
    final RpcCall finality = first.ask("eth_getBlockByNumber", "finalized", false);
    final RpcCall safety = first.ask("eth_getBlockByNumber", "safe", false);
    final Optional<RpcCall> newest = trail.ask(first);
    for (LiveIntent live : watched) {
      counts.computeIfAbsent(
          live.sender(),
          sender -> first.ask("eth_getTransactionCount", sender.toString(), "latest"));
    }
    run(first);
    client.checkChainId(first.value(chainId).quantity());
    head = first.value(latest).field("number").count();
    finalized = height(finality, head - BLOCKS_TO_FINALITY);
    safe = height(safety, finalized);
    late = trail.isLate(head) || !rpc.isCurrent();
    if (late) {
      return; // it may not have seen yet what we, or other endpoints, know
    }
    newest.ifPresent(first::value); // an error is no answer, and nothing is decided on one
    Optional<Long> fork =
        trail.follow(
            head,
            first.value(latest).field("hash").hash(),
            newest.flatMap(first::known),
            rpc,
            scope);
    fork.ifPresent(above -> doubt(watched, above));
    trail.settled(finalized);
  }

  private long height(RpcCall asked, long otherwise) {
    return first.known(asked).map(block -> block.field("number").count()).orElse(otherwise);
  }

  private static void doubt(List<LiveIntent> watched, long above) {
    for (LiveIntent live : watched) {
      synchronized (live) {
        for (Stage stage : live.stages()) {
          if (stage.receipt().filter(mined -> mined.blockNumber() > above).isPresent()) {
            stage.doubt();
          }
        }
      }
    }
  }

  private long used(Case each) {
    RpcCall asked = counts.get(each.live.sender());
    return asked == null ? 0 : first.value(asked).count();
  }

  private void askSecond(Case each) {
    boolean isUsed = each.stage.nonce() == Stage.UNKNOWN || used(each) > each.stage.nonce();
    // where there are many, only those are asked for that must have been mined
    if (isUsed || each.stage.receipt().isPresent() || cases.size() <= FEW) {
      for (Stage.Sent attempt : each.attempts) {
        each.receipts.put(
            attempt, second.ask("eth_getTransactionReceipt", attempt.hash().toString()));
      }
    }
    boolean wanted =
        each.live.origin() == LiveIntent.Origin.TRACKED
            ? each.stage.nonce() == Stage.UNKNOWN
            : !isUsed
                && each.stage.isOpen()
                && each.stage.isCheckDue(engine.nanos())
                && isNext(each);
    if (wanted) {
      each.stage
          .preferred()
          .ifPresent(
              attempt ->
                  each.pooled = second.ask("eth_getTransactionByHash", attempt.hash().toString()));
    }
  }

  /** Where many are under way, pools are asked for those that can be mined first. */
  private boolean isNext(Case each) {
    return cases.size() <= FEW
        || next.computeIfAbsent(each.live.sender(), this::lowest).contains(each.stage);
  }

  private Set<Stage> lowest(Address sender) {
    List<Lane.Flight> flights = engine.lane(sender).flights();
    Set<Stage> lowest = new HashSet<>();
    for (Lane.Flight flight : flights.subList(0, Math.min(flights.size(), MOST_ASKED_FOR))) {
      lowest.add(flight.stage());
    }
    return lowest;
  }

  private void askThird(Case each) {
    for (Map.Entry<Stage.Sent, RpcCall> asked : each.receipts.entrySet()) {
      Optional<Json> found = second.known(asked.getValue());
      if (found.isPresent()) {
        Receipt receipt = found.get().receipt();
        if (!receipt.transactionHash().equals(asked.getKey().hash())
            || !receipt.from().equals(each.live.sender())) {
          contradicts(
              each, "the receipt it gave for " + asked.getKey().hash() + " is of another one");
          continue;
        }
        each.mined = asked.getKey();
        each.receipt = receipt;
        each.block =
            third.ask(
                "eth_getBlockByNumber",
                Preflight.hex(BigInteger.valueOf(receipt.blockNumber())),
                false);
        if (isCrossChecked(each)) {
          each.transaction =
              third.ask("eth_getTransactionByHash", asked.getKey().hash().toString());
        }
        return;
      }
    }
  }

  /**
   * The hash of bytes we hold says all there is to say of the transaction; a node is asked for it
   * to be caught contradicting itself. Where many are under way, one at a look has to do: it costs
   * a node several times what a receipt does.
   */
  private boolean isCrossChecked(Case each) {
    boolean isFirst = !crossChecked;
    crossChecked = true;
    return isFirst
        || cases.size() <= MOST_ASKED_FOR
        || each.live.origin() == LiveIntent.Origin.TRACKED;
  }

  private void decide(Case each) {
    Receipt receipt = each.receipt;
    Stage.Sent mined = each.mined;
    if (receipt != null && mined != null) {
      Optional<Json> transaction =
          each.transaction == null ? Optional.empty() : third.known(each.transaction);
      if (each.live.origin() == LiveIntent.Origin.TRACKED && transaction.isPresent()) {
        learn(each, mined, transaction.get());
      }
      if (isProven(each, receipt, transaction)) {
        included(each, receipt);
      }
      return;
    }
    if (each.pooled != null) {
      Optional<Json> pooled = second.known(each.pooled);
      if (pooled.isPresent() && each.live.origin() == LiveIntent.Origin.TRACKED) {
        learn(each, each.attempts.get(0), pooled.get());
      }
    }
    missing(each);
  }

  /** What only the transaction itself says of a tracked hash. */
  private void learn(Case each, Stage.Sent known, Json transaction) {
    Address from = transaction.field("from").address();
    if (!from.equals(each.live.sender())) {
      LOG.warn("{} was sent by {}, not by {}", known.hash(), from, each.live.sender());
      return;
    }
    Optional<Address> to = transaction.optional("to").map(Json::address);
    Intent.Purpose purpose =
        to.isPresent()
            ? each.live
                .script()
                .map(plan -> plan.purposeOf(to.get(), transaction.field("input").bytes()))
                .orElse(Intent.Purpose.CALL)
            : Intent.Purpose.CANCELLATION;
    synchronized (each.live) {
      each.stage.nonce(transaction.field("nonce").count());
      each.stage.become(known, purpose);
    }
  }

  private boolean isProven(Case each, Receipt receipt, Optional<Json> transaction) {
    Optional<Json> block = each.block == null ? Optional.empty() : third.known(each.block);
    boolean isAnswered = each.transaction == null || transaction.isPresent();
    if (!block.isPresent() || !isAnswered || receipt.blockNumber() > head) {
      return false; // it came after this look began, or left again
    }
    if (!block.get().field("hash").hash().equals(receipt.blockHash())) {
      return false; // on another branch
    }
    boolean same =
        block.get().field("number").count() == receipt.blockNumber()
            && lists(block.get(), receipt)
            && isOurs(each, receipt)
            && transaction.map(tx -> isOf(tx, each, receipt)).orElse(true);
    if (!same) {
      contradicts(
          each,
          "it contradicts itself about "
              + receipt.transactionHash()
              + " in block "
              + receipt.blockHash());
    }
    return same;
  }

  /**
   * The receipt speaks of the very transaction we signed; what we never saw, only the node knows.
   */
  private static boolean isOurs(Case each, Receipt receipt) {
    return each.mined == null
        || each.mined
            .tx()
            .map(tx -> receipt.to().equals(Optional.of(tx.request().to())))
            .orElse(true);
  }

  private static boolean isOf(Json tx, Case each, Receipt receipt) {
    return tx.field("hash").hash().equals(receipt.transactionHash())
        && tx.field("from").address().equals(receipt.from())
        && tx.field("nonce").count() == each.stage.nonce()
        && tx.optional("to").map(Json::address).equals(receipt.to());
  }

  /** The node said what cannot be true: nothing of it is believed, and others are asked. */
  private void contradicts(Case each, String how) {
    LOG.warn("{}: {}", rpc.endpoint(), how);
    if (each.live.origin() == LiveIntent.Origin.TRACKED) {
      return; // it may as well be whoever named the hash and the sender
    }
    RpcException lie =
        new RpcException(RpcException.Code.NODE_MISBEHAVIOUR, rpc.endpoint() + ": " + how);
    client.rpc().quarantine(rpc.endpoint(), lie);
    if (each.live.isCurrent(each.stage)) {
      each.live.waitFor(TxStatus.Waiting.ENDPOINT, lie);
    }
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

  private void included(Case each, Receipt receipt) {
    LiveIntent live = each.live;
    Optional<Receipt> old = each.stage.receipt();
    boolean moved = old.isPresent() && !old.get().blockHash().equals(receipt.blockHash());
    if (live.isCurrent(each.stage)) {
      if (moved) {
        LOG.info("a reorg moved {} to another block", receipt.transactionHash());
        engine.record(live, new Intent.Reopened());
      }
      if (moved || !old.isPresent()) {
        engine.record(
            live,
            new Intent.Included(
                new Intent.Inclusion(
                    receipt.transactionHash(), receipt.blockHash(), receipt.blockNumber())));
        live.waitFor(TxStatus.Waiting.CONFIRMATIONS, null);
        engine.reached("mined");
      }
    }
    synchronized (live) {
      if (moved) {
        each.stage.reopened();
      }
      each.stage.mined(receipt);
    }
    Lane lane = engine.lane(live.sender());
    lane.landed(each.stage);
    lane.easier();
  }

  private void missing(Case each) {
    LiveIntent live = each.live;
    Stage stage = each.stage;
    if (late) {
      return; // a node behind cannot tell that something is gone
    }
    for (RpcCall asked : each.receipts.values()) {
      if (!second.isAbsent(asked)) {
        return; // an error, or the receipt of something else: nothing is known
      }
    }
    if (stage.receipt().isPresent()) {
      // without a fork in sight, a node behind may have answered in the place of another
      boolean sure = stage.isDoubted() || stage.sawNothing() >= SIGHTINGS_OF_NOTHING;
      if (each.receipts.isEmpty() || !sure) {
        return;
      }
      removed(live, stage);
    }
    boolean isUsed = stage.nonce() != Stage.UNKNOWN && used(each) > stage.nonce();
    if (isUsed && !each.receipts.isEmpty()) {
      if (stage.sawForeign(engine.nanos(), engine.intervalNanos()) >= SIGHTINGS_OF_FOREIGN) {
        ending.displaced(live, stage, head);
      }
      return;
    }
    stage.sawOurs();
    if (each.pooled == null) {
      return;
    }
    if (second.known(each.pooled).isPresent()) {
      synchronized (live) {
        stage.sendWorked(engine.nanos(), engine.intervalNanos());
      }
    } else if (second.isAbsent(each.pooled)) {
      LOG.info("no pool has {} any more", each.attempts.get(each.attempts.size() - 1).hash());
      synchronized (live) {
        stage.sendSoon(engine.nanos());
      }
    }
  }

  private void removed(LiveIntent live, Stage stage) {
    Receipt lost = stage.receipt().orElseThrow(IllegalStateException::new);
    LOG.info("a reorg removed {}", lost.transactionHash());
    if (live.isCurrent(stage)) {
      engine.record(live, new Intent.Reopened());
      live.waitFor(TxStatus.Waiting.INCLUSION, null);
    }
    synchronized (live) {
      stage.attempt(lost.transactionHash()).ifPresent(stage::prefer);
      stage.reopened();
      stage.sendSoon(engine.nanos());
      stage.stuckAt(engine.nanos() + live.options().bumpInterval().toNanos());
    }
    engine.lane(live.sender()).fly(live, stage);
  }

  /** Gives outcomes and ends to what lies deep enough. */
  private void deepen(LiveIntent live) {
    if (live.isOver()) {
      return;
    }
    for (Stage stage : live.stages()) {
      if (stage.isOpen() || !live.isCurrent(stage)) {
        continue;
      }
      long block = stage.receipt().orElseThrow(IllegalStateException::new).blockNumber();
      if (!stage.isConfirmed() && isDeep(live.options(), block)) {
        ending.confirmed(live, stage, block <= finalized);
        if (live.isSettled() && !live.isRecorded()) {
          live.over(); // nobody has to be told of what happens afterwards
        }
      }
      if (stage.isConfirmed() && live.isSettled() && block <= finalized && !live.isOver()) {
        ending.finalized(live, stage);
      }
    }
  }

  private boolean isDeep(TxOptions options, long block) {
    return switch (options.depth()) {
      case BLOCKS -> head - block + 1 >= options.confirmations();
      case SAFE -> block <= safe;
      case FINALIZED -> block <= finalized;
    };
  }

  /** What is due because time has passed. */
  private void hurry(LiveIntent live) {
    if (live.isSettled() || live.isOver()) {
      return;
    }
    long now = engine.nanos();
    if (live.isLate(now)) {
      live.giveUp(TxOutcome.Why.EXPIRED);
    }
    Optional<Stage> underWay = live.underWay().filter(Stage::isOpen);
    if (live.givenUp().isPresent()) {
      if (live.isStepDue()) {
        engine.withdraw(live);
      } else if (underWay.isPresent()
          && (!isCancelling(live, underWay.get()) || isStuck(live, underWay.get(), now))) {
        engine.replaceLater(live, Intent.Purpose.CANCELLATION);
      }
      return;
    }
    if (underWay.isPresent() && isStuck(live, underWay.get(), now)) {
      engine.replaceLater(live, Intent.Purpose.CALL);
    }
  }

  private static boolean isCancelling(LiveIntent live, Stage stage) {
    synchronized (live) {
      return stage.newest().purpose() == Intent.Purpose.CANCELLATION;
    }
  }

  /** Only what others wait behind is replaced: the rest may be mined as soon as that is. */
  private boolean isStuck(LiveIntent live, Stage stage, long now) {
    synchronized (live) {
      if (!stage.isStuck(now)) {
        return false; // before the lane is asked, which sorts its flights
      }
    }
    List<Lane.Flight> flights = engine.lane(live.sender()).flights();
    if (flights.isEmpty() || flights.get(0).stage() != stage || !live.signer().isPresent()) {
      return false;
    }
    synchronized (live) {
      if (!stage.isStuck(now)) {
        return false;
      }
      stage.stuckAt(now + live.options().bumpInterval().toNanos());
      return stage.mayBump(BUMPS_PER_INTERVAL);
    }
  }

  private void closeGap(Lane lane) {
    RpcCall asked = counts.get(lane.sender());
    List<Lane.Flight> flights = lane.flights();
    if (asked == null || flights.isEmpty()) {
      return;
    }
    long next = first.value(asked).count();
    long lowest = flights.get(0).stage().nonce();
    if (lowest == Stage.UNKNOWN || lowest <= next) {
      lane.noGap();
    } else if (lane.isGap(next)) {
      lane.noGap();
      engine.fillLater(lane, next, lowest);
    }
  }

  /** What goes wrong about one intent must not keep the others waiting. */
  private void isolated(LiveIntent live, Runnable work) {
    try {
      work.run();
    } catch (JournalException e) {
      LOG.info("{}: {}", live, e.getMessage());
      if (e.kind() == JournalException.Code.SECOND_WRITER) {
        engine.lose(live);
      }
    } catch (Restake4jException e) {
      LOG.info("{}: {}", live, e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("{}: unexpected failure", live, e);
    }
  }
}
